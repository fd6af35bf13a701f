"""Check: no item stands twice in one catalogue."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Cell, Finding, Page, Related, Rule, Unjudged, page_check
from gkcheck_plugins.catalogue.items import DITTO, Catalogue, Row, catalogues, is_blank, unreadable

_SPLITS = ("subject", "level", "object", "date", "site", "")
"""Columns by which rows of one item and content are rightly apart: each organ, level or addressee has its own."""
_STATES = ("basis", "time", "duration", "channel", "mode")


@page_check("catalogue-items-unique")
def items_unique(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No two rows agree in all levels of their item and in content, organ, level and addressee.

    Items below one merged cell share their upper levels and are not the same. Rows that agree in all of this and differ
    in basis, time limit, channel or attribute contradict each other: which of them holds is for a person to decide.
    """
    any_table = False
    seen: dict[tuple[str, ...], tuple[Catalogue, Row]] = {}
    for catalogue in catalogues(page):
        any_table = True
        if not catalogue.continued:
            seen.clear()
        for row in catalogue.rows:
            key = _key(catalogue, row)
            if not key:
                continue
            first = seen.setdefault(key, (catalogue, row))[1]
            if first is row or not _apart(catalogue, first, row):
                continue
            yield _finding(page, rule, catalogue, seen[key], row)
    if not any_table:
        yield unreadable(page, rule)


def _finding(page: Page, rule: Rule, catalogue: Catalogue, before: tuple[Catalogue, Row], row: Row) -> Finding:
    name = catalogue.name(row)
    place = _place(catalogue, row)
    first = page.locate(_place(*before))
    related = (Related(first, "same-item"),)
    differing = [
        column.labels[-1] if column.labels else ""
        for column in catalogue.header.columns
        if column.role in _STATES and _plain(before[1][column.place]) != _plain(row[column.place])
    ]
    # A workbook has cells and no lines.
    where: dict[str, Any] = {"part": first.part} if first.part and not first.line else {"line": str(first.line)}
    form = "-part" if "part" in where else ""
    if not differing:
        return rule.finding(page, place, variant=f"twice{form}", subject=name, related=related, item=name, **where)
    columns = "、".join(dict.fromkeys(differing))
    variant = f"conflict{form}"
    return rule.finding(
        page, place, variant=variant, subject=name, related=related, review=True, item=name, columns=columns, **where
    )


def _key(catalogue: Catalogue, row: Row) -> tuple[str, ...]:
    """What tells an item from others; () where the row does not say it in full."""
    levels = [row[column.place] for column in catalogue.header.of("item")]
    content = [row[column.place] for column in catalogue.header.of("content")]
    told = [_plain(cell) for cell in (*levels, *content)]
    if not levels or is_blank(told[len(levels) - 1]) or any(DITTO.match(text) for text in told):
        return ()
    if content and all(is_blank(text) for text in told[len(levels) :]):
        return ()
    if not content and len(levels) < 2:
        return ()
    return (*told, *(_plain(row[column.place]) for column in catalogue.header.columns if column.role in _SPLITS))


def _apart(catalogue: Catalogue, one: Row, other: Row) -> bool:
    """Whether the two rows have an item and a content each of their own, and not one that is merged over both."""
    columns = (*catalogue.header.of("item")[-1:], *catalogue.header.of("content"))
    return all(one[column.place] is not other[column.place] for column in columns)


def _place(catalogue: Catalogue, row: Row) -> Cell:
    return catalogue.place(row, catalogue.header.of("item")[-1])


def _plain(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", cell.text).split())
