"""Facts of a catalogue: its items with their links, for checks that need the whole site."""

import re
from typing import Any

from gkcheck.api import Cell, Link, Page, expression, parse_number
from gkcheck_plugins.catalogue.attribute import stated
from gkcheck_plugins.catalogue.dates import dates_on
from gkcheck_plugins.catalogue.items import Catalogue, Row, catalogues, is_blank, not_readable

NAME = "catalogue-items-1"
_LONGEST = 200
"""Characters of an item's text and of its basis that are kept."""
_CLICKED = expression(r"<t[rd]\b[^<>]{0,300}?\sonclick\s*=", re.I)
_NOTHING = expression(r"\s*javascript:\s*(?:void\s*\(?\s*0?\s*\)?|return false)?\s*;?\s*$", re.I)
_ADDRESS = expression(r"https?://\S+\.\S+", re.I)
_FURTHER = expression(r"目录|清单")
_FILE = expression(r"\.(?:pdf|ofd|doc|wps|xls|et|rar|zip)$", re.I)


def catalogue_facts(page: Page) -> dict[str, Any] | None:
    """Items, dates and what could not be read of a catalogue; None for any other page.

    `issued`: the page is a document that issues the catalogue, not the catalogue that readers work with. `clicked`: a
    script answers clicks on rows. `unread`: files that the page links to as further catalogues.
    """
    if page.kind != "catalogue":
        return None
    tables = list(catalogues(page))
    items = [_item(page, table, row) for table in tables for row in table.rows]
    days = [row[column.place].text for table in tables for column in table.header.of("date") for row in table.rows]
    first = tables[0].table.grid[tables[0].header.start][0] if tables else None
    return {
        "items": items,
        "place": _place(page, first) if first else [1, 1, 0, ""],
        "reason": "" if tables else not_readable(page),
        "dates": dates_on(page, days),
        "issued": parse_number(page.number) is not None,
        "clicked": bool(_CLICKED.search(page.source)) if page.markup == "html" else False,
        "unread": any(_FURTHER.search(link.text) and _FILE.search(link.raw) for link in page.links),
    }


def _item(page: Page, table: Catalogue, row: Row) -> dict[str, Any]:
    levels = [_squeeze(row[column.place].text) for column in table.header.of("item")]
    content = [_squeeze(row[column.place].text) for column in table.header.of("content")]
    modes = table.header.of("mode")
    attributes = stated(row, modes).attributes if modes else frozenset()
    return {
        "name": table.name(row),
        "levels": list(dict.fromkeys(text for text in levels if not is_blank(text))),
        "text": " ".join(dict.fromkeys((*levels, *content)))[:_LONGEST],
        "basis": " ".join(_squeeze(row[column.place].text) for column in table.header.of("basis"))[:_LONGEST],
        "withheld": bool(attributes) and "主动公开" not in attributes,
        "place": _place(page, _named_cell(table, row)),
        "links": [_link(page, link) for link in _links(page, table, row)],
        "address": any(_ADDRESS.search(row[column.place].text) for column in table.header.of("site")),
    }


def _named_cell(table: Catalogue, row: Row) -> Cell:
    columns = table.header.of("item") or table.header.of("content") or table.header.columns
    filled = [column for column in columns if not is_blank(row[column.place].text)]
    return table.place(row, filled[-1] if filled else columns[-1])


def _links(page: Page, table: Catalogue, row: Row) -> list[Link]:
    """Links of a row that may lead to the item's content: those of the basis lead to laws."""
    numbers: dict[int, None] = {}
    for column in table.header.columns:
        if column.role != "basis":
            numbers.update(dict.fromkeys(row[column.place].links))
    return [page.links[number] for number in numbers]


def _link(page: Page, link: Link) -> dict[str, Any]:
    where = link.where
    if link.handled and where in ("empty", "same-page"):
        where = "script"
    elif not link.handled and where == "script" and _NOTHING.match(link.raw):
        where = "empty"
    return {
        "where": where,
        "target": link.target,
        "fragment": link.fragment,
        "raw": link.raw[:80],
        "place": _place(page, link),
    }


def _place(page: Page, at: Cell | Link) -> list[Any]:
    found = page.locate(at)
    return [found.line, found.column, found.end_column, found.part]


def _squeeze(text: str) -> str:
    return "".join(text.split())
