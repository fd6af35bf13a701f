"""The scorecard for other programs; described by `gkcheck/schemas/inspection.schema.json`."""

from typing import Any

from gkcheck.inspection.report import Told
from gkcheck.inspection.scorecard import Card, Line, Score
from gkcheck.inspection.telling import Retell, standing_of, verdict
from gkcheck.reporters.message import problem_text
from gkcheck.reporters.wording import INFORMATION_URI, pick
from gkcheck.reporters.write import dump

SCHEMA = "gkcheck-inspection-1"
"""Changes when a reader of the old form would misread the new one."""


def render_json(card: Card, norm: str, retell: Retell, lang: str, *, verbose: bool = False) -> str:
    """The whole scorecard; all findings are in it, whatever `verbose` says."""
    run = card.run
    rules = {rule.code: rule for rule in run.rules}
    return dump(
        {
            "schema": SCHEMA,
            "tool": {"name": "gkcheck", "version": run.version, "information_uri": INFORMATION_URI},
            "norm": {"key": card.plan.norm, "text": norm},
            "root": run.root,
            "as_of": run.today.isoformat(),
            "profile": run.profile,
            "lang": lang,
            "exit_code": card.exit_code,
            "complete": run.exit_code != 3,
            "services": card.services,
            "vetoes": {
                **{state: card.vetoes(state) for state in ("hit", "review", "soon", "open", "partial", "clear")},
                "unverified": card.unverified,
            },
            "deducted": card.deducted,
            "score": card.score,
            "verdict": verdict(card, lang),
            "indicators": [_line(card, line, retell, lang) for line in card.lines],
            "unread": [{"path": item.path, "text": problem_text(rules, item, lang)} for item in run.coverage.unread],
        }
    )


def _line(card: Card, line: Line, retell: Retell, lang: str) -> dict[str, Any]:
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
        "conditions": [_score(card, line, score, retell, lang) for score in line.scores],
    }


def _score(card: Card, line: Line, score: Score, retell: Retell, lang: str) -> dict[str, Any]:
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
        "findings": [_told(card, item, retell) for item in score.found],
        "review": [_told(card, item, retell) for item in score.doubtful],
        "early": [_told(card, item, retell) for item in score.early],
    }


def _told(card: Card, item: Told, retell: Retell) -> dict[str, Any]:
    at = item.finding.location
    return {
        "code": item.code,
        "path": at.path,
        "display_path": card.run.display_prefix + at.path,
        "line": at.line,
        "column": at.column,
        "part": at.part,
        "subject": item.finding.subject,
        "text": retell(item),
        "fingerprint": item.fingerprint,
    }
