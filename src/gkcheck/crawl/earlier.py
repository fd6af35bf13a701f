"""The last snapshot of the same site: what its server says has not changed is taken over from it, record by record."""

from pathlib import Path
from typing import NamedTuple

from gkcheck.snapshots.archive import Beside, read_captures

_LARGEST = 200_000_000


class Kept(NamedTuple):
    """Where an answer stands in the last snapshot, and what to ask the server about it."""

    start: int
    end: int
    date: str
    etag: str
    modified: str


class Earlier:
    """Answers of an earlier snapshot by gkcheck, by address. Without one nothing is known."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept = _read(path) if path is not None else {}

    def kept(self, url: str) -> Kept | None:
        """The answer to an address, when the server gave something to ask about it by."""
        return self._kept.get(url)

    def record(self, kept: Kept) -> bytes:
        """The record as it stands there, packed. Raises OSError."""
        assert self._path is not None
        with open(self._path, "rb") as stream:
            stream.seek(kept.start)
            return stream.read(kept.end - kept.start)


def _read(path: Path) -> dict[str, Kept]:
    beside = Beside()
    found: dict[str, Kept] = {}
    waiting: list[tuple[str, int, str, str, str]] = []
    try:
        for capture in read_captures(path, beside=beside):
            for url, start, date, etag, modified in waiting:
                found[url] = Kept(start, capture.offset, date, etag, modified)
            waiting = []
            if capture.status == 200 and (capture.etag or capture.modified):
                waiting.append((capture.url, capture.offset, capture.date, capture.etag, capture.modified))
            elif capture.status != 0:
                found.pop(capture.url, None)
    except OSError:
        return {}
    # Only a file of ours is known to have each record in a member of its own.
    ours = beside.software.startswith("gkcheck") and beside.crawl
    return {url: kept for url, kept in found.items() if kept.end - kept.start < _LARGEST} if ours and not beside.troubles else {}
