"""The ledger of what has to be mended: out to the departments, back from them, and out again."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from gkcheck.finding import Location, Problem
from gkcheck.owners import Owner
from gkcheck.rectification.carrying import carry
from gkcheck.rectification.columns import COLUMNS, key_of
from gkcheck.rectification.departments import departments, file_names, run_of
from gkcheck.rectification.ledger import render
from gkcheck.rectification.returns import read_returned
from gkcheck.rectification.rows import build_book
from gkcheck.refusals import ConfigError
from gkcheck.run import Publication, Run
from gkcheck.saved import read_run
from gkcheck.terms import Terms
from minisite import FAULTS, FAULTY, Program, article, judge_folder, write_site

HEADS = [column.zh for column in COLUMNS]
PEOPLE = {column.zh for column in COLUMNS if column.people}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run with four findings on two pages of two departments."""
    made = judge_folder(write_site(tmp_path_factory.mktemp("site"), FAULTY), *FAULTS)
    assert len(made.findings) == 4
    return replace(
        made,
        site_name="青屏市知识产权局",
        owners={"zwgk/zcwj/1.html": Owner("政策法规处", ("办公室",)), "zwgk/gzdt/2.html": Owner("办公室", (), "网站岗")},
    )


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """The values of every sheet, row by row."""
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(io.BytesIO(data)).worksheets}


def rows_of(data: bytes, *names: str) -> dict[str, dict[str, Any]]:
    """Fingerprint → heading → value, of the sheets that have fingerprints (or of these)."""
    found = {}
    for name, rows in sheets(data).items():
        if rows and "指纹" in rows[0] and (not names or name in names):
            for row in rows[1:]:
                told = dict(zip(rows[0], row, strict=True))
                found[told["指纹"]] = {**told, "sheet": name}
    return found


