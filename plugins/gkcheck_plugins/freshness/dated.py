"""Check: a page that is published as news, a notice or a document says when."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Page, Rule, Unjudged, kind_of, page_check
from gkcheck_plugins.freshness.age import KINDS

_ALWAYS = frozenset(("interpretation", "consultation"))
_DATED = frozenset(("news", "news-like", "notices", "policy", "policy-like", "interpretation", "personnel"))
_LEAST = 120
"""Characters of text from which on an unclassified page of such a column is an article."""


@page_check("page-dated")
def page_dated(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """An interpretation, a consultation, or an article of a column that is judged by its dates, shows or bears a date.

    A policy document without one is named by the rule on its elements. Pages of fixed information need no date.
    """
    if page.published or page.published_label:
        return
    if not _asked(page, rule):
        return
    if {"body", "fields"} & page.scripted:
        yield rule.unjudged(page, "body-by-script")
        return
    yield rule.finding(page, title=page.title)


def _asked(page: Page, rule: Rule) -> bool:
    if not page.title or page.title == page.column:
        return False
    if page.kind in _ALWAYS:
        return True
    if page.kind:
        return False
    label = page.field("title", "meta", "front")
    if label is None or sum(len(block.text) for block in page.blocks) < _LEAST:
        return False
    vocabulary: dict[str, Any] = rule.data[KINDS]
    return kind_of(page.column, "", page.crumbs, vocabulary) in _DATED
