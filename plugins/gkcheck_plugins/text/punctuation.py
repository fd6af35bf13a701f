"""Punctuation marks of half width between Chinese characters."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import Running, running_text

_HALF = expression(r"(?<=[\u4e00-\u9fff])[,;:!?](?=[\u4e00-\u9fff])")
_STOP = expression(r"[\u4e00-\u9fff]\.\s*$")
_FULL = "，。；：！？、"
_PARAGRAPH = 3
"""Marks of one paragraph that has none of full width: it was typed or pasted so throughout."""


@page_check("punctuation-wide", least={"type": "integer", "minimum": 1, "default": 5})
def punctuation_width(page: Page, rule: Rule) -> Iterator[Finding]:
    """Fewer than `least` commas, semicolons, colons and marks between Chinese characters have half width.

    Nor is a single paragraph punctuated by such marks alone.
    """
    running = page.derive(running_text)
    least = rule.options["least"]
    if sum(map(running.text.count, ",;:!?")) < min(least, _PARAGRAPH - 1):
        return
    found = list(_HALF.finditer(running.text))
    if len(found) >= least or (len(found) >= _PARAGRAPH - 1 and _throughout(running, found)):
        first = found[0].start()
        sample = running.text[max(0, first - 4) : first + 5]
        yield rule.finding(page, running.block_at(first), count=len(found), sample=sample)


def _throughout(running: Running, found: list[re.Match[str]]) -> bool:
    """Whether the marks of one paragraph, its full stop among them, are all of half width."""
    counts: dict[str, int] = {}
    for match in found:
        text = running.block_at(match.start()).text
        counts[text] = counts.get(text, 0) + 1
    return any(
        count + bool(_STOP.search(text)) >= _PARAGRAPH and not any(mark in text for mark in _FULL)
        for text, count in counts.items()
    )
