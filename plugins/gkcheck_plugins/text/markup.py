"""Markup that readers see as text: a broken tag, an entity that was escaped twice."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import running_text

_SHOWN = expression(
    r"(?<![A-Za-z0-9_/.:<])/(?:strong|span|div|font|td|tr|table|p|b|h[1-6]|ul|li|a)>|"
    r"</?(?:strong|span|div|font|td|tr|table|tbody|p|br|img|a|h[1-6])(?:\s+[a-z-]+=[^<>]{0,200})?\s*/?>|"
    r"&(?:nbsp|ensp|emsp|lt|gt|amp|quot|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|times);"
)
_TEACHES = expression(r"HTML|html|XML|网页标签|网页设计|页面代码|源代码|meta标签", 0)


@page_check("no-markup-shown")
def markup_shown(page: Page, rule: Rule) -> Iterator[Finding]:
    """The text shows neither tags nor entities. A page that writes about markup may, but not halves of tags beside it."""
    running = page.derive(running_text)
    text = running.text
    if "/" not in text and "&" not in text and "<" not in text:
        return
    found = list(_SHOWN.finditer(text))
    if found and _TEACHES.search(text):
        found = [match for match in found if match[0][0] == "/" and not _TEACHES.search(running.block_at(match.start()).text)]
    if found:
        block = running.block_at(found[0].start())
        yield rule.finding(page, block, subject=found[0][0], count=len(found), sample=found[0][0][:60])
