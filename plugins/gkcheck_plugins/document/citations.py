"""Norms that a page cites are in force, and their numbers are written as the standard asks."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gkcheck.api import Block, Finding, Page, Rule, Unjudged, expression, find_number, outdated_citations, page_check
from gkcheck_plugins.document.table import written_by_script

_NORMS = "outdated-norms"
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
    cited_in = outdated_citations(rule.data[_NORMS]["norms"])
    for block in page.content:
        for norm, cited in cited_in(block.text):
            if any(mark in page.source for mark in norm["marks"]):
                continue
            if day is None and page.kind == "catalogue" and not _YEAR.search(page.title):
                # A catalogue has to be kept up to date, so its day is today.
                yield _finding(page, rule, block, norm, cited, "replaced-in-catalogue")
            elif day is None:
                undated = True
            elif day >= norm["since"]:
                yield _finding(page, rule, block, norm, cited, "replaced", day=day)
        if rule.options["form"] and "》" in block.text:
            yield from _ill_formed(page, rule, block)
        elif rule.options["form"] and "令" in block.text and (doubled := _DOUBLED.search(block.text)):
            yield rule.finding(page, block, variant="doubled", subject=doubled["number"], written=doubled[0])
    if undated:
        yield rule.unjudged(page, "undated")
    elif written_by_script(page):
        yield rule.unjudged(page, "body-by-script")


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
