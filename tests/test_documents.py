"""Files that are not HTML in a run: which are read, what they take from the page that wants them, and how they are told."""

import io
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from gkcheck.config import Config
from gkcheck.extract.documents.reading import extract_document
from gkcheck.extract.references import Resolver
from gkcheck.plugins import load_plugins
from gkcheck.reporters.jsonreport import render as as_json
from gkcheck.reporters.sarif import render as as_sarif
from gkcheck.reporters.text import render as as_text
from gkcheck.run import Run
from gkcheck.validate import read_schema
from gkcheck_plugins.annual_report.tables import read_tables
from minisite import article, extract, judge_folder, write_site
from officefile import as_portable, as_typeset, as_word, as_workbook, saved
from reportpage import PLAIN, report_page, three

COVER = """<html><head><meta charset="utf-8"><title>清浦市知识产权局2024年政府信息公开工作年度报告</title>
<meta name="PubDate" content="2025-01-20"></head><body><h1>清浦市知识产权局2024年政府信息公开工作年度报告</h1>
<p>发布时间：2025-01-20</p><p>附件：<a href="{name}">清浦市知识产权局2024年政府信息公开工作年度报告</a></p></body></html>"""
WRONG = {**PLAIN, ("三（七）", "商业企业"): 6}
MAKERS = {"docx": as_word, "xlsx": as_workbook, "pdf": as_portable}


def cover_site(root: Path, form: str, **parts: object) -> Path:
    data = MAKERS[form](extract(report_page(**parts)))
    return write_site(root, {"nb/2024.html": COVER.format(name=f"files/2024.{form}"), f"nb/files/2024.{form}": data})


def told(run: Run) -> list[tuple[str, str, str]]:
    return [(found.code, found.location.path, found.location.part) for found in run.findings]


@pytest.mark.parametrize(
    ("form", "part"), [("docx", "表2 第27行第5列"), ("xlsx", "年报!E48"), ("pdf", "第2页 表1 第22行第5列")]
)
def test_a_report_in_a_file_is_judged_at_its_cells(tmp_path: Path, form: str, part: str) -> None:
    site = cover_site(tmp_path, form, three=three(WRONG))
    run = judge_folder(site, "RPT006", "RPT007", "RPT008", "RPT017")
    path = f"nb/files/2024.{form}"
    assert told(run) == [
        ("RPT017", "nb/2024.html", ""),
        ("RPT006", path, part),
        ("RPT007", path, part),
        ("RPT008", path, part),
    ]
    assert run.unjudged == ()
    assert run.exit_code == 1
    assert run.coverage.documents == 1


def test_only_wanted_files_and_named_ones_are_read(tmp_path: Path) -> None:
    page = extract(report_page())
    files = {"a/x.docx": as_word(page), "a/y.docx": as_word(page), "t.html": article('<a href="a/y.docx">附件</a>')}
    site = write_site(tmp_path, files)
    assert judge_folder(site).coverage.documents == 0
    write_site(site, {"gkcheck.toml": '[documents]\nread = ["a/*.docx"]\n'})
    assert judge_folder(site).coverage.documents == 2


