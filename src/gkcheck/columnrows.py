"""What a list shows, row by row: where each leads and the day it was published."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gkcheck.facts import Row
from gkcheck.patterns import expression

if TYPE_CHECKING:
    from gkcheck.site import Site, SitePage

_URL_DATE = expression(
    r"(?:^|/)t?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[_/.])|/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"
)


class Item(NamedTuple):
    """What a column lists. `day` is the date shown beside it, else the listed page's own; None = neither shows one.

    `sure` is False where a year is not shown and had to be inferred, or the address alone names the date.
    """

    text: str
    target: str
    day: date | None
    sure: bool
    page: "SitePage | None"


def home_items(site: "Site", page: "SitePage") -> tuple[Item, ...]:
    """The rows of a home page with their dates."""
    listing = page.facts.listing
    return tuple(settle_row(site, row) for row in listing.rows) if listing else ()


def settle_row(site: "Site", row: Row) -> Item:
    """A row with its date: as shown, else that of the page it leads to, else that of its address."""
    path = site.resolve(row.target) if row.where == "internal" else None
    page = site.pages.get(path) if path else None
    own = page.published_dates if page is not None and page.facts.listing is None else ()
    if row.date and not row.date.startswith("--"):
        shown = date.fromisoformat(row.date)
        # What the page itself says counts as well, if it is no later than the day of judging.
        return Item(
            row.text,
            row.target,
            max((shown, *(day for day in own if day <= site.today))) if shown <= site.today else shown,
            True,
            page,
        )
    address = _date_of_address(row.target)
    if row.date:
        month_day = row.date[2:]
        for day in (*own, *((address,) if address else ())):
            if day.isoformat()[5:] == month_day:
                return Item(row.text, row.target, day, True, page)
        return Item(row.text, row.target, max(own) if own else address or _last(month_day, site.today), bool(own), page)
    return Item(row.text, row.target, max(own) if own else address, bool(own), page)


def _last(month_day: str, today: date) -> date | None:
    """The last day of that month and day up to today."""
    month, _, day = month_day.partition("-")
    for year in range(today.year, today.year - 5, -1):
        try:
            found = date(year, int(month), int(day))
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _date_of_address(target: str) -> date | None:
    match = _URL_DATE.search(target)
    if not match:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
