"""`gkcheck fix`: what is safe to mend is mended, every other byte stays, and what is left is said."""

import json
import os
import stat
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.commands import fix as command
from gkcheck.extract.references import Resolver
from gkcheck.extract.written import replace_text
from gkcheck.finding import Finding, Location, Replacement, Severity
from gkcheck.mend import Refused, mend
from gkcheck.page import Block, Page
from minisite import Program, extract, policy, write_site

SCHEMA = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"
WRONG, RIGHT = "青知局[2024]7号", "青知局〔2024〕7号"
PAGE = "zwgk/zcwj/1.html"


def site(root: Path, text: str | bytes = "") -> Path:
    """A site with one policy whose number is malformed."""
    return write_site(root / "site", {PAGE: text or policy(number=WRONG)})


def found(line: int, column: int, end: int, text: str, code: str = "DOC002", subject: str = "") -> Finding:
    at = Location("a.html", line, column, end)
    return Finding(code, Severity.WARNING, at, subject=subject, fixes=(Replacement(at, text),))


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("utf-8", "gb2312").encode("gb18030"),
        lambda text: text.replace("utf-8", "unicode").encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "byte-order-mark", "gbk", "utf-16", "crlf", "cr"],
)
def test_nothing_but_the_number_changes(tmp_path: Path, gkcheck: Program, encode: object) -> None:
    before = encode(policy(number=WRONG))  # type: ignore[operator]
    folder = site(tmp_path, before)
    file = folder / PAGE
    file.chmod(0o640)
    assert gkcheck("fix", folder, "--no-cache", "--select", "DOC002").code == 0
    assert file.read_bytes() == encode(policy(number=RIGHT))  # type: ignore[operator]
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in file.parent.iterdir()) == ["1.html"]
    again = gkcheck("fix", folder, "--no-cache", "--select", "DOC002")
    assert (again.code, file.read_bytes()) == (0, encode(policy(number=RIGHT)))  # type: ignore[operator]
    assert "已改 0 处" in again.out


def test_diff_shows_and_writes_nothing(tmp_path: Path, gkcheck: Program) -> None:
    folder = site(tmp_path)
    before = (folder / PAGE).read_bytes()
    shown = gkcheck("fix", folder, "--diff", "--no-cache", "--select", "DOC002")
    assert shown.code == 1 and (folder / PAGE).read_bytes() == before
    rows = shown.out.splitlines()
    assert next(row for row in rows if row.startswith("-") and not row.startswith("---")).count(WRONG) == 1
    assert next(row for row in rows if row.startswith("+") and not row.startswith("+++")).count(RIGHT) == 1
    gkcheck("fix", folder, "--no-cache", "--select", "DOC002")
    clean = gkcheck("fix", folder, "--diff", "--no-cache", "--select", "DOC002")
    assert (clean.code, clean.out) == (0, "")


def test_an_accepted_finding_is_not_mended(tmp_path: Path, gkcheck: Program) -> None:
    body = "<!-- gkcheck: ignore DOC002 原件如此 -->"
    folder = site(tmp_path, policy(body, number=WRONG))
    assert gkcheck("fix", folder, "--no-cache").code == 0
    assert WRONG in (folder / PAGE).read_text("utf-8")


def test_only_the_rules_named_are_mended(tmp_path: Path, gkcheck: Program) -> None:
    folder = site(tmp_path)
    assert gkcheck("fix", folder, "--no-cache", "--select", "DOC005").code == 0
    assert gkcheck("fix", folder, "--no-cache", "--ignore", "DOC002").code == 0
    assert WRONG in (folder / PAGE).read_text("utf-8")


def test_front_matter_is_mended(tmp_path: Path, gkcheck: Program) -> None:
    text = "---\r\ntitle: 关于印发《青屏市知识产权资助办法》的通知\r\nnumber: {}\r\nkind: 政策\r\n---\r\n\r\n正文。"
    folder = write_site(tmp_path / "site", {"zcwj/a.md": text.format("青知局〔2024〕 007 号")})
    assert gkcheck("fix", folder, "--no-cache", "--select", "DOC002").code == 0
    assert (folder / "zcwj/a.md").read_bytes() == text.format(RIGHT).encode()


def test_a_number_split_over_tags_keeps_them(tmp_path: Path, gkcheck: Program) -> None:
    folder = site(tmp_path, policy(number='青知局<span lang="EN-US">[</span>2024<font>］</font>&nbsp;7号'))
    assert gkcheck("fix", folder, "--no-cache", "--select", "DOC002").code == 0
    right = policy(number='青知局<span lang="EN-US">〔</span>2024<font>〕</font>7号')
    assert (folder / PAGE).read_text("utf-8") == right


