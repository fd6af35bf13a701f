"""Where the lines of a text begin, and on which line a character stands. CR LF, LF and CR each end one line."""

import re
from bisect import bisect_right


class Lines:
    """Line and column of offsets in one text, quickest when they are asked in ascending order."""

    __slots__ = ("_line", "_offset", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._line = 1
        # Where every line ends in a line feed, counting them from the last place asked beats an index of all lines.
        plain = "\r" not in text or text.count("\r") == text.count("\r\n")
        self._starts = None if plain else line_starts(text)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        if self._starts is not None:
            line = bisect_right(self._starts, offset)
            return line, offset - self._starts[line - 1] + 1
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line, offset - self._text.rfind("\n", 0, offset)


def line_starts(text: str) -> list[int]:
    """Offsets at which lines begin: after CR LF, LF or CR."""
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
