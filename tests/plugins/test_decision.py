"""Periods of consultations, budgets in titles, kinds of links: what the examples of the rules do not show."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck_plugins.decision.budget import named_years
from gkcheck_plugins.decision.catalogue import catalogue_year, is_catalogue, kind_of
from gkcheck_plugins.decision.drafts import draft_keys, is_feedback_text
from gkcheck_plugins.decision.due import due_year
from gkcheck_plugins.decision.period import period_of
from minisite import article, extract


def period(text: str, day: str = "2026-03-02") -> tuple[date | None, date | None, int] | None:
    page = extract(article(f"<div>{text}</div>", "关于公开征求《青屏市专利导航管理办法（征求意见稿）》意见的公告", day))
    found = period_of(page)
    return (found.start, found.end, found.working) if found else None


MARCH = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>征求意见时间：2026年3月2日至2026年4月2日。</p>", (MARCH, date(2026, 4, 2), 0)),
        ("<p>征求意见时间为2026年3月2日—4月2日</p>", (MARCH, date(2026, 4, 2), 0)),
        ("<p>征集期限：2026-03-02 08:00 至 2026-04-02 17:30</p>", (MARCH, date(2026, 4, 2), 0)),
        ("<p>征求意见时间：2026.03.02-2026.04.02</p>", (MARCH, date(2026, 4, 2), 0)),
        ("<p>意见征集自2026年3月2日起至2026年4月2日止。</p>", (MARCH, date(2026, 4, 2), 0)),
        ("<table><tr><td>征集时间</td><td>2026/3/2～2026/4/2</td></tr></table>", (MARCH, date(2026, 4, 2), 0)),
        ("<p>请于2026年4月2日前将修改意见反馈至我局。</p>", (MARCH, date(2026, 4, 2), 0)),
        ("<p>意见反馈截止时间为2026年4月2日。</p>", (MARCH, date(2026, 4, 2), 0)),
        ("<p>公开征求意见，期限为30日。</p>", (MARCH, date(2026, 3, 31), 0)),
        ("<p>请自公告之日起三十日内提出意见。</p>", (MARCH, date(2026, 3, 31), 0)),
        ("<p>征求意见期限：自公告之日起7个工作日内。</p>", (MARCH, None, 7)),
        ("<p>现公开征求意见，欢迎提出。</p>", None),
        ("<p>听证会报名时间为2026年3月2日至3月8日。</p>", None),
        ("<p>本办法自2026年4月2日起施行，有效期至2031年4月1日。</p>", None),
        ("<p>征求意见时间：2026年3月32日至4月2日。</p>", None),
    ],
)
def test_the_period_of_a_consultation(text: str, expected: tuple[date, date | None, int] | None) -> None:
    assert period(text) == expected


def test_the_end_of_the_next_year() -> None:
    assert period("<p>征求意见时间：2026年12月15日至1月15日。</p>", "2026-12-15") == (
        date(2026, 12, 15),
        date(2027, 1, 15),
        0,
    )


def test_of_several_periods_the_longest_counts() -> None:
    text = "<p>征求意见时间：2026年3月2日至3月12日。</p><p>征求意见期限延长至2026年4月10日止。</p>"
    found = period(text)
    assert found is not None
    assert found[1] == date(2026, 4, 10)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 120), st.sampled_from(["至", "—", "-", "到"]))
def test_a_range_is_read_as_written(start: date, days: int, sign: str) -> None:
    end = date.fromordinal(start.toordinal() + days)
    text = f"<p>征求意见时间：{start.year}年{start.month}月{start.day}日{sign}{end.year}年{end.month}月{end.day}日</p>"
    assert period(text) == (start, end, 0)


@given(st.text(alphabet="征求意见时间期限：0123456789年月日-至前天个工作", max_size=50))
def test_any_text_is_read(text: str) -> None:
    found = period(f"<p>{text}</p>")
    assert found is None or found[0] is None or found[1] is None or found[0] <= found[1]


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("关于公开征求《青屏市专利导航管理办法（征求意见稿）》意见的公告", 1),
        ("《青屏市专利导航管理办法（草案）》公开征求意见", 1),
        ("关于公开征求青屏市专利导航管理办法意见的公告", 1),
        ("关于征集2027年度地方标准立项建议的公告", 0),
        ("关于青屏市公园路规划方案环境影响评价公众意见征集的公告", 0),
        ("征求意见", 0),
    ],
)
def test_the_drafts_that_a_title_names(title: str, keys: int) -> None:
    assert len(draft_keys(title)) == keys


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("青屏市知识产权局2026年度部门预算", {"budget": {2026}}),
        ("2026年部门预算和2024年决算", {"budget": {2026}, "accounts": {2024}}),
        ("二〇二五年部门预决算公开", {"budget": {2025}, "accounts": {2025}}),
        ("部门预算", {"budget": {0}}),
        ("关于编制2027年部门预算的通知", {}),
        ("2025年专项资金绩效评价报告", {}),
        ("2026年预算执行情况", {}),
        ("办公楼维修工程竣工结算公告", {}),
    ],
)
def test_budgets_and_accounts_in_titles(title: str, named: dict[str, set[int]]) -> None:
    assert named_years(title) == named


@pytest.mark.parametrize(
    ("title", "year", "is_one"),
    [
        ("青屏市知识产权局2026年度重大行政决策事项目录", 2026, True),
        ("重大行政决策事项目录", 0, True),
        ("青屏市人民政府二〇二六年重大行政决策目录", 2026, True),
        ("关于公布2026年度重大行政决策事项清单的公告", 2026, True),
        ("关于征集2027年度重大行政决策事项目录建议的公告", 2027, False),
        ("《2026年度重大行政决策事项目录》解读", 2026, False),
        ("青屏市重大行政决策程序规定", 0, False),
        ("重大行政决策听证会召开", 0, False),
    ],
)
def test_catalogues_by_their_titles(title: str, year: int, is_one: bool) -> None:
    assert is_catalogue(title) is is_one
    assert catalogue_year(title) == year


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("决策草案全文", "draft"),
        ("征求意见公告", "draft"),
        ("草案起草说明", "note"),
        ("起草说明", "note"),
        ("草案解读", "reading"),
        ("公众意见收集和采纳情况", "opinions"),
        ("意见采纳情况反馈", "opinions"),
        ("公众代表列席情况", "attendance"),
        ("决策结果", "result"),
        ("关于印发《青屏市专利导航管理办法》的通知", "result"),
        ("查看", ""),
        ("承办部门", ""),
    ],
)
def test_the_six_kinds_of_links(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("《青屏市专利导航管理办法》意见征集和采纳情况", True),
        ("关于《办法（征求意见稿）》意见征集结果的反馈", True),
        ("公众意见收集和采纳情况", True),
        ("关于公开征求《青屏市专利导航管理办法（征求意见稿）》意见的公告", False),
        ("青屏市专利导航管理办法", False),
    ],
)
def test_titles_that_tell_of_opinions(text: str, is_one: bool) -> None:
    assert is_feedback_text(text) is is_one


@pytest.mark.parametrize(
    ("today", "deadline", "later", "year"),
    [
        (date(2026, 6, 30), "06-30", 0, 2025),
        (date(2026, 7, 1), "06-30", 0, 2026),
        (date(2026, 11, 22), "12-31", 1, 2024),
        (date(2026, 11, 22), "10-31", 1, 2025),
    ],
)
def test_the_last_year_that_is_due(today: date, deadline: str, later: int, year: int) -> None:
    assert due_year(today, deadline, later) == year
