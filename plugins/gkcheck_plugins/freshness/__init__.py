"""Columns and their freshness: what the inspection asks of home page, columns, topics and yearly pages."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.freshness.accounts import accounts_registered
    from gkcheck_plugins.freshness.blank import column_filled
    from gkcheck_plugins.freshness.cycle import columns_on_cycle
    from gkcheck_plugins.freshness.dated import page_dated
    from gkcheck_plugins.freshness.english import english_current
    from gkcheck_plugins.freshness.event import yearly_event
    from gkcheck_plugins.freshness.home import home_current
    from gkcheck_plugins.freshness.lists import list_current
    from gkcheck_plugins.freshness.window import columns_current
    from gkcheck_plugins.freshness.yearly import yearly_page

    return [
        home_current,
        columns_current,
        column_filled,
        columns_on_cycle,
        yearly_page,
        list_current,
        english_current,
        yearly_event,
        accounts_registered,
        page_dated,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The rules of this family."""
    import gkcheck_rules.freshness

    return [Path(gkcheck_rules.freshness.__path__[0])]


@hookimpl
def gkcheck_measures() -> dict[str, Callable[[Any, Any], Any]]:
    """How old the columns are."""
    from gkcheck_plugins.freshness import measure

    return {measure.NAME: measure.column_ages}


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Any], Any]]:
    """What pages on yearly events speak of, and the new-media accounts that pages lead to."""
    from gkcheck_plugins.freshness import media, occasion

    return {occasion.NAME: occasion.occasion_facts, media.NAME: media.media_links}
