"""The disclosure catalogue and its platform: columns, items, what they cover and lead to, guide, fixed columns."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.catalogue.age import catalogue_current
    from gkcheck_plugins.catalogue.attribute import catalogue_attribute
    from gkcheck_plugins.catalogue.cells import catalogue_cells
    from gkcheck_plugins.catalogue.columns import catalogue_columns
    from gkcheck_plugins.catalogue.coverage import statutory_items_covered
    from gkcheck_plugins.catalogue.duplicates import items_unique
    from gkcheck_plugins.catalogue.entry import catalogue_on_home
    from gkcheck_plugins.catalogue.handbook_checks import disclosure_guide
    from gkcheck_plugins.catalogue.linkage import items_linked
    from gkcheck_plugins.catalogue.orphans import pages_in_catalogue
    from gkcheck_plugins.catalogue.platform import platform_columns
    from gkcheck_plugins.catalogue.scope import catalogue_scope
    from gkcheck_plugins.catalogue.targets import list_reaches_target
    from gkcheck_plugins.catalogue.topics import topics_covered

    return [
        catalogue_columns,
        catalogue_attribute,
        catalogue_cells,
        items_linked,
        catalogue_on_home,
        statutory_items_covered,
        catalogue_current,
        topics_covered,
        disclosure_guide,
        platform_columns,
        items_unique,
        pages_in_catalogue,
        catalogue_scope,
        list_reaches_target,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.catalogue

    return [Path(gkcheck_rules.catalogue.__path__[0])]


@hookimpl
def gkcheck_documents() -> dict[str, Callable[[Any], Iterable[str]]]:
    """The files that pages offer as a catalogue."""
    from gkcheck_plugins.catalogue.files import catalogue_files

    return dict.fromkeys(("catalogue", "article", "list", "home", ""), catalogue_files)


@hookimpl
def gkcheck_document_names() -> dict[str, Callable[[str], bool]]:
    """Files of the repository that are called a catalogue."""
    from gkcheck_plugins.catalogue.files import is_called_catalogue

    return {"catalogue": is_called_catalogue}


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Any], Any]]:
    """Items of catalogues, entries of the home page, the guide to disclosure, the columns of the platform, and the length of lists."""
    from gkcheck_plugins.catalogue import extract, handbook, home, listlength, platform

    return {
        extract.NAME: extract.catalogue_facts,
        home.NAME: home.home_entries,
        handbook.NAME: handbook.guide_facts,
        platform.NAME: platform.platform_facts,
        listlength.LIST_LENGTH: listlength.list_length,
    }
