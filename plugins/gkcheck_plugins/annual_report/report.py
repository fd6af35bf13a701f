"""One annual report as the checks of its tables see it: the year, the outline, the tables, or why there are none to judge."""

from typing import NamedTuple

from gkcheck.api import Page
from gkcheck_plugins.annual_report.cells import Reading
from gkcheck_plugins.annual_report.files import attached_files
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
    return Report(year, reading, "" if reading.heads else _why_missing(page))


def _why_missing(page: Page) -> str:
    """Why a report has no table that could be judged, "" where it should have them."""
    if page.is_document:
        return "unreadable"  # a table may be a picture there, or lines that were not seen to be one
    return why_unreadable(page, outline(page)) or ("not-text" if attached_files(page, named=True) else "")


def wanted_files(page: Page) -> list[str]:
    """The files to be read with a report's page: those it leads to, where none of its tables stands on the page itself."""
    if report_of(page).reason != "not-text":
        return []
    return attached_files(page, named=not why_unreadable(page, outline(page)))


def heading_of(page: Page, section: int) -> Line | None:
    """The heading of a section, where the page has one."""
    return next((line for line in outline(page) if line.section == section), None)
