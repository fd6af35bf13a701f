"""The scorecard for other programs; described by `gkcheck/schemas/inspection.schema.json`."""

from typing import Any

from gkcheck.inspection.report import Told
from gkcheck.inspection.scorecard import Card, Line, Score
from gkcheck.inspection.telling import Retell, standing_of, verdict
from gkcheck.reporters.wording import INFORMATION_URI, pick
from gkcheck.reporters.write import dump

SCHEMA = "gkcheck-inspection-1"
"""Changes when a reader of the old form would misread the new one."""


def render_json(card: Card, norm: str, retell: Retell, lang: str, *, verbose: bool = False) -> str:
    """The whole scorecard; all findings are in it, whatever `verbose` says."""
    report = card.report
    return dump(
        {
            "schema": SCHEMA,
            "tool": {"name": "gkcheck", "version": report.tool.version, "information_uri": INFORMATION_URI},
            "norm": {"key": card.plan.norm, "text": norm},
            "root": report.root,
            "as_of": report.as_of.isoformat(),
            "profile": report.profile,
            "lang": lang,
            "exit_code": card.exit_code,
            "complete": report.complete,
            "services": card.services,
            "vetoes": {
                **{state: card.vetoes(state) for state in ("hit", "review", "soon", "open", "partial", "clear")},
                "unverified": card.unverified,
            },
            "deducted": card.deducted,
            "score": card.score,
            "verdict": verdict(card, lang),
            "indicators": [_line(line, retell, lang) for line in card.lines],
            "unread": [{"path": item.path, "text": item.text} for item in report.coverage.unread],
        }
    )


def _line(line: Line, retell: Retell, lang: str) -> dict[str, Any]:
    indicator = line.indicator
    return {
        "code": indicator.code,
        "part": indicator.part,
        "group": pick(indicator.group, lang),
        "name": pick(indicator.name, lang),
        "standing": indicator.standing,
        "state": line.state,
        "verified": line.verified,
        "points": indicator.points,
        "deducted": line.deducted,
        "conditions": [_score(line, score, retell, lang) for score in line.scores],
    }


def _score(line: Line, score: Score, retell: Retell, lang: str) -> dict[str, Any]:
    condition = score.condition
    return {
        "text": pick(condition.text, lang),
        "window": pick(condition.window, lang),
        "standing": standing_of(line, score),
        "state": score.state,
        "verified": score.verified,
        "count": score.count,
        "threshold": score.threshold,
        "warn": condition.warn,
        "days_left": score.days_left,
        "points": condition.points,
        "deducted": score.deducted,
        "suppressed": score.suppressed,
        "needs": list(condition.needs),
        "rules": [
            {"code": service.code, "state": service.state, "reason": service.reason, "unjudged": service.unjudged}
            for service in score.services
        ],
        "findings": [_told(item, retell) for item in score.found],
        "review": [_told(item, retell) for item in score.doubtful],
        "early": [_told(item, retell) for item in score.early],
    }


def _told(item: Told, retell: Retell) -> dict[str, Any]:
    return {
        "code": item.code,
        "path": item.path,
        "display_path": item.display_path,
        "line": item.line,
        "column": item.column,
        "part": item.part,
        "subject": item.subject,
        "text": retell(item),
        "fingerprint": item.fingerprint,
    }
