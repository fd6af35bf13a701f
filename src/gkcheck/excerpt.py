"""What reports quote of a file: the lines that findings point into, cut where they are long, and what names its version.

Made once a run, kept with its judgement and saved with it, so that no reporter opens a page.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from gkcheck.finding import Location
from gkcheck.lines import line_starts
from gkcheck.page import has_no_lines
from gkcheck.patterns import expression

LONG = 400
"""Characters of a line that is kept whole: a CMS page may be one line of 40,000."""
MARGIN = 160
"""Characters around a place that are kept of a longer line."""
AROUND = 300
"""Characters of a line with its two neighbours, up to which these are kept as well."""
GLANCE = 60
"""A place without an end is shown up to the next tag, but no further than a glance."""


class SourceFile(NamedTuple):
    """A file as it was read: decoded text, name of the encoding as found, sha-256 and length in bytes."""

    text: str
    encoding: str
    sha256: str
    length: int


class Quote(NamedTuple):
    """The line of a place, or what was kept of it: the place is `text[start:end]`.

    `skipped` characters (`skipped_units` UTF-16 units) of the line stand before `text`, `rest` units behind it.
    """

    text: str
    start: int
    end: int
    skipped: int = 0
    skipped_units: int = 0
    rest: int = 0

    @property
    def words(self) -> str:
        """The text at the place."""
        return self.text[self.start : self.end]


class Region(NamedTuple):
    """Where a place lies that is not to be quoted: UTF-16 columns from 1, the end exclusive, and the units of its line."""

    start: int
    end: int
    line: int


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """A part of a long line, with the characters and UTF-16 units of the line before it."""

    skipped: int
    units: int
    text: str


class Cut(msgspec.Struct, frozen=True, array_like=True):
    """A long line: its length in UTF-16 units, and the pieces around its places, in order."""

    units: int
    pieces: tuple[Piece, ...]


class Excerpt(msgspec.Struct, frozen=True):
    """One file. Lines count from 1; `lines` have their ends, `hashes` are GitHub's of the lines with findings."""

    encoding: str
    sha256: str
    length: int
    lines: dict[int, str] = {}
    cut: dict[int, Cut] = {}
    unquoted: dict[str, Region] = {}
    """Places of confidential rules, by `key_of`."""
    hashes: dict[int, str] = {}
    anchors: dict[str, str] = {}
    """Digests of the words at places, by `key_of`: what they are known by when the page is edited around them."""
    elements: dict[str, str] = {}
    """The way to the element of a place, by `key_of`, as `gkcheck.elements` names it; "" is not among them."""

    def quote(self, location: Location) -> Quote | None:
        """The text at a place; the first words of the first line for a page as a whole. None = it was not there."""
        number = max(location.line, 1)
        if number in self.lines:
            line = self.lines[number].rstrip("\r\n")
            start, end = span(location, line)
            return Quote(line, start - 1, end - 1)
        cut = self.cut.get(number)
        if cut is None or not cut.pieces:
            return None
        before = [piece for piece in cut.pieces if piece.skipped < location.column]
        piece = before[-1] if before else cut.pieces[0]
        start, end = span(_moved(location, piece.skipped), piece.text)
        rest = max(cut.units - piece.units - units(piece.text), 0)
        return Quote(piece.text, start - 1, end - 1, piece.skipped, piece.units, rest)

    def around(self, number: int) -> tuple[int, int, str] | None:
        """First and last line of what was kept around a line, with the text; None where it and its neighbours are long."""
        first = number - 1 if number - 1 in self.lines else number
        last = number + 1 if number + 1 in self.lines else number
        if number not in self.lines or first == last:
            return None
        text = "".join(self.lines[line] for line in range(first, last)) + self.lines[last].rstrip("\r\n")
        return (first, last, text) if len(text) <= AROUND else None


def units(text: str) -> int:
    """UTF-16 code units of a text; 𠮷 counts two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def key_of(location: Location) -> str:
    """A place's name in `Excerpt.unquoted`."""
    return f"{location.line}:{location.column}:{location.end_column}"


