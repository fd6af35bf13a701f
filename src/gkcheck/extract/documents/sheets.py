"""An XLSX workbook: each sheet that a reader sees becomes a table, merged cells resolved."""

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from lxml import etree

from gkcheck.extract.documents.archive import Archive, attribute, child, children, local, relations
from gkcheck.extract.documents.draft import Draft, Piece
from gkcheck.extract.documents.grid import lay_out
from gkcheck.extract.documents.refused import Refused

MAX_ROWS, MAX_COLUMNS = 50_000, 300
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Built-in formats of dates and times, those of the East Asian languages among them."""
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_DATE_SIGNS = re.compile(r"[ymdhs年月日]", re.I)


class _Book(NamedTuple):
    texts: list[str]
    dates: frozenset[int]
    """Indexes of the cell styles that show a date."""
    epoch: datetime


def read_workbook(data: bytes, draft: Draft) -> None:
    """Take the sheets of a workbook down. Hidden sheets, rows and columns are taken apart, as not shown. Raises Refused."""
    archive = Archive(data)
    name = next((found for name in ("xl/workbook.xml", "workbook.xml") if (found := archive.find(name))), None)
    root = archive.xml(name) if name else None
    if name is None or root is None:
        raise Refused("GKC001", "disguised")
    targets = relations(archive, name)
    dated = attribute(child(root, "workbookPr"), "date1904") in ("1", "true")
    styles = next((target for target in targets.values() if target.endswith("styles.xml")), "xl/styles.xml")
    strings = next((target for target in targets.values() if target.lower().endswith("sharedstrings.xml")), "")
    book = _Book(
        _shared(archive.xml(strings)) if strings else [],
        _date_styles(archive.xml(styles)),
        datetime(1904, 1, 1) if dated else datetime(1899, 12, 30),
    )
    for sheet in children(root, "sheets"):
        title = attribute(sheet, "name")
        target = targets.get(attribute(sheet, "id"), "")
        part = archive.xml(target) if target else None
        if part is None or local(part) != "worksheet":
            continue
        hidden = attribute(sheet, "state") in ("hidden", "veryHidden")
        if hidden:
            draft.hidden.append(title)
        _read_sheet(part, title, hidden, book, relations(archive, target), draft)


def _shared(root: etree._Element | None) -> list[str]:
    return [_rich(entry) for entry in root if local(entry) == "si"] if root is not None else []


def _rich(entry: etree._Element) -> str:
    """The text of a string in runs, without the readings that stand above the characters."""
    parts = []
    for piece in entry:
        name = local(piece)
        if name == "t":
            parts.append(piece.text or "")
        elif name == "r":
            parts.append("".join(text.text or "" for text in piece if local(text) == "t"))
    return "".join(parts)


def _date_styles(root: etree._Element | None) -> frozenset[int]:
    own = {
        int(code)
        for entry in children(root, "numFmts")
        if (code := attribute(entry, "numFmtId")).isdecimal()
        and _DATE_SIGNS.search(_LITERAL.sub("", attribute(entry, "formatCode")))
    }
    styles = enumerate(children(root, "cellXfs"))
    numbers = ((index, attribute(entry, "numFmtId")) for index, entry in styles)
    return frozenset(index for index, code in numbers if code.isdecimal() and int(code) in _DATES | own)


def _read_sheet(
    root: etree._Element, title: str, hidden: bool, book: _Book, targets: dict[str, str], draft: Draft
) -> None:
    links = {
        attribute(entry, "ref").partition(":")[0]: targets.get(attribute(entry, "id"), "")
        for entry in children(root, "hyperlinks")
    }
    shut = frozenset(_hidden_columns(root))
    cells: dict[tuple[int, int], Piece] = {}
    dropped = []
    for number, row, shown in _rows(root):
        for column, cell in row:
            text = _value(cell, book)
            if not text:
                continue
            letters = column_name(column)
            link = links.get(f"{letters}{number}", "")
            piece = Piece(text, f"{title}!{letters}{number}", (link,) if link else ())
            if hidden or not shown or column in shut:
                piece.area = "hidden"
                dropped.append(piece)
            else:
                cells[number, column] = piece
    if not hidden:
        folded = sorted({piece.part.partition("!")[2] for piece in dropped})
        draft.hidden += [f"{title}!{folded[0]}"] if folded else []
    merged = [span for entry in children(root, "mergeCells") if (span := _span(attribute(entry, "ref")))]
    gone = {number for number, _, shown in _rows(root) if not shown}
    lay_out(draft, cells, merged, shut, gone, title, lambda row, column: f"{title}!{column_name(column)}{row}")
    for piece in dropped:
        draft.paragraph(piece)


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    for entry in children(root, "cols"):
        first, last = attribute(entry, "min"), attribute(entry, "max")
        if attribute(entry, "hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            yield from range(int(first), min(int(last), MAX_COLUMNS) + 1)


def _rows(root: etree._Element) -> Iterator[tuple[int, list[tuple[int, etree._Element]], bool]]:
    """Number, cells and visibility of each row; rows and cells without a number follow the one before."""
    number = 0
    for row in children(root, "sheetData"):
        stated = attribute(row, "r")
        number = int(stated) if stated.isdecimal() and len(stated) <= 7 else number + 1
        if not len(row):
            continue
        found = []
        column = 0
        for cell in row:
            place = _PLACE.match(attribute(cell, "r"))
            column = column_number(place[1]) if place else column + 1
            if len(cell) and column <= MAX_COLUMNS:
                found.append((column, cell))
        if found and number > MAX_ROWS:
            raise Refused("GKC005", "cells", {"limit": f"{MAX_ROWS:,}"})
        yield number, found, attribute(row, "hidden") not in ("1", "true")


def _value(cell: etree._Element, book: _Book) -> str:
    sort = attribute(cell, "t")
    if sort == "inlineStr":
        held = child(cell, "is")
        return _rich(held) if held is not None else ""
    value = child(cell, "v")
    raw = (value.text or "").strip() if value is not None else ""
    if sort == "s":
        return book.texts[int(raw)] if raw.isdecimal() and int(raw) < len(book.texts) else ""
    if not raw and (formula := child(cell, "f")) is not None:
        return (
            f"={formula.text or ''}"  # made by a program that does not calculate: what a reader would see is not known
        )
    if sort == "str" or not raw:
        return (value.text or "") if value is not None else ""
    if sort == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if sort in ("e", "d"):
        return raw
    style = attribute(cell, "s")
    return _number(raw, style.isdecimal() and int(style) in book.dates, book.epoch)


def _number(raw: str, dated: bool, epoch: datetime) -> str:
    """A number as its cell shows it: without the noise of binary fractions; a date as one."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    if not math.isfinite(number):
        return raw
    if dated and 0 <= number < 200_000:
        day = epoch + timedelta(days=number)
        return day.strftime("%Y-%m-%d") if number >= 1 else day.strftime("%H:%M")
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10g}"


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_name(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _span(reference: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row and last column of a merged range."""
    first, _, last = reference.replace("$", "").partition(":")
    begin, end = _PLACE.match(first), _PLACE.match(last or first)
    if not begin or not end:
        return None
    return int(begin[2]), column_number(begin[1]), min(int(end[2]), MAX_ROWS), min(column_number(end[1]), MAX_COLUMNS)
