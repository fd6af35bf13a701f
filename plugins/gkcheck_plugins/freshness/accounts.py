"""Check: the ledger of new-media accounts and what the site shows of them agree."""

import re
from collections.abc import Iterator
from datetime import date

from gkcheck.api import Finding, LedgerRow, Rule, Severity, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.freshness.home import home_of
from gkcheck_plugins.freshness.media import NAME

_ARTICLE = re.compile(r"/s[/?]|/status/|/video/|/article|/a\d{6,}|/\d{10}/\w{6,}")
"""Addresses of one article on such a platform, which name no account."""


@site_check(
    "accounts-registered",
    days={
        "type": "integer",
        "minimum": 0,
        "default": 14,
        "title": "在用账号多少天没有更新即提示，0 为不看",
        "description": "days after which an account in use is reported as not updated, 0 = never",
    },
)
def accounts_registered(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No closed account is still linked, accounts linked from the home page stand in the ledger, those in use are updated."""
    rows = site.ledger("accounts")
    place = home_of(site) or next(iter(site.pages.values()), None)
    if rows is None or place is None:
        return
    shown = [(page, address, text) for page in site.pages.values() for address, text in page.extra(NAME) or ()]
    for row in rows:
        closed = row.get("status") == "关停" or _past(row.date("closed"), site.today)
        name = str(row["name"])
        if closed:
            for page in _leading(shown, row):
                yield rule.finding(page, variant="closed", subject=name, name=name, platform=row.get("platform") or "")
        elif rule.options["days"] and (updated := row.date("updated")):
            gone = (site.today - updated).days
            if gone > rule.options["days"]:
                yield rule.finding(
                    row, variant="stale", severity=Severity.NOTE, subject=name, review=True,
                    name=name, date=updated, days=gone,
                )  # fmt: skip
    known = {_plain(str(row["address"])) for row in rows if row.get("address")}
    seen: set[str] = set()
    for page, address, text in shown:
        plain = _plain(address)
        if plain in seen or _ARTICLE.search(address) or not known:
            continue
        seen.add(plain)
        if plain not in known and not any(text and text == row["name"] for row in rows):
            yield rule.finding(
                page, variant="unregistered", severity=Severity.NOTE, subject=plain, review=True, address=address
            )


def _leading(shown: list[tuple[SitePage, str, str]], row: LedgerRow) -> list[SitePage]:
    """Pages that lead to the account: to its address, or by its name."""
    address, name = _plain(str(row.get("address") or "")), str(row["name"])
    found = {page.path: page for page, target, text in shown if (address and _plain(target) == address) or text == name}
    return list(found.values())


def _past(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _plain(address: str) -> str:
    """An address without what changes nothing: scheme, www, query of a share, last slash."""
    return re.sub(r"^https?://(?:www\.|m\.)?", "", address.strip()).partition("?")[0].rstrip("/").lower()
