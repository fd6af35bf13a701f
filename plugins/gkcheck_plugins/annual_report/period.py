"""Check: the statistical period of a report is the whole year that its title names."""

import re
from collections.abc import Iterator
from datetime import date

from gkcheck.api import Block, Finding, Page, Rule, Severity, Unjudged, chinese_year, expression, page_check
from gkcheck_plugins.annual_report.year import IN_FORCE

_YEAR = expression(r"(?:19|20)\d\d|[二一][〇○零Ｏ一二三四五六七八九]{3}")
_DAY = r"(\d{1,2})月(\d{1,2})日"
_PERIOD = expression(
    rf"(?:统计|所列数据|数据|报告)[^。；]{{0,30}}?((?:19|20)\d\d)年{_DAY}(?:起|开始)?[，,]?(?:截?至|到|[-—–~～－]{{1,2}})(?:((?:19|20)\d\d)年)?(?:当年)?{_DAY}"
)
_FIRST = 40
"""The period stands in the introduction: what comes later speaks of something else."""


@page_check("report-period")
def report_period(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The period stated in the introduction is 1 January to 31 December of the title's year, and over when it is published.

    A period that is only a part of the year may be that of a body founded or closed in it: a warning.
    """
    title = _YEAR.search(page.title)
    year = chinese_year(title[0]) if title else 0
    if year < IN_FORCE:
        yield rule.unjudged(page, "other-form" if year else "ambiguous")
        return
    dates = [value for value in (page.published, page.published_label) if value]
    if dates and max(dates) < date(year, 12, 31):
        yield rule.finding(page, variant="early", subject="early", year=year, published=max(dates))
    found = next(((block, match) for block in page.content[:_FIRST] if (match := _find(block))), None)
    if found is None:
        return
    block, match = found
    begin, end = int(match[1]), int(match[4] or match[1])
    days = (match[2], match[3], match[5], match[6])
    period = f"{begin}年{days[0]}月{days[1]}日至{end}年{days[2]}月{days[3]}日"
    if begin != year or end != year:
        yield rule.finding(page, block, variant="year", subject="period", year=year, period=period)
    elif tuple(map(int, days)) != (1, 1, 12, 31):
        yield rule.finding(
            page, block, variant="part", severity=Severity.WARNING, subject="period", year=year, period=period
        )


def _find(block: Block) -> re.Match[str] | None:
    return _PERIOD.search("".join(block.text.split())) if "月" in block.text else None
