"""Check: readers of a policy can ask about it on its page, or find the answers to frequent questions."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.interaction.anchors import shown_links

_ENTRY = expression(r"留言|咨询|提问|我要问|有疑问|常见问题|问答|答疑|问题解答|FAQ|我要[写提]|写信|智能问|政策问")
_LONGEST = 30
_ORGAN = expression(r"[、，,;；]")


@page_check("message-entry")
def message_entry(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The article area of a policy page has a link, a heading or a form for messages, or questions with answers."""
    if "<textarea" in page.source:
        return
    for block in page.blocks:
        if len(block.text) <= _LONGEST and _ENTRY.search(block.text):
            return
    if any(_ENTRY.search(text) for link, text in shown_links(page) if link.area == "content" and len(text) <= _LONGEST):
        return
    if page.scripted & {"related", "body"}:
        yield rule.unjudged(page, "related-by-script")
    elif _of_others(page):
        yield rule.unjudged(page, "other-issuer")
    else:
        yield rule.finding(page)


def _of_others(page: Page) -> bool:
    """Whether the document is another body's, as far as page and site say who they are."""
    issuer, own = "".join(page.issuer.split()), "".join(page.site_name.split())
    issuer = _ORGAN.split(issuer)[0] if issuer else ""
    return bool(issuer and own) and issuer not in own and own not in issuer
