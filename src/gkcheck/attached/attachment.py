"""One attachment as its rules see it: bytes at a path, and what was read out of them once."""

from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

from gkcheck.finding import Location

T = TypeVar("T")
WHOLE = 50_000_000
"""Bytes up to which a file is read whole; of a larger one the two ends are."""
END = 1_000_000


class Attachment:
    """A file of the site's folder that is no page. `size` counts bytes on disk.

    `data` are all of its bytes, or its first and last million joined where it is too large (`whole` is false).
    """

    __slots__ = ("_derived", "data", "path", "size")

    def __init__(self, path: str, data: bytes, size: int | None = None) -> None:
        self.path = path
        self.data = data
        self.size = len(data) if size is None else size
        self._derived: dict[Any, Any] = {}

    @property
    def whole(self) -> bool:
        """Whether `data` are all bytes of the file."""
        return self.size == len(self.data)

    @property
    def head(self) -> bytes:
        """The first bytes of the file, at most a million."""
        return self.data[:END]

    @property
    def tail(self) -> bytes:
        """The last bytes of the file, at most a million."""
        return self.data[-END:]

    @property
    def extension(self) -> str:
        """The end of the name in small letters, without its dot: "docx"."""
        return self.path.rpartition("/")[2].rpartition(".")[2].lower()

    def locate(self, at: str | None = None) -> Location:
        """A place inside by its name ("Sheet1!C7"); None = the file as a whole."""
        return Location(self.path, part=at or "")

    def derive(self, build: Callable[["Attachment"], T]) -> T:
        """The value of `build(attachment)`, made once: what several checks of one file share."""
        if build not in self._derived:
            self._derived[build] = build(self)
        found: T = self._derived[build]
        return found


def load(stream: BinaryIO) -> bytes:
    """The bytes of an attachment that are looked at: all, or the two ends of a file beyond `WHOLE`."""
    data = stream.read(WHOLE + 1)
    if len(data) <= WHOLE:
        return data
    stream.seek(-END, 2)
    return data[:END] + stream.read(END)
