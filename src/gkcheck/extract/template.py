"""Navigation and footers that stand on many pages letter by letter: read once, and cut out before the next page is parsed.

Half of a page is its template's. A piece of it is remembered when a page was read whole and the walk passed over it as
chrome; where the same text stands on another page, an empty element with the same start tag is parsed in its place, and
what the piece holds is taken from memory. The result is the same as without the memory, or the page is read whole:
the piece must be well nested, its tree must not depend on what stands around it, and the walk must meet each of
them as chrome again.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

MARK = "data-gkcheck-cut"
"""Attribute of the element that stands in a piece's place: the number of the cut."""
_ROOTS = frozenset(("div", "nav", "footer", "header", "aside", "section"))
"""Elements that no start tag inside them closes."""
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "param", "source", "track", "wbr"))
_RAW = frozenset(("script", "style"))
_ELSEWHERE = frozenset(
    (
        *("html", "head", "body", "base", "meta", "title", "frame", "frameset", "iframe", "noembed", "noframes", "noscript"),
        *("object", "textarea", "plaintext", "xmp", "template", "svg", "math"),
    )
)
"""Tags that say something of the whole page, or whose insides are read otherwise."""
_ODD_COMMENTS = ("<!-->", "<!--->", "--!>")
_TOKEN = re.compile(r"<(?:!--.*?-->|(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s<>\"'=/]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"'=`]+))?)*)\s*>)", re.S)
DEEPEST = 2048
"""Levels of tags at which libxml2 drops the rest of the page: a page with fewer tags cannot reach them."""
_LEAST, _MOST = 400, 65_536
"""Length of a piece in characters: below, cutting costs more than reading; above, one page would fill the memory."""
_HEAD = 48
"""Characters at a piece's beginning by which it is looked for."""
_DEPTH = 64
_HEADS, _TRIALS, _VARIANTS = 24, 6, 64
"""Beginnings that are looked for on every page; pieces tried of a sort that never comes again; pieces of one beginning."""
_IDLE = 100
"""Pages on which a beginning may be looked for in vain."""
_PATIENCE = 40
"""Pages that may be read twice before it has to pay."""
Sort = tuple[str, str, str]
"""Tag, class and id of an element: nearly all that template pieces of one place have in common."""


class Piece(NamedTuple):
    """A part of the template. Links are as in `Walk.links`, with the offset in the piece at the element's place."""

    sort: Sort
    text: str
    hole: str
    """Start and end tag, with a place for the number of the cut."""
    plain: str
    """Its text as the parser gives it."""
    links: list[tuple[Any, ...]]
    anchors: frozenset[str]
    scripts: list[str]


class Cut(NamedTuple):
    """A piece at its offset in the page."""

    piece: Piece
    offset: int


@dataclass(slots=True)
class _Head:
    """Pieces that begin alike, and on how many pages in a row none of them was found."""

    pieces: list[Piece] = field(default_factory=list)
    idle: int = 0


class Slim:
    """A page's text with holes where the template's pieces were. Without cuts it is the text itself."""

    __slots__ = ("_shifts", "_starts", "cuts", "text")

    def __init__(self, text: str, cuts: list[Cut]) -> None:
        self.cuts = cuts
        self._starts: list[int] = []
        self._shifts: list[int] = []
        parts: list[str] = []
        last = size = 0
        for number, (piece, offset) in enumerate(cuts):
            hole = piece.hole.replace("\0", str(number))
            parts += (text[last:offset], hole)
            size += offset - last + len(hole)
            last = offset + len(piece.text)
            self._starts.append(size)
            self._shifts.append(last - size)
        self.text = "".join((*parts, text[last:])) if cuts else text

    def offset(self, at: int) -> int:
        """The offset in the page of an offset in `text`."""
        number = bisect_right(self._starts, at) - 1
        return at + self._shifts[number] if number >= 0 else at


class Template:
    """Remembers pieces of a site's template; one instance a process. `limit` = pieces kept, 0 = none."""

    def __init__(self, limit: int = 512) -> None:
        self._limit = limit
        self._count = 0
        self._pages = self._again = 0
        self._heads: dict[str, _Head] = {}
        self._trials: Counter[Sort] = Counter()
        """Pieces of each sort that were looked at, less those that came again: what differs on every page is left alone."""

    def cut(self, text: str) -> Slim:
        """The page without the pieces that are known."""
        if not self._heads or MARK in text or self._again > _PATIENCE + self._pages // 8:
            return Slim(text, [])
        self._pages += 1
        found = []
        for head, known in list(self._heads.items()):
            offset = text.find(head)
            piece = next((piece for piece in known.pieces if text.startswith(piece.text, offset)), None) if offset >= 0 else None
            if piece is not None:
                known.idle = 0
                found.append(Cut(piece, offset))
            elif known.idle > _IDLE:
                self._count -= len(known.pieces)
                del self._heads[head]
            else:
                known.idle += 1
        found.sort(key=lambda cut: cut.offset)
        cuts: list[Cut] = []
        end = 0
        for entry in found:
            if entry.offset >= end:
                cuts.append(entry)
                end = entry.offset + len(entry.piece.text)
                self._trials[entry.piece.sort] -= 1
        # A page with so many tags may be nested too deep for the parser, which shows only when it is read whole.
        slim = Slim(text, cuts)
        return slim if slim.text.count("<") < DEEPEST - _DEPTH else Slim(text, [])

    def fail(self, misplaced: list[Cut]) -> None:
        """A page had to be read again. Pieces that did not prove to be chrome everywhere are dropped."""
        self._again += 1
        for piece, _ in misplaced:
            self._trials[piece.sort] = _TRIALS
            known = self._heads.get(piece.text[:_HEAD])
            if known is not None and piece in known.pieces:
                known.pieces.remove(piece)
                self._count -= 1

    def wants(self, sort: Sort) -> bool:
        """Whether a piece of that sort may be worth remembering."""
        return self._count < self._limit and sort[0] in _ROOTS and self._trials[sort] < _TRIALS

    def learn(self, sort: Sort, text: str, offset: int, element: Any, links: list[tuple[Any, ...]], scripts: list[str]) -> None:
        """Remember what `element` holds, when it can be cut out. `links` have offsets in the page for their elements."""
        self._trials[sort] += 1
        end = piece_end(text, offset) if offset >= 0 else -1
        if end < 0 or not _LEAST <= end - offset <= _MOST:
            return
        written = text[offset:end]
        head = written[:_HEAD]
        known = self._heads.get(head) or _Head()
        opening = _TOKEN.match(written)
        inside = [(tag, place - offset, *rest) for tag, place, *rest in links]
        if (
            opening is None
            or (not known.pieces and len(self._heads) >= _HEADS)
            or len(known.pieces) >= _VARIANTS
            or any(not 0 <= entry[1] < len(written) for entry in inside)
            or not _same_tree(written, element)
        ):
            return
        self._heads[head] = known
        self._count += 1
        hole = f'{written[: opening.end() - 1]} {MARK}="\0"></{opening[2]}>'
        plain = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
        anchors = frozenset((*_IDS(element), *_NAMES(element), *_MAPS(element))) - {""}
        known.pieces.insert(0, Piece(sort, written, hole, plain, inside, anchors, scripts))


_IDS = etree.XPath("descendant::*/@id", smart_strings=False)
_NAMES = etree.XPath("descendant::a/@name", smart_strings=False)
_MAPS = etree.XPath("descendant::map/@name", smart_strings=False)


def piece_end(text: str, start: int) -> int:
    """End of the element whose start tag stands at `start`; -1 where it is not nested as strictly as XML."""
    opening = _TOKEN.match(text, start)
    if opening is None or opening[1] or (opening[2] or "").lower() not in _ROOTS:
        return -1
    open_tags: list[str] = []
    at = start
    while at - start <= _MOST:
        token = _TOKEN.match(text, at)
        if token is None:
            return -1
        at = token.end()
        closing, name = token[1], (token[2] or "").lower()
        if name in _ELSEWHERE:
            return -1
        if closing:
            if token[3] or not open_tags or open_tags.pop() != name:
                return -1
            if not open_tags:
                return -1 if any(odd in text[start:at] for odd in _ODD_COMMENTS) else at
        elif name and name not in _VOID:
            open_tags.append(name)
            if len(open_tags) > _DEPTH:
                return -1
            if name in _RAW:
                at = _raw_end(text, at, name)
                if at < 0:
                    return -1
                continue
        at = text.find("<", at)
        if at < 0:
            return -1
    return -1


def _raw_end(text: str, start: int, name: str) -> int:
    """Where the end tag of a script or style stands; -1 where its text holds what the parser or `Places` could take for a tag."""
    end = text.find(f"</{name}", start)
    inside = text[start:end]
    return -1 if end < 0 or "<!--" in inside or "<script" in inside.lower() or (name == "style" and "<" in inside) else end


def _same_tree(written: str, element: Any) -> bool:
    """Whether the piece by itself gives the tree that it gave in its page."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(f"<html><body>{written}</body></html>".encode("utf-8", "replace"), parser)
    body = root.find("body") if root is not None else None
    if body is None or len(body) != 1:
        return False
    return bool(etree.tostring(body[0], with_tail=False) == etree.tostring(element, with_tail=False))
