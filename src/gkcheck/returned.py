"""A ledger of what has to be mended (整改台账) as it came back from people: plain data that a run carries to its reporters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gkcheck.standing import Standing


class Entry(NamedTuple):
    """One row that stands for a finding. Cells are as they stood, dates as 2026-11-22."""

    fingerprint: str
    cells: Mapping[str, str]
    """By the key of `rectification.columns`; empty cells are left out."""
    extra: Mapping[str, str]
    """What people keep in columns of their own, by heading."""


class Loose(NamedTuple):
    """A row that stands for no finding, kept as it is. `place` says where it stood, `reason` why it fits nowhere."""

    place: str
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """The whole ledger. `source` names the file, `sha256` what it held."""

    source: str
    sha256: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By fingerprint."""
    headings: tuple[str, ...] = ()
    """People's own columns, in their order."""
    loose: tuple[Loose, ...] = ()
    standing: Standing = field(default_factory=lambda: Standing({}))
    """How the run's findings stand to these entries."""
