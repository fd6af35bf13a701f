"""A normative document shows whether it is still valid, and shows it rightly on the day of the check."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gkcheck.api import (
    Finding,
    Location,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    expression,
    named_documents,
    normalise_title,
    site_check,
)
from gkcheck_plugins.document.normative import last_day
from gkcheck_plugins.document.validity import NOTHING, VALIDITY

_YEARS = {"type": "integer", "minimum": 0, "default": 0}
_PROLONGS = expression(r"延长|延续|顺延|继续有效|继续执行")


@site_check("validity-marked", years=_YEARS, trial_years=_YEARS, announcement_years=_YEARS)
def validity_marked(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Every normative document shows a validity; none is shown as valid past its end or after its repeal.

    `years` is how long such a document holds where it says nothing itself, `trial_years` and `announcement_years` the same for
    暂行 and 试行 and for 通告; 0 = not known, which is not judged.
    """
    prolonged = site.derive(_prolonged)
    repeals = site.derive(_repeals)
    for page in site.of_kind("policy"):
        facts = page.extra(VALIDITY) or NOTHING
        repeal = repeals.get(page.path)
        if facts["normative"] and not facts["stated"]:
            if facts["hidden"]:
                yield rule.unjudged(page, facts["hidden"])
            elif not facts["marked"]:
                yield rule.finding(page, variant="unmarked")
        if facts["status"] == "invalid" or facts["marked"] or "fields" in page.facts.scripted:
            continue
        if repeal is not None:
            yield _repealed(page, facts, repeal, rule)
        elif facts["status"] == "valid" and not facts["extended"] and normalise_title(page.title) not in prolonged:
            yield from _past_its_end(site, page, facts, rule)


def _past_its_end(site: Site, page: SitePage, facts: Mapping[str, Any], rule: Rule) -> Iterator[Finding]:
    at = _place(page, facts)
    if facts["end"]:
        if date.fromisoformat(facts["end"]) < site.today:
            yield rule.finding(page, at, variant="expired", value=facts["value"], end=facts["end"])
        return
    years = _lifetime(page, facts, rule) if facts["normative"] else 0
    days = [page.signed, *page.published_dates]
    begun = date.fromisoformat(facts["begin"]) if facts["begin"] else max((day for day in days if day), default=None)
    if years and begun and (last := last_day(begun, years)) < site.today:
        yield rule.finding(
            page, at, variant="lifetime", severity="note", value=facts["value"], years=years, begin=begun, end=last
        )


def _lifetime(page: SitePage, facts: Mapping[str, Any], rule: Rule) -> int:
    name = "trial_years" if facts["trial"] else "announcement_years" if page.title.endswith("通告") else "years"
    years: int = rule.options[name]
    return years


def _repealed(page: SitePage, facts: Mapping[str, Any], repeal: SitePage, rule: Rule) -> Finding:
    return rule.finding(
        *(page, _place(page, facts) if facts["status"] else None),
        variant="repealed" if facts["status"] else "repealed-unmarked",
        subject=repeal.path,
        related=(Related(repeal.locate(), "repealing"),),
        value=facts["value"],
        title=repeal.title,
        path=repeal.path,
    )


def _place(page: SitePage, facts: Mapping[str, Any]) -> Location:
    if not facts["place"]:
        return page.locate()
    line, column, length = facts["place"]
    return Location(page.path, line, column, column + length)


def _prolonged(site: Site) -> frozenset[str]:
    """Keys of the documents whose validity another page of the site prolongs, by its title."""
    titles = (page.title for page in site.pages.values() if _PROLONGS.search(page.title))
    return frozenset(normalise_title(name) for title in titles for name in (title, *named_documents(title)))


def _repeals(site: Site) -> dict[str, SitePage]:
    """Path of each document that another one of the site has repealed by today → the page that says so.

    A number names one document; a title does so only where no other page bears it and its page is the older one.
    """
    found: dict[str, SitePage] = {}
    for page in site.of_kind("policy"):
        facts = page.extra(VALIDITY) or NOTHING
        day = date.fromisoformat(facts["begin"]) if facts["begin"] else page.signed or page.published
        if day is None or day > site.today:
            continue
        for number, title in facts["repeals"]:
            old = site.numbered(number) if number else [other for other in site.titled(title) if other.kind == "policy"]
            if not number and len(old) != 1:
                continue
            for other in old:
                before = other.signed or other.published
                if (
                    other is not page
                    and before is not None
                    and before < day
                    and other.facts.number != page.facts.number
                ):
                    found.setdefault(other.path, page)
    return found
