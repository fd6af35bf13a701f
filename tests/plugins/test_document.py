"""The words that rules about documents are written in, tried on pages written here."""

import re
from dataclasses import replace
from datetime import date

import pytest

import gkcheck_plugins.document
from gkcheck.extract.references import Resolver
from gkcheck.finding import Finding, Severity, Unjudged
from gkcheck.norms import Norms
from gkcheck.record import Reader, run_check
from gkcheck.rulefile import PRODUCT, Vocabulary, read_rule, rule_names
from gkcheck.site import Site

CHECKS = {check.name: check for check in gkcheck_plugins.document.gkcheck_checks()}
NORMS = Norms()
NORMS.read(PRODUCT / "norms.toml")
RULES = {
    name.code: read_rule(name, Vocabulary(CHECKS, NORMS.known))
    for folder in gkcheck_plugins.document.gkcheck_rule_files()
    for name in rule_names(folder)
}
TITLE = "关于印发《青屏市知识产权资助资金管理办法》的通知"
TABLE = {
    "索引号": "003300021/2024-00012",
    "发文机关": "青屏市知识产权局",
    "成文日期": "2024-03-08",
    "发文字号": "青知局〔2024〕7号",
    "公开属性": "主动公开",
}


def page(
    title: str = TITLE,
    *,
    signed: str = "2024年3月8日",
    note: str = "（此件主动公开）",
    extra: str = "",
    site: str = "",
    **table: str | None,
) -> str:
    """A policy page. `table` changes rows of the information table, None drops one."""
    rows = {**TABLE, **table}
    cells = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows.items() if value is not None)
    signature = f"<p>青屏市知识产权局</p><p>{signed}</p>" if signed else ""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta name="SiteName" content="{site}"><meta name="ColumnName" content="政策文件">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-03-11 09:30"></head>
