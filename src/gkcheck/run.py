"""The result of one run, complete and immutable: all that a reporter may know."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from gkcheck.excerpt import Excerpt
from gkcheck.finding import Finding, Problem, Severity, Unjudged
from gkcheck.inspection.indicators import Indicators
from gkcheck.online.answers import Asking
from gkcheck.owners import NOBODY, Owner
from gkcheck.published import NOTHING, Published
from gkcheck.returned import Returned
from gkcheck.rule import Norm, Rule
from gkcheck.standing import Past, Quarter, Standing
from gkcheck.terms import Terms


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


class Digests(NamedTuple):
    """SHA-256 over what two runs may differ in: the rules with their options, the configuration, and the files read."""

    rules: str
    config: str
    site: str


class PluginStatus(NamedTuple):
    """One plugin of this run. `status` is "loaded", "blocked" or "failed"; `reason` says why it failed."""

    name: str
    distribution: str
    version: str
    status: str
    reason: str
    checks: int
    rules: int


_SOURCES = (".md", ".markdown")
"""What a generator makes pages of is not published under its own name."""


class Publication(NamedTuple):
    """Where the site is published: `[site]` of the configuration, as far as reports make addresses of it."""

    hosts: tuple[str, ...] = ()
    prefix: str = "/"
    """URL path of the folder, with a slash at both ends."""
    folders: Mapping[str, str] = NOTHING
    """URL prefix → the folder inside the site's folder that is published there."""
    scheme: str = "http"
    """http unless the configuration says https: every server answers it, if only to send on."""

    @property
    def start(self) -> str:
        """What addresses of the site begin with, "http://host/"; "" where no host is configured."""
        return f"{self.scheme}://{self.hosts[0]}/" if self.hosts else ""

    def place(self, path: str) -> str:
        """The address of a file behind `start`, as URLs write it; "" = it is not published as it stands."""
        if not path or path.endswith(_SOURCES) or path.startswith("../"):
            return ""
        return quote(Published(self.prefix, self.folders).address(path), errors="surrogateescape")

    def address(self, path: str) -> str:
        """The whole address of a file, "" where it is not known."""
        place = self.place(path)
        return self.start + place if place and self.hosts else ""


UNPUBLISHED = Publication()


class PageName(NamedTuple):
    """What people call a page; "" where it has no title or belongs to no column."""

    title: str
    column: str


class Inspection(NamedTuple):
    """What the scorecard is made by. `services` and `home` as in `SiteSettings`, `slugs` of all rules that there are."""

    indicators: Indicators
    services: bool
    home: tuple[str, ...]
    slugs: Mapping[str, str]


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
    read: Mapping[str, str] = field(default_factory=dict)
    """Every page, document, supplement and attachment that was read and judged → the column it names, "" = none."""
    unseen: tuple[str, ...] = ()
    """Files that could be read and were not: excluded, wished for by nobody, or without a rule that looks at them."""
    unanswered: tuple[str, ...] = ()
    """Addresses of other servers of which this run knows nothing."""


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
    quotes: Mapping[str, Excerpt] = field(default_factory=dict)
    """Path of a file that a finding points into → what reports quote of it; one that is no text is not in it."""
    fingerprints: tuple[str, ...] = ()
    """Identities of the findings over time, in their order (`gkcheck.reporters.fingerprint`)."""
    hidden_fingerprints: tuple[str, ...] = ()
    """The same of what is suppressed."""
    digests: Digests | None = None
    """What the run judged, and by what, each in one digest; None = not known."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Seconds by stage; under `--timings` also by rule, page rules summed over all processes. Never part of a report."""
    repository: Repository | None = None
    """The version of the content that was checked, when it is under version control."""
    whole: bool = True
    """False where only a change or a folder of the site is reported."""
    owners: Mapping[str, Owner] = field(default_factory=dict)
    """Path of a page with findings, or `CODE path` where a rule's findings on it are somebody else's → who has to mend them."""
    departments: tuple[str, ...] = ()
    """All departments that the configuration names, those without findings among them."""
    unowned: int | None = None
    """Pages that were read and that nobody was given; None where the configuration names no owners."""
    standing: Standing | None = None
    """How the findings stand to those known before; None = nothing to compare with was given."""
    manual: str = ""
    """Address of the manual's site, ending in a slash: reports lead to its page of a rule; "" = to the project's own list."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Path of a page that the run names → the address under which it was published, where a snapshot tells."""
    history: tuple[Past, ...] = ()
    """Earlier runs, oldest first, without this one."""
    quarter: Quarter | None = None
    """What has changed since the last quarter in which there was a run; None where none is known."""

    pages: Mapping[str, PageName] = field(default_factory=dict)
    """Path of a page with findings, accepted ones among them → what people call it."""
    site_name: str = ""
    """Whose site it is, "" where the configuration does not say."""
    terms: Terms = field(default_factory=Terms)
    inspection: Inspection | None = None
    """What the scorecard is made by; None where no report asked for it."""
    returned: Returned | None = None
    """The ledger that came back from people, None = none was given."""

    published: Publication = UNPUBLISHED
    measures: Mapping[str, Any] = field(default_factory=dict)
    """Figures of the site that plugins measured (`gkcheck_measures`): name → what JSON can say; empty where only a change is reported."""

    def owner(self, path: str, code: str = "") -> Owner:
        """Who has to mend what the rule finds on that page (without `code`: whose the page is); `NOBODY` where nobody was given it."""
        return self.owners.get(f"{code} {path}") or self.owners.get(path, NOBODY)

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


def exit_code_of(findings: Iterable[Finding], fail_on: str, incomplete: bool) -> int:
    """3 the result is incomplete, 1 findings at or above the threshold ("never" = none is), 0 neither."""
    if incomplete:
        return 3
    if fail_on == "never":
        return 0
    limit = Severity(fail_on).rank
    return int(any(finding.severity.rank >= limit and not finding.review for finding in findings))
