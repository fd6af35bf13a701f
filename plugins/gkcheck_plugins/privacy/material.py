"""What there is to look through: lines and cells of a page or an attachment, each with what stands beside it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from gkcheck.api import Attachment, Page, Table, expression, may_hold, readings, speaks_of_permits

ATTACHED = (
    *(".xlsx", ".xlsm", ".xls", ".et", ".csv", ".docx", ".docm", ".doc", ".wps", ".pdf", ".ofd", ".rtf"),
    *(".zip", ".rar", ".7z"),
)
"""Attachments in which lists of persons are published."""
_HEAD = expression(
    r"姓\s*名|序\s*号|电\s*话|手\s*机|号\s*码|身份证|住\s*址|地\s*址|账\s*号|卡\s*号|单\s*位|性\s*别|联系方式|联系人|名\s*称|部\s*门|职\s*务|申请人|户主|护照|车牌|出生"
)
_LONG_DIGITS = expression(r"\d{4}")
_COLUMN = expression(r"(.*![A-Z]{1,3})\d+$")
_MAX_HEADS = 5


class Sheet(NamedTuple):
    """A table: the heads of its columns ("" = none), and how many of its rows are heads."""

    table: Table
    heads: tuple[str, ...]
    first: int
    """Index of the first row below the heads; 0 = the table has none."""


class Line(NamedTuple):
    """A paragraph or a cell. `label` stands beside it: the head of its column, the cell before it, the line above it.

    `group` names what is counted together: a table, a sheet, a file. `sheet` is None outside tables.
    """

    text: str
    label: str
    place: Any
    page: Page
    member: str
    group: str
    sheet: Sheet | None
    row: int
    column: int
    hidden: bool


class Material(NamedTuple):
    """All lines of a page or an attachment, and why some of it could not be read."""

    lines: tuple[Line, ...]
    doubts: tuple[str, ...] = ()
    titles: str = ""
    """Title of the page, or the names of the file: what the whole is about."""
    numbered: tuple[int, ...] = ()
    """Indexes of the lines that may hold a number."""

    @property
    def suspects(self) -> Iterator[Line]:
        """The lines that may hold a number: a few of a hundred."""
        return (self.lines[number] for number in self.numbered)


def material(subject: Page | Attachment) -> Material:
    """What there is to look through; for `derive`."""
    if isinstance(subject, Page):
        doubts = ("body-by-script",) if "body" in subject.scripted else ()
        if not (may_hold(words(subject)) or speaks_of_permits(words(subject))):
            return Material((), doubts, subject.title)
        return _material(_lines(subject, ""), doubts, subject.title)
    found = subject.derive(readings)
    lines = [line for member, page in found.pages for line in _lines(page, member)]
    names = [subject.path.rpartition("/")[2], *(f"{member} {page.title}" for member, page in found.pages)]
    return _material(lines, found.doubts, " ".join(names))


def _material(lines: Iterable[Line], doubts: tuple[str, ...], titles: str) -> Material:
    every = tuple(lines)
    numbered = tuple(
        n for n, line in enumerate(every) if may_hold(line.text) or speaks_of_permits(line.text) or speaks_of_permits(line.label)
    )
    return Material(every, doubts, titles, numbered)


def words(page: Page) -> str:
    """The text of the content area in one piece, for tests that spare the rest of the work; for `derive`."""
    return page.derive(_words)


def _words(page: Page) -> str:
    return "\n".join([block.text for block in page.blocks])


def sheets(page: Page) -> tuple[Sheet, ...]:
    """The tables with their heads; for `derive`."""
    return tuple(map(_sheet, page.tables))


def _sheet(table: Table) -> Sheet:
    for number, row in enumerate(table.grid[:_MAX_HEADS]):
        if _is_head(row):
            last = number + 1
            if last < len(table.grid) and _is_head(table.grid[last]):
                last += 1
            columns = range(len(row))
            heads = tuple(
                " ".join(dict.fromkeys(_even(table.grid[line][column].text) for line in range(number, last)))
                for column in columns
            )
            return Sheet(table, heads, last)
    return Sheet(table, (), 0)


def _even(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_head(row: Any) -> bool:
    texts = {id(cell): cell.text for cell in row if cell.text}.values()
    if len(texts) < 2 or any(len(text) > 24 or _LONG_DIGITS.search(text) for text in texts):
        return False
    return sum(bool(_HEAD.search(text)) for text in texts) >= 2 and not any(
        text.endswith(("：", ":")) for text in texts
    )


def _lines(page: Page, member: str) -> Iterator[Line]:
    found = page.derive(sheets)
    inside = {number for sheet in found for number in range(*sheet.table.blocks)}
    above: dict[str, str] = {}
    last = ""
    for number, block in enumerate(page.blocks):
        if number in inside:
            continue
        hidden = block.area == "hidden"
        part = page.parts.at(block.offset) if page.parts else ""
        label = last
        if hidden and (match := _COLUMN.match(part)):
            label = above.setdefault(match[1], block.text)
        group = f"{member} {part.partition('!')[0]}" if "!" in part else member
        yield Line(block.text, label, block, page, member, group, None, -1, -1, hidden)
        last = block.text if len(block.text) <= 20 and block.text.endswith(("：", ":")) else ""
    for number, sheet in enumerate(found):
        yield from _cells(page, member, sheet, f"{member} {sheet.table.caption or f'table {number}'}")


def _cells(page: Page, member: str, sheet: Sheet, group: str) -> Iterator[Line]:
    seen: set[int] = set()
    for row, cells in enumerate(sheet.table.grid):
        before = ""
        for column, cell in enumerate(cells):
            if id(cell) in seen:
                continue
            seen.add(id(cell))
            if cell.text:
                label = sheet.heads[column] if row >= sheet.first > 0 else before
                yield Line(cell.text, label, cell, page, member, group, sheet, row, column, False)
                before = cell.text if len(cell.text) <= 24 else ""
