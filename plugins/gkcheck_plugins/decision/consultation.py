"""Check: a consultation lasts thirty days, or its page says why not."""

from collections.abc import Iterator

from gkcheck.api import MARGIN, Finding, Page, Rule, Unjudged, add_working_days, page_check
from gkcheck_plugins.decision.drafts import concerns_enterprises, draft_keys, is_decision, is_forwarded
from gkcheck_plugins.decision.period import Period, gives_reason, period_of


@page_check(
    "consultation-long-enough",
    days={"type": "integer", "minimum": 1, "default": 30, "title": "至少多少天", "description": "days at least"},
)
def consultation_long_enough(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The period for comments on a draft, first and last day counted, is no shorter than `days`, or the page says why.

    Certain where the page speaks of a major decision, or the draft is about businesses. For other drafts the thirty days
    may not apply, so that a shorter period is for people to decide.
    """
    if not draft_keys(page.title):
        return
    if is_forwarded(page.title):
        yield rule.unjudged(page, "other-issuer")
        return
    period = page.derive(period_of)
    if period is None:
        yield rule.unjudged(page, "body-by-script" if "body" in page.scripted else "period-untold")
        return
    least = rule.options["days"]
    days, known = _days(period, rule)
    if days >= least - (0 if known else MARGIN) or gives_reason(page):
        return
    certain = is_decision(page) or concerns_enterprises(page)
    yield rule.finding(
        page,
        page.blocks[period.block],
        variant="default" if certain else "unsure",
        severity=None if certain else "note",
        subject="period",
        review=not certain,
        days=days,
        least=least,
        text=period.text,
    )


def _days(period: Period, rule: Rule) -> tuple[int, bool]:
    """Calendar days of the period, first and last one counted, and whether the calendar is known."""
    days = period.days
    if days is not None or period.start is None:
        return days or 0, True
    end, known = add_working_days(period.start, period.working, rule.calendar)
    return (end - period.start).days + 1, known
