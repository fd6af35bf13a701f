"""Check: the report says what was charged for handling applications, also where it was nothing."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.annual_report.report import heading_of, report_of

_FEE = expression(r"(?:信息)?处理费|信息公开.{0,12}收费|收取.{0,12}费用?|收费(?:情况|金额|通知)|费用(?:情况|减免)")
_FROM = 2021
"""国办函〔2020〕109号 is in force since 1 January 2021."""


@page_check("report-fee-statement")
def report_fee_statement(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The fee is mentioned outside the tables. Reports on 2021 and later, with a section six to say it in."""
    report = page.derive(report_of)
    line = heading_of(page, 6)
    if report.reason and (report.reason != "not-text" or line is None):
        yield rule.unjudged(page, report.reason)
        return
    if report.year < _FROM or line is None:
        return
    if page.markup == "xlsx":
        yield rule.unjudged(page, "unreadable")  # its text stands in cells like any other
        return
    inside = {number for table in page.tables for number in range(*table.blocks)}
    texts = ["".join(block.text.split()) for number, block in enumerate(page.blocks) if number not in inside]
    if not any(_FEE.search(text) for text in texts):
        yield rule.finding(page, page.blocks[line.block])
