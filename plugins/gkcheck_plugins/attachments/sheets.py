"""What a workbook of Excel 2007 and later does not show: sheets, rows and columns that hold something, and comments."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from gkcheck_plugins.attachments.hollow import Sheet
from gkcheck_plugins.attachments.parts import Parts, is_on, local, streamed, told
from gkcheck_plugins.attachments.places import number_of
from gkcheck_plugins.attachments.trace import Trace

if TYPE_CHECKING:
    from lxml import etree

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")
_COMMENTS = re.compile(r"xl/(?:comments/)?comments?\d*\.xml")
_TAGS = ("col", "row", "mergeCell", "dataValidation")


def sheet_traces(parts: Parts) -> Iterator[Trace]:
    """All of a workbook's. Raises Doubt."""
    root = parts.root("xl/workbook.xml")
    if root is None:
        return
    targets = parts.relations("xl/workbook.xml")
    named = {
        told(entry, "name"): entry.text or ""
        for entry in root.iter("{*}definedName")
        if not is_on(told(entry, "hidden"))
    }
    strings = _Strings(parts, next((target for target in targets.values() if target.endswith("sharedstrings.xml")), ""))
    lists: list[str] = []
    found = []
    entries = [(Sheet(told(entry, "name"), told(entry, "state")), told(entry, "id")) for entry in root.iter("{*}sheet")]
    listed = any(sheet.state for sheet, _ in entries)
    for sheet, relation in entries:
        target = targets.get(relation, "")
        if "/worksheets/" in target:
            _read(parts.read(target), sheet, lists if listed else None, strings)
            found.append(sheet)
    sources = " ".join((*lists, *(text for name, text in named.items() if any(name in wanted for wanted in lists))))
    for sheet in found:
        yield from sheet.traces(sources)
    noted = sorted(name for name in parts.names if _COMMENTS.fullmatch(name))
    comments = sum(_speaks(entry) for name in noted for entry in parts.stream(name, "comment"))
    if comments:
        yield Trace("cell-comments", arguments={"count": str(comments)}, note=True)


class _Strings:
    """The strings that cells share, read when a hidden cell refers to one."""

    def __init__(self, parts: Parts, name: str) -> None:
        self._parts = parts
        self._name = name

    @cached_property
    def blank(self) -> frozenset[str]:
        """Indexes of those that hold nothing: a cell of such a string looks full and is not."""
        entries = enumerate(self._parts.stream(self._name, "si")) if self._name else ()
        return frozenset(str(number) for number, entry in entries if not _speaks(entry))


def _speaks(element: "etree._Element") -> bool:
    return any(local(piece) == "t" and (piece.text or "").strip() for piece in element.iter())


def _may_hide(data: bytes) -> bool:
    """A cheap test: most sheets hide nothing, and their cells need not be looked at."""
    shown = data.count(b'hidden="0"') + data.count(b'hidden="false"')
    return data.count(b"hidden") > shown or b' ht="0' in data or b' width="0' in data


def _read(data: bytes, sheet: Sheet, lists: list[str] | None, strings: _Strings) -> None:
    """Take a sheet's cells; formulas of drop-down lists go to `lists` where somebody asks for them."""
    if not (sheet.state or _may_hide(data) or (lists is not None and b"dataValidation" in data)):
        return
    number = 0
    for element in streamed(data, *_TAGS):
        sort = local(element)
        if sort == "col" and (is_on(told(element, "hidden")) or told(element, "width") == "0"):
            first, last = told(element, "min"), told(element, "max")
            if first.isdecimal() and last.isdecimal():
                sheet.shut(int(first), int(last))
        elif sort == "row":
            stated = told(element, "r")
            number = int(stated) if stated.isdecimal() and len(stated) <= 7 else number + 1
            hidden = is_on(told(element, "hidden")) or told(element, "ht") == "0"
            if hidden or sheet.state or sheet.has_shut:
                _take_row(element, number, hidden, sheet, strings)
        elif sort == "mergeCell":
            ends = [_PLACE.match(end) for end in told(element, "ref").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
                sheet.merge(int(top), number_of(left), int(bottom), number_of(right))
        elif lists is not None and sort == "dataValidation" and told(element, "type") == "list":
            lists.extend(formula.text for formula in element if formula.text)


def _take_row(row: "etree._Element", number: int, hidden: bool, sheet: Sheet, strings: _Strings) -> None:
    column = 0
    for cell in row:
        place = _PLACE.match(told(cell, "r"))
        column = number_of(place[1]) if place else column + 1
        if _holds(cell, strings):
            sheet.take(number, column, hidden)


def _holds(cell: "etree._Element", strings: _Strings) -> bool:
    for piece in cell:
        sort = local(piece)
        if sort == "v" and (piece.text or "").strip():
            return not (told(cell, "t") == "s" and (piece.text or "").strip() in strings.blank)
        if sort == "is" and _speaks(piece):
            return True
    return False
