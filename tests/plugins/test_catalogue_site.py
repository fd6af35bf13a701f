"""What the catalogue family reads of articles, dates, guides, platforms and home pages, tried on words written here."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck_plugins.catalogue.dates import dates_on, last_change, older_than
from gkcheck_plugins.catalogue.extract import catalogue_facts
from gkcheck_plugins.catalogue.handbook import ELEMENTS, guide_facts
from gkcheck_plugins.catalogue.home import home_entries
from gkcheck_plugins.catalogue.items import is_blank, shown
from gkcheck_plugins.catalogue.platform import platform_facts
from gkcheck_plugins.catalogue.statutory import STATUTORY, article_of, covered_by
from minisite import extract

NUMBERS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(1, 60), st.integers(0, 3000))
def test_older_than_grows_with_time_and_falls_with_the_limit(day: date, months: int, days: int) -> None:
    today = day + timedelta(days)
    if older_than(day, months, today):
        assert older_than(day, months, today + timedelta(1))
        assert days >= months * 28
        if months > 1:
            assert older_than(day, months - 1, today)
    else:
        assert days <= months * 31


@pytest.mark.parametrize(
    ("day", "months", "today", "older"),
    [
        (date(2024, 11, 22), 24, date(2026, 11, 22), False),
        (date(2024, 11, 21), 24, date(2026, 11, 22), True),
        (date(2025, 8, 31), 1, date(2025, 9, 30), False),
        (date(2025, 8, 31), 1, date(2025, 10, 1), True),
    ],
)
def test_older_than_to_the_day(day: date, months: int, today: date, older: bool) -> None:
    assert older_than(day, months, today) is older


@pytest.mark.parametrize(("number", "written"), list(enumerate(NUMBERS, 1)))
def test_items_of_article_20_are_known_by_their_number(number: int, written: str) -> None:
    key = f"20.{number}"
    assert key in STATUTORY
    assert article_of(key) == f"第二十条第（{written}）项"
    for cited in (f"第二十条第（{written}）项", f"第20条第({number})项", f"第二十条第{written}款"):
        assert key in covered_by("", f"《中华人民共和国政府信息公开条例》（国令第711号）{cited}")


@pytest.mark.parametrize(
    "basis",
    [
        "《中华人民共和国行政许可法》第二十条第（八）项",
        "《中华人民共和国政府信息公开条例》第十九条",
        "《政府信息公开条例》第二十条；第二十一条第（八）项",
        "",
    ],
)
def test_other_articles_are_not_article_20(basis: str) -> None:
    assert not {key for key in covered_by("", basis) if key.startswith("20.") and key != "20.15"}


def test_another_norm_as_basis_is_the_last_item() -> None:
    assert "20.15" in covered_by("名录", "《专利代理条例》第九条")
    assert "20.15" not in covered_by("名录", "《上海市政府信息公开规定》")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("\uf052", "☑"),
        ("\uf0a8", "□"),
        ("þ", "☑"),
        ("¨", "□"),
        ("ü", "✓"),
        (" √ ", "√"),
        ("主 动\u3000公开", "主动公开"),
    ],
)
def test_signs_of_fonts(text: str, sign: str) -> None:
    assert shown(text) == sign
    assert not is_blank(text)


def page(body: str, path: str = "ml.html", title: str = "政府信息公开指南"):  # type: ignore[no-untyped-def]
    found = extract(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>", path)
    found.kind = "home" if path == "index.html" else "article"
    return found


CONTACTS = {
    "政府信息的分类": "信息分类为机构职能和政策文件。",
    "编排体系": "按年份编排。",
    "获取方式": "可在本局网站获取。",
    "工作机构的名称": "受理机构：局办公室",
    "办公地址": "办公地址：示例路1号",
    "办公时间": "办公时间：工作日9:00—17:00",
    "联系电话": "联系电话：0000-5550100",
    "传真号码": "传　真：0000-5550101",
    "互联网联系方式": "电子邮箱：a@example.cn",
}
FILLER = "<p>申请人可以当面、邮寄或者通过信函、传真、电话、电子邮件等方式提出申请，写明姓名或者名称、地址和所需信息的特征描述。</p>"


@pytest.mark.parametrize("missing", ["", *CONTACTS])
def test_each_element_is_missed_when_it_is_not_there(missing: str) -> None:
    assert set(CONTACTS) == set(ELEMENTS)
    lines = "".join(f"<p>{text}</p>" for name, text in CONTACTS.items() if name != missing)
    facts = guide_facts(
        page(lines + (FILLER.replace("方式", "途径") if missing != "获取方式" else FILLER.replace("等方式", "")))
    )
    assert facts is not None
    assert facts["missing"] == ([missing] if missing else [])


def test_contacts_in_a_table_with_its_labels_on_top() -> None:
    names, values = list(CONTACTS)[3:], [text.rpartition("：")[2] for text in list(CONTACTS.values())[3:]]
    head = "".join(f"<td>{name}</td>" for name in names)
    start = "".join(f"<p>{text}</p>" for text in list(CONTACTS.values())[:3])

    def missing(cells: list[str]) -> list[str]:
        row = "".join(f"<td>{value}</td>" for value in cells)
        facts = guide_facts(page(f"{start}{FILLER}<table><tr>{head}</tr><tr>{row}</tr></table>"))
        return facts["missing"] if facts else ["no guide"]

    assert missing(values) == []
    assert missing([*values[:4], "", values[5]]) == ["传真号码"]


@pytest.mark.parametrize(
    ("sentence", "sorts"),
    [
        ("本局自收到申请之日起15个工作日内予以答复。", ["limit"]),
        ("延长答复的期限最长不得超过15个工作日。", ["extension"]),
        ("自收到申请之日起15 个工作日内答复，延长期限不超过15个工作日。", ["extension"]),
        ("第三方应当自收到征求意见书之日起15个工作日内提出意见。", []),
        ("本局承诺自收到申请之日起15个工作日内答复。", []),
        ("不能当场答复的，自收到申请之日起20个工作日内答复。", []),
        ("自收到申请之日起7个工作日内告知补正。", []),
        ("依据《条例》（国务院令第492号）编制。", ["norm"]),
        ("《条例》于2007年公布（国务院令第492号），2019年修订。", []),
        ("本机关收到申请之日起15个工作日内转送其他行政机关征求意见。", []),
    ],
)
def test_limits_of_the_law_before_2019(sentence: str, sorts: list[str]) -> None:
    facts = guide_facts(page(f"<p>{sentence}</p>{FILLER}{FILLER}"))
    assert facts is not None
    assert [entry["sort"] for entry in facts["outdated"]] == sorts


@pytest.mark.parametrize(
    "title", ["依申请公开指南", "办事指南", "关于修订政府信息公开指南的通知", "政府信息公开指南解读"]
)
def test_other_pages_are_no_guides(title: str) -> None:
    assert guide_facts(page(FILLER * 4, title=title)) is None


def test_columns_in_comments_and_scripts_of_a_platform() -> None:
    body = '<!-- <a href="/zd/">政府信息公开制度</a> --><ul><li><a href="/zn/"><span>政府信息</span>公开指南</a></li><li><a href="/nb/">政府信息公开年报</a></li></ul>'
    facts = platform_facts(page(body, "index.html", "首页"))
    assert facts is not None
    assert facts["levels"] == {"政府信息公开指南": 2, "政府信息公开年报": 2}
    assert not facts["away"]


def test_entries_of_the_navigation_have_words() -> None:
    body = '<div class="nav"><a href="/ml/"><b>公开</b>目录</a><a href="/p/"><img alt="法定主动公开内容"></a></div>'
    entries = home_entries(page(body, "index.html", "首页"))
    assert entries is not None
    assert [entry[2] for entry in entries] == ["公开目录", "法定主动公开内容"]


def test_the_last_change_is_not_in_the_future() -> None:
    found = page("<p>更新日期：2025年3月1日</p>", title="主动公开目录（2026年版）")
    dates = dates_on(found, ["2027-01-01", "无"])
    assert last_change(dates, date(2026, 2, 1)) == date(2026, 2, 1)
    assert last_change(dates, date(2025, 6, 1)) == date(2025, 3, 1)
    assert last_change(dates, date(2024, 6, 1)) is None


def test_pages_of_other_kinds_give_no_items() -> None:
    assert catalogue_facts(page("<p>x</p>")) is None
