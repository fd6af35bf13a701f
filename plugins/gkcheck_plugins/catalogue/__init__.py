"""The disclosure catalogue: its columns stand, its items state attribute, basis, time limit, subject and channel."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, Page, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.catalogue.attribute import catalogue_attribute
    from gkcheck_plugins.catalogue.cells import catalogue_cells
    from gkcheck_plugins.catalogue.columns import catalogue_columns
    from gkcheck_plugins.catalogue.targets import list_reaches_target

    return [catalogue_columns, catalogue_attribute, catalogue_cells, list_reaches_target]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.catalogue

    return [Path(gkcheck_rules.catalogue.__path__[0])]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Page], Any]]:
    """How long the lists of a page are, for the numbers that a ledger promises."""
    from gkcheck_plugins.catalogue.listlength import LIST_LENGTH, list_length

    return {LIST_LENGTH: list_length}
