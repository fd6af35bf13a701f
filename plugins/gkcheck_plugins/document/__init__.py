"""Official documents say what they are: elements, number, dates, disclosure attribute, validity, attachments."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, Page, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about documents are written in."""
    from gkcheck_plugins.document.attribute import attribute_public, attribute_stated
    from gkcheck_plugins.document.citations import citations_current
    from gkcheck_plugins.document.classification import classes_known
    from gkcheck_plugins.document.copies import number_unique
    from gkcheck_plugins.document.dateform import signing_date_form
    from gkcheck_plugins.document.elements import elements_present
    from gkcheck_plugins.document.enclosures import attachments_linked
    from gkcheck_plugins.document.filings import filings_current
    from gkcheck_plugins.document.lifetime import validity_marked
    from gkcheck_plugins.document.marks import normative_marks
    from gkcheck_plugins.document.number import number_well_formed, number_year
    from gkcheck_plugins.document.rate import disclosure_rate
    from gkcheck_plugins.document.release import published_in_time
    from gkcheck_plugins.document.title import titles_agree

    return [
        *(elements_present, titles_agree, attachments_linked, classes_known),
        *(number_well_formed, number_year, number_unique),
        *(attribute_stated, attribute_public),
        *(signing_date_form, published_in_time),
        *(validity_marked, normative_marks, citations_current),
        *(filings_current, disclosure_rate),
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.document

    return [Path(folder) for folder in gkcheck_rules.document.__path__]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Page], Any]]:
    """Where a policy page shows its number, and what it says of validity: for findings that need the whole site."""
    from gkcheck_plugins.document.number import NUMBER_PLACE, number_place
    from gkcheck_plugins.document.validity import VALIDITY, validity_facts

    return {NUMBER_PLACE: number_place, VALIDITY: validity_facts}
