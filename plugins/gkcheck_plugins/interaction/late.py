"""Check: messages are answered within the working days that the place allows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gkcheck.api import MARGIN, Finding, Rule, Site, Unjudged, add_working_days, site_check, working_days
from gkcheck_plugins.interaction.declared import declared_messages
from gkcheck_plugins.interaction.facts import told_messages
from gkcheck_plugins.interaction.overdue import months_after


@site_check(
    "answered-in-time",
    working_days={
        "type": "integer",
        "minimum": 0,
        "default": 15,
        "title": "答复期限（工作日）；0 为不判断",
        "description": "working days for an answer; 0 = not judged",
    },
    window={
        "type": "integer",
        "minimum": 1,
        "default": 12,
        "title": "只看最近几个月的留言",
        "description": "messages of so many months are looked at",
    },
    veto={
        "type": "integer",
        "minimum": 0,
        "default": 3,
        "title": "等待超过几个月的不再报告（由 INT002 报告）",
        "description": "messages that wait longer than so many months are left to INT002",
    },
)
def answered_in_time(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The answer to each message of the last year came within so many working days; one that still waits is no older.

    A count that rests on a year without a holiday notice and lies within three days of the limit is a note.
    """
    if not rule.options["working_days"]:
        yield rule.silent("undeclared")
        return
    seen: set[tuple[str, date]] = set()
    for declared in declared_messages(site):
        seen.add((declared.title[:20], declared.asked))
        state = "answered" if declared.answered else "open"
        yield from _judge(
            site, rule, declared.row, declared.row.locate(), declared.title, declared.asked, declared.answered, state
        )
    for told in site.derive(told_messages):
        if (told.title[:20], told.asked) not in seen and not (told.state == "empty" and told.scripted):
            yield from _judge(site, rule, told.page, told.place, told.title, told.asked, told.answered, told.state)


def _judge(
    site: Site, rule: Rule, page: Any, place: Any, title: str, asked: date, answered: date | None, state: str
) -> Iterator[Finding | Unjudged]:
    if not months_after(site.today, -rule.options["window"]) <= asked <= site.today:
        return
    if state == "answered" and answered is None:
        yield rule.unjudged(page, "undated")
        return
    if state not in ("answered", "open", "empty") or (answered and answered < asked):
        return
    veto = rule.options["veto"]
    end = answered or site.today
    if veto and end > months_after(asked, veto):
        return
    limit = rule.options["working_days"]
    count, known = working_days(asked, end, rule.calendar)
    if count <= limit:
        return
    level = "note" if not known and count - limit <= MARGIN else None
    due, _ = add_working_days(asked, limit, rule.calendar)
    yield rule.finding(
        page,
        place,
        variant="default" if answered else "waiting",
        severity=level,
        subject=f"{asked} {title}",
        title=title,
        asked=asked,
        answered=answered or "",
        count=count,
        limit=limit,
        due=due,
    )
