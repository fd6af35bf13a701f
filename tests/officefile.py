"""Files that are not HTML for the tests, made of what a page holds: the same text and the same merged cells."""

import io
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Any

from gkcheck.page import Cell, Page, Table

Span = tuple[int, int, int, int]
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def spans(table: Table) -> dict[int, Span]:
    """First row and column, height and width of each cell, by its identity."""
    found: dict[int, list[int]] = {}
    for number, row in enumerate(table.grid):
        for column, cell in enumerate(row):
            box = found.setdefault(id(cell), [number, column, number, column])
            box[2], box[3] = max(box[2], number), max(box[3], column)
    return {key: (top, left, bottom - top + 1, right - left + 1) for key, (top, left, bottom, right) in found.items()}


def _pieces(page: Page) -> Iterator[tuple[str, Any]]:
    """Paragraphs and tables in the order of the page."""
    tables = {table.blocks[0]: table for table in page.tables}
    number = 0
    while number < len(page.blocks):
        if number in tables:
            yield "table", tables[number]
            number = tables[number].blocks[1]
        else:
            yield "p", page.blocks[number].text
            number += 1


def archive(members: dict[str, str | bytes], **options: Any) -> bytes:
    """A ZIP archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def word(body: str, styles: str = "", links: str = "") -> bytes:
    """A DOCX of this body, without anything that a reader does not need."""
    relation = f"{_OFFICE}/officeDocument"
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
            "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>',
        }
    )


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a DOCX, its text in two runs, as Word leaves them."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    half = len(text) // 2
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:half], text[half:]))
    return f"<w:p>{look}{runs}</w:p>"


def word_table(table: Table) -> str:
    """A table of a DOCX with gridSpan and vMerge."""
    boxes = spans(table)
    rows = []
    for number, row in enumerate(table.grid):
        cells, column = [], 0
        while column < len(row):
            cell: Cell = row[column]
            top, _, height, width = boxes[id(cell)]
            merge = "" if height == 1 else "<w:vMerge w:val='restart'/>" if top == number else "<w:vMerge/>"
            text = cell.text if top == number else ""
            cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>')
            column += width
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def as_word(page: Page) -> bytes:
    """The page as a DOCX."""
    return word("".join(word_table(piece) if sort == "table" else paragraph(piece) for sort, piece in _pieces(page)))


def as_workbook(page: Page) -> bytes:
    """The page as an XLSX, all in one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "年报"
    line = 1
    for sort, piece in _pieces(page):
        if sort == "p":
            sheet.cell(line, 1, piece)
            line += 1
            continue
        for top, left, height, width in (boxes := spans(piece)).values():
            if height > 1 or width > 1:
                sheet.merge_cells(
                    start_row=line + top,
                    start_column=left + 1,
                    end_row=line + top + height - 1,
                    end_column=left + width,
                )
        for row in piece.grid:
            for cell in row:
                top, left, _, _ = boxes[id(cell)]
                sheet.cell(line + top, left + 1).value = int(cell.text) if cell.text.isdecimal() else cell.text or None
        line += len(piece.grid)
    return saved(book)


def saved(book: Any) -> bytes:
    """A workbook of openpyxl as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_portable(page: Page) -> bytes:
    """The page as a PDF with ruled tables, in a font that is not embedded."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, TableStyle
    from reportlab.platypus import Table as Ruled

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle(
        "plain", fontName="STSong-Light", fontSize=12, leading=18, firstLineIndent=24, wordWrap="CJK"
    )
    small = ParagraphStyle("small", fontName="STSong-Light", fontSize=6, leading=7, wordWrap="CJK")
    out = io.BytesIO()
    flow: list[Any] = []
    for sort, piece in _pieces(page):
        if sort == "p":
            flow.append(Paragraph(escape(piece), plain))
            continue
        boxes, seen, rows = spans(piece), set(), []
        for row in piece.grid:
            line = []
            for cell in row:
                line.append("" if id(cell) in seen else Paragraph(escape(cell.text), small))
                seen.add(id(cell))
            rows.append(line)
        look: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("TOPPADDING", (0, 0), (-1, -1), 1)]
        for top, left, height, width in boxes.values():
            look.append(("SPAN", (left, top), (left + width - 1, top + height - 1)))
        flow.append(Ruled(rows, colWidths=[480 / len(piece.grid[0])] * len(piece.grid[0]), style=TableStyle(look)))
    SimpleDocTemplate(out, pagesize=A4, leftMargin=50, rightMargin=50, invariant=1).build(flow)
    return out.getvalue()


def as_typeset(page: Page, rows: int = 14) -> bytes:
    """The page's title and tables as a PDF of a word processor: borders of thin boxes, each character set by itself, and
    tables cut after so many rows, the merged cells with them."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("STSong-Light", 20)
    canvas.drawString(60, 800, page.title[: len(page.title) // 2])
    canvas.drawString(60, 775, page.title[len(page.title) // 2 :])
    top = 750.0
    for table in page.tables:
        for start in range(0, len(table.grid), rows):
            end = min(start + rows, len(table.grid))
            if top - 36 * (end - start) < 40:
                canvas.showPage()
                top = 800.0
            _typeset(canvas, table, start, end, top)
            top -= 36 * (end - start) + 20
    canvas.save()
    return out.getvalue()


def _typeset(canvas: Any, table: Table, start: int, end: int, top: float) -> None:
    width = 480 / len(table.grid[0])
    cells = {id(cell): cell for row in table.grid[start:end] for cell in row}
    boxes = spans(table)
    for key, cell in cells.items():
        first, column, height, breadth = boxes[key]
        left, right = 50 + column * width, 50 + (column + breadth) * width
        upper = top - (max(first, start) - start) * 36
        lower = top - (min(first + height, end) - start) * 36
        for x, y, across, down in (
            (left, upper, right - left, 0.48),
            (left, lower, right - left, 0.48),
            (left, lower, 0.48, upper - lower),
            (right, lower, 0.48, upper - lower),
        ):
            canvas.rect(x, y, across, down, stroke=0, fill=1)
        canvas.setFont("STSong-Light", 6)
        x, y = left + 2, upper - 8
        for sign in cell.text:
            if x > right - 7:
                x, y = left + 2, y - 6.5
            canvas.drawString(x, y, sign)
            x += 3 if sign.isascii() else 6
