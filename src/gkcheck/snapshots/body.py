"""The body of a response as a browser would see it: chunks joined, packing undone, within bounds."""

import re
import zlib

LARGEST = 200_000_000
"""Bytes of one unpacked body. What is larger is no page and no attachment that anybody looks into."""


class Undecodable(Exception):
    """A body that cannot be unpacked; the message is its fault: cut, coding or too-large."""


def unpack_body(data: bytes, transfer: str, coding: str, limit: int = LARGEST) -> bytes:
    """The plain body of a response with these Transfer-Encoding and Content-Encoding headers. Raises Undecodable.

    Some programs store a body unpacked and leave the headers as they were: what does not begin as it says is taken as it is.
    """
    if "chunked" in transfer.lower():
        data = join_chunks(data)
    for layer in reversed([word for word in re.split(r"[\s,]+", coding.lower()) if word not in ("", "identity", "none", "utf-8")]):
        data = _unpacked(data, layer, limit)
    if len(data) > limit:
        raise Undecodable("too-large")
    return data


def join_chunks(data: bytes) -> bytes:
    """A chunked body in one piece, as it is where it is not chunked. Raises Undecodable "cut"."""
    pieces: list[bytes] = []
    start = 0
    while True:
        end = data.find(b"\r\n", start, start + 4096)
        size = data[start:end].partition(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,12}", size):
            if start == 0:
                return data
            raise Undecodable("cut")
        count = int(size, 16)
        if count == 0:
            return b"".join(pieces)
        start = end + 2
        if start + count > len(data):
            raise Undecodable("cut")
        pieces.append(data[start : start + count])
        start += count + 2


def _unpacked(data: bytes, layer: str, limit: int) -> bytes:
    if not data:
        return data
    if layer in ("gzip", "x-gzip"):
        return _inflated(data, (31,), limit) if data[:2] == b"\x1f\x8b" else data
    if layer == "deflate":
        return _inflated(data, (15, -15), limit)
    if layer == "br":
        return _from_brotli(data, limit)
    raise Undecodable("coding")


def _inflated(data: bytes, kinds: tuple[int, ...], limit: int) -> bytes:
    for bits in kinds:
        pieces, size, rest = [], 0, data
        try:
            while rest:  # several members may stand one behind the other
                stream = zlib.decompressobj(bits)
                plain = stream.decompress(rest, limit + 1 - size)
                size += len(plain)
                pieces.append(plain)
                if size > limit:
                    raise Undecodable("too-large")
                if not stream.eof:
                    raise Undecodable("cut")
                rest = stream.unused_data if bits == 31 and stream.unused_data[:2] == b"\x1f\x8b" else b""
        except zlib.error:
            continue
        return b"".join(pieces)
    return data if _is_text(data) else _undecodable()


def _undecodable() -> bytes:
    raise Undecodable("coding")


def _from_brotli(data: bytes, limit: int) -> bytes:
    import brotli

    stream = brotli.Decompressor()
    pieces, size = [], 0
    try:
        for start in range(0, len(data), 65_536):
            plain = stream.process(data[start : start + 65_536])
            size += len(plain)
            pieces.append(plain)
            if size > limit:
                raise Undecodable("too-large")
    except brotli.error:
        if _is_text(data):
            return data
        raise Undecodable("coding") from None
    if not stream.is_finished():
        raise Undecodable("cut")
    return b"".join(pieces)


def _is_text(data: bytes) -> bool:
    return data.lstrip()[:1] in (b"<", b"{", b"[") or data.startswith(b"\xef\xbb\xbf")
