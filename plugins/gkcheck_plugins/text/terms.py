"""Writings that the site's own term pack counts as wrong. None is shipped: what is wrong is for the office to say."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gkcheck.api import Finding, Page, Rule, Unjudged, page_check
from gkcheck_plugins.text.running import Running, running_text

_PACK = "term-pack"


@page_check("terms-right")
def terms_right(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No writing of the pack stands in the text, but inside the longer ones that it allows. One finding a writing and page."""
    terms = rule.data[_PACK]["terms"]
    if not terms:
        yield rule.silent("undeclared")
        return
    running = page.derive(running_text)
    for term in terms:
        if term["wrong"] not in running.text or _is_older(page, term):
            continue
        places = list(_places(running, term))
        if places:
            right = term.get("right", "")
            block = running.block_at(places[0])
            yield rule.finding(
                page, block, variant="default" if right else "wrong", subject=term["wrong"], wrong=term["wrong"], right=right, count=len(places)
            )


def _is_older(page: Page, term: dict[str, Any]) -> bool:
    since = term.get("since")
    published = page.published or page.published_label
    if not since:
        return False
    return published is None or published < (since if isinstance(since, date) else date.fromisoformat(since))


def _places(running: Running, term: dict[str, Any]) -> Iterator[int]:
    """Offsets at which the writing stands by itself."""
    wrong, allowed = term["wrong"], term.get("unless", ())
    at = running.text.find(wrong)
    while at >= 0:
        around = [(longer, longer.find(wrong)) for longer in allowed]
        if not any(inner >= 0 and running.text.startswith(longer, at - inner) for longer, inner in around if at >= inner):
            yield at
        at = running.text.find(wrong, at + len(wrong))
