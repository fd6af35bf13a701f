"""A guide page as its elements: the reader that all checks of this family share."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from gkcheck.api import Page, expression
from gkcheck_plugins.guide.cells import take_table
from gkcheck_plugins.guide.labels import OTHER, Labels, labels_of
from gkcheck_plugins.guide.opening import HEADINGS, Opened, take
from gkcheck_plugins.guide.pieces import MOST, Piece, read_pieces, squeeze

_EMPTY = frozenset(
    ("", "-", "--", "—", "——", "/", "\\", "暂无", "待定", "null", "undefined", "空", "待补充", "…", "...")
)
_ELSEWHERE = expression(
    r"^[（(]?(?:详|具体|内容|请|可)?(?:情况)?(?:见|参见|参考|点击|查看|下载)[^。]{0,30}$|^附件\d*$|^[（(]?(?:详见|见)附?[件表图页]"
)
_REPEATED = frozenset(("basis", "conditions", "materials", "process"))
_TABS = 3


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
    found: list[Opened] = []
    rows: int = 0
    for table, group in groupby(pieces, key=lambda piece: piece.table):
        if table:
            rows = max(rows, take_table(list(group), found, labels))
        else:
            for piece in group:
                take(piece, found, labels)
    elements = _settled(found, labels)
    return Guide(elements, max(rows, _matters(elements)), len(pieces) > MOST, tuple(pieces))


def _matters(elements: Sequence[Element]) -> int:
    """How many matters the labels speak of: one that comes again with another value begins another matter.

    主项名称 and 子项名称 are two labels of one matter.
    """
    values: dict[tuple[str, str], set[str]] = {}
    for element in elements:
        if element.state == "stated":
            values.setdefault((element.name, element.label), set()).add(squeeze(element.text))
    names = [len(texts) for (name, _), texts in values.items() if name == "name"]
    again = sum(1 for (name, _), texts in values.items() if name in _REPEATED and len(texts) > 1)
    return max([*names, 2 if again >= 2 else 0], default=0)


def _settled(found: list[Opened], labels: Labels) -> tuple[Element, ...]:
    states = [_state(entry, labels) for entry in found]
    _mark_tabs(found, states)
    result = []
    for entry, state in zip(found, states, strict=True):
        for name in entry.line.names:
            if name != OTHER:
                result.append(Element(name, entry.line.label, tuple(entry.lines), entry.piece.place, state))
    said = {element.name for element in result if element.state not in ("empty", "unknown")}
    return tuple(element for element in result if element.state not in ("empty", "unknown") or element.name not in said)


def _state(entry: Opened, labels: Labels) -> str:
    text = squeeze("".join(piece.text for piece in entry.lines)).strip("：:。；;")
    if text in _EMPTY:
        return "empty"
    if text in ("无", "暂无要求", "没有"):
        return "stated" if any(name in labels.none for name in entry.line.names) else "none"
    if len(text) <= 40 and _ELSEWHERE.search(text):
        return "elsewhere"
    return "stated"


def _mark_tabs(found: list[Opened], states: list[str]) -> None:
    """Labels that follow each other with nothing between are tabs, where no colon and no table asks for a value."""
    start = 0
    for at in range(len(found) + 1):
        bare = at < len(found) and states[at] == "empty" and not found[at].line.colon and found[at].line.label
        if bare and not found[at].piece.table and found[at].tag not in HEADINGS:
            continue
        # The last tab swallows the text of the first pane.
        end = at + 1 if at < len(found) and at - start >= _TABS - 1 and _same_sort(found[start], found[at]) else at
        if end - start >= _TABS:
            states[start:end] = ["unknown"] * (end - start)
        start = at + 1


def _same_sort(first: Opened, last: Opened) -> bool:
    return first.tag == last.tag and first.tag == "li" and not last.line.colon and not last.piece.table
