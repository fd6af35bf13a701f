"""The beginning of a response's body: unpacked within bounds, as text, its title, and what of it people would see."""

import html
import re
import zlib
from typing import NamedTuple

from gkcheck.extract.source import NotText, decode
from gkcheck.online.fault import Fault

RATIO = 100
"""How far content may swell beyond `_FREE` bytes. Pages reach 30; what exceeds 100 was made to."""

_FREE = 65_536
_OPENING = re.compile(r"<(!--|script|style|noscript|template|textarea|svg)(?=[\s>/-]|$)", re.I)
_TAG = re.compile(r"<[^<>]*>")
_BLANK = re.compile(r"\s+")
_TITLE = re.compile(r"<title(?=[\s>])[^<>]*>", re.I)


class Head(NamedTuple):
    """The beginning of a page. `whole` = it is all there is."""

    text: str
    title: str
    visible: str
    """Its text without markup and scripts, blanks joined."""
    scripted: bool
    links: int
    whole: bool


def unpack(data: bytes, coding: str, limit: int) -> bytes:
    """At most `limit` bytes of what `data` holds. b"" for a coding that was not asked for. Raises Fault "bomb"."""
    layers = [word for word in re.split(r"[\s,]+", coding.lower()) if word not in ("", "identity")]
    if not layers or not data:
        return data[:limit]
    if len(layers) > 1:
        raise Fault("bomb", coding)  # nobody packs a page twice, but for the second factor of a thousand
    if layers[0] not in ("gzip", "x-gzip", "deflate"):
        return b""
    # gzip or zlib, whatever it is called; and a bare stream, which some servers call deflate
    for bits in (47, -15) if layers[0] == "deflate" else (47,):
        stream = zlib.decompressobj(bits)
        try:
            plain = stream.decompress(data, limit)
        except zlib.error:
            continue
        used = len(data) - len(stream.unconsumed_tail) - len(stream.unused_data)
        if len(plain) > _FREE and len(plain) > RATIO * max(used, 1):
            raise Fault("bomb", f"{used} -> {len(plain)}")
        return plain
    return b""


def read_head(data: bytes, whole: bool = True) -> Head:
    """Decode and look at the beginning of a page; empty where the bytes are no text."""
    if not whole:
        data = _trimmed(data)
    try:
        text = decode(data).text
    except NotText:
        return Head("", "", "", False, 0, whole)
    lower = text.lower()
    return Head(text, title_of(text), visible(text), "<script" in lower, lower.count("<a "), whole)


def _trimmed(data: bytes) -> bytes:
    """Without a last character that was cut in two, which would spoil the encoding of all."""
    for cut in range(4):
        shorter = data[: len(data) - cut]
        try:
            shorter.decode()
        except UnicodeDecodeError:
            continue
        return shorter
    return data[: data.rfind(b">", max(len(data) - 4096, 0)) + 1] or data


def title_of(text: str) -> str:
    """The title, entities resolved, blanks joined, 200 characters at most."""
    opening = _TITLE.search(text)
    if not opening:
        return ""
    end = text.find("</", opening.end())
    raw = text[opening.end() : end if end >= 0 else opening.end() + 500]
    return _BLANK.sub(" ", html.unescape(raw)).strip()[:200]


def visible(text: str) -> str:
    """What is left without comments, scripts, styles and tags. Linear, whatever is left open."""
    pieces, start = [], 0
    lower = text.lower()
    if len(lower) != len(text):  # a few letters change their length
        lower = text
    body = lower.find("<body")
    start = max(body, 0)
    while opening := _OPENING.search(text, start):
        pieces.append(text[start : opening.start()])
        word = opening[1].lower()
        closing = "-->" if word == "!--" else f"</{word}"
        end = lower.find(closing, opening.end())
        if end < 0:
            start = len(text)
            break
        start = end + 3 if word == "!--" else (lower.find(">", end) + 1 or len(text))
    pieces.append(text[start:])
    return _BLANK.sub(" ", html.unescape(_TAG.sub(" ", " ".join(pieces)))).strip()
