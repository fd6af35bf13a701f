"""Bytes become text, whatever the page declares."""

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_CONTROL = bytes((*range(9), *range(14, 24)))
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}


_SAYS_NOTHING = frozenset(("", "utf-8", "utf8", "unicode", "iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252"))
"""Charsets that servers tell of every page alike; the first has failed by then, the others fit any bytes."""


class Decoded(NamedTuple):
    """Text of a file with the encoding as found and as declared ("" = not declared). `damaged` counts U+FFFD put in."""

    text: str
    encoding: str
    declared: str
    damaged: int


class NotText(ValueError):
    """The bytes are no text in any encoding that government pages use."""


def decode(data: bytes, told: str = "") -> Decoded:
    """Decode a page: byte order mark → strict UTF-8 → what the server told → what it declares → GB18030.

    Real pages declare what they are not (3 of the 4 saved copies of one page), so the bytes come before the label, and so
    do servers, of which many call everything ISO-8859-1. Raises NotText for binary data.
    """
    match = _DECLARED.search(data, 0, 4096)
    if match and data.rfind(b"<", 0, match.start()) != _last_meta(data, match.start()):
        match = None
    declared = match[1].decode("ascii").lower() if match else ""
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data.decode(name, "replace")
            text = text.removeprefix("\ufeff")
            return Decoded(text, name, declared, text.count("\ufffd"))
    if _looks_binary(data):
        raise NotText("binary data")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", declared, 0)
    except UnicodeDecodeError:
        pass
    return _decode_legacy(data, declared, told.lower())


def _last_meta(data: bytes, end: int) -> int:
    """Where the tag before `end` starts, when it is a meta tag; -1 otherwise."""
    start = data.rfind(b"<", 0, end)
    return start if data[start + 1 : start + 5].lower() == b"meta" else -1


def _decode_legacy(data: bytes, declared: str, told: str) -> Decoded:
    labels = [told] if told not in _SAYS_NOTHING else []
    labels += [declared] if declared and declared not in ("utf-8", "utf8", "unicode") else []
    for name in [*(_CHINESE.get(label, label) for label in labels), "gb18030"]:
        try:
            return Decoded(data.decode(name), name, declared, 0)
        except (UnicodeDecodeError, LookupError):
            continue
    # Some bytes fit no encoding: keep the reading that loses the least.
    readings = [(data.decode(name, "replace"), name) for name in ("utf-8", "gb18030")]
    text, name = min(readings, key=lambda reading: reading[0].count("\ufffd"))
    damaged = text.count("\ufffd")
    if damaged * 10 > len(text):
        raise NotText("no known encoding")
    return Decoded(text, name, declared, damaged)


def _looks_binary(data: bytes) -> bool:
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!")):
        return True
    head = data[:2048]
    return (len(head) - len(head.translate(None, _CONTROL))) * 50 > len(head)
