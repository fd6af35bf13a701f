"""Messages that a site exports beside its pages: the ledger `messages`."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gkcheck.api import LedgerRow, Site, expression

LEDGER = "messages"
_OTHER = expression(r"信访|举报|检举|纪检|廉政|访谈|征集|调查")


class Declared(NamedTuple):
    """A row of the ledger that wants an answer."""

    row: LedgerRow
    title: str
    asked: date
    answered: date | None


def declared_messages(site: Site) -> Iterator[Declared]:
    """Valid messages of the ledger, those of petitions and denunciations left out."""
    for row in site.ledger(LEDGER) or ():
        asked = row.date("received")
        if asked is None or row.get("valid", True) is False or _OTHER.search(row.get("sort")):
            continue
        yield Declared(row, row.get("title") or row.get("id") or "—", asked, row.date("answered"))
