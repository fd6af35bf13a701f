"""In which form a policy is interpreted: in words alone, or also in pictures, films, talks and press conferences."""

import re
from collections.abc import Iterator
from datetime import date

from gkcheck.api import Finding, LinkFact, Related, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.policy.facts import READING
from gkcheck_plugins.policy.pairing import Pair, pairs_of
from gkcheck_plugins.policy.scope import EXEMPT, SINCE, appeared, exempt
from gkcheck_plugins.policy.visual import names_column, says_visual

_BARE = 40
"""Characters of text under which a reading must be something else than text."""
_FILE = expression(r"\.(?:mp4|m4v|mov|avi|wmv|flv|mp3|wav|swf|jpe?g|png|gif)$", re.I)


@site_check("visual-form", exempt=EXEMPT, since=SINCE)
def visual_form(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """One at least of the interpretations of a policy is no mere text: by its title, by what it shows, or by a link."""
    since = date.fromisoformat(rule.options["since"])
    for path, pairs in pairs_of(site).by_policy.items():
        policy = site.pages[path]
        if exempt(rule, policy.title) or appeared(policy) < since or _shown(policy, pairs):
            continue
        reason = _doubt(site, policy, pairs)
        if reason:
            yield rule.unjudged(policy, reason)
            continue
        related = tuple(Related(pair.interpretation.locate(), "interpretation") for pair in pairs)
        yield rule.finding(policy, subject=policy.path, related=related, title=policy.title, count=len(pairs))


def _shown(policy: SitePage, pairs: list[Pair]) -> bool:
    """Whether anything on either side shows a picture, a film or a talk."""
    readings = [pair.interpretation for pair in pairs]
    if any(
        says_visual(page.title) or (page.extra(READING) or {}).get("media") in ("film", "image") for page in readings
    ):
        return True
    return any(_leads_to_one(policy.site, link) for page in (policy, *readings) for link in page.links)


def _leads_to_one(site: Site, link: LinkFact) -> bool:
    """A link to such a thing: not to the column that holds them, unless it stands beside the document by a heading of its own."""
    if link.where == "internal":
        other = site.page_at(link.target)
        if site.is_template_link(link.target) or (
            other is not None and other.kind in ("list", "home") and names_column(link.text)
        ):
            return False
    return says_visual(link.text) or says_visual(link.label) or bool(_FILE.search(link.target))


def _doubt(site: Site, policy: SitePage, pairs: list[Pair]) -> str:
    readings = [pair.interpretation for pair in pairs]
    if any({"related", "body"} & set(page.facts.scripted) for page in (policy, *readings)):
        return "related-by-script"
    facts = [page.extra(READING) or {} for page in readings]
    if any(fact.get("media") == "frame" or (fact and fact["sketch"][0] < _BARE) for fact in facts):
        return "not-text"
    return "partial-site" if site.partial else ""
