"""Nothing that a report says can be read as a person's number, in no format, of no rule; and what the privacy rules cost."""

import csv
import io
import json
import re
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from attachedfile import gbk_archive, old_workbook, record
from gkcheck.api import Attachment
from gkcheck.attached.readings import MAX_MEMBERS, readings
from gkcheck.reporters import REPORTERS
from minisite import Program, article, judge_folder, policy, write_site
from officefile import saved

IDENTITY, OTHER = "110105194912310021", "11010519491231002X"
MOBILE, CARD, PASSPORT = "13800001234", "6217000000000000012", "E12345678"
SECRETS = (IDENTITY, OTHER, MOBILE, CARD, PASSPORT, "110105491231002")
CODES = ("PII001", "PII002", "PII003", "PII004", "PII005", "PII006", "DOC002", "LNK001", "LNK009", "POL001")


def _hidden_workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "身份证号", "手机号码", "银行卡号", "护照号码", "家庭住址"])
    for name in ("张三", "李四"):
        sheet.append([name, OTHER, MOBILE, CARD, PASSPORT, "中山路12号3室"])
    sheet.column_dimensions["B"].hidden = True
    return saved(book)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Pages and attachments that hold numbers wherever a rule may quote: in titles, labels, links, beside other faults."""
    words = f"张三，身份证号：{OTHER}，身份证号{IDENTITY}，手机{MOBILE}，卡号：{CARD}，护照号码：{PASSPORT}，旧身份证110105491231002"
    broken = f"<p>身份证号1101<b>0519</b>491231002X，手机<span>138</span>00001234 <a href='/gone/{OTHER}.html?phone={MOBILE}'>{MOBILE}</a></p>"
    rows = "".join(f"<tr><td>张三</td><td>{OTHER}</td><td>{PASSPORT}</td><td>中山路12号3室</td></tr>" for _ in range(2))
    table = f"<table><tr><td>姓名</td><td>身份证号</td><td>护照号码</td><td>家庭住址</td></tr>{rows}</table>"
    body = f"<p>{words}</p>{broken}{table}<p><a href='#'>{words}</a></p>"
    number = f"青知局[2024]7号 {OTHER} {MOBILE}"
    return write_site(
        tmp_path / "site",
        {
            "a/1.html": article(body, title=f"关于张三（{OTHER}）的公示 {MOBILE}"),
            "a/2.html": policy(f"<p>{words}</p>", number="青知局[2024]7号").replace(
                "<td>发文机关</td>", f"<td>{words}</td>"
            ),
            "a/3.html": policy(number=number),
            "a/4.html": article("".join(f"<p>{words}</p>" for _ in range(3))).replace("\n", ""),
            "a/名单.xlsx": _hidden_workbook(),
            "a/名单.csv": f"姓名,身份证号,手机\n张三,{OTHER},{MOBILE}\n李四,{IDENTITY},{MOBILE}\n",
        },
    )


def _leaks(told: str | bytes) -> list[str]:
    """Pieces of eight signs of a secret that a report holds: more than any mask leaves together. A workbook is looked into."""
    text = told if isinstance(told, str) else _unpacked(told)
    even = re.sub(r"\\u00a0|[\s-]", "", text)
    pieces = {secret[at : at + 8] for secret in SECRETS for at in range(len(secret) - 7)}
    # Zeros with a one name nobody, and a workbook's colours and times are full of them.
    return sorted(piece for piece in pieces if len(set(piece)) > 2 and piece in even)


def _unpacked(told: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(told)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    # A word may be cut by the marks of its type.
    return "\n".join(parts) + "\n" + re.sub(r"<[^>]*>", "", "\n".join(parts))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", REPORTERS)
def test_no_format_tells_a_number(site: Path, form: str, lang: str) -> None:
    run = judge_folder(site, *CODES, lang=lang)
    told = REPORTERS[form](run)
    found = {finding.code for finding in run.findings}
    assert {"PII001", "PII002", "PII003", "PII004", "PII005", "PII006", "DOC002", "LNK001", "LNK009"} <= found
    assert _leaks(told) == []
    if form == "text":
        assert _leaks(REPORTERS["text"](run, verbose=True, width=400)) == []
        assert _leaks(REPORTERS["text"](run, quiet=True)) == []


def test_findings_of_privacy_are_not_quoted(site: Path) -> None:
    log = json.loads(REPORTERS["sarif"](judge_folder(site, "PII005", "PII001")))
    for result in log["runs"][0]["results"]:
        for location in result["locations"]:
            region = location["physicalLocation"].get("region", {})
            assert "text" not in region.get("snippet", {})
            assert "text" not in location["physicalLocation"].get("contextRegion", {}).get("snippet", {})
    assert "中山路" not in json.dumps(log, ensure_ascii=False)


def test_what_fix_and_pages_show_is_masked(site: Path, gkcheck: Program) -> None:
    shown = gkcheck("fix", site, "--diff", "--no-cache", "--select", "DOC002")
    assert "青知局〔2024〕7号" in shown.out
    assert _leaks(shown.out + shown.err) == []
    for form in ("text", "json"):
        assert _leaks(gkcheck("pages", site, "--no-cache", "--format", form).out) == []


def test_a_name_of_a_finding_survives_another_number_beside_it(tmp_path: Path) -> None:
    def names(text: str) -> list[str]:
        folder = write_site(tmp_path / "s", {"a.html": article(f"<p>身份证号{OTHER}</p>{text}")})
        return [one["fingerprint"] for one in json.loads(REPORTERS["json"](judge_folder(folder, "PII001")))["findings"]]

    assert set(names("")) <= set(names(f"<p>护照号码：{PASSPORT}</p>"))


def _label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def test_old_workbooks_are_read_with_their_hidden_sheets() -> None:
    data = old_workbook([("名单", 0, _label(0, 0, "姓名") + _label(0, 1, "单位")), ("底稿", 1, _label(2, 1, OTHER))])
    found = readings(Attachment("a.xls", data))
    page = found.pages[0].page
    assert found.doubts == ()
    assert [(block.text, block.area) for block in page.blocks if block.area == "hidden"] == [(OTHER, "hidden")]
    assert page.parts is not None
    assert page.parts.at(page.blocks[-1].offset) == "底稿!B3"


@pytest.mark.parametrize("cut", [600, 2000, 4000, 5000])
def test_a_broken_old_workbook_is_refused(cut: int) -> None:
    data = old_workbook([("名单", 0, _label(0, 0, OTHER))])
    found = readings(Attachment("a.xls", data[:cut] + bytes(len(data) - cut)))
    assert found.pages == () or found.doubts == ()


def test_archives_are_bounded() -> None:
    members = {f"{number:03d}名单.csv": f"姓名,号码\n张三,{number}\n".encode() for number in range(MAX_MEMBERS + 5)}
    found = readings(Attachment("a.zip", gbk_archive(members)))
    assert len(found.pages) == MAX_MEMBERS
    assert found.doubts == ("attachment-bounds",)


def test_an_ordinary_page_loads_no_list_of_areas(tmp_path: Path, gkcheck: Program) -> None:
    site = write_site(tmp_path / "s", {"a.html": article("<p>联系电话：021-60000000，备案号31010102000001。</p>")})
    before = {name for name in sys.modules if name.startswith(("stdnum", "xlrd"))}
    gkcheck("check", site, "--no-cache", "--select", "PII001,PII002,PII003,PII004,PII005,PII006")
    assert {name for name in sys.modules if name.startswith(("stdnum", "xlrd"))} == before


def test_csv_of_thousands_of_rows_is_one_finding(tmp_path: Path) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["姓名", "身份证号"], *[["张三", OTHER], ["李四", OTHER]] * 2000])
    folder = write_site(tmp_path / "s", {"a.html": article(), "名单.csv": out.getvalue()})
    found = judge_folder(folder, "PII001").findings
    assert [(one.location.part, one.arguments["count"]) for one in found] == [("B2", "4000")]


def test_a_member_without_a_name_is_no_crash() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("x")
        archive.writestr(entry, "a,b\n")
        entry.filename = ""  # as a damaged list of members has it
    found = readings(Attachment("a.zip", out.getvalue()))
    assert (found.pages, found.doubts) == ((), ("attachment-damaged",))
