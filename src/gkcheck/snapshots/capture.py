"""One answer of a server as a snapshot keeps it."""

from typing import NamedTuple


class Capture(NamedTuple):
    """One answer. `body` is unpacked; None = it cannot be had, and `fault` says why: cut, coding, too-large, no-original.

    `date` is ISO 8601 in UTC. `status` 0 = it repeats an earlier answer. `media` is the content type without parameters, in small letters.
    """

    url: str
    status: int
    date: str
    media: str = ""
    charset: str = ""
    location: str = ""
    etag: str = ""
    modified: str = ""
    body: bytes | None = b""
    fault: str = ""
    offset: int = 0
    """Where its record begins in the file."""
    names: tuple[str, ...] = ()
    """Its record's id and the digest of its payload, by which a later record may say that it repeats it; of such a record, those of the other."""


class Broken(Exception):
    """A snapshot that cannot be read on from here. The message is for people; what came before holds."""
