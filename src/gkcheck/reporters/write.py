"""Writes a report's data as indented JSON text."""

import json
from typing import Any

import msgspec

from gkcheck.patterns import expression

_SURROGATE = expression("[\ud800-\udfff]")


def dump(value: Any, lossless: bool = False) -> str:
    """`value` as JSON, one blank a level, ending in a line feed, always writable as UTF-8.

    An undecodable file name holds lone surrogates, which no UTF-8 file can: they become question marks, or, where nothing
    may be lost, escapes.
    """
    try:
        # With an indent, json takes its slow way, which was half of the time of a large SARIF log.
        return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, str_keys=True)
        text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
        return _SURROGATE.sub(lambda sign: f"\\u{ord(sign[0]):04x}" if lossless else "?", text)
