"""Finds the place of a finding in the page's text again, and draws it for a terminal."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from gkcheck.finding import Location
from gkcheck.lines import line_starts
from gkcheck.run import Run, SourceFile

TAB = "    "
# Enough for a finding, its related pages and their neighbours; a large site's texts do not fit into memory.
KEPT = 64
# A place without an end is shown up to the next tag, but no further than a glance.
GLANCE = 60


@dataclass(frozen=True, slots=True)
class Source:
    """A page's text by lines, with the same idea of a line as `gkcheck.page.Page.position`."""

    file: SourceFile
    starts: tuple[int, ...]

    def line(self, number: int) -> str | None:
        """That line without its end; None when the file has no such line (it changed since it was checked)."""
        if not 1 <= number <= len(self.starts):
            return None
        end = self.starts[number] if number < len(self.starts) else len(self.file.text)
        return self.file.text[self.starts[number - 1] : end].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """Where that place is in the text, counted in characters from 0."""
        return self.starts[line - 1] + column - 1


Reader = Callable[[str], Source | None]


def reader(run: Run) -> Reader:
    """`run.load` with lines, which remembers the last pages."""

    @lru_cache(maxsize=KEPT)
    def read(path: str) -> Source | None:
        file = run.load(path)
        return None if file is None else Source(file, tuple(line_starts(file.text)))

    return read


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


def cells(character: str) -> int:
    """Columns of a terminal that a character takes: 2 for wide ones, 0 for those that join the one before."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return len(text) if text.isascii() else sum(map(cells, text))


def pad(text: str, columns: int) -> str:
    """`text` filled with blanks to that many columns of a terminal."""
    return text + " " * (columns - width(text))


def visible(text: str) -> str:
    """A piece of source as a terminal may show it: tabs as blanks, what cannot be printed as a dot."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(TAB if c == "\t" else c if _printable(c) else "·" for c in text)


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn")


def frame(line: str, start: int, end: int, room: int) -> tuple[str, str]:
    """A line and its underline, at most about `room` columns wide; `…` where the line was cut."""
    left, right = _window(line, start - 1, end - 1, room)
    ahead = "…" if line[:left].strip() else ""
    behind = "…" if line[right:].strip() else ""
    before, marked, after = (visible(line[a:b]) for a, b in ((left, start - 1), (start - 1, end - 1), (end - 1, right)))
    cut = "…" if end - 1 > right else ""
    if cut:
        marked, after, behind = visible(line[start - 1 : right]), "", cut
    carets = "^" * max(1, width(marked))
    return ahead + before + marked + after + behind, " " * (width(ahead) + width(before)) + carets


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    # The place comes first; what room is left goes one third before it and the rest behind it.
    indent = min(len(line) - len(line.lstrip()), start)
    right, used = start, 0
    while right < end and used < room - 10:
        used += width(visible(line[right]))
        right += 1
    if right < end:
        return start, right
    left, before = start, 0
    while left > indent and before < (room - used) // 3:
        left -= 1
        before += width(visible(line[left]))
    while right < len(line) and used + before < room:
        used += width(visible(line[right]))
        right += 1
    while left > indent and used + before < room:
        left -= 1
        before += width(visible(line[left]))
    return left, right
