"""How the findings of a run stand to those that were known before: in a baseline, a returned ledger or an earlier run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Known(NamedTuple):
    """A finding that was known before, as far as it has to be told once it is gone."""

    fingerprint: str
    code: str
    path: str
    line: int
    text: str
    """The message, in the language of the run that told it."""
    first_seen: date | None = None
    about: tuple[str, ...] = ()
    """The other pages and addresses that it speaks of: while one of them was not read, it cannot be said to be mended."""


@dataclass(frozen=True, slots=True)
class Standing:
    """New, unchanged and returned findings of a run by fingerprint, and the known ones that it does not tell any more."""

    states: Mapping[str, str]
    """Fingerprint → "new", "unchanged" or "returned" (it was mended once and is there again)."""
    first_seen: Mapping[str, date] = field(default_factory=dict)
    """Fingerprint → the day on which a run first told it."""
    fixed: tuple[Known, ...] = ()
    """Gone, and their page was read and their rule judged (or the page is gone for good)."""
    unverified: tuple[Known, ...] = ()
    """Not told, because their page was not read or their rule did not judge it: never “mended”."""
    formerly: Mapping[str, str] = field(default_factory=dict)
    """Fingerprint → the one under which it was known, of findings whose page has moved since."""
    baseline: bool = False
    """Whether what is known was accepted as it is: then only the rest fails a run, and so do `fixed` ones until they are pruned."""


class Past(NamedTuple):
    """An earlier run of the same site: its day, findings by severity, and what had changed since the one before."""

    day: date
    errors: int
    warnings: int
    notes: int
    new: int
    fixed: int
    complete: bool = True
    """False where something was not read or did not run: its findings are not among these."""


class Change(NamedTuple):
    """What became of one rule's findings: how many stood `before`, came since (again, too), were mended, and stand now."""

    code: str
    before: int
    new: int
    fixed: int
    now: int


class Quarter(NamedTuple):
    """This run against the end of an earlier quarter, "2026-Q3", whose last run was on that day; rules by code."""

    name: str
    day: date
    changes: tuple[Change, ...]
