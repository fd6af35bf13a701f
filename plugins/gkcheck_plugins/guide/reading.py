"""A guide page as its elements: the reader that all checks of this family share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from gkcheck.api import Page, expression
from gkcheck_plugins.guide.labels import OTHER, Labels, Line, labels_of, named, numbering, read_line
from gkcheck_plugins.guide.pieces import MOST, Piece, read_pieces, squeeze

_EMPTY = frozenset(
    ("", "-", "--", "—", "——", "/", "\\", "暂无", "待定", "null", "undefined", "空", "待补充", "…", "...")
)
_ELSEWHERE = expression(
    r"^[（(]?(?:详|具体|内容|请|可)?(?:情况)?(?:见|参见|参考|点击|查看|下载)[^。]{0,30}$|^附件\d*$|^[（(]?(?:详见|见)附?[件表图页]"
)
_TABS = 3
_HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Element(NamedTuple):
    """One element as a page states it. `lines` are its value's, `place` where the label stands.

    `state` is "stated", "empty" (a label with nothing behind it), "none" (无), "elsewhere" (见附件) or "unknown" (the label
    of a tab whose text cannot be told from its neighbours').
    """

    name: str
    label: str
    lines: tuple[Piece, ...]
    place: Any
    state: str

    @property
    def text(self) -> str:
        """The value as one text, a line each."""
        return "\n".join(piece.text for piece in self.lines)


class Guide(NamedTuple):
    """What was read of a page. `items` counts how many matters it is about, `cut` = too long to be read whole."""

    elements: tuple[Element, ...]
    items: int
    cut: bool
    pieces: tuple[Piece, ...]

    def of(self, *names: str) -> list[Element]:
        """The elements of these names that say something."""
        return [element for element in self.elements if element.name in names and element.state == "stated"]


class _Open:
    """An element while its lines are gathered."""

    def __init__(self, line: Line, piece: Piece, tag: str) -> None:
        self.line = line
        self.piece = piece
        self.tag = tag
        self.style = numbering(piece.text)
        self.lines: list[Piece] = []


def guide_on(page: Page, data: Mapping[str, Any]) -> Guide:
    """The guide of a page by the labels of a data file, read once a page."""
    return page.derive(_reader(labels_of(data)))


def _reader(labels: Labels) -> Callable[[Page], Guide]:
    return _made(_Same(labels))


class _Same:
    """Labels by their identity: what is derived from a page is kept under the function that derives it."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.labels is other.labels

    def __hash__(self) -> int:
        return id(self.labels)


@lru_cache(maxsize=4)
def _made(same: _Same) -> Callable[[Page], Guide]:
    def read(page: Page) -> Guide:
        return read_guide(read_pieces(page), same.labels)

    return read


def read_guide(pieces: Sequence[Piece], labels: Labels) -> Guide:
    """The elements that these lines state. The same lines give the same guide, with or without places."""
    found: list[_Open] = []
    rows: int = 0
    for table, group in groupby(pieces, key=lambda piece: piece.table):
        if table:
            rows = max(rows, _read_table(list(group), found, labels))
        else:
            for piece in group:
                _take(piece, found, labels)
    elements = _settled(found, labels)
    names = {squeeze(entry.text) for entry in elements if entry.name == "name" and entry.state == "stated"}
    return Guide(elements, max(rows, len(names)), len(pieces) > MOST, tuple(pieces))


def _take(piece: Piece, found: list[_Open], labels: Labels) -> None:
    """One line outside tables, or a cell by itself: it opens elements or goes on with the last one."""
    line = read_line(piece.text, labels)
    if line is not None:
        _open(line, piece, found, labels)
        return
    current = found[-1] if found else None
    if piece.tag in _HEADING:
        found.append(_Open(Line((OTHER,), piece.text, "", False), piece, piece.tag))
    elif current is not None:
        style = numbering(piece.text)
        if style and style == current.style and current.tag == piece.tag and _is_heading(piece.text):
            found.append(_Open(Line((OTHER,), piece.text, "", False), piece, piece.tag))
        else:
            current.lines.append(piece)


def _is_heading(text: str) -> bool:
    return len(text) <= 20 and not text.rstrip().endswith(("。", "；", ";", "，"))


def _open(line: Line, piece: Piece, found: list[_Open], labels: Labels) -> None:
    """Open the elements of a line; further labels in it, as in “条件：…。程序：…”, open theirs."""
    parts = list(_parts(line, labels))
    for number, part in enumerate(parts):
        entry = _Open(part, piece, piece.tag)
        if number:
            entry.style = ""
        if part.rest:
            entry.lines.append(piece._replace(text=part.rest))
        found.append(entry)


def _parts(line: Line, labels: Labels) -> Iterator[Line]:
    start, current = 0, line
    for match in labels.inside.finditer(line.rest):
        yield current._replace(rest=line.rest[start : match.start()].strip(" ；;，,、|｜"))
        current = Line((labels.names[match[1]],), match[1], "", True)
        start = match.end()
    yield current._replace(rest=line.rest[start:].strip())


def _read_table(pieces: list[Piece], found: list[_Open], labels: Labels) -> int:
    """Take a table in. Returns how many matters it lists, one a row: 0 where it is not a list of them."""
    rows = [
        [list(cell) for _, cell in groupby(row, key=lambda piece: piece.cell)]
        for _, row in groupby(pieces, key=lambda piece: piece.row)
    ]
    heads = [_heads(row, labels) for row in rows]
    first = heads[0]
    wide = len(first) >= 2
    below = heads[1] if len(heads) > 1 else []
    bare = bool(below) and not any(below)
    if wide and bare and any(squeeze(cell[0].text) in labels.columns for cell in rows[0]) and not _is_pairs(heads):
        _append(pieces, found, Line(("materials",), "", "", False))
        return 0
    if wide and all(first) and bare and len(below) == len(first):
        return _columns(rows, first, found)
    if len(first) >= 3 and not first[0] and any(first) and bare and not _is_pairs(heads):
        if any("name" in names for names in first):
            return len(rows) - 1
        if found:
            found[-1].lines += pieces
        return 0
    for row, names in zip(rows, heads, strict=True):
        _read_row(row, names, found, labels)
    return 0


def _heads(row: list[list[Piece]], labels: Labels) -> list[tuple[str, ...]]:
    return [named(cell[0].text, labels) if len(cell) == 1 else () for cell in row]


def _is_pairs(heads: list[list[tuple[str, ...]]]) -> bool:
    """Whether rows go label, value, label, value."""
    return (bool(heads[0][0]) and not all(heads[0])) or (
        len(heads) > 1 and sum(1 for row in heads if row[0]) * 2 > len(heads)
    )


def _append(pieces: list[Piece], found: list[_Open], line: Line) -> None:
    """A table that belongs to one element: to the open one where it is that, else to one of its own."""
    if not found or found[-1].line.names != line.names:
        label = squeeze(pieces[0].text)
        found.append(_Open(line._replace(label=label), pieces[0], "table"))
    found[-1].lines += pieces
    found.append(_Open(Line((OTHER,), "", "", False), pieces[-1], "table"))


def _columns(rows: list[list[list[Piece]]], first: list[tuple[str, ...]], found: list[_Open]) -> int:
    """A head row of labels with values below: one matter, or a list of many."""
    if "name" in {name for names in first for name in names} and len(rows) > 2:
        return len(rows) - 1
    for number, names in enumerate(first):
        head = rows[0][number][0]
        entry = _Open(Line(names, squeeze(head.text), "", False), head, "td")
        for row in rows[1:]:
            if number < len(row):
                entry.lines += row[number]
        found.append(entry)
    found.append(_Open(Line((OTHER,), "", "", False), rows[-1][-1][-1], "table"))
    return 0


def _read_row(row: list[list[Piece]], names: list[tuple[str, ...]], found: list[_Open], labels: Labels) -> None:
    """Label and value beside each other, label and value in one cell, or a row that goes on with what is above."""
    for cell, label in zip(row, names, strict=True):
        if label:
            head = cell[0]
            found.append(_Open(Line(label, squeeze(head.text), "", True), head, "td"))
        else:
            for piece in cell:
                if piece.text:
                    _take(piece, found, labels)


def _settled(found: list[_Open], labels: Labels) -> tuple[Element, ...]:
    states = [_state(entry, labels) for entry in found]
    _mark_tabs(found, states)
    result = []
    for entry, state in zip(found, states, strict=True):
        for name in entry.line.names:
            if name != OTHER:
                result.append(Element(name, entry.line.label, tuple(entry.lines), entry.piece.place, state))
    said = {element.name for element in result if element.state not in ("empty", "unknown")}
    return tuple(element for element in result if element.state not in ("empty", "unknown") or element.name not in said)


def _state(entry: _Open, labels: Labels) -> str:
    text = squeeze("".join(piece.text for piece in entry.lines)).strip("：:。；;")
    if text in _EMPTY:
        return "empty"
    if text in ("无", "暂无要求", "没有"):
        return "stated" if any(name in labels.none for name in entry.line.names) else "none"
    if len(text) <= 40 and _ELSEWHERE.search(text):
        return "elsewhere"
    return "stated"


def _mark_tabs(found: list[_Open], states: list[str]) -> None:
    """Labels that follow each other with nothing between are tabs, where no colon and no table asks for a value."""
    start = 0
    for at in range(len(found) + 1):
        bare = at < len(found) and states[at] == "empty" and not found[at].line.colon and found[at].line.label
        if bare and not found[at].piece.table and found[at].tag not in _HEADING:
            continue
        # The last tab swallows the text of the first pane.
        end = at + 1 if at < len(found) and at - start >= _TABS - 1 and _same_sort(found[start], found[at]) else at
        if end - start >= _TABS:
            states[start:end] = ["unknown"] * (end - start)
        start = at + 1


def _same_sort(first: _Open, last: _Open) -> bool:
    return first.tag == last.tag and first.tag == "li" and not last.line.colon and not last.piece.table
