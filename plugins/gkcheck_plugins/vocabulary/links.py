"""Check: a page has a link that the rule asks for, such as an entry of the home page."""

import re
from collections.abc import Iterator
from html import unescape

from gkcheck.api import Finding, Link, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.vocabulary.expressions import LONGEST, PATTERN, compiled

_TAGS = expression(r"<[^>]*>")
_REAL = frozenset(("internal", "external", "dynamic", "same-page"))


@page_check(
    "required-link",
    text={
        **PATTERN,
        "minLength": 0,
        "default": "",
        "title": "链接文字的正则表达式",
        "description": "expression for the link's text",
    },
    href={
        **PATTERN,
        "minLength": 0,
        "default": "",
        "title": "链接地址的正则表达式",
        "description": "expression for its address",
    },
    area={
        "enum": ["any", "content"],
        "default": "any",
        "title": "any 整页（含导航和页脚），content 只看正文区",
        "description": "any: the whole page with navigation and footer, content: the content area alone",
    },
)
def required_link(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The page has a link whose text fits `text` and whose address fits `href`, as far as given.

    The text is what readers see, the title attribute or the alternative text of a picture. Empty and placeholder links
    do not count. The message may use {link}: the expression that no link fits.
    """
    words, address = compiled(rule, "text"), compiled(rule, "href")
    wanted = words or address
    if wanted is None:
        raise ValueError(f"{rule.code}: give the option text or href")
    for link in page.links:
        if link.tag not in ("a", "area") or link.where not in _REAL:
            continue
        if rule.options["area"] == "content" and link.area != "content":
            continue
        if address and not address.search(link.raw) and not address.search(link.target):
            continue
        if words is None or any(words.search(said) for said in _said(page, link)):
            return
    if page.scripted & {"list", "body"}:
        yield rule.unjudged(page, "list-by-script")
    else:
        yield rule.finding(page, subject=wanted.pattern, link=wanted.pattern)


def _said(page: Page, link: Link) -> Iterator[str]:
    """What a link says. Links of the navigation carry no text of their own: it is read from the source."""
    if link.text:
        yield link.text
    if link.title:
        yield link.title
    if page.markup == "html":
        start = page.source.find(">", link.offset)
        end = page.source.find("</a", start, start + LONGEST)
        if 0 <= start < end:
            inside = page.source[start + 1 : end]
            yield "".join(unescape(_TAGS.sub("", inside)).split())
            for alternative in re.findall(r"\balt\s*=\s*[\"']([^\"']+)", inside):
                yield unescape(alternative)