def edited(data: bytes, place: Path, edit: Callable[[dict[str, Any], int], None]) -> Path:
    """The ledger with `edit` done on every row (heading → value), saved as a spreadsheet would."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        heads = [cell.value for cell in sheet[1]]
        if "指纹" not in heads:
            continue
        for number, row in enumerate(sheet.iter_rows(min_row=2), 2):
            told = {head: cell.value for head, cell in zip(heads, row, strict=False)}
            before = dict(told)
            edit(told, number)
            for head, value in told.items():
                if head not in heads:
                    heads.append(head)
                    sheet.cell(1, len(heads), head)
                if value != before.get(head):
                    sheet.cell(number, heads.index(head) + 1).value = value
                    sheet.cell(number, heads.index(head) + 1).data_type = "s" if isinstance(value, str) else "n"
    book.save(place)
    return place


def test_every_finding_stands_once_on_its_departments_sheet(faulty: Run) -> None:
    data = render(faulty)
    book = sheets(data)
    assert list(book) == ["检查表", "汇总", "办公室", "政策法规处", "待人工核查", "覆盖情况", "留痕"]
    assert book["办公室"][0] == HEADS
    rows = rows_of(data)
    assert set(rows) == set(faulty.fingerprints)
    assert {row["规则"]: row["sheet"] for row in rows.values()} == {
        "DOC002": "政策法规处",
        "POL001": "政策法规处",
        "LNK001": "办公室",
        "LNK009": "办公室",
    }
    broken = next(row for row in rows.values() if row["规则"] == "LNK001")
    assert broken["问题描述"] == "页面不存在：gone.html"
    assert broken["位置/片段"].endswith('<p>详见<a href="/gone.html">附页</a>和<a href="#">说明</a>。</')
    assert broken["责任单位"] == "办公室"
    assert broken["责任人"] == "网站岗"
    assert broken["整改状态"] == "未整改"
    assert broken["整改期限"].date() == date(2026, 11, 27)  # five working days after Sunday the 22nd
    assert not broken["复查结果"]


def test_what_a_spreadsheet_needs_stands_in_the_file(faulty: Run) -> None:
    book = load_workbook(io.BytesIO(render(faulty)), rich_text=True)
    sheet = book["办公室"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:Y3"
    offered = sheet.data_validations.dataValidation[0]
    assert offered.formula1.startswith('"未整改,整改中,已整改,误报,不属于我单位')
    place = sheet.cell(2, HEADS.index("位置/片段") + 1).value
    assert [piece.text for piece in place if piece.font.color and piece.font.color.rgb == "00C00000"] == ["/gone.html"]
    assert sheet.oddFooter.left.text.startswith("gkcheck ")


def test_the_same_run_gives_the_same_bytes_and_so_does_the_saved_one(faulty: Run) -> None:
    from gkcheck.reporters import REPORTERS

    saved = read_run(str(REPORTERS["json"](faulty)).encode(), "run.json")
    for name in ("xlsx", "notice", "docx"):
        assert REPORTERS[name](faulty) == REPORTERS[name](faulty) == REPORTERS[name](saved), name
    with zipfile.ZipFile(io.BytesIO(render(faulty))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-11-22T00:00:00Z") == 2


def test_links_lead_to_pages_and_to_rows(faulty: Run) -> None:
    book = load_workbook(io.BytesIO(render(replace(faulty, published=Publication(("www.example.gov.cn",))))))
    cell = book["办公室"].cell(2, HEADS.index("网址") + 1)
    assert cell.hyperlink.target == "http://www.example.gov.cn/zwgk/gzdt/2.html"
    cells = [cell for name in ("检查表", "汇总") for row in book[name].iter_rows() for cell in row]
    inside = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    assert "'办公室'!A2" in inside
    assert "'政策法规处'!A1" in inside


def test_nothing_in_the_file_computes_or_reaches_out(faulty: Run) -> None:
    hostile = "=HYPERLINK(\"http://evil.example/\",\"x\")"
    found = tuple(
        type(one)(one.code, one.severity, one.location, dict.fromkeys(one.arguments, hostile), one.variant, one.subject)
        for one in faulty.findings
    )
    names = {path: name._replace(title="+1+1", column="@SUM(A1)") for path, name in faulty.pages.items()}
    owners = {path: Owner("=cmd|' /C calc'!A0", (), "-2+3") for path in faulty.owners}
    data = render(replace(faulty, findings=found, pages=names, owners=owners, site_name="=1+1"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names_inside = archive.namelist()
        assert not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in names_inside if "sheets/" in name)
    assert not any("vba" in name.lower() or "external" in name.lower() or "connection" in name.lower() for name in names_inside)
    texts = [value for rows in sheets(data).values() for row in rows for value in row if isinstance(value, str)]
    assert "+1+1" in texts
    assert any(hostile in text for text in texts)


def test_names_of_departments_become_names_of_sheets(faulty: Run) -> None:
    leads = ("检查表", "a/b:c*?[x]", "甲" * 40, "甲" * 35, "History", "待人工核查")
    findings = tuple(faulty.findings[0] for _ in leads)
    moved = tuple(
        type(one)(one.code, one.severity, Location(f"{n}.html"), one.arguments, one.variant, one.subject) for n, one in enumerate(findings)
    )
    names = tuple(f"{n:064x}" for n in range(len(leads)))
    owners = {f"{n}.html": Owner(lead) for n, lead in enumerate(leads)}
    book = sheets(render(replace(faulty, findings=moved, fingerprints=names, owners=owners, quotes={})))
    assert len(rows_of(render(replace(faulty, findings=moved, fingerprints=names, owners=owners, quotes={})))) == len(leads)
    assert all(len(name) <= 31 for name in book)
    assert "检查表(2)" in book
    assert "甲" * 31 in book
    assert "甲" * 28 + "(2)" in book
    assert "待人工核查(2)" in book


def test_what_is_too_long_for_a_cell_is_cut_and_said(faulty: Run) -> None:
    deep = Publication(("www.example.gov.cn",), f"/{'a' * 40_000}/")
    row = next(iter(rows_of(render(replace(faulty, published=deep))).values()))
    assert len(row["网址"]) == 32_767
    assert row["网址"].endswith("……（超过单元格上限，其余略）")


def test_the_deadline_of_an_unknown_year_is_told_as_a_guess(faulty: Run) -> None:
    late = replace(faulty, today=date(2045, 1, 2), terms=Terms({"error": 3, "warning": 1, "note": 2}))
    rows = rows_of(render(late))
    told = next(row["整改期限"] for row in rows.values() if row["规则"] == "LNK001")
    assert told == "2045-01-05（2045 年放假安排未公布，按周一至周五计）"


def test_early_warnings_tell_the_days_left(faulty: Run) -> None:
    first = faulty.findings[0]
    soon = type(first)(first.code, first.severity, first.location, {**first.arguments, "days_left": "3"}, "soon", first.subject)
    rows = rows_of(render(replace(faulty, findings=(soon, *faulty.findings[1:]))))
    assert rows[faulty.fingerprints[0]]["剩余天数"] == 3


def test_what_needs_review_is_counted_nowhere(faulty: Run) -> None:
    from msgspec.structs import replace as changed

    doubtful = replace(faulty, findings=tuple(changed(one, review=one.code == "LNK001") for one in faulty.findings))
    data = render(doubtful)
    assert [row["规则"] for row in rows_of(data, "待人工核查").values()] == ["LNK001"]
    total = next(row for row in sheets(data)["汇总"] if row[0] == "合计")
    assert total[4:6] == [3, 1]


def test_a_part_of_a_site_is_not_scored(faulty: Run) -> None:
    first = sheets(render(replace(faulty, whole=False)))["检查表"]
    assert first[0][0] == "本台账只含网站的一部分，因此没有按检查指标评分。"


def test_english_throughout(faulty: Run) -> None:
    book = sheets(render(replace(faulty, lang="en")))
    assert list(book)[:2] == ["Inspection", "Summary"]
    assert book["办公室"][0] == [column.en for column in COLUMNS]
    heads = {cell for rows in book.values() for row in rows[:1] for cell in row if cell}
    assert not [head for head in heads if isinstance(head, str) and any("\u4e00" <= sign <= "\u9fff" for sign in head) and "知识产权局" not in head]


# ── back again ──────────────────────────────────────────────────────────────


def take_back(run: Run, path: Path) -> bytes:
    return render(carry(run, read_returned(path)))


def test_what_people_wrote_comes_along(faulty: Run, tmp_path: Path) -> None:
    def edit(row: dict[str, Any], number: int) -> None:
        row |= {"整改状态": "整改中", "整改说明": f"=已联系\n第{number}行", "责任人": "窗口岗", "备注（本单位）": "-留存"}

    came = rows_of(take_back(faulty, edited(render(faulty), tmp_path / "back.xlsx", edit)))
    assert set(came) == set(faulty.fingerprints)
    for row in came.values():
        assert row["整改状态"] == "整改中"
        assert row["整改说明"].startswith("=已联系\n第")
        assert (row["责任人"], row["备注（本单位）"]) == ("窗口岗", "-留存")
        assert row["复查结果"] == "未整改"
        assert row["复查时间"].date() == faulty.today


def mended(run: Run, *codes: str, **changes: Any) -> Run:
    """The run as it is once findings of these rules are gone."""
    kept = [(one, name) for one, name in zip(run.findings, run.fingerprints, strict=True) if one.code not in codes]
    return replace(run, findings=tuple(one for one, _ in kept), fingerprints=tuple(name for _, name in kept), **changes)


def test_the_recheck_is_the_programs(faulty: Run, tmp_path: Path) -> None:
    def said(row: dict[str, Any], _: int) -> None:
        row["整改状态"] = "已整改"

    def results(data: bytes) -> dict[str, tuple[str, str]]:
        return {row["规则"]: (row["复查结果"], row["sheet"]) for row in rows_of(data).values()}

    back = edited(render(faulty), tmp_path / "1.xlsx", said)
    # One is mended; one page was not read; two stand though people say that they are mended.
    unread = Problem("GKC001", "zwgk/zcwj/1.html", {"reason": "坏了"})
    second = carry(mended(faulty, "LNK001", "DOC002", problems=(unread,), today=date(2026, 11, 29)), read_returned(back))
    told = results(render(second))
    assert told["LNK001"] == ("已整改", "已销号")
    assert told["DOC002"] == ("待复查", "政策法规处")
    assert told["POL001"][0] == told["LNK009"][0] == "未整改"
    assert rows_of(render(second))[faulty.fingerprints[0]]["首次发现"].date() == faulty.today
    # Closed stays closed, with its day; what comes back says so.
    (tmp_path / "2.xlsx").write_bytes(render(second))
    third = carry(mended(faulty, "LNK001", today=date(2026, 12, 6)), read_returned(tmp_path / "2.xlsx"))
    assert results(render(third))["LNK001"] == ("已整改", "已销号")
    closed = next(row for row in rows_of(render(third)).values() if row["规则"] == "LNK001")
    assert closed["复查时间"].date() == date(2026, 11, 29)
    fourth = carry(replace(faulty, today=date(2026, 12, 6)), read_returned(tmp_path / "2.xlsx"))
    assert results(render(fourth))["LNK001"] == ("反复出现", "办公室")
    assert results(render(fourth))["DOC002"] == ("未整改", "政策法规处")


def test_the_rate_says_what_it_is_of(faulty: Run, tmp_path: Path) -> None:
    (tmp_path / "1.xlsx").write_bytes(render(faulty))
    data = render(carry(mended(faulty, "LNK001"), read_returned(tmp_path / "1.xlsx")))
    rows = sheets(data)["汇总"]
    totals = [row for row in rows if row[0] == "合计"]
    assert totals[1][1:8] == [4, 1, 3, 0, 0, 0, "1/4（25.0%）"]


def test_an_accepted_finding_is_not_called_mended(faulty: Run, tmp_path: Path) -> None:
    from gkcheck.run import Suppressed

    (tmp_path / "1.xlsx").write_bytes(render(faulty))
    gone = next(one for one in faulty.findings if one.code == "LNK009")
    name = faulty.fingerprints[faulty.findings.index(gone)]
    accepted = mended(faulty, "LNK009", suppressed=(Suppressed(gone, "file", "旧模板", "办公室", None),), hidden_fingerprints=(name,))
    row = rows_of(render(carry(accepted, read_returned(tmp_path / "1.xlsx"))))[name]
    assert (row["复查结果"], row["sheet"]) == ("已豁免：旧模板", "已销号")


def test_a_new_finding_is_new(faulty: Run, tmp_path: Path) -> None:
    (tmp_path / "1.xlsx").write_bytes(render(mended(faulty, "POL001")))
    rows = rows_of(render(carry(faulty, read_returned(tmp_path / "1.xlsx"))))
    assert [row["复查结果"] for row in rows.values() if row["规则"] == "POL001"] == ["新增"]


@pytest.mark.parametrize("renamed", ["git", "nothing"])
def test_a_renamed_folder_keeps_what_people_wrote(tmp_path: Path, home: Path, gkcheck: Program, renamed: str) -> None:
    """By git, whatever became of the file's name; without it by a name that one page alone bears."""
    if renamed == "git" and not shutil.which("git"):
        pytest.skip("git is not installed")

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false")
        if renamed == "git":
            subprocess.run(["git", *who, *arguments], cwd=home, check=True, capture_output=True)

    def written(row: dict[str, Any], _: int) -> None:
        row |= {"整改状态": "整改中", "整改说明": "已转技术公司"}

    page = article('<p><a href="/gone.html">附页</a></p>')
    write_site(home / "site", {"zwgk/index.html": article(), "zwgk/old/t20240308_1.html": page, "zwgk/old/t20240309_2.html": page})
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    run = ("check", "site", "--select", "LNK001", "--lang", "zh", "-q", "--as-of")
    assert gkcheck(*run, "2026-11-16", "-o", "xlsx=1.xlsx").code == 1
    edited((home / "1.xlsx").read_bytes(), home / "back.xlsx", written)
    (home / "site/zwgk/old").rename(home / "site/zwgk/new")
    git("add", "-A")
    git("commit", "-qm", "two")
    last = "zwgk/new/t20240309_2.html"
    if renamed == "git":
        git("mv", f"site/{last}", "site/zwgk/index_2.html")
        git("commit", "-qm", "three")
        last = "zwgk/index_2.html"
    assert gkcheck(*run, "2026-11-23", "--ledger-in", "back.xlsx", "--by", "owner", "-o", "xlsx=all.xlsx", "-o", "xlsx=parts").code == 1
    (part,) = (home / "parts").iterdir()
    for book in (home / "all.xlsx", part):
        rows = rows_of(book.read_bytes())
        assert sorted(row["文件"] for row in rows.values()) == sorted(["zwgk/new/t20240308_1.html", last])
        for row in rows.values():
            assert (row["整改状态"], row["整改说明"], row["复查结果"]) == ("整改中", "已转技术公司", "未整改")
            assert row["首次发现"].date() == date(2026, 11, 16)


