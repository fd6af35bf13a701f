"""Checks: a regular expression that the text or the title of a page must hold, or must not."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Location, Page, Rule, Unjudged, page_check
from gkcheck_plugins.vocabulary.expressions import LONGEST, PATTERN, compiled

_DEMAND: dict[str, Any] = {
    "enum": ["absent", "present"],
    "title": "absent 不得出现，present 必须出现",
    "description": "absent: must not occur, present: must occur",
}
_WORDS = {**PATTERN, "title": "正则表达式", "description": "regular expression"}


@page_check(
    "text-pattern",
    pattern=_WORDS,
    demand=_DEMAND | {"default": "absent"},
    ignore={
        **PATTERN,
        "minLength": 0,
        "default": "",
        "title": "除外的写法",
        "description": "texts around a hit that excuse it",
    },
    limit={
        "type": "integer",
        "minimum": 1,
        "default": 20,
        "title": "每页最多报告几处",
        "description": "findings a page at most",
    },
)
def text_pattern(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The text of the content area has no passage (or, with demand = "present", at least one) that fits `pattern`.

    Each block is searched by itself; a block that fits `ignore` is passed over. The message may use {text}: what was
    found, or the expression that was not.
    """
    pattern, ignored = compiled(rule, "pattern"), compiled(rule, "ignore")
    if pattern is None:
        return
    found = 0
    for block in page.content:
        text = block.text[:LONGEST]
        match = pattern.search(text)
        if match is None or (ignored and ignored.search(text)):
            continue
        if rule.options["demand"] == "present":
            return
        found += 1
        if found <= rule.options["limit"]:
            passage = match[0][:40]
            yield rule.finding(page, _place(page, passage, block.offset), subject=passage, text=passage)
    if rule.options["demand"] == "present":
        if "body" in page.scripted:
            yield rule.unjudged(page, "body-by-script")
        else:
            yield rule.finding(page, subject=pattern.pattern, text=pattern.pattern)


@page_check("title-pattern", pattern=_WORDS, demand=_DEMAND | {"default": "present"})
def title_pattern(page: Page, rule: Rule) -> Iterator[Finding]:
    """The title fits `pattern` (or, with demand = "absent", does not). The message may use {title} and {text}."""
    pattern = compiled(rule, "pattern")
    match = pattern.search(page.title[:LONGEST]) if pattern else None
    if pattern is None or not page.title or bool(match) == (rule.options["demand"] == "present"):
        return
    text = match[0] if match else pattern.pattern
    yield rule.finding(page, subject=text[:40], title=page.title, text=text[:60])


def _place(page: Page, passage: str, offset: int) -> Location:
    """Where a passage stands: in the source near its block, or the block where tags or entities split it."""
    found = page.source.find(passage, offset, offset + LONGEST)
    start = page.locate(max(found, offset))
    return start if found < 0 else Location(start.path, start.line, start.column, start.column + len(passage))
