"""One annual report as the checks of its tables see it: the year, the outline, the tables, or why there are none to judge."""

from typing import NamedTuple

from gkcheck.api import Page
from gkcheck_plugins.annual_report.cells import Reading
from gkcheck_plugins.annual_report.headings import Line
from gkcheck_plugins.annual_report.outline import outline
from gkcheck_plugins.annual_report.tables import read_tables
from gkcheck_plugins.annual_report.textless import why_unreadable
from gkcheck_plugins.annual_report.year import IN_FORCE, report_year


class Report(NamedTuple):
    """`reason` says why the tables cannot be judged, "" when they can; the reading is then empty."""

    year: int
    reading: Reading
    reason: str


def report_of(page: Page) -> Report:
    """The report on a page. Its year is the title's, else that of the period, else the one before its publication."""
    year = report_year(page) or (page.published.year - 1 if page.published else 0)
    if year < IN_FORCE:
        return Report(year, Reading({}), "other-form" if year else "ambiguous")
    reading = read_tables(page, year)
    # In a file that is no page a table may be a picture, or lines that were not seen to be one.
    missing = "unreadable" if page.is_document else why_unreadable(page, outline(page))
    reason = "" if reading.heads else missing
    return Report(year, reading, reason)


def heading_of(page: Page, section: int) -> Line | None:
    """The heading of a section, where the page has one."""
    return next((line for line in outline(page) if line.section == section), None)