def test_rows_that_fit_nowhere_stay_as_they_are_again_and_again(faulty: Run, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(render(faulty)))
    book["办公室"].append(["自己加的一行", None, "=没有指纹", 3.5])
    book["办公室"].append([None] * (len(HEADS) - 1) + ["不是指纹"])
    own = book.create_sheet("会议记录")
    own.append(["2026-11-24 碰头会", "下周复查"])
    book["政策法规处"].insert_rows(1)
    book["政策法规处"]["A1"] = "请于月底前填报"
    book.save(tmp_path / "1.xlsx")
    first = take_back(faulty, tmp_path / "1.xlsx")
    loose = [[cell for cell in row if cell not in (None, "")] for row in sheets(first)["未能对应"]]
    assert ["办公室!4", "没有指纹", "自己加的一行", "=没有指纹", "3.5"] in loose
    assert ["办公室!5", "指纹、规则或文件不完整，无法对应", "不是指纹"] in loose
    assert ["会议记录!1", "不是台账工作表", "2026-11-24 碰头会", "下周复查"] in loose
    assert ["政策法规处!1", "在表头之上", "请于月底前填报"] in loose
    (tmp_path / "2.xlsx").write_bytes(first)
    assert sheets(take_back(faulty, tmp_path / "2.xlsx"))["未能对应"] == sheets(first)["未能对应"]


