"""Policies and their interpretations: each has one, of the same day, linked both ways."""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import Check, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.policy.dates import same_day
    from gkcheck_plugins.policy.links import linked_pair
    from gkcheck_plugins.policy.presence import interpreted, interprets_held_document

    return [interpreted, same_day, linked_pair, interprets_held_document]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.policy

    return [Path(gkcheck_rules.policy.__path__[0])]
