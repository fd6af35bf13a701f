"""A normative document says from when and how long it holds."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, page_check
from gkcheck_plugins.document.normative import has_normative_number, hides_its_text, says_begin, says_period
from gkcheck_plugins.document.number import own_number


@page_check(
    "normative-marks", effective={"type": "boolean", "default": True}, period={"type": "boolean", "default": True}
)
def normative_marks(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A document numbered …规〔〕 states its effective date and its period, in the information table or in its text."""
    if not has_normative_number(page):
        return
    demands = (("effective", says_begin), ("period", says_period))
    missing = [name for name, says in demands if rule.options[name] and not says(page)]
    if not missing:
        return
    reason = hides_its_text(page)
    if reason:
        yield rule.unjudged(page, reason)
        return
    variant = missing[0] if len(missing) == 1 else "both"
    yield rule.finding(page, own_number(page), variant=variant, number=page.number)