def test_what_is_not_safe_is_left_and_said(tmp_path: Path, gkcheck: Program) -> None:
    text = policy(number="青知局〔2024〕0<b>0</b>7号")
    folder = site(tmp_path, text)
    told = gkcheck("fix", folder, "--no-cache", "--select", "DOC002")
    assert told.code == 0 and (folder / PAGE).read_text("utf-8") == text
    assert "请人工改" in told.out and RIGHT in told.out


def test_attributes_comments_and_scripts_are_not_touched(tmp_path: Path, gkcheck: Program) -> None:
    shell = '<!-- 文号：{0} --><span title="{0}">{1}</span>'
    rest = f'<script>var wh = "{WRONG}";</script>'
    folder = site(tmp_path, policy(rest, number=shell.format(WRONG, WRONG)))
    assert gkcheck("fix", folder, "--no-cache", "--select", "DOC002").code == 0
    assert (folder / PAGE).read_text("utf-8") == policy(rest, number=shell.format(WRONG, RIGHT))


def test_links_and_read_only_files_are_skipped(tmp_path: Path, gkcheck: Program) -> None:
    folder = site(tmp_path)
    (folder / PAGE).rename(folder / "zwgk/zcwj/2.html")
    (folder / PAGE).symlink_to("2.html")
    (folder / "zwgk/zcwj/2.html").chmod(0o444)
    told = gkcheck("fix", folder, "--no-cache", "--select", "DOC002")
    assert told.code == 1 and "只读" in told.out
    assert (folder / PAGE).is_symlink()
    assert WRONG in (folder / PAGE).read_text("utf-8")


def test_a_full_disk_leaves_the_page_whole(tmp_path: Path, gkcheck: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(tmp_path)
    before = (folder / PAGE).read_bytes()

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command.os, "replace", full)
    told = gkcheck("fix", folder, "--no-cache", "--select", "DOC002")
    assert told.code == 3 and "No space left" in told.out
    assert (folder / PAGE).read_bytes() == before
    assert os.listdir(folder / "zwgk/zcwj") == ["1.html"]


def test_damaged_bytes_are_refused(tmp_path: Path, gkcheck: Program) -> None:
    data = policy(number=WRONG).encode() + b"<!-- \xff -->"
    folder = site(tmp_path, data)
    told = gkcheck("fix", folder, "--no-cache", "--select", "DOC002")
    assert told.code == 1 and "损坏的字节" in told.out
    assert (folder / PAGE).read_bytes() == data


@pytest.mark.parametrize(
    ("data", "finding", "reason"),
    [
        (b'<meta charset="iso-8859-1">\nn\xb0 7', found(2, 1, 3, "〔"), "encoding"),
        (b'<meta charset="gb2312">\nplain', found(2, 1, 3, "〔"), "encoding"),
        (b"caf\xe9 \xff\xff " + b"x" * 200, found(1, 1, 3, "x"), "damaged"),
        (b"%PDF-1.7", found(1, 1, 3, "x"), "damaged"),
    ],
)
def test_pages_that_cannot_hold_it_are_refused(data: bytes, finding: Finding, reason: str) -> None:
    with pytest.raises(Refused) as error:
        mend(data, [finding])
    assert error.value.reason == reason


def test_overlapping_replacements_are_settled_by_place_and_code() -> None:
    one, two = found(1, 1, 4, "X", "DOC011"), found(1, 3, 6, "Y", "DOC002")
    three, four = found(1, 8, 9, "a", "DOC016"), found(1, 8, 9, "b", "DOC002")
    orders = ([one, two, three, four], [four, three, two, one], [two, four, one, three])
    assert {mend(b"abcdefghi", order).data for order in orders} == {b"Xdefgbi"}
    assert mend(b"abcdefghi", orders[0]).postponed == (two, three)


def test_replacements_of_one_finding_belong_together() -> None:
    both = Finding(
        *("DOC002", Severity.WARNING, Location("a.html", 1, 1, 2)),
        fixes=(Replacement(Location("a.html", 1, 1, 2), "A"), Replacement(Location("a.html", 9, 1, 2), "B")),
    )
    assert mend(b"abc", [both]).data == b"abc"


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff\ufffd"), min_size=1, max_size=60
)


