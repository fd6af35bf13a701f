"""Decisions: what a work plan promises is published."""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import Check, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.decision.commitments import commitments_met

    return [commitments_met]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.decision

    return [Path(gkcheck_rules.decision.__path__[0])]
