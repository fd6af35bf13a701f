"""The ledger of filings: kept up, and in agreement with what the site shows."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gkcheck.api import (
    Finding,
    LedgerRow,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    find_numbers,
    number_key,
    parse_number,
    site_check,
    title_keys,
)

LEDGER = "filings"


@site_check("filings-current", max_age_days={"type": "integer", "minimum": 1, "default": 31})
def filings_current(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The newest filing is at most `max_age_days` old; each filed document is on the site, and each document filed.

    A document of the site counts as forgotten only where the ledger goes on long enough after its publication, and only
    where its number is of an organ whose documents the ledger holds: reprints are nobody's to file.
    """
    rows = [row for row in site.ledger(LEDGER) or () if (row.date("filed") or date.max) <= site.today]
    if not rows:
        return
    newest = max(rows, key=lambda row: (row["filed"], row.line))
    age = (site.today - (newest.date("filed") or site.today)).days
    limit = rule.options["max_age_days"]
    if age > limit:
        yield rule.finding(newest, variant="behind", last=newest["filed"], days=age, limit=limit)
    for row in rows:
        if row.get("attribute", "主动公开") == "主动公开":
            yield from _held(site, rule, row)
    yield from _forgotten(site, rule, rows, newest.date("filed") or site.today, timedelta(limit))


def _held(site: Site, rule: Rule, row: LedgerRow) -> Iterator[Finding | Unjudged]:
    """What is wrong with one filed document on the site."""
    number = number_key(row.get("number"))
    if number and site.numbered(number):
        yield from _same_date(rule, row, site.numbered(number))
        return
    pages = [page for page in site.titled(row["title"]) if page.kind not in ("interpretation", "consultation")]
    if not pages:
        if site.attached(row["title"]):
            return
        if site.partial:
            yield rule.unjudged(row, "partial-site")
        else:
            yield rule.finding(row, variant="not-on-site", title=row["title"], subject=row["title"])
        return
    others = [page for page in pages if number_key(page.facts.number)]
    if number and others and len(others) == len(pages):
        page = others[0]
        yield rule.finding(
            row,
            variant="number-differs",
            subject=row["title"],
            related=(Related(page.locate(), "policy"),),
            title=row["title"],
            number=row["number"],
            other=page.facts.number,
        )
    else:
        yield from _same_date(rule, row, pages)


def _same_date(rule: Rule, row: LedgerRow, pages: Sequence[SitePage]) -> Iterator[Finding]:
    """The signing date of the ledger is that of the page; with several pages, of one of them."""
    signed = row.date("signed")
    dates = {page.signed: page for page in pages if page.signed}
    if signed and dates and len(dates) == len({page.signed for page in pages}) and signed not in dates:
        day, page = min(dates.items(), key=lambda item: str(item[0]))
        yield rule.finding(
            row,
            variant="date-differs",
            severity="note",  # two dates of one document are often signing and printing
            subject=row["title"],
            related=(Related(page.locate(), "policy"),),
            title=row["title"],
            signed=signed,
            other=day,
        )


def _forgotten(
    site: Site, rule: Rule, rows: Sequence[LedgerRow], newest: date, grace: timedelta
) -> Iterator[Finding | Unjudged]:
    """Documents of the site that the ledger should hold and does not."""
    numbers = {key for row in rows if (key := number_key(row.get("number")))}
    organs = {number.organ for row in rows if (number := parse_number(row.get("number")))}
    titles = {key for row in rows for key in title_keys(row["title"])}
    oldest = min(row.date("filed") or newest for row in rows)
    for page in site.of_kind("policy"):
        found = find_numbers(page.facts.number)
        if not found or not {number.organ for number in found} & organs or page.published is None:
            continue
        if not oldest <= page.published <= newest - grace or page.facts.attribute not in ("", "主动公开"):
            continue
        if not {number.form for number in found} & numbers and not set(title_keys(page.title)) & titles:
            yield rule.finding(page, variant="not-filed", number=page.facts.number, newest=newest)
