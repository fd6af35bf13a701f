"""Labelled statements of a page, however they are marked up: information tables, lists, divs or one line of text."""

import re
from typing import SupportsIndex

from gkcheck.extract.labels import BLOCK_FIELDS, NAMES, canonical, glued, label_pattern
from gkcheck.page import Block, Cell, Field, Page, Table

_MAX_ROWS = 15
_HEAD, _TAIL = 80, 30
_WITH_DIGITS = frozenset(("index", "number", "signed", "published"))
_DIGIT = re.compile(r"\d{4}")


def information_fields(page: Page) -> list[Field]:
    """All labelled fields of the content area in document order; a label without a value gives an empty value.

    Fields that stand together as an information table have the origin "block", others "text".
    """
    found: list[tuple[int, Field]] = []
    taken: set[int] = set()
    for table in page.tables:
        fields = _table_fields(table, page.source)
        start, end = table.blocks
        if fields:
            found += [(start, entry) for entry in fields]
        if fields or end - start > 60 or _lists_others(table):
            taken.update(range(start, end))
    found += _glued_fields(page.blocks, taken, page.source)
    taken.update(number for number, _ in found)
    found += _line_fields(page.blocks, taken, page.source)
    found.sort(key=lambda item: item[0])
    return [entry for _, entry in _mark_blocks(found)]


def _table_fields(table: Table, source: str) -> list[Field]:
    if len(table.grid) > _MAX_ROWS * 2:
        return []
    fields: list[Field] = []
    cells = {id(cell): cell for row in table.grid for cell in row if cell.text}
    labelled = sum(1 for cell in cells.values() if _cell_label(cell))
    if labelled < 2 or labelled * 3 < len(cells):
        return []
    if _lists_others(table):
        return []
    seen: set[int] = set()
    for number, row in enumerate(table.grid):
        filled = [cell for cell in row if cell.text]
        heads = len({id(cell) for cell in filled if canonical(cell.text)})
        below = table.grid[number + 1] if number + 1 < len(table.grid) else ()
        head_row = heads >= 2 and heads == len({id(cell) for cell in filled}) and bool(below) and heads * 2 > len(row)
        for column, cell in enumerate(row):
            if id(cell) in seen:
                continue
            seen.add(id(cell))
            inside = _inside(cell)
            if inside:
                name, label, value = inside
                if not value:
                    beside = _right(row, column, cell)
                    value = "" if _cell_label(beside) else beside.text
                fields.append(Field(name, label, value, Near(source, value, cell.place), "block"))
            elif canonical(cell.text):
                other = below[column] if head_row and column < len(below) else _right(row, column, cell)
                other = Cell("", cell.place, False) if _cell_label(other) else other
                value = other.text
                place = Near(source, value, other.place)
                fields.append(Field(canonical(cell.text), cell.text, value, place, "block"))
    return fields


def _lists_others(table: Table) -> bool:
    """True for a head row of labels over several rows of values: a list of documents, not what one says of itself."""
    head, *rows = table.grid
    if len(rows) < 2:
        return False
    labels = {id(cell) for cell in head if canonical(cell.text)}
    filled = [len({id(cell) for cell in row if cell.text}) for row in rows]
    if len(labels) < 3 or len(labels) * 2 < len({id(cell) for cell in head}):
        return False
    return all(count >= 3 for count in filled[:2]) and not any(_cell_label(cell) for row in rows[:2] for cell in row)


def _cell_label(cell: Cell) -> bool:
    return bool(canonical(cell.text)) or _inside(cell) is not None


def _inside(cell: Cell) -> tuple[str, str, str] | None:
    """Label and value in one cell: "索引号: 002482082/2024-00332"."""
    if len(cell.text) > 200 or (":" not in cell.text and "：" not in cell.text):
        return None
    match = label_pattern().match(cell.text)
    return (_name(match[1]), match[1], cell.text[match.end() :].strip()) if match else None


def _right(row: tuple[Cell, ...], column: int, cell: Cell) -> Cell:
    for other in row[column + 1 :]:
        if other is not cell:
            return other
    return Cell("", cell.place, False)


