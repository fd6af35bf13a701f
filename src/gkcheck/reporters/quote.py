"""Draws the place of a finding for a terminal."""

import unicodedata

from gkcheck.excerpt import Quote

TAB = "    "


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


def frame(quote: Quote, room: int) -> tuple[str, str]:
    """A line and its underline, at most about `room` columns wide; `…` where the line was cut."""
    line, start, end = quote.text, quote.start, quote.end
    left, right = _window(line, start, end, room)
    ahead = "…" if quote.skipped or line[:left].strip() else ""
    behind = "…" if quote.rest or line[right:].strip() else ""
    before, marked, after = (visible(line[a:b]) for a, b in ((left, start), (start, end), (end, right)))
    cut = "…" if end > right else ""
    if cut:
        marked, after, behind = visible(line[start:right]), "", cut
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
