"""Attachments are there, are what their names say, open, and hold no more than they show.

That they are there is told in the words of the links plugin: an attachment is what a link leads to.
"""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import Check, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about attachments are written in."""
    from gkcheck_plugins.attachments.hidden import hides_nothing
    from gkcheck_plugins.attachments.mismatch import is_what_its_name_says
    from gkcheck_plugins.attachments.readable import opens

    return [is_what_its_name_says, opens, hides_nothing]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.attachments

    return [Path(folder) for folder in gkcheck_rules.attachments.__path__]
