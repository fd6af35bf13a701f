"""Check: every item of a catalogue states one disclosure attribute."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.catalogue.header import Column
from gkcheck_plugins.catalogue.items import DITTO, Catalogue, Row, catalogues, is_blank, shown, unreadable

_CHOICE = expression(r"([√✓✔☑■▣●☒✅□☐○◯])\s*([^√✓✔☑■▣●☒✅□☐○◯]*)")
_BEHIND = expression(r"([^√✓✔☑■▣●☒✅□☐○◯\s]+)\s*([√✓✔☑■▣●☒✅□☐○◯])")
_OPEN = frozenset("□☐○◯")
_UNTICKED = expression(r"^[□☐○◯×✕✗xX否]*$")
_TICKED = expression(r"^主动|^依申请|^不予")
_VALUES = (
    ("主动公开", expression(r"主动")),
    ("依申请公开", expression(r"申请")),
    ("不予公开", expression(r"不予|不公开|非公开")),
)


class Stated(NamedTuple):
    """What an item states: the attributes, and the text where it is none of the three."""

    attributes: frozenset[str]
    other: str
    column: Column


@page_check("catalogue-attribute")
def catalogue_attribute(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each item is 主动公开, 依申请公开 or 不予公开: as text, as a tick (√ under 主动 or 依申请) or in a list of boxes.

    More than one is for a person to decide. A table without such a column is the business of `catalogue-columns`.
    """
    any_table = False
    for catalogue in catalogues(page):
        any_table = True
        columns = catalogue.header.of("mode")
        if not columns:
            continue
        entries = list(_carried((row, stated(row, columns)) for row in catalogue.rows))
        if len(entries) >= 3 and not any(entry.attributes or entry.other for _, entry in entries):
            cell = columns[0].cell
            yield rule.finding(page, cell, variant="column", subject="column", column=cell.text or "公开属性")
            continue
        for row, entry in entries:
            yield from _judge(page, rule, catalogue, row, entry)
    if not any_table:
        yield unreadable(page, rule)


def _judge(page: Page, rule: Rule, catalogue: Catalogue, row: Row, entry: Stated) -> Iterator[Finding]:
    name = catalogue.name(row)
    place = catalogue.place(row, entry.column)
    if entry.other:
        yield rule.finding(page, place, variant="unknown", subject=name, item=name, value=entry.other[:20])
    elif not entry.attributes:
        yield rule.finding(page, place, variant="missing", subject=name, item=name)
    elif len(entry.attributes) > 1:
        values = "、".join(sorted(entry.attributes))
        yield rule.finding(page, place, variant="both", subject=name, review=True, item=name, values=values)


def _carried(entries: Iterable[tuple[Row, Stated]]) -> Iterator[tuple[Row, Stated]]:
    """The same, with 同上 and 〃 as what the row above states."""
    above = frozenset[str]()
    for row, entry in entries:
        if DITTO.match(entry.other) and above:
            entry = entry._replace(attributes=above, other="")
        above = entry.attributes
        yield row, entry


def stated(row: Row, columns: tuple[Column, ...]) -> Stated:
    """What one item states. Text columns speak for themselves; a column headed 主动 or 依申请 speaks by being ticked."""
    found: set[str] = set()
    other = ""
    where: Column | None = None
    seen: set[int] = set()
    for column in columns:
        cell = row[column.place]
        text = shown(cell.text)
        if id(cell) in seen or is_blank(text):
            continue
        seen.add(id(cell))
        where = where or column
        head = column.labels[-1] if column.labels else ""
        read = read_attributes(text)
        if read:
            found |= read
        elif _TICKED.match(head):
            if not _UNTICKED.match(text):
                found |= read_attributes(head)
        elif not _UNTICKED.match(text) and not _CHOICE.search(text):
            other, where = text, column
    return Stated(frozenset(found), "" if found else other, where or columns[0])


def read_attributes(text: str) -> set[str]:
    """The attributes that a text names; of a list of boxes only those that are ticked."""
    marks = _BEHIND.findall(text) if not _CHOICE.match(text) and _CHOICE.search(text) else None
    chosen = [word for word, mark in marks if mark not in _OPEN] if marks else None
    if chosen is None and _CHOICE.match(text):
        chosen = [word for mark, word in _CHOICE.findall(text) if mark not in _OPEN]
    plain = " ".join(chosen) if chosen is not None else text
    return {name for name, pattern in _VALUES if pattern.search(plain)}
