"""The document's own number: its form (GB/T 9704—2012, 7.2.5) and its year."""

import re
from collections.abc import Iterator

from gkcheck.api import (
    Block,
    DocumentNumber,
    Field,
    Finding,
    Page,
    Related,
    Rule,
    Unjudged,
    expression,
    find_number,
    number_key,
    page_check,
    parse_date,
    parse_number,
)
from gkcheck_plugins.document.table import TABLE, named, stated, written_by_script

NUMBER_PLACE = "document-number-place-1"
_FAULTS = ("glued", "year", "brackets", "ordinal", "padding", "suffix", "width", "spaces")
"""The fault that a message names first; the form that it proposes mends the others as well."""
_OTHER_SERIES = expression(
    r"^\s*[A-Z]{2,}|令\s*(?:第|\d)|(?:公告|通告)\s*(?:19|20)\d\d|^[（(]?\s*(?:(?:19|20)\d\d\s*年\s*)?第\s*\d+\s*号"
)
"""Orders, announcements by year, register numbers: their series have forms of their own."""
_BEGUN = expression(r"^\s*[\u4e00-\u9fff]{2,16}\s*[〔\[［【(（﹝〖]\s*(?:19|20)\d")
_HEAD = 40
"""Blocks at the head of a page among which the line under the title stands."""
_BESIDE = expression(r"[^\s（）()]")
_NEXT = expression(r"(?<=号)\s*[、，,；;/]\s*|(?<=号)\s+(?=[\u4e00-\u9fff])")


@page_check("number-well-formed", fixes=True)
def number_well_formed(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The number is written as organ's short name, full year in hexagonal brackets, serial number and 号.

    The information table comes first; a line under the title that repeats its number has to be well formed as well.
    """
    field = own_number(page)
    if field is None and written_by_script(page):
        yield rule.unjudged(page, "fields-by-script")
    if field is None or _OTHER_SERIES.search(field.value):
        return
    parts = [part for part in _NEXT.split(field.value) if part.strip()]
    for part in parts:
        found = parse_number(part)
        if found is None:
            if len(parts) == 1 and _BEGUN.match(part):
                yield rule.finding(page, field, variant="unreadable", subject=part, written=part[:40])
        elif found.faults:
            yield _malformed(page, rule, field, found)
            break
    for block, found in _repeated(page, field, {number_key(part) for part in parts}):
        yield _malformed(page, rule, block, found)


def _malformed(page: Page, rule: Rule, at: Field | Block, found: DocumentNumber) -> Finding:
    if not _is_certain(found, page):
        return rule.finding(page, at, variant="unreadable", subject=found.form, written=found.written)
    fault = next((fault for fault in _FAULTS if fault in found.faults), "default")
    shown = not isinstance(at, Field) or at.origin != "meta"
    return rule.finding(
        *(page, at),
        variant=fault,
        subject=found.form,
        replace=(found.written, found.form) if shown else None,
        written=found.written,
        form=found.form,
    )


def _repeated(page: Page, field: Field, forms: set[str]) -> Iterator[tuple[Block, DocumentNumber]]:
    """Lines at the head of the text that hold one of these numbers, malformed, and nothing else."""
    if field.origin not in TABLE:
        return
    tables = {number for table in page.tables for number in range(*table.blocks)}
    for number, block in enumerate(page.blocks[:_HEAD]):
        if number in tables or not 6 <= len(block.text) <= 40 or block.area != "content":
            continue
        found = find_number(block.text)
        if found and found.faults and found.form in forms and not _BESIDE.search(block.text.replace(found.written, "")):
            yield block, found


@page_check("number-year")
def number_year(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The year of the number is that of the signing date.

    The information table and the signature may state different dates; one of them in that year will do.
    """
    field = own_number(page)
    if field is None and written_by_script(page):
        yield rule.unjudged(page, "fields-by-script")
    if field is None or _OTHER_SERIES.search(field.value):
        return
    numbers = [found for part in _NEXT.split(field.value) if (found := parse_number(part)) and _is_certain(found, page)]
    if not numbers:
        return
    dates = [(value, entry) for entry in named(page.fields, "signed") if (value := parse_date(entry.value))]
    if not dates:
        yield rule.unjudged(page, "unsigned")
        return
    years = {value.year for value, _ in dates}
    if years & {found.year for found in numbers}:
        return
    signed, entry = dates[0]
    related = (Related(page.locate(entry), "field"),) if entry.origin in TABLE else ()
    number = numbers[0]
    yield rule.finding(
        page, field, subject=number.form, related=related, number=number.form, year=number.year, signed=signed
    )


def own_number(page: Page) -> Field | None:
    """The field that the page's number was read from: numbers of other documents stand in fields as well."""
    if not stated(page.number):
        return None
    return next((entry for entry in named(page.fields, "number") if entry.value == page.number), None)


def number_place(page: Page) -> tuple[int, int, int] | None:
    """Line, column and length of a policy's number, None where it has none."""
    field = own_number(page) if page.kind == "policy" else None
    return (*page.position(field.offset), field.length) if field else None


def _is_certain(number: DocumentNumber, page: Page) -> bool:
    """A year of two digits, or one that lost its bracket, is read right only where a date of the page confirms it."""
    if "glued" not in number.faults and not re.search(r"\D\d\d\s*年?\s*[〕\]］】)）]", number.written):
        return True
    return number.year in {day.year for day in (page.signed, page.published) if day}
