"""Writes a snapshot: records are whole or not there, and what was not committed is cut off again."""

import io
import os
from pathlib import Path
from typing import Any

from gkcheck.snapshots.archive import CRAWL

_HOP = ("transfer-encoding", "connection", "keep-alive", "proxy-connection")
"""Headers of the line, not of the answer: the body stands as one piece."""


class SnapshotFile:
    """A .warc.gz being written, each record its own member. `offset` is where it ends. Raises OSError."""

    def __init__(self, path: Path, committed: int) -> None:
        self._stream = open(path, "r+b" if path.exists() else "w+b")  # noqa: SIM115 it stays open as long as the crawl
        size = self._stream.seek(0, os.SEEK_END)
        self.whole = size >= committed
        """False where the file is shorter than what was said to be in it: then it is of no use."""
        self.offset = min(size, committed)
        self._stream.truncate(self.offset)
        self._stream.seek(self.offset)

    def append(self, data: bytes) -> None:
        """Write whole records."""
        self._stream.write(data)
        self._stream.flush()
        self.offset += len(data)

    def close(self) -> None:
        """Write through to the disk and close."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()


def information(software: str, seed: str) -> bytes:
    """The warcinfo record, packed."""
    buffer, writer = _writer()
    writer.write_record(writer.create_warcinfo_record("", {"software": software, "format": "WARC file version 1.1", "seed": seed}))
    return buffer.getvalue()


def response(url: str, status: int, reason: str, headers: list[tuple[str, str]], body: bytes) -> bytes:
    """A response record, packed. The body is as it came, still encoded as its headers say."""
    buffer, writer = _writer()
    kept = [(name, value) for name, value in headers if name.lower() not in _HOP]
    http = _headers(f"{status} {reason}".strip(), kept)
    writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return buffer.getvalue()


def unchanged(url: str, date: str, status: int, headers: list[tuple[str, str]]) -> bytes:
    """A revisit record: the server said that the address is as it was on `date`."""
    buffer, writer = _writer()
    kept = [(name, value) for name, value in headers if name.lower() not in _HOP]
    record = writer.create_warc_record(
        url,
        "revisit",
        http_headers=_headers(f"{status} Not Modified", kept),
        warc_headers_dict={
            "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
            "WARC-Refers-To-Target-URI": url,
            "WARC-Refers-To-Date": date,
        },
    )
    writer.write_record(record)
    return buffer.getvalue()


def ending(said: bytes) -> bytes:
    """The record that ends the snapshot of a crawl, packed."""
    buffer, writer = _writer()
    writer.write_record(writer.create_warc_record(CRAWL, "metadata", payload=io.BytesIO(said), warc_content_type="application/json"))
    return buffer.getvalue()


def _writer() -> tuple[io.BytesIO, Any]:
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    return buffer, WARCWriter(buffer, gzip=True, warc_version="1.1")


def _headers(line: str, headers: list[tuple[str, str]]) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    return StatusAndHeaders(line, headers, protocol="HTTP/1.1")


