"""Made-up reports for the scorecard: coverage and findings by hand, in the form that `gkcheck check -f json` writes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gkcheck.inspection.indicators import read_indicators
from gkcheck.inspection.judging import score_run
from gkcheck.inspection.report import Told
from gkcheck.inspection.scorecard import Card, Line
from gkcheck.run import Run
from gkcheck.saved import read_run

PLAN = read_indicators()
SLUGS = {code: f"rule-{code.lower()}" for code in PLAN.codes}
HOME = ("index.html",)


def finding(code: str, path: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    """One finding as a report tells it; `days_left`, `variant` and `review` make it an early warning or a question."""
    variant = changes.pop("variant", "default")
    arguments = {name: str(changes.pop(name)) for name in ("days_left", "column") if name in changes}
    review = changes.pop("review", False)
    return {
        "code": code,
        "severity": "error",
        "kind": "review" if review else "fail",
        "path": path,
        "line": number,
        "column": 1,
        "end_column": 0,
        "part": "",
        "message": {"variant": variant, "arguments": arguments},
        "subject": path,
        "related": [],
        "fixes": [],
        "fingerprint": f"{code}-{path}-{number}-{variant}",
        **changes,
    }


def suppressed(item: dict[str, Any]) -> dict[str, Any]:
    """A finding that somebody accepted."""
    return {"finding": item, "origin": "file", "reason": "", "approver": "", "until": None}


def columns(code: str, count: int, **changes: Any) -> list[dict[str, Any]]:
    """Findings on so many columns."""
    return [finding(code, f"lm{number}/index.html", **changes) for number in range(count)]


def saved(
    findings: Iterable[dict[str, Any]] = (),
    rules: Mapping[str, tuple[int, int, int]] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """A report. `rules` are tallies (applicable, breached, unjudged); those not given are of 100 pages, all in order."""
    findings = list(findings)
    tallies = dict.fromkeys(PLAN.codes, (100, 0, 0)) if rules is None else dict(rules)
    for item in findings:
        applicable, breached, unjudged = tallies.get(item["code"], (100, 0, 0))
        tallies[item["code"]] = (applicable, max(breached, 1), unjudged)
    coverage = {
        "files": 100,
        "read": {},
        "unseen": [],
        "unanswered": [],
        "pages": 100,
        "kinds": {},
        "unclassified": 0,
        "attachments": 0,
        "online": None,
        "documents": 0,
        "unread": [],
        "rules": {c: dict(zip(("applicable", "breached", "unjudged"), t, strict=True)) for c, t in tallies.items()},
        "silent": {},
    }
    return {
        "schema": "gkcheck-report-2",
        "tool": {"name": "gkcheck", "version": "0.1.0"},
        "root": "site",
        "display_prefix": "site/",
        "repository_prefix": "",
        "in_repository": False,
        "repository": None,
        "digests": None,
        "as_of": "2026-11-22",
        "profile": "",
        "lang": "zh",
        "fail_on": "error",
        "exit_code": 0,
        "whole": True,
        "findings": findings,
        "suppressed": [],
        "unjudged": [],
        "problems": [],
        "plugins": [],
        "unowned": None,
        "owners": {},
        "standing": None,
        "history": [],
        "rules": [],
        "norms": {},
        "files": {},
        "mending": None,
        "coverage": {**coverage, **changes.pop("coverage", {})},
        **changes,
    }


def loaded(report: dict[str, Any]) -> Run:
    """The report as the command reads it."""
    return read_run(json.dumps(report).encode(), "run.json")


def retell(item: Told) -> str:
    """A sentence for a finding of a rule that nobody knows."""
    return f"{item.code} 在 {item.path}"


def score(report: dict[str, Any], **changes: Any) -> Card:
    """The scorecard of a report, by the indicators that ship."""
    return score_run(loaded(report), PLAN, SLUGS, **{"home": HOME, **changes})


def line(card: Card, code: str) -> Line:
    """One indicator of the scorecard."""
    return next(entry for entry in card.lines if entry.indicator.code == code)