def test_the_second_run_takes_files_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = cover_site(tmp_path / "site", "docx", three=three(WRONG))
    first = judge_folder(site, "RPT", cache=tmp_path / "cache")

    def fail(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("gkcheck.extract.documents.reading.extract_document", fail)
    again = judge_folder(site, "RPT", cache=tmp_path / "cache")
    assert again.findings == first.findings
    assert again.coverage.documents == 1


def test_a_file_that_cannot_be_read_is_a_problem_and_the_run_goes_on(tmp_path: Path) -> None:
    files = {"nb/2024.html": COVER.format(name="1.xlsx"), "nb/1.xlsx": b"PK\3\4 cut", "nb/2.html": article()}
    run = judge_folder(write_site(tmp_path, files), "RPT")
    assert ("GKC001", "nb/1.xlsx", "") in told(run)
    assert run.exit_code == 3
    assert [entry.reason for entry in run.unjudged if entry.code == "RPT004"] == ["not-text"]
    text = as_text(run)
    assert "nb/1.xlsx " in text and "nb/1.xlsx:1" not in text


def test_a_missing_extra_is_told_and_stops_nobody_who_did_not_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    site = cover_site(tmp_path, "pdf")
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    run = judge_folder(site, "RPT004")
    assert told(run) == [("GKC005", "nb/files/2024.pdf", "")]
    assert run.exit_code == 0
    assert "gkcheck[pdf]" in as_text(run)
    write_site(site, {"gkcheck.toml": '[documents]\nread = ["**/*.pdf"]\n'})
    assert judge_folder(site, "RPT004").exit_code == 3


@pytest.mark.parametrize("profile", ["full", "github"])
def test_reports_name_the_part(tmp_path: Path, profile: str) -> None:
    run = judge_folder(cover_site(tmp_path, "xlsx", three=three(WRONG)), "RPT006")
    assert "nb/files/2024.xlsx [年报!E48] " in as_text(run)
    report = json.loads(as_json(run))
    jsonschema.validate(report, read_schema("report"))
    assert report["findings"][0]["part"] == "年报!E48"
    assert report["findings"][0]["line"] == 0
    result = json.loads(as_sarif(run, profile))["runs"][0]["results"][0]
    place = result["locations"][0]
    assert "region" not in place["physicalLocation"]
    assert place["logicalLocations"] == [{"name": "年报!E48", "fullyQualifiedName": "nb/files/2024.xlsx#年报!E48"}]
    schema = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(as_sarif(run, profile)))


def test_rules_judge_files_only_where_they_say_so(tmp_path: Path) -> None:
    site = cover_site(tmp_path, "docx")
    write_site(site, {"gkcheck.toml": '[documents]\nread = ["**/*.docx"]\n'})
    assert all(found.location.path != "nb/files/2024.docx" for found in judge_folder(site).findings)


def test_a_plugin_that_fails_to_name_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(page: object) -> list[str]:
        raise KeyError("x")

    monkeypatch.setattr("gkcheck_plugins.annual_report.report.wanted_files", crash)
    from gkcheck.intake import make_reader
    from gkcheck.order import Order
    from gkcheck.rulebook import load_rulebook
    from minisite import AS_OF

    rulebook = load_rulebook(Config(), load_plugins())
    reader = make_reader(Order(tmp_path, Config(), rulebook, AS_OF), [])
    record = reader.read("nb/2024.html", COVER.format(name="1.docx").encode())
    assert [(item.code, item.arguments["check"]) for item in record.problems] == [("GKC002", "gkcheck_documents")]


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_a_report_that_is_in_order_gives_nothing_in_any_format(tmp_path: Path, form: str) -> None:
    run = judge_folder(cover_site(tmp_path, form), "RPT", today=date(2026, 1, 2))
    assert [entry for entry in told(run) if entry[0] != "RPT017"] == []
    assert all(entry.code in ("RPT002", "RPT015") or entry.path == "nb/2024.html" for entry in run.unjudged)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_sections_period_and_figures_of_a_file_are_judged(tmp_path: Path, form: str) -> None:
    preamble = "本报告根据《中华人民共和国政府信息公开条例》编制，统计期限为2023年1月1日至2023年12月31日。"
    prose = "2024年新收政府信息公开申请44件，全部按时答复；健全了监督保障机制，加大了主动公开力度。"
    html = report_page(preamble=preamble, prose=prose).replace("<p>五、存在的主要问题及改进情况</p>", "")
    site = write_site(
        tmp_path, {"nb/2024.html": COVER.format(name=f"1.{form}"), f"nb/1.{form}": MAKERS[form](extract(html))}
    )
    run = judge_folder(site, "RPT003", "RPT011", "RPT013")
    assert {code for code, path, _ in told(run) if path == f"nb/1.{form}"} == {"RPT003", "RPT011", "RPT013"}
    assert all(part for _, path, part in told(run) if path == f"nb/1.{form}")


