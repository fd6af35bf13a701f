"""Check: a document of public interest says that something is to be made public."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.policy.prose import has_files, prose_of
from gkcheck_plugins.policy.scope import EXEMPT, WORDS, exempt, pattern

_PUBLIC = expression(r"公开|公示|公布|公告|通报|披露|向社会|网站|媒体|社会监督|宣传|发布")
_NOTE = expression(
    r"[（(]?此(?:件|文)[^（()）]{0,40}公开[^（()）]{0,40}[)）]?|(?:公开(?:方式|属性|形式|类别|日期|时间)|发布(?:日期|时间|机构)|信息公开(?:指南|目录|年报|制度)?)[：:]?"
)
_NAME = expression(r"《[^《》]{2,60}》")
"""A norm cited by its name, as 《政府信息公开条例》, asks for nothing."""
_WHOLE = 400
"""Characters of text from which the document itself stands on the page."""


@page_check(
    "disclosure-asked",
    interest=WORDS
    | {
        "title": "涉及公众利益的标题用语（正则表达式）",
        "description": "expressions in titles of documents of public interest",
    },
    exempt=EXEMPT,
)
def disclosure_asked(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A document whose title tells public `interest` speaks somewhere of making public, of notices or of the public's supervision."""
    title = "".join(page.title.split())
    if not pattern(tuple(rule.options["interest"])).search(title) or exempt(rule, page.title):
        return
    prose = prose_of(page)
    text = _NOTE.sub("", _NAME.sub("", "\n".join(prose)))
    if _PUBLIC.search(text):
        return
    if "body" in page.scripted:
        yield rule.unjudged(page, "body-by-script")
    elif has_files(page):
        yield rule.unjudged(page, "not-text")
    elif len(text) < _WHOLE:
        yield rule.unjudged(page, "too-short")
    else:
        yield rule.finding(page, subject="disclosure", title=page.title)
