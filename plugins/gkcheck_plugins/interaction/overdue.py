"""Check: no message of the last year has waited for more than three months (互动回应差, a veto of the inspection)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from gkcheck.api import Finding, Rule, Site, Unjudged, site_check
from gkcheck_plugins.interaction.declared import declared_messages
from gkcheck_plugins.interaction.facts import is_old_copy, told_messages


def months_after(day: date, months: int) -> date:
    """The same day so many months later (or earlier), the month's last where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@site_check(
    "messages-answered",
    months={"type": "integer", "minimum": 1, "default": 3, "title": "几个月", "description": "months at most"},
    window={
        "type": "integer",
        "minimum": 1,
        "default": 12,
        "title": "只看最近几个月的留言",
        "description": "messages of so many months are looked at",
    },
    warn={
        "type": "integer",
        "minimum": 0,
        "default": 60,
        "title": "等待多少天起预警；0 为不预警",
        "description": "days of waiting from which a warning is given; 0 = none",
    },
    copy={
        "type": "integer",
        "minimum": 0,
        "default": 90,
        "title": "整个目录的最新内容早于多少天时视为旧副本，只交人工判断",
        "description": "days without anything new after which the folder is taken for an old copy",
    },
)
def messages_answered(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each message of the last year was answered within three months, or is no older than that.

    Messages are those of pages and those of the ledger `messages`. One whose page does not tell whether it was answered
    is not judged. Petitions, denunciations, interviews and surveys are not counted.
    """
    seen: set[tuple[str, date]] = set()
    for declared in declared_messages(site):
        seen.add((declared.title[:20], declared.asked))
        state = "answered" if declared.answered else "open"
        yield from _judge(
            site, rule, declared.row, declared.row.locate(), declared.title, declared.asked, declared.answered, state
        )
    for told in site.derive(told_messages):
        if (told.title[:20], told.asked) in seen or not _in_window(site, rule, told.asked) or told.state == "void":
            continue
        if told.state == "empty" and told.scripted:
            yield rule.unjudged(told.page, "body-by-script")
        elif not told.state and site.today > months_after(told.asked, rule.options["months"]):
            yield rule.unjudged(told.page, "answer-untold")
        else:
            yield from _judge(site, rule, told.page, told.place, told.title, told.asked, told.answered, told.state)


def _in_window(site: Site, rule: Rule, asked: date) -> bool:
    return months_after(site.today, -rule.options["window"]) <= asked <= site.today


def _judge(
    site: Site, rule: Rule, page: Any, place: Any, title: str, asked: date, answered: date | None, state: str
) -> Iterator[Finding | Unjudged]:
    if not _in_window(site, rule, asked):
        return
    limit = months_after(asked, rule.options["months"])
    days = (site.today - asked).days
    subject = f"{asked} {title}"
    if state == "answered":
        if answered and answered > limit:
            waited = (answered - asked).days
            yield rule.finding(
                page,
                place,
                variant="late",
                severity="warning",
                subject=subject,
                title=title,
                asked=asked,
                answered=answered,
                days=waited,
            )
    elif site.today > limit:
        review = is_old_copy(site, rule.options["copy"])
        yield rule.finding(page, place, subject=subject, review=review, title=title, asked=asked, days=days)
    elif rule.options["warn"] and days >= rule.options["warn"]:
        left = (limit - site.today).days
        yield rule.finding(
            page,
            place,
            variant="soon",
            severity="note",
            subject=subject,
            title=title,
            asked=asked,
            days=days,
            days_left=left,
        )
