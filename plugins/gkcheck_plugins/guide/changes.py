"""A change of a guide is published by the next working day after it was approved."""

from collections.abc import Iterator
from datetime import date

from gkcheck.api import (
    Finding,
    LedgerRow,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    add_working_days,
    expression,
    site_check,
)
from gkcheck_plugins.guide.gaps import item_of
from gkcheck_plugins.guide.labels import DATA
from gkcheck_plugins.guide.pieces import squeeze
from gkcheck_plugins.guide.survey import Known, guides_of

LEDGER = "guide-changes"
_NOTICE = expression(r"调整|变更|修订|更新|修改|变动|优化|取消|新增|精简|启用|停止")


@site_check(
    "guide-changes-announced",
    days={
        "type": "integer",
        "minimum": 0,
        "default": 1,
        "title": "审批后几个工作日内公布",
        "description": "working days after the approval",
    },
)
def changes_announced(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """For each row of the ledger `guide-changes` the guide or a notice about its change is published in time.

    The message may use {item}, {approved}, {due}, {published} and {effective}.
    """
    guides = guides_of(site, rule.data[DATA])
    for row in site.ledger(LEDGER) or ():
        approved = row.date("approved")
        if approved is None:
            continue
        due, certain = add_working_days(approved, rule.options["days"], rule.calendar)
        own = [known for known in guides if _is_about(known, row)]
        notices = [page for page in site.pages.values() if page.kind != "guide" and _announces(page, row)]
        dated = [(day, page) for page in (*(known.page for known in own), *notices) if (day := page.published)]
        told = sorted(
            ((day, page) for day, page in dated if day >= approved), key=lambda entry: (entry[0], entry[1].path)
        )
        if told and told[0][0] <= due:
            yield from _effective(rule, row, own, told[0][1])
        elif site.today <= due:
            continue
        elif not certain:
            yield rule.unjudged(row, "calendar")
        elif told:
            yield _finding(rule, row, "late", due, told[0])
        elif any(page.published is None for page in (*(known.page for known in own), *notices)):
            yield rule.unjudged(row, "undated")
        elif site.partial:
            yield rule.unjudged(row, "partial-site")
        else:
            yield _finding(rule, row, "unannounced", due, None)


def _is_about(known: Known, row: LedgerRow) -> bool:
    wanted = squeeze(row["item"])
    if row.get("page"):
        return known.page.path == row["page"].lstrip("/")
    return wanted == item_of(known.guide, known.page.title) or wanted in squeeze(known.page.title)


def _announces(page: SitePage, row: LedgerRow) -> bool:
    title = squeeze(page.title)
    return squeeze(row["item"]) in title and bool(_NOTICE.search(title))


def _effective(rule: Rule, row: LedgerRow, own: list[Known], page: SitePage) -> Iterator[Finding]:
    """The page that tells of the change names the day from which it holds. Only the text of guides is at hand."""
    day = row.date("effective")
    known = next((known for known in own if known.page is page), None)
    if day is None or known is None or known.around.scripted or known.guide.cut:
        return
    if not _names_day("".join(squeeze(piece.text) for piece in known.guide.pieces), day):
        yield rule.finding(
            row,
            variant="no-date",
            subject=f"{row['item']} {row['approved']} date",
            related=(Related(page.locate(), "found"),),
            item=row["item"],
            effective=day,
        )


def _names_day(text: str, day: date) -> bool:
    forms = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02}月{day.day:02}日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.month}月{day.day}日",
    )
    return any(form in text for form in forms)


def _finding(rule: Rule, row: LedgerRow, variant: str, due: date, found: tuple[date, SitePage] | None) -> Finding:
    return rule.finding(
        row,
        variant=variant,
        subject=f"{row['item']} {row['approved']}",
        related=(Related(found[1].locate(), "found"),) if found else (),
        item=row["item"],
        approved=row["approved"],
        due=due,
        published=found[0] if found else "",
    )
