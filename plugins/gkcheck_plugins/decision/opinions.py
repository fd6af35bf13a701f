"""Checks: a consultation is followed by an account of the opinions, in time after the document was issued."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from gkcheck.api import (
    MARGIN,
    Finding,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    add_working_days,
    expression,
    named_documents,
    normalise_title,
    site_check,
    title_keys,
    working_days,
)
from gkcheck_plugins.decision.drafts import CONSULTATION, FEEDBACK, draft_keys, is_feedback_text

_SINCE = {
    "type": "string",
    "format": "date",
    "default": "2019-09-01",
    "title": "不看这一天以前的征求意见",
    "description": "consultations before this day are left alone",
}
_FORWARDED = expression(r"^转发|转发.{2,40}(?:关于|公开征求)|^(?:国务院|国家|中华人民共和国|财政部|教育部|司法部)")
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


@site_check(
    "feedback-given",
    since=_SINCE,
    grace={
        "type": "integer",
        "minimum": 1,
        "default": 20,
        "title": "文件公布后几个工作日",
        "description": "working days after the document was issued",
    },
    months={
        "type": "integer",
        "minimum": 0,
        "default": 6,
        "title": "征求意见结束几个月后仍无文件也无反馈的，请人工核对；0 为不提示",
        "description": "months after the end from which a consultation without document and feedback is for people to see; 0 = never",
    },
)
def feedback_given(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each consultation whose document was issued is followed by a page that tells of the opinions, or tells of them itself.

    Where nothing was issued yet, a consultation that ended long ago is for people to look at.
    """
    for case in site.derive(cases_of):
        page = case.page
        if page.published is None:
            yield rule.unjudged(page, "undated")
            continue
        if case.feedback or case.mentioned or page.published < date.fromisoformat(rule.options["since"]):
            continue
        issued = case.issued.published if case.issued else None
        closed = case.end or page.published + timedelta(days=30)
        months = rule.options["months"]
        if issued and case.issued:
            count, known = working_days(issued, site.today, rule.calendar)
            if count <= rule.options["grace"] + (0 if known else MARGIN):
                continue
            reason = _doubt(site, page) or _doubt(site, case.issued)
            if reason:
                yield rule.unjudged(page, reason)
                continue
            related = (Related(case.issued.locate(), "policy"),)
            yield rule.finding(page, subject=page.path, related=related, title=case.issued.title, issued=issued)
        elif months and 30 * months <= (site.today - closed).days <= 1096 and not case.issued:
            reason = _doubt(site, page)
            if reason:
                yield rule.unjudged(page, reason)
            else:
                yield rule.finding(page, variant="open", severity="note", review=True, subject=page.path, end=closed)


def _doubt(site: Site, page: SitePage) -> str:
    if {"related", "body"} & set(page.facts.scripted):
        return "related-by-script"
    if _FORWARDED.search("".join(page.title.split())):
        return "other-issuer"
    return "partial-site" if site.partial else ""


@site_check(
    "feedback-in-time",
    since=_SINCE,
    working_days={
        "type": "integer",
        "minimum": 1,
        "default": 10,
        "title": "决策公布后几个工作日内",
        "description": "working days after the decision was issued",
    },
)
def feedback_in_time(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The first account of the opinions is dated within so many working days after the document was published."""
    limit = rule.options["working_days"]
    for case in site.derive(cases_of):
        if (
            case.issued is None
            or not case.feedback
            or (case.page.published or date.min) < date.fromisoformat(rule.options["since"])
        ):
            continue
        issued, first = case.issued.published, case.feedback[0]
        if issued is None or any(entry.published is None for entry in case.feedback):
            yield rule.unjudged(case.page, "undated")
            continue
        told = first.published or issued
        if told <= issued or case.mentioned:
            continue
        count, known = working_days(issued, told, rule.calendar)
        if count <= limit:
            continue
        level = "note" if not known and count - limit <= MARGIN else None
        due, _ = add_working_days(issued, limit, rule.calendar)
        related = (Related(case.issued.locate(), "policy"),)
        yield rule.finding(
            first,
            severity=level,
            subject=case.issued.path,
            related=related,
            title=case.issued.title,
            issued=issued,
            told=told,
            count=count,
            limit=limit,
            due=due,
        )
