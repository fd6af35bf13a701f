"""The parts of a saved run as they lie in the file, each with the way back to what it was written from."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from gkcheck.finding import Finding, Location, Problem, Related, Replacement, Severity
from gkcheck.online.answers import Asking
from gkcheck.returned import Returned
from gkcheck.rule import Rule
from gkcheck.run import Captured, Coverage, Inspection, PageName, Tally
from gkcheck.standing import Change, Known, Quarter, Standing
from gkcheck.terms import Terms

Count = Annotated[int, msgspec.Meta(ge=0)]
Text = dict[str, str]


class Form(msgspec.Struct, frozen=True):
    """A part of the file; keys that this version does not know are passed over."""

    def fields(self) -> dict[str, Any]:
        """The values by name."""
        return msgspec.structs.asdict(self)


class SavedPlace(Form, frozen=True):
    path: str
    line: Count
    column: Count
    end_column: Count
    part: str

    @property
    def location(self) -> Location:
        return Location(self.path, self.line, self.column, self.end_column, self.part)


class SavedRelated(SavedPlace, frozen=True):
    role: str


class SavedFix(SavedPlace, frozen=True):
    text: str


class SavedMessage(Form, frozen=True):
    variant: str
    arguments: Text


class SavedFinding(SavedPlace, frozen=True):
    code: str
    severity: Severity
    kind: Literal["fail", "review"]
    message: SavedMessage
    subject: str
    related: tuple[SavedRelated, ...]
    fixes: tuple[SavedFix, ...]
    fingerprint: str

    def finding(self) -> Finding:
        return Finding(
            self.code,
            self.severity,
            self.location,
            self.message.arguments,
            self.message.variant,
            self.subject,
            tuple(Related(item.location, item.role) for item in self.related),
            tuple(Replacement(item.location, item.text) for item in self.fixes),
            self.kind == "review",
        )


class SavedSuppressed(Form, frozen=True):
    finding: SavedFinding
    origin: Literal["page", "file", "config"]
    reason: str
    approver: str
    until: date | None


class SavedUnjudged(Form, frozen=True):
    code: str
    path: str
    reason: str


class SavedProblem(Form, frozen=True):
    code: str
    path: str
    arguments: Text
    variant: str
    incomplete: bool


class SavedPlugin(Form, frozen=True):
    name: str
    distribution: str
    version: str
    status: Literal["loaded", "blocked", "failed"]
    reason: str
    checks: Count
    rules: Count


class SavedTally(Form, frozen=True):
    applicable: int
    breached: int
    unjudged: int


class SavedAsking(Form, frozen=True):
    addresses: Count
    works: Count
    broken: Count
    reasons: dict[str, int]
    remembered: Count
    unasked: Count
    interrupted: bool


class SavedCaptured(Form, frozen=True):
    sha256: str
    hosts: tuple[str, ...]
    first: str
    last: str
    captures: Count
    repeated: Count
    foreign: Count
    unseen: Count
    reasons: dict[str, int]
    scripted: Count
    cut: str
    remaining: Count


class SavedCoverage(Form, frozen=True):
    files: Count
    pages: Count
    kinds: dict[str, int]
    unclassified: Count
    attachments: Count
    documents: Count
    online: SavedAsking | None
    unread: tuple[SavedProblem, ...]
    rules: dict[str, SavedTally]
    silent: Text
    read: Text
    unseen: tuple[str, ...]
    unanswered: tuple[str, ...]
    snapshot: SavedCaptured | None = None

    def coverage(self) -> Coverage:
        return Coverage(
            files=self.files,
            pages=self.pages,
            kinds=self.kinds,
            unclassified=self.unclassified,
            attachments=self.attachments,
            unread=tuple(Problem(**item.fields()) for item in self.unread),
            tallies={code: Tally(**tally.fields()) for code, tally in self.rules.items()},
            silent=self.silent,
            documents=self.documents,
            asking=Asking(**self.online.fields()) if self.online else None,
            read=self.read,
            unseen=self.unseen,
            unanswered=self.unanswered,
            snapshot=Captured(**self.snapshot.fields()) if self.snapshot else None,
        )


class SavedRule(Form, frozen=True):
    code: str
    slug: str
    title: Text
    why: Text
    hint: Text
    basis: tuple[str, ...]
    severity: Severity
    kinds: frozenset[str]
    messages: dict[str, Text]
    check: str
    scope: str
    options: dict[str, Any]
    family: str
    data: tuple[str, ...]
    ledgers: tuple[str, ...]
    documents: bool
    extensions: tuple[str, ...]
    confidential: bool

    def rule(self) -> Rule:
        named = {"data": {name: {} for name in self.data}, "ledgers": {name: Path(name) for name in self.ledgers}}
        return Rule(**{**self.fields(), **named, "source": ""})


class SavedNorm(Form, frozen=True):
    key: str
    title: str
    number: str
    issued: str
    in_force: str
    url: str
    standing: str
    region: str


class SavedOwner(Form, frozen=True):
    lead: str
    support: tuple[str, ...]
    contact: str


class SavedKnown(Form, frozen=True):
    fingerprint: str
    code: str
    path: str
    line: Count
    text: str
    first_seen: date | None
    about: tuple[str, ...]


class SavedStanding(Form, frozen=True):
    states: dict[str, Literal["new", "unchanged", "returned"]]
    first_seen: dict[str, date]
    fixed: tuple[SavedKnown, ...]
    unverified: tuple[SavedKnown, ...]
    formerly: Text
    baseline: bool

    def standing(self) -> Standing:
        fixed, unverified = (tuple(Known(**item.fields()) for item in items) for items in (self.fixed, self.unverified))
        return Standing(self.states, self.first_seen, fixed, unverified, self.formerly, self.baseline)


class SavedPublished(Form, frozen=True):
    hosts: tuple[str, ...] = ()
    prefix: str = "/"
    folders: Text = {}
    scheme: Literal["http", "https"] = "http"


class SavedMending(Form, frozen=True):
    pages: dict[str, PageName]
    site_name: str
    terms: Terms
    inspection: Inspection | None
    returned: Returned | None


class SavedPast(Form, frozen=True):
    day: date
    errors: Count
    warnings: Count
    notes: Count
    new: Count
    fixed: Count
    complete: bool = True


class SavedChange(Form, frozen=True):
    code: str
    before: Count
    new: Count
    fixed: Count
    now: Count


class SavedQuarter(Form, frozen=True):
    name: str
    day: date
    changes: tuple[SavedChange, ...]

    def quarter(self) -> Quarter:
        return Quarter(self.name, self.day, tuple(Change(**item.fields()) for item in self.changes))


class SavedRepository(Form, frozen=True):
    uri: str
    revision: str
    branch: str


class SavedDigests(Form, frozen=True):
    rules: str
    config: str
    site: str


class SavedTool(Form, frozen=True):
    version: str
