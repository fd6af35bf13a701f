"""Files that are not HTML: what each format gives, and that a hostile one costs itself only."""

import csv
import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.extract.documents.reading import extract_document
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.documents.separated import find_delimiter
from gkcheck.extract.documents.sheets import column_name, column_number
from gkcheck.extract.references import Resolver
from gkcheck.extract.walk import clean
from gkcheck.page import Page
from minisite import extract
from officefile import archive, as_portable, as_word, as_workbook, paragraph, saved, word

PAGE = """<html><body><h1>青屏市知识产权局主动公开基本目录</h1><p>更新时间：2026年3月1日</p>
<table><tr><td rowspan="2">序号</td><td colspan="2">公开事项</td><td rowspan="2">公开时限</td></tr>
<tr><td>一级</td><td>二级</td></tr>
<tr><td>1</td><td rowspan="2">机构信息</td><td>职能</td><td></td></tr>
<tr><td>2</td><td>领导</td><td>20个工作日</td></tr></table>
<p>备注：本目录由办公室负责解释，并根据职能变化动态调整。</p></body></html>"""


def read(data: bytes, name: str) -> Page:
    return extract_document(f"gk/{name}", data, Resolver(frozenset({"zscq.example.cn"})))


def grid(page: Page) -> list[list[str]]:
    return [[cell.text for cell in row] for row in page.tables[0].grid]


@pytest.mark.parametrize(
    ("make", "name", "part"),
    [
        (as_word, "a.docx", "表1 第2行第3列"),
        (as_workbook, "a.xlsx", "年报!C4"),
        (as_portable, "a.pdf", "第1页 表1 第2行第3列"),
    ],
)
def test_each_format_gives_the_same_text_and_the_same_grid(make, name: str, part: str) -> None:
    given = extract(PAGE)
    page = read(make(given), name)
    assert page.title == "青屏市知识产权局主动公开基本目录"
    assert [block.text for block in page.blocks] == [block.text for block in given.blocks]
    assert grid(page) == grid(given)
    cells = page.tables[0].grid
    assert cells[0][1] is cells[0][2]
    assert cells[0][0] is cells[1][0]
    assert cells[2][1] is cells[3][1]
    at = page.locate(cells[1][2])
    assert (at.line, at.column, at.part) == (0, 0, part)
    assert page.locate(cells[2][3]).part != page.locate(cells[2][2]).part  # an empty cell has a place as well


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_values_have_their_line_and_column(encoding: str, sign: str) -> None:
    text = f'序号{sign}公开事项{sign}依据\r\n1{sign}"机构{sign}职能\n和“三定”"{sign}条例\r\n\r\n2{sign}{sign}规定\r\n'
    page = read(text.encode(encoding), "a.csv")
    assert grid(page) == [
        ["序号", "公开事项", "依据"],
        ["1", f"机构{sign}职能和“三定”".replace("\t", " "), "条例"],
        ["2", "", "规定"],
    ]
    at = page.locate(page.tables[0].grid[2][2])
    assert (at.line, at.part) == (5, "C4")
    assert page.source.split("\n")[4][at.column - 1 : at.end_column - 1] == "规定"


lines = st.lists(st.lists(st.text("甲乙12,;\"\n\r \t、", max_size=6), min_size=3, max_size=3), min_size=3, max_size=8)


@settings(max_examples=60, deadline=None)
@given(lines)
def test_any_values_are_read_as_they_were_written(rows: list[list[str]]) -> None:
    rows = [["序号", "事项", "依据"], *rows]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    page = read(out.getvalue().encode(), "a.csv")
    # Lines with one value at most, below the table, are notes; blank ones are nothing.
    told = [[clean(text) for text in row] for row in rows]
    while sum(map(bool, told[-1])) < 2:
        told.pop()
    assert grid(page) == [row for row in told if any(row)]


def test_the_delimiter_is_the_sign_that_divides_all_lines_alike() -> None:
    assert find_delimiter("a;b,c;d\n1;2;3\n") == ";"
    assert find_delimiter('"a;b;c;d",x\n"1;2;3;4",y\n') == ","
    assert find_delimiter("甲，乙，丙\n一，二，三\n") == "，"


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(number: int, letters: str) -> None:
    assert column_name(number) == letters
    assert column_number(letters) == number


