"""Official documents say what they are: elements, document number, disclosure attribute."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, Page, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about documents are written in."""
    from gkcheck_plugins.document.attribute import attribute_public, attribute_stated
    from gkcheck_plugins.document.copies import number_unique
    from gkcheck_plugins.document.elements import elements_present
    from gkcheck_plugins.document.filings import filings_current
    from gkcheck_plugins.document.number import number_well_formed, number_year
    from gkcheck_plugins.document.rate import disclosure_rate

    return [
        elements_present,
        number_well_formed,
        number_year,
        number_unique,
        attribute_stated,
        attribute_public,
        filings_current,
        disclosure_rate,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.document

    return [Path(folder) for folder in gkcheck_rules.document.__path__]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Page], Any]]:
    """Where a policy page shows its number, for findings that the whole site is needed for."""
    from gkcheck_plugins.document.number import NUMBER_PLACE, number_place

    return {NUMBER_PLACE: number_place}
