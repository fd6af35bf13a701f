"""The words that rules about the disclosure catalogue are written in, tried on tables written here."""

from dataclasses import replace

import pytest

import gkcheck_plugins.catalogue
from gkcheck.extract.references import Resolver
from gkcheck.finding import Finding, Severity
from gkcheck.norms import Norms
from gkcheck.record import Reader
from gkcheck.rulefile import PRODUCT, Vocabulary, read_rule, rule_names
from gkcheck_plugins.catalogue.attribute import read_attributes
from gkcheck_plugins.catalogue.header import role_of
from gkcheck_plugins.catalogue.items import is_blank

CHECKS = {check.name: check for check in gkcheck_plugins.catalogue.gkcheck_checks()}
NORMS = Norms()
NORMS.read(PRODUCT / "norms.toml")
RULES = {
    name.code: read_rule(name, Vocabulary(CHECKS, NORMS.known))
    for folder in gkcheck_plugins.catalogue.gkcheck_rule_files()
    for name in rule_names(folder)
}
HEAD = ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开属性"]
ROW = ["1", "财政", "部门预算", "表格", "《预算法》第十四条", "20日内", "财务处", "政府网站", "主动公开"]


def table(*rows: list[str]) -> str:
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


def judge(code: str, body: str, **options: object) -> tuple[list[Finding], list[str]]:
    """Findings, and the reasons of what was not judged, of one rule on a page with that body."""
    rule = replace(RULES[code], options={**RULES[code].options, **options})
    reader = Reader(Resolver(), lambda path, column: "catalogue", ((rule, CHECKS[rule.check]),), {})
    record = reader.read("ml.html", f"<html><body><h1>主动公开目录</h1>{body}</body></html>".encode())
    assert not record.problems
    return list(record.findings), [entry.reason for entry in record.unjudged]


def row(**cells: str) -> list[str]:
    """A row with some cells changed, by the name of their column."""
    return [cells.get(name, value) for name, value in zip(HEAD, ROW, strict=True)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("公开内容（要素）", "content"),
        ("公 开\n内 容 (要素)", "content"),
        ("公开渠道和载体", "channel"),
        ("责任处室", "subject"),
        ("公开责任主体", "subject"),
        ("公开时限", "time"),
        ("公开时长", "duration"),
        ("更新周期", "time"),
        ("法律依据", "basis"),
        ("公开方式", "mode"),
        ("信息公开属性", "mode"),
        ("公开层级", "level"),
        ("网站所属栏目", "site"),
        ("三级事项", "item"),
        ("产生日期", "date"),
        ("", ""),
        ("联系电话", ""),
    ],
)
def test_header_words(text: str, role: str) -> None:
    assert role_of(text) == role


@pytest.mark.parametrize("text", ["", " ", "—", "/", "待定", "无", "暂无。", "-", "……"])
def test_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["√", "□", "■", "v", "无固定期限", "同上", "20"])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("主动", {"主动公开"}),
        ("依申请", {"依申请公开"}),
        ("不予公开", {"不予公开"}),
        ("■主动公开□依申请公开", {"主动公开"}),
        ("主动公开√依申请公开□", {"主动公开"}),
        ("□主动公开□依申请公开", set()),
        ("主动公开/依申请公开", {"主动公开", "依申请公开"}),
        ("部分公开", set()),
    ],
)
def test_attributes(text: str, names: set[str]) -> None:
    assert read_attributes(text) == names


def test_each_standard_column_is_asked_for() -> None:
    for name in ("公开内容", "公开依据", "公开时限", "公开渠道", "公开属性"):
        keep = [number for number, head in enumerate(HEAD) if head != name]
        findings, _ = judge("CAT001", table(*([line[number] for number in keep] for line in (HEAD, ROW, ROW))))
        assert len(findings) == 1, name
        assert findings[0].severity is Severity.ERROR


def test_missing_subject_is_a_warning() -> None:
    keep = [number for number, head in enumerate(HEAD) if head != "公开主体"]
    (finding,), _ = judge("CAT001", table(*([line[number] for number in keep] for line in (HEAD, ROW, ROW))))
    assert (finding.arguments["column"], finding.severity) == ("公开主体", Severity.WARNING)


def test_columns_are_an_option() -> None:
    keep = [number for number, head in enumerate(HEAD) if head != "公开时限"]
    body = table(*([line[number] for number in keep] for line in (HEAD, ROW, ROW)))
    assert not judge("CAT001", body, columns=["item", "content"])[0]


def test_table_goes_on_without_header() -> None:
    body = table(HEAD, ROW) + "<p>续表</p>" + table(row(公开时限=""), row())
    (finding,), _ = judge("CAT003", body)
    assert finding.variant == "empty"


def test_row_cut_short_is_reported_in_its_own_line() -> None:
    body = table(HEAD, ROW, ROW[:7]).replace("<tr>", "\n<tr>")
    (finding,), _ = judge("CAT002", body)
    assert (finding.variant, finding.location.line) == ("missing", 4)


def test_ticks_in_both_columns_are_for_review() -> None:
    head = [*HEAD[:8], "主动公开", "依申请公开"]
    (finding,), _ = judge("CAT002", table(head, [*ROW[:8], "√", "√"], [*ROW[:8], "", "√"]))
    assert finding.review


@pytest.mark.parametrize("limit", ["尽快公开", "适时"])
def test_vague_limit(limit: str) -> None:
    (finding,), _ = judge("CAT003", table(HEAD, ROW, row(公开时限=limit)))
    assert finding.variant == "vague"
    assert not judge("CAT003", table(HEAD, ROW, row(公开时限=limit)), vague=[])[0]


def test_vague_word_with_a_limit_beside_it() -> None:
    assert not judge("CAT003", table(HEAD, ROW, row(公开时限="尽快公开，不超过20个工作日")))[0]


@pytest.mark.parametrize("code", ["CAT001", "CAT002", "CAT003"])
def test_catalogue_that_is_no_table(code: str) -> None:
    assert judge(code, "<p><img src='ml.jpg'></p>") == ([], ["not-text"])
    assert judge(code, "<table><tr><td>姓名</td><td>电话</td></tr><tr><td>甲</td><td>1</td></tr></table>") == (
        [],
        ["unreadable"],
    )