def test_copies_of_a_row_that_differ_are_both_kept(faulty: Run, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(render(faulty)))
    sheet = book["办公室"]
    copy = [cell.value for cell in sheet[2]]
    sheet.append(copy)
    copy[HEADS.index("整改说明")] = "另一种说法"
    sheet.append(copy)
    book.save(tmp_path / "1.xlsx")
    data = take_back(faulty, tmp_path / "1.xlsx")
    reasons = [row[1] for row in sheets(data)["未能对应"]]
    assert reasons.count("同一指纹另有一行，内容不同") == 1
    assert any("另一种说法" in map(str, row) for row in sheets(data)["未能对应"])


def test_comments_formulas_dates_and_hidden_rows_come_along(faulty: Run, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(render(faulty)))
    sheet = book["办公室"]
    sheet.row_dimensions[2].hidden = True
    sheet.cell(1, 26, "工作量")
    sheet.cell(2, 26, "=1+1")
    sheet.cell(2, HEADS.index("整改期限") + 1).value = date(2026, 12, 31)
    sheet.cell(2, HEADS.index("整改状态") + 1).comment = Comment("等供应商答复", "窗口")
    book.save(tmp_path / "1.xlsx")
    row = next(row for row in rows_of(take_back(faulty, tmp_path / "1.xlsx")).values() if row["规则"] == "LNK001")
    assert row["工作量"] == "=1+1"  # nobody computed it yet
    assert row["整改期限"].date() == date(2026, 12, 31)
    assert "等供应商答复" in row["批注"]