def _name(label: str) -> str:
    return NAMES.get("".join(label.split()).replace("\u200b", "").replace("\ufeff", ""), "")


def _line_fields(blocks: tuple[Block, ...], taken: set[int], source: str) -> list[tuple[int, Field]]:
    found = []
    count = len(blocks)
    for number, block in enumerate(blocks):
        if number in taken or (_HEAD < number < count - _TAIL) or len(block.text) > 300:
            continue
        text = block.text
        if ":" in text or "：" in text:
            matches = list(label_pattern().finditer(text))
            for index, match in enumerate(matches):
                end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
                value = text[match.end() : end].strip(" \u3000\xa0|｜;；，,【】[]")
                if not value and index + 1 == len(matches):
                    value = _next_value(blocks, number, taken)
                place = Near(source, value or match[1], block.place)
                found.append((number, Field(_name(match[1]), match[1], value, place, "text")))
        else:
            name = canonical(text)
            if name and name not in ("date", "other", "keywords"):
                value = _next_value(blocks, number, taken)
                found.append((number, Field(name, text, value, Near(source, value or text, block.place), "text")))
    return found


def _glued_fields(blocks: tuple[Block, ...], taken: set[int], source: str) -> list[tuple[int, Field]]:
    """Rows that hold label and value side by side with no colon, since only the style sheet parts them: 索引号000014349/2019-00007.

    Three rows in a run have to begin with labels, those with a colon among them, and one value has to have digits where its
    label asks for them: a search form lists labels with other words behind them.
    """
    found: list[tuple[int, Field]] = []
    run: list[tuple[int, Field]] = []
    beside: set[str] = set()

    def close() -> None:
        names = {entry.name for _, entry in run} | beside
        sure = any(entry.name in _WITH_DIGITS and _DIGIT.search(entry.value) for _, entry in run)
        if len(names) >= 3 and len(names & BLOCK_FIELDS) >= 2 and sure:
            found.extend(run)
        run.clear()
        beside.clear()

    pairs = [glued(block.text) if number not in taken else ("", "") for number, block in enumerate(blocks[:_HEAD])]
    if not any(label for label, _ in pairs):
        return []
    for number, (block, (label, value)) in enumerate(zip(blocks, pairs, strict=False)):
        if label:
            run.append((number, Field(NAMES[label], label, value, Near(source, value, block.place), "block")))
        elif number not in taken and len(block.text) <= 200 and (match := label_pattern().match(block.text)):
            beside.add(_name(match[1]))
        elif run or beside:
            close()
    close()
    return found


def _next_value(blocks: tuple[Block, ...], number: int, taken: set[int]) -> str:
    """The value on the line below its label, unless that line is a label itself or running text."""
    if number + 1 >= len(blocks) or number + 1 in taken:
        return ""
    text = blocks[number + 1].text
    if len(text) > 80 or canonical(text) or label_pattern().match(text) or text.endswith(("。", "：", ":")):
        return ""
    return text


def _mark_blocks(found: list[tuple[int, Field]]) -> list[tuple[int, Field]]:
    """Fields that stand close together and name two or more elements of a document are an information table."""
    marked: list[tuple[int, Field]] = []
    group: list[tuple[int, Field]] = []

    def close() -> None:
        names = {entry.name for _, entry in group} & BLOCK_FIELDS
        for number, entry in group:
            marked.append((number, entry._replace(origin="block") if len(names) >= 2 else entry))
        group.clear()

    for number, entry in found:
        if group and number - group[-1][0] > 4:
            close()
        group.append((number, entry))
    close()
    return marked


class Near:
    """The place of a value behind the place of its block or cell; that place itself when entities stand inside it."""

    __slots__ = ("_head", "_source", "_start")

    def __init__(self, source: str, value: str, start: SupportsIndex) -> None:
        self._source = source
        self._head = value[:12]
        self._start = start

    @property
    def certain(self) -> bool:
        """Whether the place of the block or cell is."""
        return bool(getattr(self._start, "certain", True))

    def __index__(self) -> int:
        start = self._start.__index__()
        found = self._source.find(self._head, start, start + 3000) if self._head else -1
        return found if found >= 0 else start
