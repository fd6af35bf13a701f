"""Checks: a policy that is declared major is interpreted by the head of the unit, and again when it has been in use."""

from collections.abc import Iterator
from datetime import timedelta

from gkcheck.api import (
    Finding,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    expression,
    named_documents,
    normalise_title,
    site_check,
    title_keys,
)
from gkcheck_plugins.policy.facts import READING
from gkcheck_plugins.policy.pairing import pairs_of
from gkcheck_plugins.policy.scope import PATHS, TITLES, declared_major, documents
from gkcheck_plugins.policy.visual import says_visual

_RESPONDS = expression(
    r"回应|答复|问答|答问|答疑|释疑|解读|图解|一图|评估|后评估|实施(?:情况|效果|成效|进展)|落实(?:情况|成效)|执行情况|进展|成效|案例|访谈|采访"
)


@site_check(
    "followed-up",
    paths=PATHS,
    titles=TITLES,
    after_days={
        "type": "integer",
        "minimum": 1,
        "default": 30,
        "title": "文件公布多少天以后的解读才算后续解读",
        "description": "days after the policy from which an interpretation follows up",
    },
    grace_days={
        "type": "integer",
        "minimum": 1,
        "default": 180,
        "title": "文件公布后多少天内不判断",
        "description": "days after the policy within which it is not judged",
    },
)
def followed_up(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A policy declared major is interpreted or answered for once more, by a page that names it or pairs with it.

    Declared by `paths`, `titles` or `major: true` in front matter; silent where nothing is.
    """
    policies = declared_major(site, rule)
    if policies is None:
        yield rule.silent("undeclared")
        return
    later = site.derive(_naming)
    for copies in documents(site, policies):
        policy = copies[0]
        if policy.published is None:
            yield rule.unjudged(policy, "undated")
            continue
        if (site.today - policy.published).days < rule.options["grace_days"]:
            continue
        due = policy.published + timedelta(days=rule.options["after_days"])
        pages = _readings(site, copies)
        pages += [page for key in title_keys(policy.title) for page in later.get(key, ()) if page is not policy]
        if any(page.published and page.published >= due for page in pages):
            continue
        reason = "related-by-script" if "related" in policy.facts.scripted else "partial-site" if site.partial else ""
        if reason:
            yield rule.unjudged(policy, reason)
        else:
            yield rule.finding(policy, subject=policy.path, title=policy.title, date=policy.published)


def _readings(site: Site, copies: list[SitePage]) -> list[SitePage]:
    """The interpretations of a document, whichever of its pages they pair with."""
    by_policy = pairs_of(site).by_policy
    found = {pair.interpretation.path: pair.interpretation for page in copies for pair in by_policy.get(page.path, ())}
    return list(found.values())


def _naming(site: Site) -> dict[str, list[SitePage]]:
    """Pages that answer or report on a document, by the key of each document that their titles name."""
    index: dict[str, list[SitePage]] = {}
    for page in site.pages.values():
        if "《" in page.title and page.kind != "policy" and _RESPONDS.search(page.title):
            for name in named_documents(page.title):
                index.setdefault(normalise_title(name), []).append(page)
    return index


@site_check("first-interpreter", paths=PATHS, titles=TITLES)
def first_interpreter(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """One interpretation of a policy declared major is by the head of the unit: its title or its text says so.

    Declared by `paths`, `titles` or `major: true` in front matter; silent where nothing is.
    """
    policies = declared_major(site, rule)
    if policies is None:
        yield rule.silent("undeclared")
        return
    for copies in documents(site, policies):
        policy, readings = copies[0], _readings(site, copies)
        facts = [reading.extra(READING) or {} for reading in readings]
        if any(fact.get("leader") for fact in facts):
            continue
        scripted = {"related", "body"} & {part for page in (policy, *readings) for part in page.facts.scripted}
        watched = any(
            says_visual(link.text) for page in (policy, *readings) for link in page.links if link.where != "internal"
        )
        if scripted:
            yield rule.unjudged(policy, "related-by-script")
        elif watched or any(
            fact.get("media") or says_visual(page.title) for fact, page in zip(facts, readings, strict=True)
        ):
            yield rule.unjudged(policy, "not-text")
        elif site.partial:
            yield rule.unjudged(policy, "partial-site")
        else:
            related = tuple(Related(reading.locate(), "interpretation") for reading in readings)
            yield rule.finding(policy, subject=policy.path, related=related, title=policy.title, count=len(readings))
