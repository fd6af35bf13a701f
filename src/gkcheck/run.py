"""The result of one run, complete and immutable: all that a reporter may know."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.online.answers import Asking
from gkcheck.owners import NOBODY, Owner
from gkcheck.rule import Norm, Rule
from gkcheck.standing import Past, Standing


class SourceFile(NamedTuple):
    """A file as it was read: decoded text, name of the encoding as found, sha-256 and length in bytes."""

    text: str
    encoding: str
    sha256: str
    length: int


class Suppressed(NamedTuple):
    """A finding that somebody accepted. `origin`: "page" (a comment in it), "file" (gkcheck-ignore.toml) or "config" (`[[pages]]`)."""

    finding: Finding
    origin: str
    reason: str
    approver: str
    until: date | None


class Repository(NamedTuple):
    """Where the content is kept: an absolute address without credentials, the revision, the branch or ""."""

    uri: str
    revision: str
    branch: str = ""


class PluginStatus(NamedTuple):
    """One plugin of this run. `status` is "loaded", "blocked" or "failed"; `reason` says why it failed."""

    name: str
    distribution: str
    version: str
    status: str
    reason: str
    checks: int
    rules: int


class Tally(NamedTuple):
    """How one rule went: pages it applied to, those in breach, not judged, and in order (the rest)."""

    applicable: int
    breached: int
    unjudged: int

    @property
    def in_order(self) -> int:
        return self.applicable - self.breached - self.unjudged


@dataclass(frozen=True, slots=True)
class Captured:
    """A snapshot that was checked, and what it does not tell. Times are as the snapshot states them (ISO 8601, UTC)."""

    sha256: str
    hosts: tuple[str, ...]
    first: str
    last: str
    captures: int
    repeated: int
    """Addresses that were captured more than once: the last answer counts."""
    foreign: int
    """Captures of other hosts, which are no part of the site."""
    unseen: int
    """Addresses of the site that pages link to and that are not known to be there or not."""
    reasons: Mapping[str, int]
    """Why they are not: a status of the server, or a word of `texts.CAPTURES` → how many."""
    scripted: int = 0
    """Pages of lists that only a script would have asked for."""
    cut: str = ""
    """The bound that ended the crawl, a word of `texts.CAPTURES`; "" = none did."""
    remaining: int = 0
    """Addresses that were known by then and not fetched."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at and what was not. `silent` maps a rule that had nothing to judge to a key of `texts.REASONS`."""

    files: int
    pages: int
    kinds: Mapping[str, int]
    unclassified: int
    attachments: int
    unread: tuple[Problem, ...]
    tallies: Mapping[str, Tally]
    silent: Mapping[str, str]
    documents: int = 0
    """Files that are not HTML and were read."""
    asking: Asking | None = None
    """How asking other servers went; None = nobody was asked."""
    snapshot: Captured | None = None
    """Of which snapshot the pages are; None = they lie in a folder."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Everything is sorted, so that the same input gives the same bytes in every format.

    Paths in findings are relative to the site's root; `display` puts what the terminal's reader can open before them, and
    `repository_path` what the repository's root asks for (SARIF).
    """

    version: str
    lang: str
    profile: str
    today: date
    fail_on: str
    root: str
    """The site's root as the user gave it, POSIX."""
    display_prefix: str
    """Put before a page's path for the terminal: "site/" or ""."""
    repository_prefix: str
    """Put before a page's path in SARIF: from the repository's root, "" or ending in "/"."""
    in_repository: bool
    rules: tuple[Rule, ...]
    """Rules that ran and the core's own, sorted by code."""
    norms: Mapping[str, Norm]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    unjudged: tuple[Unjudged, ...]
    problems: tuple[Problem, ...]
    """What makes the result incomplete or is worth a notification; those with a code are findings as well."""
    plugins: tuple[PluginStatus, ...]
    coverage: Coverage
    exit_code: int
    load: Callable[[str], SourceFile | None]
    """Reads a page again for quotations: path → file, None when it cannot be read now."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Seconds by stage; under `--timings` also by rule, page rules summed over all processes. Never part of a report."""
    repository: Repository | None = None
    """The version of the content that was checked, when it is under version control."""
    whole: bool = True
    """False where only a change or a folder of the site is reported."""
    owners: Mapping[str, Owner] = field(default_factory=dict)
    """Path of a page with findings → who has to mend them; a page that nobody was given is not in it."""
    standing: Standing | None = None
    """How the findings stand to those known before; None = nothing to compare with was given."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Path of a page that the run names → the address under which it was published, where a snapshot tells."""
    history: tuple[Past, ...] = ()
    """Earlier complete runs, oldest first, without this one."""

    def owner(self, path: str) -> Owner:
        """Who has to mend what is found on that page; `NOBODY` where the configuration names none."""
        return self.owners.get(path, NOBODY)

    def address(self, path: str) -> str:
        """The address under which a page was published, "" where it is not known."""
        return self.addresses.get(path, "")

    def shown(self, path: str) -> str:
        """A page as its reader can open it: its published address where that is known, else its path."""
        if self.coverage.snapshot is None:
            return posixpath.normpath(self.display_prefix + path)
        # What lies beside a snapshot (a ledger, an ignore file) has no address.
        return self.addresses.get(path) or (path.lstrip("./") if path.startswith("../") else self.display_prefix + path)

    def rule(self, code: str) -> Rule:
        """The rule of that code. Raises KeyError."""
        return next(rule for rule in self.rules if rule.code == code)
