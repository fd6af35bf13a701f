"""What the rules about documents read out of texts: titles, periods, repeals, lists of attachments, citations."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.page import Block, Page
from gkcheck_plugins.document.classification import _unknown
from gkcheck_plugins.document.enclosures import listed
from gkcheck_plugins.document.normative import begin, end, last_day, says_begin, says_period
from gkcheck_plugins.document.title import agree
from gkcheck_plugins.document.validity import repealed_documents

TITLE = "关于印发《青屏市知识产权资助资金管理办法》的通知"


def page(*lines: str, published: date | None = None) -> Page:
    return Page(
        "a.html", kind="policy", blocks=tuple(Block(line, "p", 0, "content") for line in lines), published=published
    )


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("本办法自2021年10月1日起施行，有效期5年。", date(2021, 10, 1), date(2026, 9, 30)),
        ("本办法自2020年2月29日起施行，有效期五年。", date(2020, 2, 29), date(2025, 2, 28)),
        ("本规定自2024年7月1日起施行，有效期至2029年6月30日。", date(2024, 7, 1), date(2029, 6, 30)),
        ("本通知自2024年7月1日起实施，至2026年12月31日止。", date(2024, 7, 1), date(2026, 12, 31)),
        ("本意见从二〇二四年七月一日起执行，有效期截至二〇二六年六月三十日。", date(2024, 7, 1), date(2026, 6, 30)),
        ("本办法自印发之日起施行，有效期两年。", None, date(2026, 3, 10)),
        ("本办法自印发之日起30日后施行，有效期两年。", None, date(2026, 5, 11)),
        ("本办法自发布之日起施行。", None, None),
        ("专利代理机构执业许可证有效期为三年。", None, None),
        ("检测报告有效期至2023年12月31日的，应当更新。", None, None),
        ("申报时间自2024年4月1日起至2024年4月30日止。", None, None),
    ],
)
def test_begin_and_end_are_those_of_the_document(line: str, first: date | None, last: date | None) -> None:
    shown = page(line, published=date(2024, 3, 11))
    assert (begin(shown), end(shown)) == (first, last)


@pytest.mark.parametrize(
    ("line", "begins", "period"),
    [
        ("本办法自2024年4月1日起施行。", True, False),
        ("本办法自公布之日起三十日后施行，有效期五年。", True, True),
        ("本通知印发之日起执行，试行一年。", True, True),
        ("本政策长期有效。", False, True),
        ("施行日期由市知识产权局另行公布。", True, False),
        ("各单位要抓好组织实施，自觉接受监督。", False, False),
    ],
)
def test_what_counts_as_said(line: str, begins: bool, period: bool) -> None:
    assert (says_begin(page(line)), says_period(page(line))) == (begins, period)


@given(st.dates(date(1950, 1, 1), date(2200, 12, 31)), st.integers(1, 30))
def test_years_end_on_the_day_before(day: date, years: int) -> None:
    last = last_day(day, years)
    after = last + timedelta(days=1)
    assert after.year - day.year == years
    assert (after.month, after.day) == (day.month, day.day) or (day.month, day.day, after.month, after.day) == (
        2,
        29,
        3,
        1,
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("《甲市专利资助办法》（甲知局〔2019〕3号）同时废止。", [["甲知局〔2019〕3号", "甲市专利资助办法"]]),
        (
            "《甲市专利资助办法》（甲知局[2019]3号）、《甲市商标奖励办法》即行废止。",
            [["甲知局〔2019〕3号", "甲市专利资助办法"], ["", "甲市商标奖励办法"]],
        ),
        ("《甲市专利资助办法》第三条同时废止。", []),
        ("《甲市专利资助办法》不再执行的部分予以废止。", []),
        ("本办法依据《甲市专利资助办法》制定。", []),
        ("本办法施行后，此前规定与本办法不一致的，同时废止。", []),
    ],
)
def test_repealed_documents(line: str, expected: list[list[str]]) -> None:
    assert repealed_documents(page(line)) == expected


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("青屏市知识产权资助资金管理办法", True),
        ("印发〈青屏市知识产权资助资金管理办法〉的通知", True),
        ("青屏市知识产权局关于印发《青屏市知识产权资助资金管理办法（试行）》的通知", True),
        ("关于印发《青屏市知识产权资助资金……", True),
        ("关于印发《青屏市知识产权资助资金管理办法》的通知（青知局〔2024〕7号）", True),
        ("关于印发《青屏市知识产权资助资金使用办法》的通知", False),
        ("关于印发《青屏市专利导航工程实施方案》的通知", False),
    ],
)
def test_titles_of_one_document(other: str, same: bool) -> None:
    assert agree(TITLE, other) is same
    assert agree(other, TITLE) is same


@given(st.lists(st.sampled_from([" ", "　", "\n", "《", "“"]), max_size=6), st.data())
def test_blanks_and_marks_make_no_other_title(extra: list[str], data: st.DataObject) -> None:
    text = TITLE
    for sign in extra:
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + sign + text[place:]
    assert agree(TITLE, text)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["附件：申请材料清单"], [(0, "申请材料清单")]),
        (["附件：1.申请表", "2.汇总表"], [(1, "申请表"), (2, "汇总表")]),
        (["附件：", "1．申请表", "2．汇总表"], [(1, "申请表"), (2, "汇总表")]),
        (["附件: 1、申请表 2、汇总表 3、2024年台账"], [(1, "申请表"), (2, "汇总表"), (3, "2024年台账")]),
        (["附件：1.申请表；2.汇总表。"], [(1, "申请表"), (2, "汇总表")]),
        (["附件：1.申请表.docx", "3.汇总表"], [(1, "申请表")]),
        (["附件：（略）"], []),
        (["附件1：申请表"], []),
        (["附件下载：申请表"], []),
        (["附件：点击下载"], []),
        (["附件：申请表应当一式两份。申请人应当签字。"], []),
    ],
)
def test_lists_of_attachments(lines: list[str], expected: list[tuple[int, str]]) -> None:
    blocks = page("关于某事的通知", "现将有关事项通知如下。", *lines).content
    assert [(item.number, item.name) for item in listed(blocks)] == expected


@given(
    st.lists(
        st.sampled_from(["申请表", "汇总表", "2024年台账", "任务分工表（试行）", "A类清单"]), min_size=1, max_size=9
    )
)
def test_a_numbered_list_is_read_in_one_line_as_in_many(names: list[str]) -> None:
    numbered = [f"{number}.{name}" for number, name in enumerate(names, 1)]
    one = page("标题", "正文。", "附件：" + " ".join(numbered)).content
    many = page("标题", "正文。", "附件：" + numbered[0], *numbered[1:]).content
    told = list(enumerate(names, 1))
    assert [(item.number, item.name) for item in listed(one)] == told
    assert [(item.number, item.name) for item in listed(many)] == told


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        ("综合政务", ""),
        ("综合政务 > 政务公开", ""),
        ("综合政务>档案", "档案"),
        ("财政、金融、审计", ""),
        ("财政，金融，审计", ""),
        ("综合政务，政务公开", ""),
        ("综合政务、政务公开", ""),
        ("综合政务、财政", "综合政务、财政"),
        ("其他", "其他"),
    ],
)
def test_classes(value: str, unknown: str) -> None:
    assert _unknown(value, frozenset({"综合政务", "政务公开", "财政、金融、审计"})) == unknown
