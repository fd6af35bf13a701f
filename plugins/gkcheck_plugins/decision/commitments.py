"""What a work plan promises for a year stands on the site when the year is over."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gkcheck.api import (
    Finding,
    LedgerRow,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    expression,
    normalise_title,
    site_check,
    title_keys,
)

LEDGER = "commitments"
_DOCUMENTS = ("plan", "normative", "policy", "report")
"""Kinds that are met by the document itself, not by news about it."""
_DRAFT = expression(r"草案|征求意见|意见稿|送审稿")
_OTHERS = ("interpretation", "consultation", "list")
_MARKS = expression(r"[\s《》〈〉“”]")
_LEAST = 4


class Match(NamedTuple):
    """Pages that are what was promised, and pages that only speak of it."""

    met: list[SitePage]
    near: list[SitePage]


class Title(NamedTuple):
    """A page's title as it is compared: the names of documents that it gives, and all its words run together."""

    page: SitePage
    keys: tuple[str, ...]
    whole: str


@site_check("commitments-met")
def commitments_met(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each row of the ledger `commitments` has a page of that name, published in its year and by its day.

    A document is met by the page or file of that title; its interpretation, its draft or news about it leave the question
    open. An event, a list or a topic is met by any page whose title holds one of its names.
    """
    for row in site.ledger(LEDGER) or ():
        due = row.date("due") or site.today
        match = _match(site, row)
        timely = [page for page in match.met if _in_year(page, due)]
        if any((page.published or date.max) <= due for page in timely):
            yield from _consulted(site, rule, row, due)
        elif any(page.published is None for page in match.met):
            yield rule.unjudged(row, "undated")
        elif late := [page for page in match.met if page.published and page.published > due]:
            first = min(late, key=lambda page: (page.published or date.max, page.path))
            yield _finding(rule, row, "late", due, site.today, first)
        elif any(page.published is None or _in_year(page, due) for page in match.near) or _attached(site, row):
            yield rule.unjudged(row, "mentioned")
        elif site.partial:
            yield rule.unjudged(row, "partial-site")
        else:
            yield _finding(rule, row, "unmet" if site.today > due else "pending", due, site.today)


def _finding(rule: Rule, row: LedgerRow, variant: str, due: date, today: date, page: SitePage | None = None) -> Finding:
    return rule.finding(
        row,
        variant=variant,
        severity="note" if today <= due else None,
        subject=row["title"],
        related=(Related(page.locate(), "found"),) if page else (),
        title=row["title"],
        due=due,
        clause=row.get("clause") or "—",
        published=(page.published or "") if page else "",
    )


def _in_year(page: SitePage, due: date) -> bool:
    """A page of an earlier year is an earlier edition; one that is undated may be any."""
    return page.published is not None and page.published.year == due.year


def _match(site: Site, row: LedgerRow) -> Match:
    names = [row["title"], *row.get("names", ())]
    keys = [key for name in names if len(key := normalise_title(name)) >= _LEAST]
    holding = [title for title in site.derive(_titles) if any(key in title.whole for key in keys)]
    near = [title.page for title in holding]
    if row["kind"] == "draft":
        return Match([page for page in near if page.kind == "consultation" or _DRAFT.search(page.title)], near)
    if row["kind"] not in _DOCUMENTS:
        return Match([page for page in near if page.kind != "list"], near)
    found = [page for name in names for page in site.titled(name)]
    found += [title.page for title in holding if _is_named(title, keys)]
    met = {page.path: page for page in found if page.kind not in _OTHERS and not _DRAFT.search(page.title)}
    return Match(list(met.values()), near)


def _is_named(title: Title, keys: list[str]) -> bool:
    """Whether an official page is the document itself: a place name or an issuer may stand before its name."""
    official = title.page.kind in ("policy", "annual-report")
    return official and any(name.endswith(key) for name in title.keys for key in keys)


def _titles(site: Site) -> list[Title]:
    """All pages with a title of their own."""
    return [
        Title(page, title_keys(page.title), normalise_title(page.title) + "\n" + _MARKS.sub("", page.title))
        for page in site.pages.values()
        if page.title and page.kind != "home"
    ]


def _attached(site: Site, row: LedgerRow) -> bool:
    return any(site.attached(name) for name in (row["title"], *row.get("names", ())))


def _consulted(site: Site, rule: Rule, row: LedgerRow, due: date) -> Iterator[Finding | Unjudged]:
    """Where the public was to be asked, a page asks it."""
    if not row.get("consultation", False):
        return
    asked = [page for page in _match(site, row).near if page.kind == "consultation" or _DRAFT.search(page.title)]
    if asked:
        return
    if site.partial:
        yield rule.unjudged(row, "partial-site")
    else:
        yield _finding(rule, row, "not-consulted", due, site.today)
