"""Checks: a consultation is followed by an account of the opinions, in time after the document was issued."""

from collections.abc import Iterator
from datetime import date, timedelta

from gkcheck.api import (
    MARGIN,
    Finding,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    add_working_days,
    site_check,
    working_days,
)
from gkcheck_plugins.decision.cases import cases_of
from gkcheck_plugins.decision.drafts import is_forwarded

_SINCE = {
    "type": "string",
    "format": "date",
    "default": "2019-09-01",
    "title": "不看这一天以前的征求意见",
    "description": "consultations before this day are left alone",
}


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
    if is_forwarded(page.title):
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
