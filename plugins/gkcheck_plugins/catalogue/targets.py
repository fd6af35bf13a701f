"""Lists on the site are as long as a document promised."""

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from gkcheck.api import Finding, LedgerRow, Related, Rule, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.catalogue.listlength import LIST_LENGTH

LEDGER = "list-targets"


@site_check("list-reaches-target")
def list_reaches_target(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each list of the ledger `list-targets` has, once its day has come, as many entries as were promised.

    Entries are counted in every way that a page allows, and the highest count holds: only a list that is too short by all
    of them is in breach.
    """
    for row in site.ledger(LEDGER) or ():
        if (row.date("due") or date.min) > site.today:
            continue
        page = _page(site, row["page"])
        if page is None:
            yield from _no_page(site, rule, row)
            continue
        count, reason = _count(page)
        if count >= row["target"]:
            continue
        if reason:
            yield rule.unjudged(page, reason)
            continue
        yield rule.finding(
            page,
            variant="short",
            subject=row["title"],
            related=(Related(row.locate(), "ledger-row"),),
            title=row["title"],
            count=count,
            target=row["target"],
        )


def _page(site: Site, address: str) -> SitePage | None:
    path = urlsplit(address).path if "://" in address else address
    return site.page_at(path.lstrip("/"))


def _no_page(site: Site, rule: Rule, row: LedgerRow) -> Iterator[Finding | Unjudged]:
    reason = "dynamic" if site.is_dynamic(row["page"]) else "partial-site" if site.partial or site.followed else ""
    if reason:  # to what nobody links, no snapshot was led
        yield rule.unjudged(row, reason)
    else:
        yield rule.finding(row, variant="no-page", subject=row["title"], title=row["title"], address=row["page"])


def _count(page: SitePage) -> tuple[int, str]:
    """The entries of a page's list, and why a low count would prove nothing."""
    found: Sequence[int] = page.extra(LIST_LENGTH) or (0, 0)
    targets = {link.target for link in page.links if link.tag == "a" and link.target}
    count = max(found[0], len(targets))
    if page.facts.scripted:
        return count, "list-by-script"
    if found[1]:
        return count, "paged"
    return count, "" if count else "unreadable"
