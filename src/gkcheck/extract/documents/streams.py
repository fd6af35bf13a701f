"""What a PDF's packed streams would unpack to, and what was lost of them."""

import base64
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from gkcheck.extract.documents.refused import Refused

MAX_STREAM = 100_000_000
MAX_TOTAL = 400_000_000
"""Bytes of all streams when unpacked."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")


class _Losses(logging.Handler):
    """Takes what the library says of a file: it goes on where data were lost, and half a table must not pass for one."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep word of a loss; other oddities of a file do it no harm."""
        if "loss" in record.getMessage():
            self.found.append(record.getMessage()[:200])


@contextmanager
def losses_told() -> Iterator[list[str]]:
    """Losses that the library tells of while it reads. It tells them to its log alone."""
    log, taker = logging.getLogger("pdfminer"), _Losses()
    before = log.propagate
    log.addHandler(taker)
    log.propagate = False
    try:
        yield taker.found
    finally:
        log.removeHandler(taker)
        log.propagate = before


def require_bounds(data: bytes) -> None:
    """Refuse a file whose packed streams would fill the memory: the library unpacks them whole."""
    total = 0
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        packed = data[match.end() : end if end >= 0 else len(data)]
        for _ in range(3):  # packed twice or three times over
            size, packed = _unpacked(packed)
            total += size
            if size >= MAX_STREAM or total > MAX_TOTAL:
                raise Refused("GKC001", "bomb")
            if not packed:
                break


def _unpacked(data: bytes) -> tuple[int, bytes]:
    """Size of a stream when unpacked, and what came out where that is packed again. 0 = it is not packed so."""
    if data.rstrip().endswith(b"~>"):
        try:
            return len(data), base64.a85decode(data.strip()[:-2])
        except ValueError:
            return 0, b""
    if data[:1] not in (b"\x78", b"\x58", b"\x48", b"\x68"):
        return 0, b""
    stream = zlib.decompressobj()
    size, first, rest = 0, b"", data
    try:
        while rest and size < MAX_STREAM:
            out = stream.decompress(rest, 1_000_000)
            if not out:
                break
            first = first or out
            size += len(out)
            rest = stream.unconsumed_tail
    except zlib.error:
        return size, b""
    return size, first if first[:1] == b"\x78" and size == len(first) else b""
