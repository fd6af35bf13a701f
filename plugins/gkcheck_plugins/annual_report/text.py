"""Check: a report is text that can be read, searched and reused, and not a picture, a file or a frame."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, page_check
from gkcheck_plugins.annual_report.outline import outline
from gkcheck_plugins.annual_report.report import heading_of, report_of
from gkcheck_plugins.annual_report.textless import shown_instead, why_unreadable


@page_check("report-as-text")
def report_as_text(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Neither the report as a whole nor its tables stand on the page as a picture, file or frame alone."""
    report = report_of(page)
    if report.reason == "not-text":
        variant = "report" if why_unreadable(page, outline(page)) else "attached"
        yield rule.finding(page, variant=variant)
        return
    if report.reason:
        yield rule.unjudged(page, report.reason)
        return
    for section, key in ((2, "二"), (3, "三"), (4, "四")):
        line = heading_of(page, section)
        if line and key not in report.reading.heads and shown_instead(page, section):
            table = report.reading.sheets[key].section
            yield rule.finding(page, page.blocks[line.block], variant="table", subject=key, table=table)
