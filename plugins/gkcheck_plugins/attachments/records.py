"""The records of an old Excel workbook (MS-XLS 2.1.4): a number, a length and that many bytes."""

import struct
from collections.abc import Iterator

BOF, EOF, FILE_PASS, BOUND_SHEET, ROW, COLUMNS, NOTE = 0x0809, 0x000A, 0x002F, 0x0085, 0x0208, 0x007D, 0x001C
MAX_RECORDS = 3_000_000


def records(data: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record from `start` to the end of the stream, of a broken one no more."""
    at = start
    for _ in range(MAX_RECORDS):
        if at + 4 > len(data):
            return
        kind, size = struct.unpack_from("<HH", data, at)
        if at + 4 + size > len(data):
            return
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size
