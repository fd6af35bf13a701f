"""SARIF 2.1.0 (errata 01), for forges, editors and archives; nothing in it depends on the clock or the machine."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from gkcheck.finding import Finding
from gkcheck.reporters.descriptors import describe_notifications, describe_rule, notification_reference, plain, stop
from gkcheck.reporters.message import problem_text
from gkcheck.reporters.results import BASE, Artifacts, Results
from gkcheck.reporters.taxonomy import Taxonomy, component
from gkcheck.reporters.wording import INFORMATION_URI, LOCALES
from gkcheck.reporters.write import dump
from gkcheck.run import PluginStatus, Run, Suppressed

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RESULT_LIMIT = 5000
"""GitHub shows so many results of a run."""
_SEMANTIC = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def render(run: Run, profile: str = "full") -> str:
    """The run as a SARIF log. Profile "full" holds all that is known, "github" what GitHub code scanning can use:
    no suppressed findings, questions for a person as notes, the gravest 5,000. Raises ValueError for another profile.
    """
    if profile not in ("full", "github"):
        raise ValueError(f"SARIF profile {profile!r} is not known; choose full or github")
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run, profile == "github")]}
    return dump(log)


def _run(run: Run, github: bool) -> dict[str, Any]:
    artifacts, taxonomy = Artifacts(run), Taxonomy(run)
    maker = Results(run, artifacts, taxonomy, github)
    chosen, left_out = _choose(run, github)
    results = [maker.result(*entry) for entry in chosen]
    if run.standing is not None and not github:  # GitHub closes what it is not told any more
        results += [maker.absent(known) for known in run.standing.fixed]
    log: dict[str, Any] = {
        "tool": {"driver": _driver(run, taxonomy), "extensions": [_extension(plugin) for plugin in run.plugins]},
        "taxonomies": [taxonomy.describe()],
        "automationDetails": {"id": _series(run)},
        "invocations": [_invocation(run, artifacts, left_out)],
        "originalUriBaseIds": {BASE: {"description": {"text": "The root of the repository."}}},
        "newlineSequences": ["\r\n", "\n", "\r"],
        "defaultEncoding": "utf-8",
        "columnKind": "utf16CodeUnits",
        "language": LOCALES.get(run.lang, "zh-CN"),
        "artifacts": artifacts.describe(),
        "results": results,
        "properties": _properties(run),
    }
    if not run.plugins:
        del log["tool"]["extensions"]
    if run.repository:
        log["versionControlProvenance"] = [_provenance(run)]
    return log


Chosen = tuple[Finding, str, Suppressed | None]


def _choose(run: Run, github: bool) -> tuple[list[Chosen], int]:
    told: list[Chosen] = [(found, name, None) for found, name in zip(run.findings, run.fingerprints, strict=True)]
    if not github:
        told += [(entry.finding, name, entry) for entry, name in zip(run.suppressed, run.hidden_fingerprints, strict=True)]
        return sorted(told, key=_place), 0
    # Questions for a person come last: they are the first that the limit cuts.
    told.sort(key=lambda entry: (-1 if not entry[0].review else 0, -entry[0].severity.rank, _place(entry)))
    return told[:RESULT_LIMIT], len(told[RESULT_LIMIT:])


def _place(entry: Chosen) -> tuple[str, int, int, str, str]:
    found = entry[0]
    return found.location.path, found.location.line, found.location.column, found.code, found.subject


def _driver(run: Run, taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "name": "gkcheck",
        **_version(run.version),
        "organization": "gkcheck",
        "informationUri": INFORMATION_URI,
        "language": LOCALES.get(run.lang, "zh-CN"),
        "rules": [describe_rule(run, rule, taxonomy) for rule in run.rules],
        "notifications": describe_notifications(run.lang, run.manual),
        "supportedTaxonomies": [component()],
    }


def _extension(plugin: PluginStatus) -> dict[str, Any]:
    # Without rules: readers look for these in the driver only; a rule names its plugin in its properties.
    facts = {"distribution": plugin.distribution, "status": plugin.status, "reason": plugin.reason}
    return {
        "name": plugin.name,
        **_version(plugin.version),
        "properties": {name: value for name, value in facts.items() if value},
    }


def _version(version: str) -> dict[str, str]:
    if _SEMANTIC.fullmatch(version):
        return {"version": version, "semanticVersion": version}
    return {"version": version} if version else {}


def _series(run: Run) -> str:
    # All before the last "/" is GitHub's category: it must stay the same for ever and name no folder of this machine.
    site = run.repository_prefix.strip("/")
    if not site and not run.in_repository:
        site = PurePosixPath(run.root).name
    return "/".join(part for part in ("gkcheck", site, run.today.isoformat()) if part)


def _invocation(run: Run, artifacts: Artifacts, left_out: int) -> dict[str, Any]:
    return {
        "executionSuccessful": run.exit_code != 3,
        "exitCode": run.exit_code,
        "toolExecutionNotifications": [*_notifications(run, artifacts), *_left_out(run, left_out)],
    }


def _notifications(run: Run, artifacts: Artifacts) -> Iterator[dict[str, Any]]:
    rules = {rule.code: rule for rule in run.rules}
    indexes = {rule.code: index for index, rule in enumerate(run.rules)}
    for problem in run.problems:
        known = problem.code in rules
        notification: dict[str, Any] = {
            "level": "error" if problem.incomplete else "warning",
            "message": {"text": stop(plain(problem_text(rules, problem, run.lang)))},
            "descriptor": notification_reference("GKN001" if known else "GKN002"),
        }
        if known:
            notification["associatedRule"] = {"id": problem.code, "index": indexes[problem.code]}
        if problem.path:
            place = {"artifactLocation": artifacts.address(problem.path)}
            notification["locations"] = [{"physicalLocation": place}]
        yield notification


def _left_out(run: Run, count: int) -> Iterator[dict[str, Any]]:
    if count:
        text = f"另有 {count} 个结果未列出." if run.lang == "zh" else f"{count} results were left out."
        yield {"level": "warning", "message": {"text": text}, "descriptor": notification_reference("GKN003")}


def _provenance(run: Run) -> dict[str, Any]:
    assert run.repository is not None
    uri, revision, branch = run.repository
    facts = {"repositoryUri": uri, "revisionId": revision, "branch": branch}
    return {**{name: value for name, value in facts.items() if value}, "mappedTo": {"uriBaseId": BASE}}


def _properties(run: Run) -> dict[str, Any]:
    seen = run.coverage
    unjudged: dict[str, dict[str, int]] = {}
    for entry in run.unjudged:
        reasons = unjudged.setdefault(entry.code, {})
        reasons[entry.reason] = reasons.get(entry.reason, 0) + 1
    return {
        "profile": run.profile,
        "asOf": run.today.isoformat(),
        "coverage": {
            "files": seen.files,
            "pages": seen.pages,
            "attachments": seen.attachments,
            "documents": seen.documents,
            **({"online": seen.asking.numbers()} if seen.asking is not None else {}),
            **({"snapshot": asdict(seen.snapshot)} if seen.snapshot is not None else {}),
            "unclassified": seen.unclassified,
            "unread": len(seen.unread),
            "kinds": dict(sorted(seen.kinds.items())),
            "silent": dict(sorted(seen.silent.items())),
        },
        **({"unverified": len(run.standing.unverified)} if run.standing is not None else {}),
        "unjudged": {code: dict(sorted(reasons.items())) for code, reasons in sorted(unjudged.items())},
    }