<body><table>{cells}</table><h1>{title}</h1><p>发布日期：2024-03-11</p>
<p>为规范本市知识产权资助资金的使用，提高资金使用效益，根据有关规定，结合本市实际，现将办法印发给你们。</p>
{extra}{signature}<p>{note}</p></body></html>"""


def judge(code: str, *pages: str, **options: object) -> list[Finding | Unjudged]:
    """What one rule says about a site of these pages."""
    rule = replace(RULES[code], options={**RULES[code].options, **options})
    check = CHECKS[rule.check]
    rules = ((rule, check),) if rule.scope == "page" else ()
    reader = Reader(Resolver(), lambda path, column: "policy", rules, gkcheck_plugins.document.gkcheck_extractors())
    site = Site([f"t{number}.html" for number in range(len(pages))], date(2026, 11, 22))
    found: list[Finding] = []
    unjudged: list[Unjudged] = []
    for number, text in enumerate(pages):
        record = reader.read(f"t{number}.html", text.encode())
        assert not record.problems
        site.add(f"t{number}.html", record.facts)
        found += record.findings
        unjudged += record.unjudged
    site.settle()
    if rule.scope == "site":
        assert run_check(rule, check, site, found, unjudged, None) is None
    for finding in found:
        for text in rule.messages[finding.variant].values():
            assert "{" not in text.format(**finding.arguments)
    return [*found, *unjudged]


def variants(outcomes: list[Finding | Unjudged]) -> list[str]:
    return [outcome.variant if isinstance(outcome, Finding) else outcome.reason for outcome in outcomes]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"发文机关": None}, [("issuer", "table", "error")]),
        ({"发文机关": "—"}, [("issuer", "empty", "error")]),
        ({"发文机关": None, "发布机构": "青屏市知识产权局"}, []),
        ({"成文日期": ""}, [("signed", "empty", "warning")]),
        ({"成文日期": None}, []),
        ({"成文日期": None, "signed": ""}, [("signed", "signed", "warning")]),
        ({"发文字号": ""}, [("number", "empty", "warning")]),
        ({"发文字号": "无"}, []),
        ({"发文字号": None}, [("number", "number", "warning")]),
        ({"发文字号": None, "title": "关于开展专利导航的通告"}, []),
        ({"发文字号": None, "title": "青屏市专利导航工作指引（试行）"}, []),
        ({"发文字号": None, "title": "青屏市专利导航实施意见（试行）"}, [("number", "number", "warning")]),
        ({"索引号": ""}, [("index", "empty", "warning")]),
        ({"索引号": None}, []),
        ({"发布日期": ""}, []),
        ({"主题分类": ""}, []),
    ],
)
def test_elements_present(changes: dict[str, str | None], expected: list[tuple[str, str, str]]) -> None:
    found = judge("DOC001", page(**changes))  # type: ignore[arg-type]
    assert [(f.subject, f.variant, f.severity) for f in found if isinstance(f, Finding)] == expected


def test_elements_are_the_sites_choice() -> None:
    bare = page(索引号=None)
    assert judge("DOC001", bare, index="error") == []
    [finding] = judge("DOC001", bare, index="error", when_labelled=[])
    assert (finding.variant, finding.severity) == ("table", Severity.ERROR)
    assert judge("DOC001", page(发文字号=""), number="off") == []


@pytest.mark.parametrize(
    ("number", "variant", "form"),
    [
        ("青知局〔2024〕7号", "", ""),
        ("青知局[2024]7号", "brackets", "青知局〔2024〕7号"),
        ("青知局﹝2024﹞7号", "brackets", "青知局〔2024〕7号"),
        ("青知局【2024】07号", "brackets", "青知局〔2024〕7号"),
        ("青知局〔2024〕07号", "padding", "青知局〔2024〕7号"),
        ("青知局〔2024〕第7号", "ordinal", "青知局〔2024〕7号"),
        ("青知局〔2024〕7", "suffix", "青知局〔2024〕7号"),
        ("青知局〔2024〕 7号", "spaces", "青知局〔2024〕7号"),
        ("青知局〔２０２４〕7号", "width", "青知局〔2024〕7号"),
        ("青知局〔2024年〕7号", "year", "青知局〔2024〕7号"),
        ("青知局〔24〕7号", "year", "青知局〔2024〕7号"),
        ("青知局〔98〕7号", "unreadable", ""),
        ("青知局〔20247号", "glued", "青知局〔2024〕7号"),
        ("青知局〔20197号", "unreadable", ""),
        ("青知局〔20241", "unreadable", ""),
        ("国务院令第711号", "", ""),
        ("国令第711号", "", ""),
        ("市政府令第17号", "", ""),
        ("公告2024年第3号", "", ""),
        ("2024年第3号", "", ""),
        ("HHCR-2023-01005", "", ""),
        ("JYDR—2023—00003", "", ""),
        ("无", "", ""),
        ("", "", ""),
        ("青知局〔2024〕7号、青财行〔2024〕21号", "", ""),
        ("青知局〔2024〕7号，青财行[2024]21号", "brackets", "青财行〔2024〕21号"),
    ],
)
def test_number_well_formed(number: str, variant: str, form: str) -> None:
    found = judge("DOC002", page(发文字号=number))
    assert [(f.variant, f.arguments.get("form", "")) for f in found] == ([(variant, form)] if variant else [])
    if form:
        [fix] = found[0].fixes
        wrong = re.split("[、，]", number)[-1]
        assert fix.text == form and fix.location.end_column - fix.location.column == len(wrong)


def test_numbers_that_the_text_cites_are_not_its_own() -> None:
    assert judge("DOC002", page(extra="<p>《专利资助办法》（青知局[2019]3号）同时废止。</p>")) == []


def test_a_number_broken_by_markup_is_replaced_piece_by_piece() -> None:
    [finding] = judge("DOC002", page(发文字号="青知局<b>[2024]</b>7号"))
    assert finding.variant == "brackets"
    assert [(fix.text, fix.location.end_column - fix.location.column) for fix in finding.fixes] == [("〔", 1), ("〕", 1)]


def test_a_number_whose_pieces_hold_markup_is_left() -> None:
    [finding] = judge("DOC002", page(发文字号="青知局〔2024〕0<b>0</b>7号"))
    assert finding.variant == "padding" and finding.fixes == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"发文字号": "青知局〔2023〕7号"}, ["default"]),
        ({"发文字号": "青知局[2023]7号"}, ["default"]),
        ({"发文字号": "青知局〔2023〕7号", "signed": "二○二三年十二月二十九日"}, []),
        ({"发文字号": "青知局〔2023〕7号", "成文日期": None, "signed": ""}, ["unsigned"]),
        ({"发文字号": "国务院令第711号"}, []),
        ({"发文字号": "青知局〔20237号"}, []),
        ({"发文字号": "青知局〔2023〕7号、青财行〔2024〕21号"}, []),
    ],
)
def test_number_year(changes: dict[str, str | None], expected: list[str]) -> None:
    assert variants(judge("DOC003", page(**changes))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (TITLE, TITLE, 0),
        (TITLE, "青屏市知识产权局" + TITLE, 0),
        (TITLE, "青屏市知识产权资助资金管理办法", 0),
        (TITLE, "关于印发青屏市知识产权资助资金管理办法通知", 0),
        (TITLE, "附件：青屏市专利导航申报表", 0),
        (TITLE, "关于印发《青屏市专利导航工作指引》的通知", 1),
        ("关于公布2023年专利导航项目目录的通知", "关于公布2024年专利导航项目目录的通知", 1),
        ("关于下达第一批资助资金的通知", "关于下达第二批资助资金的通知", 1),
    ],
)
def test_number_unique(one: str, other: str, count: int) -> None:
    found = judge("DOC004", page(one), page(other, 发文字号="青知局[2024]7号"))
    assert [f.location.path for f in found if isinstance(f, Finding)] == ["t1.html"] * count
    for finding in found:
        assert finding.related[0].location.path == "t0.html" and finding.location.end_column


def test_number_unique_names_every_page_but_those_of_the_first_document() -> None:
    other = "关于印发《青屏市专利导航工作指引》的通知"
    found = judge("DOC004", page(), page(other), page(), page(other))
    assert [finding.location.path for finding in found] == ["t1.html", "t3.html"]


def test_number_unique_reports_once_where_an_attachment_carries_the_number_too() -> None:
    found = judge(
        "DOC004", page("附件：青屏市专利导航申报表"), page(), page("关于印发《青屏市专利导航工作指引》的通知")
    )
    assert [finding.location.path for finding in found] == ["t2.html"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"note": ""}, []),
        ({"公开属性": None}, []),
        ({"公开属性": None, "note": ""}, ["default"]),
        ({"公开属性": "　", "note": ""}, ["empty"]),
        ({"公开属性": "政府网站", "note": ""}, ["other"]),
        ({"公开属性": "面向社会公开", "note": ""}, []),
        ({"公开属性": None, "note": "（此件公开发布）"}, []),
        ({"公开属性": None, "note": "", "发文机关": "国务院办公厅", "site": "青屏市知识产权局"}, ["other-issuer"]),
        ({"公开属性": None, "note": "", "发文机关": "教育部办公厅", "site": "中华人民共和国教育部"}, ["default"]),
        ({"公开属性": None, "note": "", "发文机关": "江南省科学技术厅", "site": "青屏市知识产权局"}, ["other-issuer"]),
        ({"公开属性": None, "note": "", "发文机关": "青屏市财政局", "site": "青屏市知识产权局"}, ["default"]),
    ],
)
def test_attribute_stated(changes: dict[str, str | None], expected: list[str]) -> None:
    assert variants(judge("DOC005", page(**changes))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "note", "expected"),
    [
        ("主动公开", "（此件主动公开）", []),
        ("主动公开", "", []),
        ("依申请公开", "", ["restricted"]),
        ("2.不予公开", "", ["restricted"]),
        (None, "（此件依申请公开）", ["restricted"]),
        ("依申请公开", "（此件依申请公开）", ["restricted"]),
        ("主动公开", "（此件不予公开）", ["contradiction"]),
        ("不予公开", "（此件公开发布）", ["contradiction"]),
        ("主动公开（涉密部分除外）", "", []),
        ("主动公开，附件依申请公开", "", ["ambiguous"]),
        ("主动公开/依申请公开", "", ["ambiguous"]),
        ("主动公开", "（此件公开，附件不公开）", ["ambiguous"]),
        ("政府网站", "", []),
    ],
)
def test_attribute_public(field: str | None, note: str, expected: list[str]) -> None:
    assert variants(judge("DOC006", page(公开属性=field, note=note))) == expected
