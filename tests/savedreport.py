"""Made-up reports for the scorecard: coverage and findings by hand, in the form that `gkcheck check -f json` writes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gkcheck.inspection.indicators import read_indicators
from gkcheck.inspection.judging import score_report
from gkcheck.inspection.report import Report, read_report
from gkcheck.inspection.scorecard import Card, Line

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
        "kind": "review" if review else "fail",
        "path": path,
        "display_path": f"site/{path}",
        "line": number,
        "column": 1,
        "part": "",
        "message": {"text": f"{code} 在 {path}", "variant": variant, "arguments": arguments},
        "subject": path,
        "fingerprint": f"{code}-{path}-{number}-{variant}",
        **changes,
    }


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
        "pages": 100,
        "documents": 0,
        "unread": [],
        "rules": {c: dict(zip(("applicable", "breached", "unjudged"), t, strict=True)) for c, t in tallies.items()},
        "silent": {},
    }
    return {
        "schema": "gkcheck-report-1",
        "tool": {"name": "gkcheck", "version": "0.1.0"},
        "root": "site",
        "as_of": "2026-11-22",
        "profile": "",
        "lang": "zh",
        "complete": True,
        "findings": findings,
        "suppressed": [],
        "unjudged": [],
        "problems": [],
        "coverage": {**coverage, **changes.pop("coverage", {})},
        **changes,
    }


def loaded(report: dict[str, Any]) -> Report:
    """The report as the command reads it."""
    return read_report(json.dumps(report).encode(), "run.json")


def score(report: dict[str, Any], **changes: Any) -> Card:
    """The scorecard of a report, by the indicators that ship."""
    return score_report(loaded(report), PLAN, SLUGS, **{"home": HOME, **changes})


def line(card: Card, code: str) -> Line:
    """One indicator of the scorecard."""
    return next(entry for entry in card.lines if entry.indicator.code == code)