def test_a_department_that_people_filled_in(faulty: Run, tmp_path: Path) -> None:
    nobody = replace(faulty, owners={})

    def assign(row: dict[str, Any], _: int) -> None:
        row["责任单位"] = "信息中心"

    back = edited(render(nobody), tmp_path / "1.xlsx", assign)
    assert {row["sheet"] for row in rows_of(take_back(nobody, back)).values()} == {"信息中心"}
    # Where the configuration names one by now, it holds, and what people wrote is kept beside it.
    kept = rows_of(take_back(faulty, back))
    assert {row["上期责任单位"] for row in kept.values()} == {"信息中心"}
    assert {row["sheet"] for row in kept.values()} == {"办公室", "政策法规处"}


def test_the_other_language_is_read_as_well(faulty: Run, tmp_path: Path) -> None:
    (tmp_path / "en.xlsx").write_bytes(render(replace(faulty, lang="en")))
    came = rows_of(take_back(faulty, tmp_path / "en.xlsx"))
    assert {row["复查结果"] for row in came.values()} == {"未整改"}


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp")), min_size=1, max_size=40).filter(lambda text: text.strip())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    notes=st.lists(st.one_of(TEXTS, st.sampled_from(["=1+1", "-3", "+x", "@a", "007", "1e5", "TRUE", "2026-11-30", "第一行\n第二行", "　缩进", "#REF!"])), min_size=4, max_size=4),
    order=st.permutations(range(len(HEADS) + 1)),
    rows=st.permutations(range(4)),
    ending=st.sampled_from([".xlsx", ".csv"]),
)
def test_texts_of_any_kind_survive_any_order(
    faulty: Run, tmp_path: Path, notes: list[str], order: list[int], rows: list[int], ending: str
) -> None:
    """Columns moved, rows sorted, one sheet for all, as a workbook or as CSV: the people's words stay the very same."""
    lines = list(rows_of(render(faulty)).values())
    for line, note in zip(lines, notes, strict=True):
        line |= {"整改说明": note, "本单位备注": note}
    heads = [*HEADS, "本单位备注"]
    table = [[heads[place] for place in order], *([lines[row][heads[place]] for place in order] for row in rows)]
    path = tmp_path / f"any{ending}"
    if ending == ".csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([[cell.date() if hasattr(cell, "date") else cell for cell in row] for row in table])
        path.write_text(text.getvalue(), "utf-8-sig", newline="")
    else:
        book = Workbook()
        for row in table:
            book.active.append(row)
        for cells in book.active.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.data_type = "s"
        book.save(path)
    returned = read_returned(path)
    assert returned.loose == ()
    for line, note in zip(lines, notes, strict=True):
        entry = returned.entries[line["指纹"]]
        assert (entry.cells["note"], entry.extra["本单位备注"]) == (note, note)
    again = rows_of(render(carry(faulty, returned)))
    for line, note in zip(lines, notes, strict=True):
        told = again[line["指纹"]]["整改说明"]
        assert (told.date().isoformat() if hasattr(told, "date") else told) == note


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("l.xlsx", b"PK\x03\x04 broken", "无法打开"),
        ("l.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码"),
        ("l.ods.pdf", b"%PDF-1.7", "另存为 .xlsx"),
        ("l.csv", "甲,乙\r\n1,2\r\n".encode(), "没有找到台账"),
        ("l.csv", b"\x00\x01\x02\x03", "不是文本"),
        ("l.csv", ("指纹,规则,文件,整改说明\r\n" + "0" * 64 + ",A,b," + "长" * 40_000).encode(), "32767"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, gkcheck: Program, name: str, content: bytes, said: str) -> None:
    write_site(tmp_path / "site", FAULTY)
    (tmp_path / name).write_bytes(content)
    done = gkcheck("check", tmp_path / "site", "--ledger-in", tmp_path / name, "-f", "xlsx", "-o", tmp_path / "o.xlsx", "--lang", "zh")
    assert done.code == 2
    assert said in done.err
    assert name in done.err
    assert not (tmp_path / "o.xlsx").exists()


