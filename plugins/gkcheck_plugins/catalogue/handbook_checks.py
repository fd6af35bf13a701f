"""Check: the guide to disclosure has its nine elements, states the limits in force, and is kept up to date."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Rule, Severity, Site, SitePage, Unjudged, site_check
from gkcheck_plugins.catalogue.dates import last_change, older_than
from gkcheck_plugins.catalogue.handbook import ELEMENTS, NAME
from gkcheck_plugins.catalogue.home import home_of
from gkcheck_plugins.catalogue.linkage import place_of


@site_check(
    "disclosure-guide",
    elements={
        "type": "array",
        "items": {"enum": list(ELEMENTS)},
        "uniqueItems": True,
        "default": list(ELEMENTS),
        "title": "指南应有的内容",
        "description": "what a guide has to contain",
    },
    months={
        "type": "integer",
        "minimum": 0,
        "default": 36,
        "title": "超过多少个月没有更新时提示（0 = 不提示）",
        "description": "months after which a guide without a change is noted (0 = never)",
    },
)
def disclosure_guide(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each guide to disclosure states the nine elements of 条例 art. 12 and no time limit of the law before 2019.

    A label without a value states nothing. A page that only leads to the guide is passed over where the guide is on the
    site too. Fifteen working days are right where a third party is heard, or where they shorten the twenty that are named
    as well; a page that states both of an answer is for a person to decide.
    """
    guides = [(page, facts) for page in site.pages.values() if (facts := page.extra(NAME))]
    home = home_of(site)
    if not guides and home is not None:
        yield rule.unjudged(home, "no-entry")
    if guides and all(facts["reason"] for _, facts in guides):
        for page, facts in guides:
            yield rule.unjudged(page, facts["reason"])
        return
    for page, facts in guides:
        if not facts["reason"]:
            yield from _judge(site, page, rule, facts)


def _judge(site: Site, page: SitePage, rule: Rule, facts: dict[str, Any]) -> Iterator[Finding | Unjudged]:
    missing = [name for name in facts["missing"] if name in rule.options["elements"]]
    if missing and "body" in page.facts.scripted:
        yield rule.unjudged(page, "body-by-script")
    elif missing:
        names, count = "、".join(missing), len(missing)
        yield rule.finding(page, variant="missing", subject="elements", elements=names, count=count)
    for entry in facts["outdated"]:
        place, variant = place_of(page, entry["place"]), entry["sort"]
        yield rule.finding(
            page,
            place,
            variant=variant,
            subject=f"{variant}:{entry['text']}",
            review=not entry["sure"],
            value=entry["text"],
        )
    months = rule.options["months"]
    changed = last_change(facts["dates"], site.today)
    if months and changed is None:
        yield rule.unjudged(page, "undated")
    elif months and changed and older_than(changed, months, site.today):
        yield rule.finding(page, variant="old", severity=Severity.NOTE, subject="age", date=changed, months=months)
