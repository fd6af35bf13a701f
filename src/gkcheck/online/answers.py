"""What other servers said, as the checks of a run see it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, NamedTuple

import msgspec

from gkcheck.online.answer import Answer


class Look(msgspec.Struct, frozen=True, array_like=True):
    """The beginning of a page that an address gave out, as far as it tells what the page is."""

    answer: Answer
    text: str = ""
    """The beginning of what a reader sees, blanks joined."""
    words: str = ""
    """Description and keywords that the page gives itself."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a run asked of other servers. Addresses are in the form of `asked_as`."""

    answers: Mapping[str, Answer]
    since: Mapping[str, date] = field(default_factory=dict)
    """When a broken address was first found so."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    invented: Mapping[str, str] = field(default_factory=dict)
    """Address → an address beside it that nobody ever published, which was looked at as well."""
    families: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Host of the site itself → versions of the Internet Protocol (4, 6) of its addresses; only where its name resolves."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How the asking went, for the report."""

    addresses: int
    """Distinct addresses that pages of the site link to."""
    works: int
    broken: int
    reasons: Mapping[str, int]
    """Why addresses could not be verified: word of `texts.ANSWERS` → how many."""
    remembered: int
    """Answers of earlier runs that still held."""
    unasked: int
    """Addresses that the time limit, the limit of requests or a key stroke left out."""
    interrupted: bool = False

    @property
    def unverified(self) -> int:
        """Addresses of which the answers say nothing."""
        return sum(self.reasons.values())

    def numbers(self) -> dict[str, Any]:
        """All of it under its names, as reports for programs give it."""
        return {**asdict(self), "unverified": self.unverified}


class Waiting(NamedTuple):
    """How far the asking is. `host` is the one that holds it up, "" = none in particular; `seconds` until its next turn."""

    done: int
    total: int
    host: str
    seconds: float
