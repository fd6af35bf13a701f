"""Policies and their interpretations: each has one, of the same day, linked both ways, and it says something."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.policy.consulted import enterprise_consulted
    from gkcheck_plugins.policy.context import context_links
    from gkcheck_plugins.policy.copied import own_words
    from gkcheck_plugins.policy.dates import same_day
    from gkcheck_plugins.policy.disclosure import disclosure_asked
    from gkcheck_plugins.policy.drafts import draft_interpreted
    from gkcheck_plugins.policy.elements import interpretation_elements
    from gkcheck_plugins.policy.english import english_text
    from gkcheck_plugins.policy.forms import visual_form
    from gkcheck_plugins.policy.links import linked_pair
    from gkcheck_plugins.policy.major import first_interpreter, followed_up
    from gkcheck_plugins.policy.presence import interpreted, interprets_held_document
    from gkcheck_plugins.policy.services import service_linked
    from gkcheck_plugins.policy.tags import policy_tagged
    from gkcheck_plugins.policy.themes import policy_in_theme

    return [
        interpreted,
        same_day,
        linked_pair,
        interprets_held_document,
        interpretation_elements,
        own_words,
        visual_form,
        draft_interpreted,
        context_links,
        service_linked,
        policy_tagged,
        policy_in_theme,
        english_text,
        followed_up,
        enterprise_consulted,
        disclosure_asked,
        first_interpreter,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.policy

    return [Path(gkcheck_rules.policy.__path__[0])]


@hookimpl
def gkcheck_measures() -> dict[str, Callable[[Any, Any], Any]]:
    """How long after their policies the interpretations come."""
    from gkcheck_plugins.policy import measure

    return {measure.NAME: measure.interpretation_gaps}


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Any], Any]]:
    """What policies, interpretations and drafts say, as small facts."""
    from gkcheck_plugins.policy import facts

    return {
        facts.POLICY: facts.policy_facts,
        facts.READING: facts.reading_facts,
        facts.DRAFT: facts.consultation_facts,
    }
