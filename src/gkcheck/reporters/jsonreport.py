"""The report for other programs: everything, in a form that keeps its meaning between versions.

`gkcheck.saved` reads it back into the same run: what a reporter may ask of a `Run` stands here without loss.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from gkcheck.finding import Finding, Location, Problem
from gkcheck.reporters.message import bases, message, problem_text
from gkcheck.reporters.summary import LEVELS, levels
from gkcheck.reporters.wording import INFORMATION_URI, pick, say
from gkcheck.reporters.write import dump
from gkcheck.rule import Rule
from gkcheck.run import Run, Suppressed
from gkcheck.standing import Quarter, Standing
from gkcheck.texts import REASONS, ROLES

SCHEMA = "gkcheck-report-2"
"""Changes when a reader of the old form would misread the new one; see `gkcheck/schemas/report.schema.json`."""


def render(run: Run) -> str:
    """The whole run as JSON; the same run gives the same text."""
    rules = {rule.code: rule for rule in run.rules}
    report = {
        "schema": SCHEMA,
        "tool": {"name": "gkcheck", "version": run.version, "information_uri": INFORMATION_URI},
        "root": run.root,
        "display_prefix": run.display_prefix,
        **({"addresses": dict(sorted(run.addresses.items()))} if run.addresses else {}),
        "repository_prefix": run.repository_prefix,
        "in_repository": run.in_repository,
        "repository": run.repository._asdict() if run.repository else None,
        "digests": run.digests._asdict() if run.digests else None,
        "as_of": run.today.isoformat(),
        "profile": run.profile,
        "lang": run.lang,
        "manual": run.manual,
        "fail_on": run.fail_on,
        "exit_code": run.exit_code,
        "complete": run.exit_code != 3,
        "whole": run.whole,
        "summary": _summary(run),
        "findings": [_finding(run, rules, *pair) for pair in zip(run.findings, run.fingerprints, strict=True)],
        "suppressed": [_suppressed(run, rules, *pair) for pair in zip(run.suppressed, run.hidden_fingerprints, strict=True)],
        "unjudged": [_unjudged(run, entry.code, entry.path, entry.reason) for entry in run.unjudged],
        "problems": [_problem(run, rules, problem) for problem in run.problems],
        "plugins": [plugin._asdict() for plugin in run.plugins],
        "coverage": _coverage(run, rules),
        "owners": {path: owner._asdict() for path, owner in sorted(run.owners.items())},
        "departments": list(run.departments),
        "unowned": run.unowned,
        "standing": _standing(run.standing) if run.standing else None,
        "history": [past._asdict() for past in run.history],
        "quarter": _quarter(run.quarter) if run.quarter else None,
        "rules": [describe_rule(rule) for rule in run.rules],
        "norms": {key: asdict(norm) for key, norm in sorted(run.norms.items())},
        "files": dict(sorted(run.quotes.items())),
        "mending": _mending(run),
        "published": run.published._asdict(),
        "measures": run.measures,
    }
    return dump(report, lossless=True)


def _quarter(quarter: Quarter) -> dict[str, Any]:
    return {"name": quarter.name, "day": quarter.day, "changes": [change._asdict() for change in quarter.changes]}


def _mending(run: Run) -> Any:
    """What ledger and notice need besides: names of pages, terms, indicators, and the ledger that came back."""
    told = {name: getattr(run, name) for name in ("pages", "site_name", "terms", "inspection", "returned")}
    return msgspec.to_builtins(told, str_keys=True, order="deterministic")


def _summary(run: Run) -> dict[str, int]:
    counts = levels(run)
    told = {level: counts[level] for level in LEVELS}
    return {**told, "suppressed": len(run.suppressed), "unjudged": len(run.unjudged), "problems": len(run.problems)}


def _place(run: Run, location: Location) -> dict[str, Any]:
    return {
        "path": location.path,
        "display_path": run.display_prefix + location.path if run.coverage.snapshot is None else run.shown(location.path),
        **({"address": address} if (address := run.address(location.path)) else {}),
        "line": location.line,
        "column": location.column,
        "end_column": location.end_column,
        "part": location.part,
    }


def _finding(run: Run, rules: Mapping[str, Rule], found: Finding, fingerprint: str) -> dict[str, Any]:
    rule = rules.get(found.code)
    text = message(rule, found, run.lang) if rule else found.code
    owner, standing = run.owner(found.location.path, found.code), run.standing
    first_seen = standing.first_seen.get(fingerprint) if standing else None
    related = [
        {"role": entry.role, "text": say(ROLES, entry.role, run.lang), **_place(run, entry.location)}
        for entry in found.related
    ]
    return {
        "code": found.code,
        "slug": rule.slug if rule else "",
        "severity": found.severity.value,
        "kind": "review" if found.review else "fail",
        **_place(run, found.location),
        "message": {"text": text, "variant": found.variant, "arguments": dict(sorted(found.arguments.items()))},
        "subject": found.subject,
        "title": pick(rule.title, run.lang) if rule else "",
        "basis": [_basis(entry) for entry in bases(run, rule)] if rule else [],
        "hint": pick(rule.hint, run.lang) if rule else "",
        "related": related,
        "fixes": [{**_place(run, change.location), "text": change.text} for change in found.fixes],
        "fingerprint": fingerprint,
        "owner": owner._asdict() if owner.lead else None,
        "state": standing.states.get(fingerprint, "") if standing else "",
        "first_seen": first_seen.isoformat() if first_seen else None,
    }


def _basis(entry: Sequence[str]) -> dict[str, str]:
    key, title, number, article = entry
    return {"key": key, "norm": title, "number": number, "article": article}


def _suppressed(run: Run, rules: Mapping[str, Rule], entry: Suppressed, fingerprint: str) -> dict[str, Any]:
    return {
        "finding": _finding(run, rules, entry.finding, fingerprint),
        "origin": entry.origin,
        "reason": entry.reason,
        "approver": entry.approver,
        "until": entry.until.isoformat() if entry.until else None,
    }


def _unjudged(run: Run, code: str, path: str, reason: str) -> dict[str, str]:
    return {"code": code, "path": path, "reason": reason, "text": say(REASONS, reason, run.lang)}


def _problem(run: Run, rules: Mapping[str, Rule], problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "path": problem.path,
        "text": problem_text(rules, problem, run.lang),
        "variant": problem.variant,
        "arguments": dict(sorted(problem.arguments.items())),
        "incomplete": problem.incomplete,
    }


def _coverage(run: Run, rules: Mapping[str, Rule]) -> dict[str, Any]:
    seen = run.coverage
    tallies = {
        code: {
            "applicable": tally.applicable,
            "breached": tally.breached,
            "unjudged": tally.unjudged,
            "in_order": tally.in_order,
        }
        for code, tally in sorted(seen.tallies.items())
    }
    return {
        "files": seen.files,
        "pages": seen.pages,
        "kinds": dict(sorted(seen.kinds.items())),
        "unclassified": seen.unclassified,
        "attachments": seen.attachments,
        "documents": seen.documents,
        "online": seen.asking.numbers() if seen.asking is not None else None,
        **({"snapshot": asdict(seen.snapshot)} if seen.snapshot is not None else {}),
        "unread": [_problem(run, rules, problem) for problem in seen.unread],
        "rules": tallies,
        "silent": dict(sorted(seen.silent.items())),
        "read": dict(sorted(seen.read.items())),
        "unseen": seen.unseen,
        "unanswered": seen.unanswered,
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "states": dict(sorted(standing.states.items())),
        "first_seen": dict(sorted(standing.first_seen.items())),
        "fixed": [known._asdict() for known in standing.fixed],
        "unverified": [known._asdict() for known in standing.unverified],
        "formerly": dict(sorted(standing.formerly.items())),
        "baseline": standing.baseline,
    }


def describe_rule(rule: Rule) -> dict[str, Any]:
    """A rule as it ran, in plain values."""
    # Where its files lie is this machine's business: data files and ledgers are told by name.
    return {
        "code": rule.code,
        "slug": rule.slug,
        "title": dict(rule.title),
        "why": dict(rule.why),
        "hint": dict(rule.hint),
        "basis": rule.basis,
        "severity": rule.severity.value,
        "kinds": sorted(rule.kinds),
        "messages": {variant: dict(text) for variant, text in rule.messages.items()},
        "check": rule.check,
        "scope": rule.scope,
        "options": dict(rule.options),
        "family": rule.family,
        "data": sorted(rule.data),
        "ledgers": sorted(rule.ledgers),
        "documents": rule.documents,
        "extensions": rule.extensions,
        "confidential": rule.confidential,
    }
