"""Check: figures in the text of a report are those of its tables."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Related, Rule, Unjudged, page_check
from gkcheck_plugins.annual_report.report import report_of
from gkcheck_plugins.annual_report.statements import Statement, statements


@page_check("report-figures")
def report_figures(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A sentence of section one that names a quantity of the tables (新收申请 N 件) has the tables' number.

    Where one of several sentences about a quantity agrees, the others are taken to speak of something else.
    """
    report = page.derive(report_of)
    if report.reason:
        yield rule.unjudged(page, report.reason)
        return
    said: dict[str, list[Statement]] = {}
    unread = False
    for statement in statements(page, report.reading, report.year):
        if statement is None:
            unread = True
        else:
            said.setdefault(statement.name, []).append(statement)
    for name, found in said.items():
        if not any(statement.agrees for statement in found):
            yield rule.finding(
                page,
                found[0].block,
                subject=name,
                related=tuple(Related(page.locate(cell), "cell") for cell in found[0].cells),
                name=name,
                said=found[0].number,
                total=found[0].total,
            )
    if unread:
        yield rule.unjudged(page, "unreadable")
