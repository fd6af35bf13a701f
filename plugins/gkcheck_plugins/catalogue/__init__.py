"""The disclosure catalogue: its columns stand, its items state attribute, basis, time limit, subject and channel."""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import Check, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.catalogue.attribute import catalogue_attribute
    from gkcheck_plugins.catalogue.cells import catalogue_cells
    from gkcheck_plugins.catalogue.columns import catalogue_columns

    return [catalogue_columns, catalogue_attribute, catalogue_cells]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.catalogue

    return [Path(gkcheck_rules.catalogue.__path__[0])]
