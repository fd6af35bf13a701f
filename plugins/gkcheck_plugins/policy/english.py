"""Check: a policy on foreign investment or trade has an English text or summary."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, LinkFact, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.policy.facts import POLICY
from gkcheck_plugins.policy.issuers import issued_elsewhere
from gkcheck_plugins.policy.pairing import pairs_of
from gkcheck_plugins.policy.scope import EXEMPT, SINCE, WORDS, documents, in_scope, pattern

_ENGLISH = expression(r"\bEnglish\b|英文|英语|英译|双语|中英|\bEN\b|Translation|Summary", re.I)
_PATH = expression(r"(?:^|/)(?:en|eng|english|en-us|ywb|ywz|yingwen)(?:/|$)", re.I)
_LATIN = expression(r"[A-Za-z]{2,}(?:\W+[A-Za-z]+){2,}")
_HAN = expression(r"[\u4e00-\u9fff]")


@site_check(
    "english-text",
    words=WORDS
    | {"title": "涉外政策标题中的用语（正则表达式）", "description": "expressions in titles of such policies"},
    exempt=EXEMPT,
    since=SINCE,
)
def english_text(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A policy whose title or tag names foreign investment, foreigners or foreign trade has English on its page, or a page in English.

    An English page belongs to it by a link in either direction, or by the document number that it gives.
    """
    foreign = pattern(tuple(rule.options["words"]))
    translated = site.derive(_translated)
    pairing = pairs_of(site).by_policy
    for copies in documents(site, in_scope(site, rule)):
        policy = copies[0]
        said = "".join(policy.title.split())
        # The site's own tag 涉外 says it as well as a title does.
        word = foreign.search("\n".join((said, *(tag for page in copies for tag in _tags(page)))))
        if word is None or any(page.path in translated or (page.extra(POLICY) or {}).get("english") for page in copies):
            continue
        pages = [*copies, *(pair.interpretation for page in copies for pair in pairing.get(page.path, ()))]
        if any(_is_english(site, link) for page in pages for link in page.links):
            continue
        if {"related", "body"} & set(policy.facts.scripted):
            yield rule.unjudged(policy, "related-by-script")
        elif issued_elsewhere(site, policy):
            yield rule.unjudged(policy, "other-issuer")
        elif site.partial:
            yield rule.unjudged(policy, "partial-site")
        else:
            yield rule.finding(policy, subject=policy.path, title=policy.title, word=word[0])


def _tags(page: SitePage) -> list[str]:
    found = (page.extra(POLICY) or {}).get("tags")
    return list(found[0]) if found else []


def _is_english(site: Site, link: LinkFact) -> bool:
    """A link to an English text: what it says tells so, or where it leads, unless it is the template's switch of languages."""
    if link.where == "internal" and site.is_template_link(link.target):
        return False
    text = link.text.strip()
    if text.lower() in ("english", "en", "英文版", "english version") and link.where == "external":
        return False
    return bool(
        _ENGLISH.search(link.text)
        or _ENGLISH.search(link.label)
        or _PATH.search(link.target)
        or (_LATIN.search(text) and not _HAN.search(text))
    )


def _translated(site: Site) -> frozenset[str]:
    """Policies that a page in English links to, or whose number it gives."""
    found: set[str] = set()
    for page in site.pages.values():
        if _HAN.search(page.title) or not (_LATIN.search(page.title) or _PATH.search(page.path)):
            continue
        found.update(other.path for other, _ in site.linked(page) if other.kind == "policy")
        found.update(policy.path for policy in site.numbered(page.facts.number))
    return frozenset(found)
