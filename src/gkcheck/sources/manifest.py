"""What a snapshot says of the folder that it was unpacked into: addresses, redirects, and what was found not to be there."""

from collections.abc import Mapping
from typing import Any

import msgspec

NAME = "manifest.json"
TROUBLES = ("snapshot-empty", "snapshot-broken", "snapshot-segments", "snapshot-bounds", *(f"snapshot-{reason}" for reason in ("cut", "coding", "too-large", "no-original")))
"""Variants of problems that lie in a snapshot: reading it again meets the same."""
UNREADABLE = ("cut", "coding", "too-large", "no-original")
"""Why an answer that came is not held: it is known to be there, and was not read."""
SILENT = ("timeout", "dns", "refused", "unreachable", "certificate")
"""Why no answer came, though the address was asked."""
FORM = 2
"""Counted up when a folder that was unpacked before would be read wrong."""


def unanswered(failed: Mapping[str, str]) -> list[str]:
    """The addresses of which nobody knows what is there, since the server failed: no answer, too many requests, 5xx."""
    return [name for name, reason in failed.items() if reason in SILENT or reason == "429" or reason[:1] == "5"]


class Cut(msgspec.Struct, frozen=True):
    """A crawl that a bound ended. `bound` is a key of `reporters.wording.BOUNDS`."""

    bound: str
    remaining: int
    """Addresses that were known and not fetched."""


class Ending(msgspec.Struct):
    """How a crawl ended. `cut` is the bound that ended it, "" = all was fetched; `failed` maps addresses to why they were not got."""

    cut: str = ""
    remaining: int = 0
    scripted: int = 0
    failed: dict[str, str] = {}
    """A status stands as its number, all else is a word of `texts.CAPTURES`."""
    fetched: int = 0
    reused: int = 0
    """Answers that the server said had not changed."""


class Manifest(msgspec.Struct, frozen=True):
    """A snapshot as a site's folder. Paths are relative to the folder; targets are what the resolver makes of an address."""

    form: int
    sha256: str
    """Of the snapshot's file."""
    hosts: tuple[str, ...]
    """Under which names the site was captured, with a port where it is not that of http or https."""
    base: str
    """Address of the folder's root, with its closing slash."""
    first: str = ""
    last: str = ""
    """When the first and the last capture were made, as the snapshot states it (ISO 8601, UTC)."""
    captures: int = 0
    repeated: int = 0
    """Addresses that were captured more than once: the last answer counts."""
    foreign: int = 0
    """Captures of other hosts, which are no part of the site."""
    addresses: dict[str, str] = {}
    """Path → the address under which it was published."""
    aliases: dict[str, str] = {}
    """Target → path, where the two differ."""
    queried: dict[str, str] = {}
    """Target with its query → path."""
    redirects: dict[str, str] = {}
    """Target → the address that the server sent it on to."""
    absent: dict[str, int] = {}
    """Target → status: the server said that nothing is there."""
    failed: dict[str, str] = {}
    """Target → why it was not got: a status, or a word. Whether anything is there is not known."""
    charsets: dict[str, str] = {}
    """Path → charset of the response header, where the bytes alone would be read otherwise."""
    troubles: tuple[tuple[str, str, dict[str, str]], ...] = ()
    """What of the snapshot could not be read: path or "", variant of a problem, its arguments."""
    scripted: int = 0
    """Addresses that only a script would have asked for; counted by the crawl."""
    cut: Cut | None = None

    def key(self) -> dict[str, Any]:
        """What tells one unpacked snapshot from another."""
        return {"form": self.form, "sha256": self.sha256, "hosts": self.hosts, "base": self.base}