@given(TEXTS, st.data(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_bytes_outside_the_replaced_are_the_same(text: str, data: st.DataObject, encoding: str) -> None:
    text = "中文页面" + text.replace("\r", "").replace("\n", "")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    raw = text.encode(encoding)
    try:
        made = mend(raw, [found(1, start + 1, end + 1, "〔新〕")])
    except Refused:
        return
    plain = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    head = len(raw) - len(text.encode(plain)) + len(text[:start].encode(plain))
    tail = len(text[end:].encode(plain))
    assert made.data[:head] == raw[:head]
    assert made.data[len(made.data) - tail :] == raw[len(raw) - tail :]
    assert made.data[head : len(made.data) - tail] == "〔新〕".encode(plain)


SOUP = st.lists(
    st.sampled_from(
        [
            "青知局",
            "<b>",
            "</b>",
            "[",
            "2024",
            "]",
            "&nbsp;",
            " ",
            "\n",
            "7号",
            "<!-- 7 -->",
            "<p>",
            "&#91;",
            "〔",
            "〕",
        ]
    ),
    max_size=14,
)


@given(SOUP)
def test_what_is_replaced_reads_as_proposed(parts: list[str]) -> None:
    source = "<p>" + "".join(parts) + "</p>"
    blocks = extract(f"<html><body>{source}</body></html>").blocks
    for block in blocks:
        if "[" not in block.text or "]" not in block.text:
            continue
        new = block.text.replace("[", "〔").replace("]", "〕")
        page = Page("a.html", source=source)
        fixes = replace_text(page, Block(block.text, "p", 0, "content"), block.text, new)
        if fixes:
            at = Location("a.html", 1, 1, 2)
            made = mend(source.encode(), [Finding("DOC002", Severity.NOTE, at, fixes=fixes)]).data.decode()
            texts = [one.text for one in extract(f"<html><body>{made}</body></html>", resolver=Resolver()).blocks]
            assert new in texts


def test_a_date_is_mended_where_it_is_the_signature(tmp_path: Path, gkcheck: Program) -> None:
    # The first <p> is not closed as the parser closes it: the places of paragraphs are not certain.
    cell = "<table><tr><td>文件</td><td>日期</td></tr><tr><td>甲</td><td>2024-03-08</td></tr></table>"
    for wild in ("", "<p title='<p>'></p>", "<p <p>"):
        body = f"{cell}{wild}<p>青屏市知识产权局</p><p>2024-03-08</p>"
        folder = site(tmp_path, policy(body))
        gkcheck("fix", folder, "--no-cache", "--select", "DOC011")
        text = (folder / PAGE).read_text("utf-8")
        assert cell in text
        assert text in (policy(body), policy(body.replace("<p>2024-03-08</p>", "<p>2024年3月8日</p>")))


def test_reports_propose_what_the_command_does(tmp_path: Path, gkcheck: Program) -> None:
    folder = site(tmp_path, policy(number='青知局<span lang="EN-US">[2024]</span>&nbsp;7号'))
    assert f"建议改为：{RIGHT}\n" in gkcheck("check", folder, "--no-cache", "--select", "DOC002").out
    log = json.loads(gkcheck("check", folder, "--no-cache", "--select", "DOC002", "-f", "sarif").raw)
    jsonschema.validate(log, json.loads(SCHEMA.read_bytes()))
    [result] = log["runs"][0]["results"]
    [fix] = result["fixes"]
    [change] = fix["artifactChanges"]
    lines = (folder / PAGE).read_text("utf-8").split("\n")
    for replacement in sorted(change["replacements"], key=lambda one: -one["deletedRegion"]["startColumn"]):
        region, line = replacement["deletedRegion"], replacement["deletedRegion"]["startLine"] - 1
        new = replacement["insertedContent"]["text"]
        lines[line] = lines[line][: region["startColumn"] - 1] + new + lines[line][region["endColumn"] - 1 :]
    assert gkcheck("fix", folder, "--no-cache", "--select", "DOC002").code == 0
    assert (folder / PAGE).read_text("utf-8") == "\n".join(lines)


def test_dates_and_cited_numbers_are_mended(tmp_path: Path, gkcheck: Program) -> None:
    body = "<p>按照《政府网站发展指引》（国办发[2017]47号）执行。</p><p>青屏市知识产权局</p><p><span>2024</span>年0<span>3月08日</span></p>"
    folder = site(tmp_path, policy(body))
    told = gkcheck("fix", folder, "--no-cache", "--select", "DOC")
    assert told.code == 0
    text = (folder / PAGE).read_text("utf-8")
    assert "（国办发〔2017〕47号）" in text
    assert "<p><span>2024</span>年<span>3月8日</span></p>" in text
