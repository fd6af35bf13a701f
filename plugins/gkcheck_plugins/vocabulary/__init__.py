"""Checks for rule files without Python: a field, a pattern in text or title, a link, a date that is recent enough."""

from collections.abc import Iterable

from gkcheck.api import Check, hookimpl


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The checks of this family."""
    from gkcheck_plugins.vocabulary.dates import date_within
    from gkcheck_plugins.vocabulary.fields import required_field
    from gkcheck_plugins.vocabulary.links import required_link
    from gkcheck_plugins.vocabulary.patterns import text_pattern, title_pattern

    return [required_field, text_pattern, title_pattern, required_link, date_within]
