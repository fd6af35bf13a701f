"""Check: a catalogue was brought up to date not longer ago than the configured number of months."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.catalogue.dates import last_change, older_than
from gkcheck_plugins.catalogue.extract import NAME
from gkcheck_plugins.catalogue.files import catalogues_of

_EDITION = expression(r"[（(\[〔][^（）()]{0,12}[)）\]〕]|(?:19|20)\d\d\s*年?度?版?|\s+")


@site_check(
    "catalogue-current",
    months={
        "type": "integer",
        "minimum": 1,
        "default": 24,
        "title": "最多多少个月没有更新",
        "description": "months at most since the last update",
    },
)
def catalogue_current(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The newest edition of each catalogue is dated within `months`: by its dates, its entries or the year of its edition.

    Old editions may stay on the site. Documents that issue a catalogue have a date of their own and are left out, as are
    catalogues whose table could not be read: whether that is the catalogue itself is not known.
    """
    editions: dict[str, list[tuple[date | None, SitePage]]] = {}
    for page in catalogues_of(site):
        facts: dict[str, Any] | None = page.extra(NAME)
        if not facts or facts["issued"]:
            continue
        changed = last_change(facts["dates"], site.today)
        editions.setdefault(_EDITION.sub("", page.title) or page.path, []).append((changed, page))
    for entries in editions.values():
        dated = [(changed, page) for changed, page in entries if changed]
        if len(dated) < len(entries):
            page = next(page for changed, page in entries if not changed)
            yield rule.unjudged(page, "undated")
            continue
        changed, page = max(dated, key=lambda entry: (entry[0], entry[1].path))
        months = rule.options["months"]
        if older_than(changed, months, site.today):
            yield rule.finding(page, subject="age", date=changed, months=months)