def test_hidden_sheets_rows_and_columns_are_no_table_but_are_told() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "目录"
    for row in (("序号", "事项", "备注"), (1, "职能", "内部"), (2, "领导", "内部"), (3, "预算", "内部")):
        sheet.append(row)
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    secret = book.create_sheet("底稿")
    secret.append(("名单", "13800000000"))
    secret.sheet_state = "hidden"
    page = read(saved(book), "a.xlsx")
    assert grid(page) == [["序号", "事项"], ["1", "职能"], ["3", "预算"]]
    assert set(page.hidden) == {"底稿", "目录!A3"} or set(page.hidden) == {"底稿", "目录!C1"}
    hidden = [block.text for block in page.blocks if block.area == "hidden"]
    assert {"内部", "领导", "13800000000"} <= set(hidden)
    assert [block.text for block in page.content] == ["序号", "事项", "1", "职能", "3", "预算"]


def test_values_are_as_their_cells_show_them() -> None:
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(("日期", "数", "小数", "链接"))
    sheet.append((datetime(2026, 3, 1), 12.0, 0.1 + 0.2, "机构职能"))
    sheet["D2"].hyperlink = "https://zscq.example.cn/zwgk/jgzn.html"
    page = read(saved(book), "a.xlsx")
    assert grid(page)[1] == ["2026-03-01", "12", "0.3", "机构职能"]
    link = page.links[page.tables[0].grid[1][3].links[0]]
    assert (link.where, link.target, link.text) == ("internal", "zwgk/jgzn.html", "机构职能")


