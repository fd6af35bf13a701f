"""The attachments family: rules in the words of the links plugin, and the two lists that must agree."""

import gzip
import struct
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gkcheck_plugins.attachments
import gkcheck_plugins.links
from attachedfile import (
    compound_file,
    gbk_archive,
    locked_office,
    locked_portable,
    members_of,
    number_cell,
    old_word,
    old_workbook,
    portable,
    rar4,
    rar5,
    record,
    stored,
    workbook,
)
from gkcheck.api import Attachment, Unread, package, passages
from gkcheck.config import Config
from gkcheck.examine import Examiner
from gkcheck.facts import PageRecord
from gkcheck.rulebook import load_rulebook
from gkcheck.rulefile import rule_names
from gkcheck.sources.directory import ATTACHMENTS, File
from gkcheck_plugins.attachments.kinds import ALLOWED
from gkcheck_plugins.attachments.people import is_person
from minisite import installed_plugins, judge_folder, write_site
from officefile import archive, word

STORED = stored({"说明.pdf": b"%PDF-1.4 and the rest"})
MULTIPART = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"


def _options(plugin: object, code: str) -> dict[str, list[str]]:
    folders: list[Path] = plugin.gkcheck_rule_files()  # type: ignore[attr-defined]
    [name] = [name for folder in folders for name in rule_names(folder) if name.code == code]
    return tomllib.loads(name.path.read_text("utf-8"))["options"]


def test_no_name_falls_between_the_two_rules() -> None:
    taken = _options(gkcheck_plugins.attachments, "ATT001")["extensions"]
    left = _options(gkcheck_plugins.links, "LNK001")["except-extensions"]
    assert taken == left
    assert all(extension == extension.lower() and "." not in extension for extension in taken)


KINDS = {f".{name}" for name in ALLOWED}


def _without_bytes(value: object) -> str:
    """A part of a test's name that is the same in each worker: archives hold the time at which they were made."""
    return "data" if isinstance(value, bytes) else str(value)


def _judge(tmp_path: Path, name: str, data: bytes, code: str) -> list[tuple[str, str]]:
    """Variant and place of each finding, "unjudged" and the reason where it was not told."""
    run = judge_folder(write_site(tmp_path / "site", {name: data}), code)
    assert [problem for problem in run.problems if problem.code == "GKC002"] == []
    told = [(finding.variant, finding.location.part) for finding in run.findings if finding.code == code]
    return told + [("unjudged", item.reason) for item in run.unjudged if item.code == code]


def test_every_kind_that_rules_judge_is_listed_as_an_attachment() -> None:
    assert KINDS <= ATTACHMENTS


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.doc", b"{\\rtf1 text}", []),
        ("a.doc", old_word(), []),
        ("a.wps", word(""), []),
        ("a.et", workbook(), []),
        ("a.pdf", b"\n\n" + portable(), []),
        ("a.csv", "姓名,单位\n".encode("gbk"), []),
        ("a.csv", "姓名\t单位\n".encode("utf-16"), []),
        ("a.xls", "企业\t金额\n".encode("gbk"), [("default", "")]),
        ("a.xls", b"\xff\xfe" + "<html><table></table></html>".encode("utf-16-le"), [("web-page", "")]),
        ("a.pdf", b"<html><title>2024</title></html>", [("default", "")]),
        ("a.pdf", b"<!-- x --><!DOCTYPE html><title>HTTP Status 500</title>", [("error-page", "")]),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(40) + b"x", [("default", "")]),
        ("a.ppt", compound_file({"Other": b"x"}), [("unjudged", "attachment-unknown")]),
        ("a.pdf", compound_file({"Other": b"x"}), [("default", "")]),
        ("a.ceb", b"\x07\x01\xfe" * 90, [("unjudged", "attachment-unknown")]),
        ("a.docx", word("")[:60], [("unjudged", "attachment-damaged")]),
        ("a.docx", b"", []),
        ("a.zip", STORED, []),
        ("a.doc", MULTIPART, [("web-page", "")]),
    ],
    ids=_without_bytes,
)
def test_content_is_held_against_the_name(tmp_path: Path, name: str, data: bytes, told: list[tuple[str, str]]) -> None:
    assert _judge(tmp_path, name, data, "ATT002") == told


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", portable(), []),
        ("a.pdf", portable() + b"<html>appended by a proxy</html>" * 200, []),
        ("a.pdf", locked_portable(""), []),
        ("a.zip", STORED, []),
        ("a.pdf", locked_portable("1"), [("locked", "")]),
        ("a.pdf", portable()[:500], [("cut", "")]),
        ("a.pdf", b"%PDF-1.7\n1 0 obj<</Linearized 1/L 90000/N 3>>endobj\nstartxref\n0\n%%EOF\n", [("cut", "")]),
        ("a.xls", old_workbook(), []),
        ("a.xls", old_workbook(first=record(0x002F, b"\x00\x00" + bytes(4))), [("locked", "")]),
        ("a.doc", old_word(), []),
        ("a.doc", old_word(encrypted=True), [("locked", "")]),
        ("a.doc", old_word()[:2000], [("cut", "")]),
        ("a.rar", rar5(), []),
        ("a.rar", rar4(), []),
        ("a.rar", rar5(sealed=True), [("locked", "")]),
        ("a.rar", rar4(secret=True), [("locked", "")]),
        ("a.rar", rar5(members=0), [("hollow", "")]),
        ("a.rar", rar4()[:-9], [("cut", "")]),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(4) + struct.pack("<QQI", 5000, 90, 0), [("cut", "")]),
        ("a.docx", b"\x00" * 900, [("blank", "")]),
        (
            "a.zip",
            b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 60_000, 60_000, 9_000_000, 0, 0),
            [("unjudged", "attachment-bounds")],
        ),
    ],
    ids=_without_bytes,
)
def test_what_opens_and_what_does_not(tmp_path: Path, name: str, data: bytes, told: list[tuple[str, str]]) -> None:
    assert _judge(tmp_path, name, data, "ATT003") == told