def test_a_workbook_of_tables_alone_lacks_no_section(tmp_path: Path) -> None:
    page = extract(f"<html><body><h1>2024年度统计表</h1>{three(PLAIN)}</body></html>")
    site = write_site(tmp_path, {"nb/2024.html": COVER.format(name="1.xlsx"), "nb/1.xlsx": as_workbook(page)})
    run = judge_folder(site, "RPT003", "RPT004", "RPT006")
    assert told(run) == []
    assert [(entry.code, entry.path, entry.reason) for entry in run.unjudged] == [
        ("RPT003", "nb/1.xlsx", "unreadable"),
        ("RPT004", "nb/1.xlsx", "unreadable"),
    ]


def test_carry_over_is_followed_from_a_page_into_a_file(tmp_path: Path) -> None:
    site = cover_site(tmp_path, "docx")
    write_site(site, {"nb/2023.html": report_page(year=2023)})
    (found,) = judge_folder(site, "RPT010").findings[:1]
    assert (found.location.path, found.location.part) == ("nb/files/2024.docx", "表2 第5行第4列")


def test_tables_in_a_file_beside_the_text_are_read_there(tmp_path: Path) -> None:
    text = report_page(two="", three="", four='<p><a href="1.xlsx">附表：统计表</a></p>')
    tables = extract(report_page(three=three(WRONG)))
    site = write_site(tmp_path, {"nb/2024.html": text, "nb/1.xlsx": as_workbook(tables)})
    run = judge_folder(site, "RPT004", "RPT006", "RPT017")
    assert [(found.code, found.variant, found.location.path) for found in run.findings] == [
        ("RPT006", "default", "nb/1.xlsx"),
        ("RPT017", "attached", "nb/2024.html"),
    ]
    assert run.unjudged == ()


def test_a_cover_without_a_file_in_the_folder_is_not_judged(tmp_path: Path) -> None:
    run = judge_folder(write_site(tmp_path, {"nb/2024.html": COVER.format(name="gone.docx")}), "RPT004", "RPT017")
    assert [(found.code, found.variant) for found in run.findings] == [("RPT017", "report")]
    assert [(entry.code, entry.reason) for entry in run.unjudged] == [("RPT004", "not-text")]


def test_another_file_beside_the_text_does_not_excuse_missing_tables(tmp_path: Path) -> None:
    text = report_page(two="", three="", four='<p><a href="1.docx">保密审查制度</a></p>')
    site = write_site(tmp_path, {"nb/2024.html": text, "nb/1.docx": as_word(extract(article()))})
    run = judge_folder(site, "RPT004", "RPT017")
    assert {found.code for found in run.findings} == {"RPT004"}
    assert run.coverage.documents == 0


def test_one_report_in_two_formats_is_one_report(tmp_path: Path) -> None:
    page = extract(report_page())
    body = '<a href="1.docx">年度报告</a><a href="1.xlsx">年度报告附表</a></p>'
    files = {"nb/2023.html": report_page(year=2023), "nb/1.docx": as_word(page), "nb/1.xlsx": as_workbook(page)}
    site = write_site(
        tmp_path, {**files, "nb/2024.html": COVER.replace("</p></body>", body + "</body>").format(name="gone.doc")}
    )
    run = judge_folder(site, "RPT010")
    assert run.coverage.documents == 2
    assert {found.location.path for found in run.findings} == {"nb/1.docx"}
    assert run.unjudged == ()


def test_tables_of_a_typeset_file_are_read_cell_by_cell() -> None:
    given = extract(report_page())
    page = extract_document("nb/1.pdf", as_typeset(given), Resolver())
    assert page.title == given.title
    read, plain = read_tables(page, 2024), read_tables(given, 2024)
    assert {key: cell.value for key, cell in read.cells.items()} == {
        key: cell.value for key, cell in plain.cells.items()
    }
    assert read.misread == []


def test_a_formula_without_its_result_is_not_judged(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(as_workbook(extract(report_page(three=three(WRONG))))))
    book["年报"]["E48"] = "=SUM(E26:E47)"
    site = write_site(tmp_path, {"nb/2024.html": COVER.format(name="1.xlsx"), "nb/1.xlsx": saved(book)})
    run = judge_folder(site, "RPT006", "RPT007", "RPT008", "RPT014")
    assert run.findings == ()
    assert {(entry.code, entry.reason) for entry in run.unjudged} == {
        (code, "unreadable") for code in ("RPT006", "RPT007", "RPT008", "RPT014")
    }
