"""Page numbers of the printed document in the running text."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import running_text

_NUMBER = expression(r"[—－–―‐-]{1,2}\s?\d{1,3}\s?[—－–―‐-]{1,2}")


@page_check("no-page-furniture")
def page_furniture(page: Page, rule: Rule) -> Iterator[Finding]:
    """No line of the text is the number of a printed page: － 2 －, — 6 —. One finding a page, with all of them counted."""
    found = [
        block for block in page.derive(running_text).blocks if 3 <= len(block.text) <= 11 and _NUMBER.fullmatch(block.text.strip())
    ]
    numbers = [block for block in found if block.tag not in ("td", "th", "li", "a")]
    if numbers:
        yield rule.finding(page, numbers[0], count=len(numbers), sample=numbers[0].text.strip())
