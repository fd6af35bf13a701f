"""Check: a public list of messages gets new ones."""

from collections.abc import Iterator
from datetime import date
from posixpath import dirname

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.interaction.facts import BOARD, told_messages
from gkcheck_plugins.interaction.overdue import months_after

_PAGE_NUMBER = expression(r"[_-]\d{1,4}(?=\.\w+$)")


@site_check(
    "board-current",
    months={"type": "integer", "minimum": 1, "default": 2, "title": "几个月", "description": "months at most"},
)
def board_current(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The newest message or answer of each board is at most so many months old.

    That nobody wrote is no fault, so a finding is for people to decide. Lists filled by scripts are not judged.
    """
    boards: dict[str, list[SitePage]] = {}
    for page in site.of_kind("list", ""):
        if page.extra(BOARD):
            boards.setdefault(_PAGE_NUMBER.sub("", page.path), []).append(page)
    newest = _newest_by_folder(site)
    limit = months_after(site.today, -rule.options["months"])
    for _, pages in sorted(boards.items()):
        page = min(pages, key=lambda entry: (len(entry.path), entry.path))
        facts = [entry.extra(BOARD) for entry in pages]
        days = [date.fromisoformat(entry["latest"]) for entry in facts if entry["latest"]]
        below = newest.get(dirname(page.path))
        last = max((day for day in (*days, below) if day and day <= site.today), default=None)
        if last is not None and last >= limit:
            continue
        if any(entry["scripted"] for entry in facts):
            yield rule.unjudged(page, "list-by-script")
        elif last is None:
            yield rule.unjudged(page, "undated")
        elif page.path != _PAGE_NUMBER.sub("", page.path):
            yield rule.unjudged(page, "paged")
        else:
            name = facts[pages.index(page)]["name"]
            yield rule.finding(page, subject=name, review=True, name=name, date=last, days=(site.today - last).days)


def _newest_by_folder(site: Site) -> dict[str, date]:
    """The newest day of messages and pages in each folder and those above it."""
    found: dict[str, date] = {}
    days = [(told.page.path, day) for told in site.derive(told_messages) for day in (told.asked, told.answered) if day]
    days += [(page.path, day) for page in site.pages.values() for day in page.published_dates]
    for path, day in days:
        if day > site.today:
            continue
        folder = dirname(path)
        while folder:
            if folder not in found or found[folder] < day:
                found[folder] = day
            folder = dirname(folder)
    return found
