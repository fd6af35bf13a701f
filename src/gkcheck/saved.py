"""A saved run: the JSON report (`gkcheck check -f json`) read back into the `Run` that it was written from."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from gkcheck.excerpt import Excerpt
from gkcheck.finding import Finding, Location, Problem, Related, Replacement, Severity, Unjudged
from gkcheck.online.answers import Asking
from gkcheck.owners import Owner
from gkcheck.refusals import ConfigError, say
from gkcheck.reporters.jsonreport import SCHEMA
from gkcheck.returned import Returned
from gkcheck.rule import Norm, Rule
from gkcheck.run import (
    Captured,
    Coverage,
    Digests,
    Inspection,
    PageName,
    PluginStatus,
    Publication,
    Repository,
    Run,
    Suppressed,
    Tally,
)
from gkcheck.standing import Known, Past, Standing
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


class SavedRun(Form, frozen=True):
    """The whole file."""

    schema: Literal["gkcheck-report-2"]
    tool: SavedTool
    root: str
    display_prefix: str
    repository_prefix: str
    in_repository: bool
    repository: SavedRepository | None
    digests: SavedDigests | None
    as_of: date
    profile: str
    lang: Literal["zh", "en"]
    fail_on: Literal["error", "warning", "note", "never"]
    exit_code: Annotated[int, msgspec.Meta(ge=0, le=255)]
    whole: bool
    findings: tuple[SavedFinding, ...]
    suppressed: tuple[SavedSuppressed, ...]
    unjudged: tuple[SavedUnjudged, ...]
    problems: tuple[SavedProblem, ...]
    plugins: tuple[SavedPlugin, ...]
    coverage: SavedCoverage
    owners: dict[str, SavedOwner]
    unowned: Count | None
    standing: SavedStanding | None
    history: tuple[SavedPast, ...]
    rules: tuple[SavedRule, ...]
    norms: dict[str, SavedNorm]
    files: dict[str, Excerpt]
    manual: str = ""
    addresses: Text = {}
    mending: SavedMending | None = None
    published: SavedPublished = SavedPublished()
    measures: dict[str, Any] = {}

    def run(self) -> Run:
        """The run as it was when its reports were written."""
        return Run(
            version=self.tool.version,
            lang=self.lang,
            profile=self.profile,
            today=self.as_of,
            fail_on=self.fail_on,
            root=self.root,
            display_prefix=self.display_prefix,
            repository_prefix=self.repository_prefix,
            in_repository=self.in_repository,
            rules=tuple(rule.rule() for rule in self.rules),
            norms={key: Norm(**norm.fields()) for key, norm in self.norms.items()},
            findings=tuple(item.finding() for item in self.findings),
            suppressed=tuple(Suppressed(**{**item.fields(), "finding": item.finding.finding()}) for item in self.suppressed),
            unjudged=tuple(Unjudged(**item.fields()) for item in self.unjudged),
            problems=tuple(Problem(**item.fields()) for item in self.problems),
            plugins=tuple(PluginStatus(**plugin.fields()) for plugin in self.plugins),
            coverage=self.coverage.coverage(),
            exit_code=self.exit_code,
            quotes=self.files,
            fingerprints=tuple(item.fingerprint for item in self.findings),
            hidden_fingerprints=tuple(item.finding.fingerprint for item in self.suppressed),
            digests=Digests(**self.digests.fields()) if self.digests else None,
            repository=Repository(**self.repository.fields()) if self.repository else None,
            whole=self.whole,
            owners={path: Owner(**owner.fields()) for path, owner in self.owners.items()},
            unowned=self.unowned,
            standing=self.standing.standing() if self.standing else None,
            manual=self.manual,
            addresses=self.addresses,
            history=tuple(Past(**past.fields()) for past in self.history),
            published=Publication(**self.published.fields()),
            measures=self.measures,
            **(self.mending.fields() if self.mending else {}),
        )


def read_run(data: bytes, source: str, lang: str = "zh") -> Run:
    """The run in `data`, which `source` names in refusals. Raises ConfigError for whatever is no saved run of this form."""
    try:
        return _decode(data).run()
    except (ValueError, RecursionError) as fault:
        raise ConfigError(_refusal(data, source, lang, fault)) from None


def _decode(data: bytes) -> SavedRun:
    try:
        return msgspec.json.decode(data, type=SavedRun)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # A file name that is no text stands as a lone surrogate, which the quick reader refuses as it does a byte order mark.
        return msgspec.convert(json.loads(data.decode("utf-8-sig")), type=SavedRun, str_keys=True)


def _refusal(data: bytes, source: str, lang: str, fault: Exception) -> str:
    class Head(msgspec.Struct):
        schema: str

    again = f"gkcheck check {say(lang, '网站', 'SITE')} -f json -o {source}"
    try:
        schema = msgspec.json.decode(data, type=Head).schema
    except (ValueError, RecursionError):
        schema = ""
    if schema.startswith("gkcheck-report-") and schema != SCHEMA:
        zh = f"{source}: 报告的格式是 {schema[:40]}，这个版本的 gkcheck 读 {SCHEMA}。请用这个版本重新检查：{again}；格式更新的，请先升级 gkcheck。"
        en = f"{source}: the report has the form {schema[:40]}, this gkcheck reads {SCHEMA}. Check anew: {again}; for a newer form update gkcheck."
        return say(lang, zh, en)
    zh = f"{source}: 不是完整的 gkcheck JSON 报告（{fault}）。请重新生成：{again}。"
    en = f"{source}: no whole JSON report of gkcheck ({fault}). Make it anew: {again}."
    return say(lang, zh, en)