def test_a_foreign_workbook_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(ConfigError, match="没有找到台账"):
        read_returned(tmp_path / "x.xlsx")
    with pytest.raises(ConfigError, match="cannot read the ledger"):
        read_returned(tmp_path / "nosuch.xlsx", "en")


# ── by department ───────────────────────────────────────────────────────────


def test_one_file_for_each_department(faulty: Run, tmp_path: Path, gkcheck: Program) -> None:
    assert departments(faulty) == ["办公室", "政策法规处"]
    part = run_of(faulty, "办公室")
    assert {one.code for one in part.findings} == {"LNK001", "LNK009"}
    assert set(rows_of(render(part))) == set(part.fingerprints)
    write_site(tmp_path / "site", FAULTY)
    (tmp_path / "gkcheck.toml").write_text(
        '[[owners.entries]]\npath = "zwgk/gzdt/**"\nlead = "办公/室"\n[site]\nroot = "site"\n', "utf-8"
    )
    done = gkcheck("check", tmp_path / "site", "--by", "owner", "-o", f"xlsx={tmp_path / 'out'}", "-o", f"notice={tmp_path / 'out'}", "--lang", "zh", "--as-of", "2026-11-22")
    assert done.code == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "办公_室.md", "办公_室.xlsx", "未明确责任单位.md", "未明确责任单位.xlsx",
    ]  # fmt: skip
    # What is mended leaves a file that says so, instead of last week's; an output that is a folder already is one, whatever its name.
    (tmp_path / "site/zwgk/gzdt/2.html").write_text(article(), "utf-8")
    (tmp_path / "x.xlsx").mkdir()
    where = ("-o", f"xlsx={tmp_path / 'out'}", "-o", f"notice={tmp_path / 'out'}", "-o", f"docx={tmp_path / 'whole.docx'}", "-o", f"xlsx={tmp_path / 'x.xlsx'}")
    assert gkcheck("check", tmp_path / "site", "--select", ",".join(FAULTS), "--by", "owner", *where, "--lang", "zh", "--as-of", "2026-11-29").code == 1
    assert rows_of((tmp_path / "out/办公_室.xlsx").read_bytes()) == {}
    notice = (tmp_path / "out/办公_室.md").read_text("utf-8")
    assert "办公/室：" in notice and "未发现需要整改的问题" in notice and "2026年11月29日" in notice and "整改要求" not in notice
    assert sorted(path.name for path in (tmp_path / "x.xlsx").iterdir()) == ["办公_室.xlsx", "未明确责任单位.xlsx"]
    refused = gkcheck("check", tmp_path / "site", "--by", "owner", "-f", "json", "--lang", "zh")
    assert (refused.code, "--by owner" in refused.err) == (2, True)


def test_names_of_files_are_fit_for_every_system() -> None:
    named: Mapping[str, str] = dict(file_names(["con", "a:b", "A?B", "..", "长" * 300, ""], "无"))
    assert named["con"] == "_con"
    assert named["a:b"] == "a_b"
    assert named["A?B"] == "A_B(2)"
    assert named[".."] == "_"
    assert len(named["长" * 300].encode()) < 240
    assert named[""] == "无"


def test_headings_are_known_with_blanks_and_in_both_languages() -> None:
    assert key_of("整改\n状态") == key_of(" status ") == "status"
    assert key_of("状态") == ""


def test_the_book_counts_what_it_shows(faulty: Run) -> None:
    book = build_book(faulty)
    assert [row.cells["number"] for row in book.rows] == [1, 2, 3, 4]
