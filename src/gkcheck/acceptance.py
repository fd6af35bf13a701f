"""What accepts findings, and how far a run saw: the two that together tell whether an acceptance is of use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gkcheck.config import PageOverride
from gkcheck.finding import Finding, Location, Unjudged
from gkcheck.ignorefile import IgnoreEntry
from gkcheck.rulebook import Rulebook
from gkcheck.selection import EXACT, precision

CRASHED = "GKC002"
UNREAD = ("GKC001", "GKC005")


@dataclass(slots=True)
class Acceptance:
    """A comment, an entry or a configured block, as one thing that accepts findings of `codes`."""

    origin: str
    selector: str
    codes: frozenset[str]
    entry: IgnoreEntry | PageOverride | None
    at: Location
    reason: str = ""
    approver: str = ""
    until: date | None = None
    used: bool = field(default=False)

    @property
    def subject(self) -> str:
        """Tells entries of one rule apart in fingerprints, without a line number."""
        places = (*self.entry.paths, *self.entry.columns) if self.entry is not None else ()
        return " ".join((self.selector, *places))

    def covers(self, path: str, column: str) -> bool:
        """Whether the page is meant."""
        return path == self.at.path if self.entry is None else self.entry.covers(path, column)


@dataclass(frozen=True, slots=True)
class Sight:
    """How far this run saw: an acceptance is unused only where it would have seen what is accepted."""

    columns: Mapping[str, str]
    rulebook: Rulebook
    running: frozenset[str]
    undecided: frozenset[tuple[str, str]]
    """(path, code) that could not be decided or crashed; "" as path = on the whole site."""
    unread: tuple[str, ...]
    whole: bool

    @classmethod
    def of(
        cls,
        findings: Iterable[Finding],
        unjudged: Iterable[Unjudged],
        columns: Mapping[str, str],
        rulebook: Rulebook,
        whole: bool,
    ) -> "Sight":
        """What `findings` (with the core's own) and `unjudged` say of pages and rules that were not seen to the end."""
        undecided = {(item.path, item.code) for item in unjudged}
        unread = []
        for finding in findings:
            if finding.code == CRASHED:
                undecided.add((finding.location.path, finding.arguments.get("rule", "")))
            elif finding.code in UNREAD:
                unread.append(finding.location.path)
        running = frozenset(rule.code for rule in rulebook.rules)
        return cls(columns, rulebook, running, frozenset(undecided), tuple(unread), whole)

    def reached(self, one: Acceptance) -> bool:
        """Whether the rules ran, and were decided, on pages that were read."""
        exact = any(precision(one.selector, code, self.rulebook.rule(code).slug) == EXACT for code in one.codes)
        wanted = one.codes if exact else one.codes - self.rulebook.dormant
        if not wanted or not wanted <= self.running:
            return False
        if one.entry is None:
            pages = [one.at.path] if one.at.path in self.columns else []
        else:
            pages = [path for path, column in self.columns.items() if one.covers(path, column)]
        if any((path, code) in self.undecided for path in ("", *pages) for code in wanted):
            return False
        # The column of a page that was not read is not known, nor what a folder that was skipped holds.
        if self.unread and (not pages or (one.entry and one.entry.columns)):
            return False
        return not any(one.covers(path, "") for path in self.unread) and (bool(pages) or self.whole)
