"""A saved run: the JSON report (`gkcheck check -f json`) read back into the `Run` that it was written from."""

import json
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from gkcheck.excerpt import Excerpt
from gkcheck.finding import Problem, Unjudged
from gkcheck.owners import Owner
from gkcheck.refusals import ConfigError, say
from gkcheck.reporters.jsonreport import SCHEMA
from gkcheck.rule import Norm
from gkcheck.run import Digests, PluginStatus, Publication, Repository, Run, Suppressed
from gkcheck.savedforms import (
    Count,
    Form,
    SavedCoverage,
    SavedDigests,
    SavedFinding,
    SavedMending,
    SavedNorm,
    SavedOwner,
    SavedPast,
    SavedPlugin,
    SavedProblem,
    SavedPublished,
    SavedQuarter,
    SavedRepository,
    SavedRule,
    SavedStanding,
    SavedSuppressed,
    SavedTool,
    SavedUnjudged,
    Text,
)
from gkcheck.standing import Past


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
    addresses: Text = msgspec.field(default_factory=dict)
    mending: SavedMending | None = None
    published: SavedPublished = SavedPublished()
    measures: dict[str, Any] = msgspec.field(default_factory=dict)
    departments: tuple[str, ...] = ()
    quarter: SavedQuarter | None = None

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
            departments=self.departments,
            unowned=self.unowned,
            quarter=self.quarter.quarter() if self.quarter else None,
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
