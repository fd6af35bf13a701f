"""Addresses of other servers that pages refer to: kept small, since a template puts the same ones on every page."""

import zlib
from array import array
from functools import lru_cache

import msgspec

from gkcheck.facts import PageFacts


@lru_cache(maxsize=512)
def pack(targets: tuple[str, ...]) -> bytes:
    """Addresses in a few bytes. What a template brings is packed once."""
    return zlib.compress(msgspec.msgpack.encode(targets), 6)


@lru_cache(maxsize=512)
def unpack(packed: bytes) -> tuple[str, ...]:
    """The addresses that `pack` was given."""
    return msgspec.msgpack.decode(zlib.decompress(packed), type=tuple[str, ...]) if packed else ()



def place_of(facts: PageFacts, target: str) -> tuple[int, int, int] | None:
    """Line, column and length of an address beside those of `links`; None where they are not known."""
    targets = unpack(facts.outward)
    places = array("I", facts.outward_places)
    if target not in targets or len(places) != 3 * len(targets):
        return None
    line, column, length = places[3 * targets.index(target) :][:3]
    return line, column, length

