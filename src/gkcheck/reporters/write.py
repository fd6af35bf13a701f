"""Writes a report's data as indented JSON text."""

import json
from typing import Any

import msgspec


def dump(value: Any) -> str:
    """`value` as JSON, one blank a level, ending in a line feed, always writable as UTF-8."""
    try:
        # With an indent, json takes its slow way, which was half of the time of a large SARIF log.
        return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"
    except UnicodeEncodeError:
        # An undecodable file name holds lone surrogates, which no UTF-8 file can.
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        return text.encode("utf-8", "replace").decode("utf-8")
