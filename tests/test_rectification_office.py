"""The ledger in a real office program: opened, saved in its own way, filled in, and taken back."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gkcheck.rectification.carrying import carry
from gkcheck.rectification.columns import COLUMNS
from gkcheck.rectification.ledger import render
from gkcheck.rectification.returns import read_returned
from gkcheck.run import Run
from minisite import FAULTS, FAULTY, judge_folder, write_site
from test_rectification import edited, rows_of, sheets

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HEADS = [column.zh for column in COLUMNS]

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (libreoffice-calc) is not installed")


def convert(path: Path, form: str, folder: Path, home: Path) -> Path:
    """The file as LibreOffice writes it."""
    folder.mkdir(exist_ok=True)
    command = [str(OFFICE), f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    environ = {**os.environ, "HOME": str(home)}
    done = subprocess.run(command, capture_output=True, timeout=170, env=environ)
    made = folder / f"{path.stem}.{form.partition(':')[0]}"
    assert made.exists(), done.stderr.decode(errors="replace")
    return made


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return judge_folder(write_site(tmp_path_factory.mktemp("site"), FAULTY), *FAULTS)


def test_nothing_is_lost_on_the_way_through_an_office_program(faulty: Run, tmp_path: Path) -> None:
    """Out, saved by LibreOffice as ODS and again as XLSX, filled in, saved once more, and taken back."""
    out = tmp_path / "台账.xlsx"
    out.write_bytes(render(faulty))
    before = rows_of(out.read_bytes())
    first = convert(convert(out, "ods", tmp_path / "ods", tmp_path / "home"), "xlsx", tmp_path / "again", tmp_path / "home")
    book = load_workbook(first)
    sheet = book["整改台账"]
    assert sheet.auto_filter.ref
    assert "整改中" in sheet.data_validations.dataValidation[0].formula1
    there = rows_of(first.read_bytes())
    for name, row in before.items():
        for head in HEADS:
            assert there[name][head] == row[head], head

    def fill(row: dict[str, Any], number: int) -> None:
        row |= {"整改状态": "整改中", "整改说明": f"=说明{number}", "责任人": "@岗位", "整改期限": "月底前", "本单位备注": "+续"}

    back = convert(edited(first.read_bytes(), tmp_path / "填好.xlsx", fill), "xlsx:Calc MS Excel 2007 XML", tmp_path / "back", tmp_path / "home")
    came = rows_of(render(carry(faulty, read_returned(back))))
    assert set(came) == set(before)
    for row in came.values():
        assert row["整改说明"].startswith("=说明")
        told = [row[head] for head in ("整改状态", "责任人", "整改期限", "本单位备注", "复查结果")]
        assert told == ["整改中", "@岗位", "月底前", "+续", "未整改"]
    assert "未能对应" not in sheets(render(carry(faulty, read_returned(back))))


def test_csv_of_an_office_program_is_taken_as_well(faulty: Run, tmp_path: Path) -> None:
    one = tmp_path / "台账.xlsx"

    def fill(row: dict[str, Any], number: int) -> None:
        row |= {"整改状态": "误报", "整改说明": f"模板演示，\n第 {number} 行"}

    book = load_workbook(edited(render(faulty), one, fill))
    for name in book.sheetnames:  # a CSV holds the first sheet alone
        if name != "整改台账":
            del book[name]
    book.save(one)
    made = convert(one, "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "csv", tmp_path / "home")
    came = rows_of(render(carry(faulty, read_returned(made))))
    assert {row["整改状态"] for row in came.values()} == {"误报"}
    assert all(row["整改说明"].startswith("模板演示，\n第 ") for row in came.values())
