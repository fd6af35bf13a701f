"""Service guides: their elements, what they demand, and whether what they say holds."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, Page, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about guides are written in."""
    from gkcheck_plugins.guide.basis import basis_in_force, proof_founded
    from gkcheck_plugins.guide.changes import changes_announced
    from gkcheck_plugins.guide.copies import copies_agree
    from gkcheck_plugins.guide.demands import material_specific, no_catch_all
    from gkcheck_plugins.guide.evaluation import evaluation_offered
    from gkcheck_plugins.guide.forms import form_downloadable
    from gkcheck_plugins.guide.inspection import guides_pass
    from gkcheck_plugins.guide.inventory import items_guided
    from gkcheck_plugins.guide.phones import phone_valid
    from gkcheck_plugins.guide.presence import guide_complete, guide_elements

    return [
        *(guide_elements, guides_pass, guide_complete),
        *(no_catch_all, material_specific, form_downloadable, phone_valid),
        *(basis_in_force, proof_founded, changes_announced, copies_agree, items_guided, evaluation_offered),
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.guide

    return [Path(folder) for folder in gkcheck_rules.guide.__path__]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Page], Any]]:
    """The lines of guides, where they name forms, and the matters of lists of services: for what needs the whole site."""
    from gkcheck_plugins.guide.forms import NAME as PLACES
    from gkcheck_plugins.guide.forms import form_places
    from gkcheck_plugins.guide.gaps import NAME, guide_facts
    from gkcheck_plugins.guide.inventory import NAME as LIST
    from gkcheck_plugins.guide.inventory import service_list

    return {NAME: guide_facts, PLACES: form_places, LIST: service_list}
