"""`gkcheck report-table` shows the tables of a report as they were read, in three forms."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from gkcheck.cli import main
from gkcheck.validate import read_schema, validate
from minisite import article, extract, write_site
from officefile import as_portable, as_word, as_workbook
from reportpage import PLAIN, report_page, three


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A report with a cell that holds a stroke, one on 2024 in order, and a page of another kind."""
    stroke = three({**PLAIN, ("三（一）", "科研机构"): "/"})
    pages = {"nb/2023.html": report_page(year=2023, three=stroke), "nb/2024.html": report_page(), "a.html": article()}
    return write_site(tmp_path / "site", pages)


def show(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints."""
    with pytest.raises(SystemExit) as end:
        main(["report-table", "--isolated", *arguments])
    assert not end.value.code
    return capsys.readouterr().out


def test_text(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = show(capsys, str(site / "nb/2023.html"), "--lang", "zh")
    assert "2023 年度" in text and "2024" not in text
    row = next(line for line in text.splitlines() if line.endswith("（一）予以公开"))
    assert row.split()[:7] == ["30", "0", "/", "0", "0", "0", "30"]
    assert show(capsys, str(site / "a.html"), "--lang", "en") == "no annual report\n"


def test_json_follows_its_schema(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = json.loads(show(capsys, str(site), "-f", "json"))
    validate(report, read_schema("report-table"), source="report-table", lang="en")
    assert [page["year"] for page in report["pages"]] == [2023, 2024]
    assert [table["table"] for table in report["pages"][0]["tables"]] == ["二", "三", "四"]


def test_csv(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(show(capsys, str(site), "-f", "csv"))))
    assert len(rows) == 2 * (10 + 25 * 7 + 15)
    (cell,) = [row for row in rows if row["state"] == "none"]
    assert (cell["year"], cell["row"], cell["column"], cell["value"], cell["text"]) == (
        "2023",
        "三（一）",
        "科研机构",
        "",
        "/",
    )


@pytest.mark.parametrize("make", [as_word, as_workbook, as_portable])
def test_a_report_in_a_file_is_shown_when_it_is_named(make, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = {as_word: "docx", as_workbook: "xlsx", as_portable: "pdf"}[make]
    site = write_site(tmp_path / "site", {f"nb/1.{form}": make(extract(report_page())), "nb/2024.html": report_page()})
    report = json.loads(show(capsys, str(site / f"nb/1.{form}"), "-f", "json"))
    validate(report, read_schema("report-table"), source="report-table", lang="en")
    page = json.loads(show(capsys, str(site / "nb/2024.html"), "-f", "json"))["pages"][0]
    assert [_values(table) for table in report["pages"][0]["tables"]] == [_values(table) for table in page["tables"]]


def _values(table: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(row["row"], cell["column"], cell["value"]) for row in table["rows"] for cell in row["cells"]]
