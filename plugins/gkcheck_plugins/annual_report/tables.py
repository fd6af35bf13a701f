"""Reads the three tables of an annual report from whatever tables the page has, cut, repeated or split as they are."""

from gkcheck.api import Page
from gkcheck_plugins.annual_report.applicants import ApplicantReader
from gkcheck_plugins.annual_report.cells import Leftover, Reading
from gkcheck_plugins.annual_report.disclosure import DisclosureReader
from gkcheck_plugins.annual_report.form import Part, bare, form_of
from gkcheck_plugins.annual_report.reviews import ReviewReader
from gkcheck_plugins.annual_report.rows import Placed, find_row, rows_of


def read_tables(page: Page, year: int) -> Reading:
    """The form's tables on a page; `year` is the one reported on."""
    tables = [list(rows_of(table)) for table in page.tables]
    reading = _choose_forms([row for rows in tables for row in rows], year)
    disclosure, applicants, reviews = DisclosureReader(reading), ApplicantReader(reading), ReviewReader(reading)
    for rows in tables:
        reviews.begin()
        for row in rows:
            if reviews.read(row):
                applicants.end()
                disclosure.end()
            elif applicants.read(row):
                disclosure.end()
            else:
                disclosure.read(row)
    return reading


def _choose_forms(rows: list[list[Placed]], year: int) -> Reading:
    """Which form each table follows: what it holds decides, and where it holds neither the year."""
    old, new, due = form_of(2019), form_of(2021), form_of(year)
    reading = Reading(dict(due.sheets))
    seen: set[str] = set()
    for row in rows:
        for entry in row:
            column = old.sheets["二"].column(bare(entry.text)) if 0 < len(entry.text) <= 16 else None
            if column and column.old and column.code not in seen:
                seen.add(column.code)
                reading.leftovers.append(Leftover("二", column.label, entry.cell))
    if seen:
        reading.sheets["二"] = old.sheets["二"]
    elif any(column and column.code in ("制发", "废止") for row in rows for column in _headers(row)):
        reading.sheets["二"] = new.sheets["二"]
    single = [
        row
        for row in rows
        if (found := find_row(row, old.sheets["三"])) and found[0].code == "三（六）" and len(row) - found[1] >= 5
    ]
    several = any(
        (found := find_row(row, new.sheets["三"])) and found[0].code in ("三（六）1", "三（六）2") for row in rows
    )
    if several:
        reading.sheets["三"] = new.sheets["三"]
    elif single:
        reading.sheets["三"] = old.sheets["三"]
        found = find_row(single[0], old.sheets["三"])
        assert found
        reading.leftovers.append(Leftover("三", found[0].label, single[0][found[1] - 1].cell))
    return reading


def _headers(row: list[Placed]) -> list[Part | None]:
    sheet = form_of(2021).sheets["二"]
    return [sheet.column(bare(entry.text)) for entry in row if 0 < len(entry.text) <= 16]