def test_a_password_that_office_itself_knows_is_none(tmp_path: Path) -> None:
    assert _judge(tmp_path, "a.xlsx", locked_office(workbook(), "VelvetSweatshop"), "ATT003") == []
    assert _judge(tmp_path, "b.xlsx", locked_office(workbook(), "2024"), "ATT003") == [("locked", "")]


def test_without_the_extra_a_lock_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pypdfium2", "msoffcrypto"):
        monkeypatch.setitem(sys.modules, library, None)
    unsure = [("unjudged", "attachments-extra")]
    assert _judge(tmp_path, "a.pdf", locked_portable(""), "ATT003") == unsure
    assert _judge(tmp_path, "a.pdf", portable(), "ATT003") == []
    assert _judge(tmp_path, "a.pdf", portable()[:500], "ATT003") == [("cut", "")]
    assert _judge(tmp_path, "a.pdf", portable(), "ATT004") == unsure


def test_names_of_members_are_read_as_they_were_meant() -> None:
    found = package(Attachment("a.zip", gbk_archive({"评审结果.docx": b"x", "数据/明细.xls": b"y"})))
    assert [member.name for member in found.members] == ["评审结果.docx", "数据/明细.xls"]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        *(("张三", True), ("欧阳修远", True), ("李 四", True)),
        *(("知识产权局", False), ("微软用户", False), ("办公室", False), ("Administrator", False), ("zhangsan", False)),
        *(("", False), ("江苏", False), ("王", False), ("科技处", False), ("张三丰李四", False)),
    ],
)
def test_a_persons_name(name: str, person: bool) -> None:
    assert is_person(name) is person


def test_a_merged_title_is_seen_though_its_first_column_is_hidden(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["名单"]
        sheet.insert_rows(1)
        sheet["A1"] = "标题"
        sheet.merge_cells("A1:D1")
        for row in range(2, 12):
            sheet.cell(row, 1).value = None
        sheet.column_dimensions["A"].hidden = True

    assert _judge(tmp_path, "a.xlsx", workbook(change), "ATT004") == []


def test_a_workbook_that_would_blow_up_is_left_alone(tmp_path: Path) -> None:
    members = members_of(workbook())
    bomb = members | {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + b" " * 70_000_000}
    assert _judge(tmp_path, "a.xlsx", archive(bomb), "ATT004") == [("unjudged", "attachment-bounds")]
    entity = members | {"xl/worksheets/sheet1.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"}
    assert _judge(tmp_path, "b.xlsx", archive(entity), "ATT004")[0] == ("unjudged", "attachment-bounds")


def test_passages_hold_what_is_hidden() -> None:
    def change(book: Any) -> None:
        book["名单"].column_dimensions["C"].hidden = True

    found = passages(Attachment("表.dat", workbook(change)))
    assert ("名单!C2", "某单位", True) in found
    assert ("名单!B2", "项目1", False) in found
    with pytest.raises(Unread, match="attachment-format"):
        passages(Attachment("a.doc", old_word()))


SAMPLES = {
    "pdf": portable(),
    "docx": word("<w:p><w:r><w:t>text</w:t></w:r></w:p>"),
    "xlsx": workbook(),
    "xls": old_workbook([("a", 1, number_cell(1, 1))]),
    "doc": old_word(),
    "zip": gbk_archive({"清单.txt": b"1"}),
    "rar": rar5(2),
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(4) + struct.pack("<QQI", 0, 8, 0) + b"\x17\x06\x00\x01\x09\x02\x00\x00",
    "gz": gzip.compress(b"text" * 90, mtime=0),
}
RULES = [
    rule for rule in load_rulebook(Config(), installed_plugins()).rules if rule.code in ("ATT002", "ATT003", "ATT004")
]


def _examine(name: str, data: bytes) -> PageRecord:
    checks = installed_plugins().checks
    examiner = Examiner(tuple((rule, checks[rule.check]) for rule in RULES))
    return examiner.read_file(File(name, len(data), 0), data)


@pytest.mark.parametrize("kind", SAMPLES)
@given(cut=st.floats(0, 1), noise=st.binary(max_size=40), at=st.floats(0, 1))
def test_damage_anywhere_crashes_nothing(kind: str, cut: float, noise: bytes, at: float) -> None:
    whole = SAMPLES[kind]
    start = int(len(whole) * at)
    spoiled = whole[:start] + noise + whole[start + len(noise) :]
    for data in (whole[: int(len(whole) * cut)], spoiled, noise):
        assert _examine(f"a.{kind}", data).problems == ()


@given(st.binary(max_size=600), st.sampled_from(sorted(KINDS)))
def test_noise_behind_a_known_beginning_crashes_nothing(noise: bytes, extension: str) -> None:
    for magic in (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4\n",
        b"Rar!\x1a\x07\x00",
        b"Rar!\x1a\x07\x01\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        assert _examine(f"a{extension}", magic + noise).problems == ()