def span(location: Location, line: str) -> tuple[int, int]:
    """First and last-but-one column of a place in its line, both within it.

    A page as a whole is its first words; a place without an end reaches to the next tag.
    """
    start = location.column
    if start < 1:
        start = len(line) - len(line.lstrip()) + 1
    start = min(start, len(line) + 1)
    if location.end_column > start:
        return start, min(location.end_column, len(line) + 1)
    stop = line.find("<", start)
    end = min(stop + 1 if stop >= 0 else len(line) + 1, start + GLANCE)
    return start, max(end, start)


def _moved(location: Location, left: int) -> Location:
    """The place as its piece counts, `left` characters further to the left."""
    column = max(location.column - left, 1) if location.column else 0
    end = max(location.end_column - left, 0)
    return Location(location.path, location.line, column, end)


_WINDOW = expression(r"(?:[ \t\r\n]*[^ \t\r\n]){100}")
"""What GitHub's hash of a line looks at, a little more where signs count twice."""


class LinedText:
    """A file's text by lines, with the same idea of a line as `gkcheck.page.Page.position`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = line_starts(text)

    def offset(self, line: int, column: int) -> int:
        """Where that place is in the text, counted in characters from 0."""
        return self._starts[line - 1] + column - 1

    def whole(self, number: int) -> str | None:
        """That line with its end; None when the file has no such line (it changed since it was checked)."""
        if not 1 <= number <= len(self._starts):
            return None
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end]

    def shown(self, numbers: Iterable[int]) -> Iterator[str]:
        """All that is told of these lines: their neighbours, and what their hashes are made of."""
        for number in numbers:
            if 1 <= number <= len(self._starts):
                start = self._starts[number - 1]
                match = _WINDOW.match(self.text, start)
                end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
                yield self.text[self._starts[max(number - 2, 0)] : max(end, match.end() if match else len(self.text))]


def excerpt(
    file: SourceFile,
    places: Iterable[Location],
    unquoted: Iterable[Location] = (),
    hashes: Mapping[int, str] | None = None,
    anchors: Mapping[str, str] | None = None,
    elements: Mapping[str, str] | None = None,
) -> Excerpt:
    """What reports tell of a file that they point into at `places`; at those `unquoted` they tell no text."""
    text = LinedText(file.text)
    kept: dict[int, str] = {}
    long: dict[int, tuple[str, set[tuple[int, int]]]] = {}
    done: set[int] = set()
    for at in places:
        number = max(at.line, 1)
        if number in done or (whole := text.whole(number)) is None or (not at.line and has_no_lines(at.path)):
            continue
        line = whole.rstrip("\r\n")
        if len(line) > LONG:
            start, end = span(at, line)
            piece = max(start - 1 - MARGIN, 0), min(end - 1 + MARGIN, len(line))
            long.setdefault(number, (line, set()))[1].add(piece)
            continue
        done.add(number)
        near = {other: words for other in (number - 1, number, number + 1) if (words := text.whole(other)) is not None}
        kept |= near if sum(map(len, near.values())) <= AROUND else {number: whole}
    cut = {number: _cut(line, sorted(pieces)) for number, (line, pieces) in sorted(long.items())}
    blind = {key_of(at): region for at in unquoted if (region := _region(text, at)) is not None}
    return Excerpt(
        file.encoding,
        file.sha256,
        file.length,
        dict(sorted(kept.items())),
        cut,
        dict(sorted(blind.items())),
        dict(hashes or {}),
        dict(sorted((anchors or {}).items())),
        dict(sorted((elements or {}).items())),
    )


def _cut(line: str, pieces: Iterable[tuple[int, int]]) -> Cut:
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return Cut(units(line), tuple(Piece(start, units(line[:start]), line[start:end]) for start, end in joined))


def _region(text: LinedText, location: Location) -> Region | None:
    whole = text.whole(max(location.line, 1))
    if whole is None:
        return None
    line = whole.rstrip("\r\n")
    start, end = span(location, line)
    return Region(units(line[: start - 1]) + 1, units(line[: end - 1]) + 1, units(line))
