"""Publish dates are possible: not in the future, and not long before version control saw the page for the first time."""

from collections.abc import Iterator, Mapping
from datetime import date

from gkcheck.api import Finding, Rule, Site, site_check

_MOVED, _APART = 3, 31
"""Pages of one day, and days between their dates, that make a move of old pages."""

@site_check("dates-possible", days={"type": "integer", "minimum": 0, "default": 7})
def dates_possible(site: Site, rule: Rule) -> Iterator[Finding]:
    """No page is dated after the day of the run, or more than `days` before its file was added under version control.

    The second needs a person: a page may have stood elsewhere before. Files that came in with a whole import say nothing, nor
    do three or more that came in on one day and are dated more than a month apart: they were moved here.
    So does the first of a content repository (Markdown): many generators hold back a page until its day.
    """
    added = site.added()
    moved = _days_of_moves(site, added, rule.options["days"])
    for page in site.pages.values():
        published = page.published
        if published is None:
            continue
        if published > site.today:
            held = page.path.endswith((".md", ".markdown"))
            yield rule.finding(page, variant="future", subject="future", review=held, published=published)
        first = added.get(page.path)
        if first is not None and first not in moved and (first - published).days > rule.options["days"]:
            yield rule.finding(
                page, variant="earlier", subject="earlier", review=True, published=published, added=first, days=(first - published).days
            )


def _days_of_moves(site: Site, added: Mapping[str, date], days: int) -> set[date]:
    """Days on which several older pages of very different dates came in together."""
    told: dict[date, list[date]] = {}
    for page in site.pages.values():
        first, published = added.get(page.path), page.published
        if first is not None and published is not None and (first - published).days > days:
            told.setdefault(first, []).append(published)
    return {day for day, found in told.items() if len(found) >= _MOVED and (max(found) - min(found)).days > _APART}
