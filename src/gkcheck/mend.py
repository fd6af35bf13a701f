"""Puts replacements into the bytes of a page, and leaves every other byte as it is."""

from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gkcheck.extract.source import NotText, decode
from gkcheck.finding import Finding, Replacement
from gkcheck.lines import line_starts

_MARKED = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)


class Refused(ValueError):
    """This page cannot be changed safely; `reason` is a key of `gkcheck.texts.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Mended(NamedTuple):
    """The new bytes, the findings whose replacements are in them, and those that overlap one of these."""

    data: bytes
    applied: tuple[Finding, ...]
    postponed: tuple[Finding, ...]


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def mend(data: bytes, findings: Iterable[Finding]) -> Mended:
    """Apply the replacements of the findings, those of one finding together or not at all.

    Where two findings want the same place, the one that begins first wins, then the lower code. Raises Refused when the
    bytes are not what their text gives back, or the page's encoding cannot hold a replacement.
    """
    text, encoding, mark, declared = _read(data)
    starts = line_starts(text)
    wanted = [(_edits(finding.fixes, starts, text), finding) for finding in findings if finding.fixes]
    wanted.sort(key=_order)
    edits: list[_Edit] = []
    applied, postponed = [], []
    for own, finding in wanted:
        if not own or any(_overlap(one, other) for one in own for other in edits):
            postponed.append(finding)
        else:
            edits += own
            applied.append(finding)
    edits.sort()
    if text.isascii() and declared not in ("", "utf-8", "utf8") and not all(edit.text.isascii() for edit in edits):
        # Nothing in the page shows in which encoding its first Chinese character would be read.
        raise Refused("encoding")
    return Mended(_splice(data, text, edits, encoding, mark), tuple(applied), tuple(postponed))


def _read(data: bytes) -> tuple[str, str, bytes, str]:
    """Text, encoding, byte order mark and declared charset. Raises Refused."""
    try:
        decoded = decode(data)
    except NotText as error:
        raise Refused("damaged") from error
    if decoded.damaged:
        raise Refused("damaged")
    for mark, name in _MARKED:
        if data.startswith(mark):
            return decoded.text, name, mark, decoded.declared
    return decoded.text, decoded.encoding, b"", decoded.declared


def _edits(fixes: Sequence[Replacement], starts: Sequence[int], text: str) -> tuple[_Edit, ...]:
    """The replacements by offsets; () when one of them lies outside the text."""
    edits = []
    for change in fixes:
        at = change.location
        if not 0 < at.line <= len(starts) or at.end_column < at.column:
            return ()
        start, end = starts[at.line - 1] + at.column - 1, starts[at.line - 1] + at.end_column - 1
        if end > len(text) or bisect_right(starts, end) > at.line:
            return ()
        edits.append(_Edit(start, end, change.text))
    return tuple(sorted(edits))


def _order(item: tuple[tuple[_Edit, ...], Finding]) -> tuple[int, str, str, str, tuple[_Edit, ...]]:
    edits, finding = item
    return edits[0].start if edits else -1, finding.code, finding.variant, finding.subject, edits


def _overlap(one: _Edit, other: _Edit) -> bool:
    return (one.start < other.end and other.start < one.end) or one.start == other.start


def _splice(data: bytes, text: str, edits: Sequence[_Edit], encoding: str, mark: bytes) -> bytes:
    kept, pieces, before, after = 0, [mark], [mark], []
    for edit in edits:
        same = _encode(text[kept : edit.start], encoding, "damaged")
        before += [same, _encode(text[edit.start : edit.end], encoding, "damaged")]
        pieces += [same, _encode(edit.text, encoding, "encoding")]
        after += [text[kept : edit.start], edit.text]
        kept = edit.end
    rest = _encode(text[kept:], encoding, "damaged")
    if b"".join((*before, rest)) != data:
        raise Refused("damaged")  # some bytes have a shorter spelling: writing the text back would change them
    made = b"".join((*pieces, rest))
    again = decode(made)
    if again.text != "".join((*after, text[kept:])) or again.damaged:
        raise Refused("encoding")
    return made


def _encode(text: str, encoding: str, reason: str) -> bytes:
    try:
        return text.encode(encoding)
    except (UnicodeEncodeError, LookupError) as error:
        raise Refused(reason) from error
