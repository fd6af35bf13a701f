"""Pages say what they are: labels of site, column and content in the head, the source, and the marks of the footer."""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import Check, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about page labels and site marks are written in."""
    from gkcheck_plugins.labels.footer import footer_marks
    from gkcheck_plugins.labels.presence import labels_present
    from gkcheck_plugins.labels.source import source_agrees
    from gkcheck_plugins.labels.values import labels_well_formed

    return [labels_present, labels_well_formed, source_agrees, footer_marks]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.labels

    return [Path(folder) for folder in gkcheck_rules.labels.__path__]
