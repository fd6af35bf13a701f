"""Findings as code forges take them: sentence, place from the repository's root, and what is known of each from earlier runs."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gkcheck.finding import Finding, Problem
from gkcheck.patterns import expression
from gkcheck.reporters.message import message
from gkcheck.reporters.wording import pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run

FORGE = {
    "new": {"zh": "新增", "en": "new"},
    "unchanged": {"zh": "未改", "en": "unchanged"},
    "returned": {"zh": "反复出现", "en": "returned"},
    "fixed": {"zh": "已整改", "en": "fixed"},
    "unverified": {"zh": "待复查（没有读到）", "en": "to be checked again (not read)"},
    "state": {"zh": "【{state}】", "en": "[{state}] "},
    "label": {"zh": "{severity} {code} {title}", "en": "{severity} {code} {title}"},
    "not-shown": {
        "zh": "GitHub 每步每级只显示 {limit} 条注释；另有 {n} 处没有显示为注释，见本步骤日志",
        "en": "GitHub shows {limit} annotations of a level in one step; {n} more stand in the log of this step",
    },
    "log": {"zh": "没有显示为注释的 {n} 处", "en": "{n} not shown as annotations"},
    "in-order": {"zh": "{n} 处符合要求", "en": "{n} in order"},
    "accepted": {"zh": "已豁免：{reason}", "en": "accepted: {reason}"},
    "to-review": {"zh": "待人工核查：{text}", "en": "for a person to decide: {text}"},
    "known": {"zh": "基线中已知：{text}", "en": "known in the baseline: {text}"},
    "known-left-out": {"zh": "基线中已知 {n} 处，不显示为注释", "en": "{n} known in the baseline are no annotations"},
    "incomplete": {"zh": "没能检查", "en": "not checked"},
}
"""What the formats for forges say beside the rules' own texts."""

_UNPRINTABLE = expression(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Told(NamedTuple):
    """One finding, ready to be written. `rule` None = the run does not know it; `state` "" = nothing to compare with."""

    found: Finding
    rule: Rule | None
    text: str
    path: str
    fingerprint: str
    state: str

    @property
    def level(self) -> str:
        """note, warning, error or, where a person has to decide, review."""
        return "review" if self.found.review else self.found.severity.value


def tell(run: Run) -> list[Told]:
    """All findings of the run, in its order."""
    rules = {rule.code: rule for rule in run.rules}
    states: Mapping[str, str] = run.standing.states if run.standing is not None else {}
    told = []
    for found, name in zip(run.findings, run.fingerprints, strict=True):
        rule = rules.get(found.code)
        text = message(rule, found, run.lang) if rule else found.code
        told.append(Told(found, rule, text, repository_path(run, found.location.path), name, states.get(name, "")))
    return told


def repository_path(run: Run, path: str) -> str:
    """The path from the repository's root (without one, from the site's), as the forge writes it; signs that no file should bear are “?”."""
    return posixpath.normpath(_UNPRINTABLE.sub("?", run.repository_prefix + path)) if path else ""


def marked(run: Run, told: Told) -> str:
    """The sentence, with “new” or “returned” before it: what has long been known bears no mark."""
    if told.state not in ("new", "returned"):
        return told.text
    return say(FORGE, "state", run.lang, state=say(FORGE, told.state, run.lang)) + told.text


def label(run: Run, told: Told) -> str:
    """Code and title of the rule."""
    return f"{told.found.code} {pick(told.rule.title, run.lang)}" if told.rule else told.found.code


def accepted(run: Run, told: Told) -> bool:
    """Whether the finding stands in the baseline, so that it fails nothing. What was not read never does."""
    return run.standing is not None and run.standing.baseline and told.state == "unchanged"


def unread(run: Run) -> frozenset[tuple[str, str]]:
    """Code and path of findings that say what was not read or did not run."""
    return frozenset((problem.code, problem.path) for problem in run.problems if problem.incomplete)


def states_of(findings: Iterable[Told]) -> Counter[str]:
    """How many findings are new, unchanged or returned."""
    return Counter(told.state for told in findings if told.state)


def apart(run: Run) -> list[Problem]:
    """Problems that make the result incomplete and are no finding (a plugin that failed): each format has to tell them as well."""
    told = {(found.code, found.location.path) for found in run.findings}
    return [problem for problem in run.problems if problem.incomplete and (problem.code, problem.path) not in told]
