"""Where a page writes a text, sign by sign, so that some of its signs can be replaced and nothing else."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from itertools import pairwise
from typing import Any, NamedTuple

from gkcheck.extract.walk import INLINE
from gkcheck.finding import Replacement
from gkcheck.page import Field, Page

_REACH = 4000
"""Characters of source in which a text is looked for: a cell with Word's markup is seldom longer."""
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|title|textarea)(?=[\s/>]).*?</(?P=raw)\s*>|"
    r"<(?P<tag>/?[A-Za-z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|"
    r"(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});?)|(?P<blank>[\s\u200b\ufeff]+)|"
    r"(?P<escaped>\\[!-/:-@\[-`{-~])|(?P<sign>.)",
    re.S | re.I,
)
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—〔〕]")
_MARKUP = re.compile(r"[<>&\"'\\\r\n]")
_BORDER = "\n"


class Span(NamedTuple):
    """A part of the source, as `Page.locate` takes it."""

    offset: int
    length: int


class _Sign(NamedTuple):
    text: str
    start: int
    end: int


def replace_text(page: Page, at: Any, old: str, new: str) -> tuple[Replacement, ...]:
    """Replacements that turn `old`, which the part `at` of the page shows, into `new`; () where that is not safe.

    One replacement where the source holds `old` in so many letters; else one for each piece that differs, so that the tags
    between the pieces stay. Not safe are pieces with a tag or a line's end inside, and texts whose place is not certain.
    """
    if old == new or not old or _MARKUP.search(new):
        return ()
    if not getattr(at.place, "certain", True) and page.source.count(old) != 1:
        return ()
    # What stands around it has to be there as well: the same words may stand above in another part of the page.
    whole = at.value if isinstance(at, Field) else at.text
    start = whole.find(old)
    signs = find_signs(page, at.offset, whole)[start : start + len(old)] if start >= 0 else []
    if not signs and isinstance(at, Field):
        signs = find_signs(page, at.offset, old)
    if not signs:
        return ()
    if page.source[signs[0].start : signs[-1].end] == old:
        return (_replacement(page, signs, new),)
    found = []
    for operation, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        if start == end:  # nothing stands at this place that could be replaced: its neighbour is, by itself and more
            start, first = (start - 1, first - 1) if start else (start, first)
            end, last = (end, last) if start < end else (end + 1, last + 1)
        pairs = _pairs(signs[start:end], new[first:last])
        if not pairs:
            return ()
        found += [_replacement(page, piece, text) for piece, text in pairs]
    if any(re.search(r"[\r\n]", _source(page, one)) for one in signs):
        return ()
    return tuple(found)


def _pairs(piece: list[_Sign], new: str) -> list[tuple[list[_Sign], str]]:
    """Which signs of a piece give way to which text; [] where a tag inside the piece leaves that open."""
    if all(one.end == other.start for one, other in pairwise(piece)):
        return [(piece, new)]
    kept = [one for one in piece if one.text != " "] if len(piece) != len(new) else piece
    if len(kept) != len(new):
        return []
    pairs = [([one], sign) for one, sign in zip(kept, new, strict=True) if one.text != sign]
    return pairs + [([one], "") for one in piece if one not in kept]


def find_signs(page: Page, offset: int, text: str) -> list[_Sign]:
    """The signs of `text` where the page shows it first, at or behind `offset`; [] when it is not there."""
    reach = _REACH + 4 * len(text)
    signs = list(_shown(page.source, _outside(page.source, offset), reach, page.markup == "markdown"))
    start = "".join(sign.text for sign in signs).find(text)
    return signs[start : start + len(text)] if start >= 0 else []


def _source(page: Page, sign: _Sign) -> str:
    return page.source[sign.start : sign.end]


def _replacement(page: Page, signs: list[_Sign], new: str) -> Replacement:
    start, end = signs[0].start, signs[-1].end
    return Replacement(page.locate(Span(start, end - start)), new)


def _outside(source: str, offset: int) -> int:
    """`offset`, or the end of the comment, script or tag that it lies in: what stands there is not shown."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style")):
        start = source.rfind(opening, 0, offset)
        if start >= 0 and (end := source.find(closing, start)) >= offset:
            offset = end
    start = source.rfind("<", 0, offset)
    if start > source.rfind(">", 0, offset) and re.match(r"<[/!]?[A-Za-z]", source[start : start + 3]):
        end = source.find(">", offset)
        return end + 1 if end >= 0 else offset
    return offset


def _shown(source: str, start: int, reach: int, markdown: bool) -> Iterator[_Sign]:
    """The signs that a reader sees from `start` on, one of each; a blank for a run of blanks, a line's end for a block's."""
    signs = list(_signs(source, start, reach, markdown))
    for number, sign in enumerate(signs):
        if sign.text == " ":
            before = signs[number - 1].text if number else _BORDER
            after = signs[number + 1].text if number + 1 < len(signs) else _BORDER
            if before == " ":
                continue
            # A line's end between Chinese characters is the editor's and no blank.
            broken = re.search(r"[\r\n]", source[sign.start : sign.end])
            if broken and _CJK.match(before) and _CJK.match(after):
                continue
        yield sign


def _signs(source: str, start: int, reach: int, markdown: bool) -> Iterator[_Sign]:
    for match in _TOKEN.finditer(source, start, start + reach):
        begin, end = match.span()
        tag = (match["tag"] or "").lstrip("/").lower()
        if match["entity"]:
            text = unescape(match["entity"])
            if len(text) == 1:
                yield _Sign(" " if text.isspace() else text, begin, end)
            else:
                yield from (_Sign(sign, begin + place, begin + place + 1) for place, sign in enumerate(match["entity"]))
        elif match["escaped"]:
            if not markdown:
                yield _Sign("\\", begin, begin + 1)
            yield _Sign(match["escaped"][1], begin if markdown else begin + 1, end)
        elif match["blank"]:
            yield _Sign(" ", begin, end)
        elif match["sign"]:
            yield _Sign(match["sign"], begin, end)
        elif match["raw"] or (tag and tag not in INLINE and ":" not in tag):
            yield _Sign(_BORDER, begin, begin)
