"""Consultations with what followed them: the document that was issued, and what tells of the opinions."""

from datetime import date
from typing import Any, NamedTuple

from gkcheck.api import Site, SitePage, expression, named_documents, normalise_title, title_keys
from gkcheck_plugins.decision.drafts import CONSULTATION, FEEDBACK, draft_keys, is_feedback_text

_FILE = expression(r"\.(?:pdf|docx?|wps|xlsx?|zip|rar|ofd)$")


class Case(NamedTuple):
    """A consultation, the documents that were issued after it, and the pages that tell of the opinions."""

    page: SitePage
    end: date | None
    issued: SitePage | None
    feedback: tuple[SitePage, ...]
    mentioned: bool
    """Something else tells of opinions: the consultation itself, the document, its interpretation, a file or a link."""


def cases_of(site: Site) -> tuple[Case, ...]:
    """All consultations on drafts. Ask for them by `site.derive`. Linear in the pages of the site."""
    issued, told = site.derive(_issued), site.derive(_told)
    found = []
    for page in site.of_kind("consultation"):
        facts = page.extra(CONSULTATION)
        if facts:
            found.append(_case(site, page, facts, issued, told))
    return tuple(found)


def _case(
    site: Site,
    page: SitePage,
    facts: dict[str, Any],
    issued: dict[str, list[SitePage]],
    told: dict[str, list[SitePage]],
) -> Case:
    end = date.fromisoformat(facts["end"]) if facts["end"] else None
    start = page.published or date.min
    later = [
        policy
        for key in facts["keys"]
        for policy in issued.get(key, ())
        if (policy.published or date.min) > start and policy is not page
    ]
    policy = min(later, key=lambda entry: (entry.published or date.max, entry.path), default=None)
    pages = {entry.path: entry for key in facts["keys"] for entry in told.get(key, ())}
    around = [page, *([policy] if policy else [])]
    mentioned = bool(facts["told"])
    for place in around:
        for other, link in site.linked(place):
            about = other.extra(FEEDBACK)
            if about and (about["named"] or is_feedback_text(link.text)):
                pages[other.path] = other
            elif is_feedback_text(link.text) and other is not page:
                mentioned = True
        mentioned = mentioned or any(
            is_feedback_text(link.text)
            and (link.where in ("external", "dynamic", "script") or _FILE.search(link.target))
            for link in place.links
        )
    feedback = {path: entry for path, entry in pages.items() if (entry.extra(FEEDBACK) or {}).get("named")}
    mentioned = mentioned or len(feedback) < len(pages) or bool(policy and (policy.extra(FEEDBACK) or {}).get("told"))
    recent = [entry for entry in feedback.values() if (entry.published or date.max) >= start]
    return Case(
        page, end, policy, tuple(sorted(recent, key=lambda entry: (entry.published or date.max, entry.path))), mentioned
    )


def _issued(site: Site) -> dict[str, list[SitePage]]:
    """Policies by the keys of their titles."""
    index: dict[str, list[SitePage]] = {}
    for page in site.of_kind("policy"):
        for key in title_keys(page.title):
            index.setdefault(key, []).append(page)
    return index


def _told(site: Site) -> dict[str, list[SitePage]]:
    """Pages that tell of opinions by the keys of the documents that their titles name."""
    index: dict[str, list[SitePage]] = {}
    for page in site.pages.values():
        if page.kind == "policy" or not page.extra(FEEDBACK):
            continue
        title = "".join(page.title.split())
        keys = (
            {normalise_title(name) for name in named_documents(title)} | set(draft_keys(title)) | set(page.facts.names)
        )
        for key in keys:
            index.setdefault(normalise_title(key), []).append(page)
    return index
