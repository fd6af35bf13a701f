"""Norms that a page cites are in force, and their numbers are written as the standard asks."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from gkcheck.api import Block, Finding, Page, Rule, Unjudged, expression, find_number, page_check
from gkcheck_plugins.document.table import written_by_script

_NORMS = "outdated-norms"
_PAST = expression(r"(?:原(?=[《〈]|有|来)|旧|废止|修订前|修改前|当时|曾|替代|取代)[^，。；]{0,40}$")
_GONE = expression(r"^[^。；》]{0,30}(?:废止|失效|修订|修改|修正|替代|取代)")
_CITED = expression(
    r"》\s*[（(]\s*(?P<number>[\u4e00-\u9fff]{2,14}\s*[\[［【(（﹝](?:19|20)\d\d[\]］】)）﹞]\s*第?\s*\d{1,5}\s*号)\s*[)）]"
)
_GLUED = expression(r"》\s*[（(]\s*(?P<number>[\u4e00-\u9fff]{2,14}[〔\[［【﹝](?:19|20)\d{3,7}\s*号?)\s*[)）]")
_YEAR = expression(r"(?:19|20)\d\d")
_DOUBLED = expression(r"(?P<number>[\u4e00-\u9fff]{1,6}令第?\s*\d{1,4}\s*号)\s*[)）]\s*号")


@page_check(
    "citations-current",
    fixes=True,
    form={"type": "boolean", "default": True},
    since_year={"type": "integer", "minimum": 1949, "default": 2013},
)
def citations_current(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No norm is cited that another had replaced when the page was made; with `form` cited numbers are well formed.

    Numbers of years before `since_year` may have been given in other brackets.
    What a page says of the past (原…, …同时废止) is no citation to rely on, and a page that names the new number as well
    tells its readers.
    """
    day = page.signed or page.published
    undated = False
    norms = rule.data[_NORMS]["norms"]
    any_number = _any_of(tuple(number for norm in norms for number in norm["numbers"]))
    for block in page.content:
        text = block.text
        for norm in norms if any_number.search(text) else ():
            cited = _outdated(norm, text)
            if not cited or any(mark in page.source for mark in norm["marks"]):
                continue
            if day is None and page.kind == "catalogue" and not _YEAR.search(page.title):
                # A catalogue has to be kept up to date, so its day is today.
                yield _finding(page, rule, block, norm, cited, "replaced-in-catalogue")
            elif day is None:
                undated = True
            elif day >= norm["since"]:
                yield _finding(page, rule, block, norm, cited, "replaced", day=day)
        if rule.options["form"] and "》" in text:
            yield from _ill_formed(page, rule, block)
        elif rule.options["form"] and "令" in text and (doubled := _DOUBLED.search(text)):
            yield rule.finding(page, block, variant="doubled", subject=doubled["number"], written=doubled[0])
    if undated:
        yield rule.unjudged(page, "undated")
    elif written_by_script(page):
        yield rule.unjudged(page, "body-by-script")


@lru_cache(maxsize=8)
def _any_of(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all numbers: a page has hundreds of lines, and hardly one cites any of them."""
    return re.compile("|".join(map(re.escape, numbers)) or r"(?!)")


def _outdated(norm: Mapping[str, Any], text: str) -> str:
    """The number of the old norm as the text cites it, "" where it does not rely on it."""
    for number in norm["numbers"]:
        at = text.find(number)
        if at >= 0 and not _PAST.search(text[:at]) and not _GONE.match(text[at + len(number) :]):
            return str(number)
    return ""


def _finding(
    page: Page, rule: Rule, block: Block, norm: Mapping[str, Any], cited: str, variant: str, day: date | None = None
) -> Finding:
    told = {"cited": cited, "title": norm["title"], "now": norm["now"], "since": norm["since"], "day": day or ""}
    return rule.finding(page, block, variant=variant, subject=cited, **told)


def _ill_formed(page: Page, rule: Rule, block: Block) -> Iterator[Finding]:
    for match in _CITED.finditer(block.text):
        found = find_number(match["number"])
        if found is None or not found.faults or found.year < rule.options["since_year"]:
            continue
        yield rule.finding(
            *(page, block),
            variant="brackets",
            severity="note",
            subject=found.form,
            replace=(match["number"], found.form),
            written=match["number"],
            form=found.form,
        )
    for match in _GLUED.finditer(block.text):
        yield rule.finding(page, block, variant="glued", subject=match["number"], written=match["number"])
    for match in _DOUBLED.finditer(block.text):
        yield rule.finding(page, block, variant="doubled", subject=match["number"], written=match[0])
