"""Punctuation marks of half width between Chinese characters."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import running_text

_HALF = expression(r"(?<=[\u4e00-\u9fff])[,;:!?](?=[\u4e00-\u9fff])")


@page_check("punctuation-wide", least={"type": "integer", "minimum": 1, "default": 5})
def punctuation_width(page: Page, rule: Rule) -> Iterator[Finding]:
    """Fewer than `least` commas, semicolons, colons and marks between Chinese characters have half width."""
    running = page.derive(running_text)
    least = rule.options["least"]
    if sum(map(running.text.count, ",;:!?")) < least:
        return
    found = list(_HALF.finditer(running.text))
    if len(found) >= least:
        first = found[0].start()
        sample = running.text[max(0, first - 4) : first + 5]
        yield rule.finding(page, running.block_at(first), count=len(found), sample=sample)
