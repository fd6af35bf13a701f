"""Attachments are there. The rules are written in the words of the links plugin: an attachment is what a link leads to."""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.attachments

    return [Path(folder) for folder in gkcheck_rules.attachments.__path__]
