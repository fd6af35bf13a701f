"""Old Office files and what else is a compound file (MS-CFB): the streams in it."""

import io
from typing import NamedTuple

from gkcheck.attached.attachment import Attachment

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = ("worddocument", "workbook", "book", "powerpoint document")
_SUMMARY = "\x05SummaryInformation"
_SPECIAL = 0xFFFFFFFA
"""Numbers from here on are no sectors: free, end of chain."""
_FAULTS = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    ArithmeticError,
    MemoryError,
    RecursionError,
)
"""What the library raises for bytes that lie about themselves, besides its own errors, which are OSErrors."""


class Compound(NamedTuple):
    """What a compound file holds. `trouble` as in `Package`: "", "cut", "damaged" or "large"."""

    streams: frozenset[str] = frozenset()
    """Names in the root, in small letters."""
    trouble: str = ""
    main: bytes = b""
    """The stream that holds the document."""
    author: str = ""
    editor: str = ""
    """Who saved it last."""


def compound(attachment: Attachment) -> Compound:
    """The compound file in these bytes; for `Attachment.derive`."""
    import olefile

    data = attachment.data
    if not attachment.whole:
        return Compound(trouble="large")
    if _is_cut(data):
        return Compound(trouble="cut")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            entries = file.listdir(streams=True, storages=True)
            names = frozenset(entry[0].lower() for entry in entries if entry)
            main = b""
            for name in MAIN:
                if name in names:
                    main = bytes(file.openstream(name).read())
                    if len(main) < file.get_size(name):
                        return Compound(names, "cut")
                    break
            author = editor = ""
            if file.exists(_SUMMARY):
                told = file.getproperties(_SUMMARY, convert_time=True)
                author, editor = (_text(told.get(number), told.get(1)) for number in (4, 8))
    except _FAULTS:
        return Compound(trouble="damaged")
    return Compound(names, "", main, author, editor)


def _text(value: object, codepage: object) -> str:
    """A property as text; 1 is the code page of the properties (MS-OLEPS 2.18)."""
    if isinstance(value, bytes):
        value = value.decode("utf-8" if codepage in (65001, -535) else "gb18030", "replace")
    return value.strip("\x00 ") if isinstance(value, str) else ""


def _is_cut(data: bytes) -> bool:
    """Whether a sector that the header names lies behind the end: of the directory or of the list of sectors (MS-CFB 2.2)."""
    if len(data) < 1536:
        return True
    shift = int.from_bytes(data[30:32], "little")
    if shift not in (9, 12):
        return False
    sectors = (len(data) - 1) // (1 << shift)
    needed = [int.from_bytes(data[48:52], "little")]
    needed += [int.from_bytes(data[place : place + 4], "little") for place in range(76, 512, 4)]
    return any(sectors <= number < _SPECIAL for number in needed)