def test_a_document_is_read_as_it_looks_when_all_changes_are_accepted() -> None:
    body = (
        paragraph("关于印发办法的通知", "1")
        + "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins><w:r><w:t>6</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:t>件</w:t></w:r></w:p>"
        '<w:p><w:hyperlink r:id="r7"><w:r><w:t>办法全文</w:t></w:r></w:hyperlink></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>框中的一段文字</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    style = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    link = '<Relationship Id="r7" Target="https://zscq.example.cn/a.html" TargetMode="External"/>'
    page = read(word(body, style, link), "a.docx")
    assert [(block.text, block.tag, block.area) for block in page.blocks] == [
        ("关于印发办法的通知", "h1", "content"),
        ("共6件", "p", "content"),
        ("内部", "p", "hidden"),
        ("办法全文", "p", "content"),
        ("框中的一段文字", "p", "content"),
    ]
    assert page.hidden == ("修订",)
    assert [(link.target, link.text) for link in page.links] == [("a.html", "办法全文")]
    assert page.locate(page.blocks[1]).part == "第2段"


def refusal(data: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        read(data, name)
    return caught.value.code, caught.value.variant


def _pdf(stream: bytes) -> bytes:
    packed = zlib.compress(stream)
    return b"%%PDF-1.4\n1 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (len(packed), packed)


def test_hostile_and_broken_files_are_refused_with_the_reason() -> None:
    good = as_workbook(extract(PAGE))
    entities = '<!DOCTYPE a [<!ENTITY b "x">]><w:document/>'
    bomb = archive({"word/document.xml": b" " * 120_000_000})
    many = archive({f"m{number}": "" for number in range(10_001)})
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx") == ("GKC001", "old-format")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked, "a.docx") == ("GKC001", "locked")
    assert refusal(b"<html><body>x</body></html>", "a.xlsx") == ("GKC001", "disguised")
    assert refusal(archive({"readme.txt": "x"}), "a.docx") == ("GKC001", "disguised")
    assert refusal(good[: len(good) // 2], "a.xlsx") == ("GKC001", "damaged")
    assert refusal(archive({"word/document.xml": entities}), "a.docx") == ("GKC001", "bomb")
    assert refusal(archive({"word/document.xml": entities.encode("utf-16")}), "a.docx") == ("GKC001", "bomb")
    assert refusal(bomb, "a.docx") == ("GKC001", "bomb")
    assert refusal(many, "a.xlsx") == ("GKC001", "bomb")
    assert refusal(b"%PDF-1.4\n", "a.pdf")[0] in ("GKC001", "GKC005")
    assert refusal(_pdf(b"0" * 120_000_000), "a.pdf") == ("GKC001", "bomb")
    assert refusal(b"no pdf at all", "a.pdf") == ("GKC001", "disguised")
    assert refusal(b"\x89PNG\r\n\x1a\n\0\0\0", "a.csv") == ("GKC001", "binary")
    assert refusal(word(""), "a.docx") == ("GKC005", "no-text")


def test_a_locked_pdf_is_said_to_be_locked() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "text")
    canvas.save()
    assert refusal(out.getvalue(), "a.pdf") == ("GKC001", "locked")


def test_without_the_extra_a_pdf_is_said_not_to_be_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert refusal(as_portable(extract(PAGE)), "a.pdf") == ("GKC005", "no-reader")


def test_a_swollen_sheet_is_refused_and_an_empty_frame_costs_nothing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 60_000))
    assert refusal(_book(rows), "a.xlsx") == ("GKC005", "cells")
    page = read(
        _book('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>', '<mergeCell ref="A3:ZZ1048576"/>'),
        "a.xlsx",
    )
    assert grid(page) == [["1", "2"]]


def _book(rows: str, merged: str = "") -> bytes:
    main, office = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    sheets = f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'
    return archive(
        {
            "xl/workbook.xml": sheets,
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>',
        }
    )


def test_a_document_as_a_word_processor_writes_it() -> None:
    from docx import Document

    document = Document()
    document.add_heading("青屏市知识产权局主动公开基本目录", 0)
    document.add_heading("一、适用范围", 1)
    document.add_paragraph("本目录适用于本局各处室。")
    table = document.add_table(3, 4, style="Table Grid")
    texts = (("序号", "事项", "", "时限"), ("1", "机构", "职能", ""), ("2", "", "领导", "20个工作日"))
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 1).merge(table.cell(2, 1))
    document.add_paragraph("（此件主动公开）")
    out = io.BytesIO()
    document.save(out)
    page = read(out.getvalue(), "a.docx")
    assert page.title == "青屏市知识产权局主动公开基本目录"
    assert [(heading.level, heading.text) for heading in page.headings] == [(1, page.title), (1, "一、适用范围")]
    assert grid(page) == [
        ["序号", "事项", "事项", "时限"],
        ["1", "机构", "职能", ""],
        ["2", "机构", "领导", "20个工作日"],
    ]
    assert page.attribute == "主动公开"


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
@pytest.mark.parametrize(("make", "name"), [(as_word, "a.docx"), (as_workbook, "a.xlsx"), (as_portable, "a.pdf")])
def test_a_file_cut_short_is_said_to_be_damaged(make, name: str, cut: float) -> None:
    data = make(extract(PAGE))
    assert refusal(data[: int(len(data) * cut)], name) == ("GKC001", "damaged")


def test_a_pdf_with_a_broken_stream_is_not_read_by_halves() -> None:
    data = bytearray(as_portable(extract(PAGE)))
    start = data.index(b"stream\n") + 300 if b"stream\n" in data else data.index(b"stream\r\n") + 300
    data[start : start + 8] = b"~~~~~~~~"
    with pytest.raises(Refused):
        read(bytes(data), "a.pdf")


def test_a_pdf_that_forbids_copying_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0))
    canvas.drawString(100, 700, "report of 2024")
    canvas.save()
    assert [block.text for block in read(out.getvalue(), "a.pdf").blocks] == ["report of 2024"]


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    text = (
        "本报告根据《中华人民共和国政府信息公开条例》编制，统计期限为2024年1月1日至2024年12月31日，" * 3 + "欢迎监督。"
    )
    page = read(as_portable(extract(f"<p>{text}</p><p>一、总体情况</p><p>2024年，{text}</p>")), "a.pdf")
    assert [block.text for block in page.blocks] == [text, "一、总体情况", f"2024年，{text}"]
