"""Decisions: their yearly catalogue, how the public was heard, budgets, and what a work plan promises."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.decision.budget import budget_published
    from gkcheck_plugins.decision.commitments import commitments_met
    from gkcheck_plugins.decision.consultation import consultation_long_enough
    from gkcheck_plugins.decision.items import decision_interpreted, decision_linked
    from gkcheck_plugins.decision.meetings import attendance_answered, representatives_attend
    from gkcheck_plugins.decision.opinions import feedback_given, feedback_in_time
    from gkcheck_plugins.decision.yearly import decision_catalogue_published

    return [
        decision_catalogue_published,
        decision_linked,
        consultation_long_enough,
        feedback_given,
        feedback_in_time,
        representatives_attend,
        attendance_answered,
        decision_interpreted,
        budget_published,
        commitments_met,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.decision

    return [Path(gkcheck_rules.decision.__path__[0])]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Any], Any]]:
    """Consultations, what tells of opinions, catalogues of decisions, and meetings with representatives, as small facts."""
    from gkcheck_plugins.decision import catalogue, drafts, meetings

    return {
        drafts.CONSULTATION: drafts.consultation_facts,
        drafts.FEEDBACK: drafts.feedback_facts,
        catalogue.CATALOGUE: catalogue.catalogue_facts,
        meetings.MEETING: meetings.meeting_facts,
    }
