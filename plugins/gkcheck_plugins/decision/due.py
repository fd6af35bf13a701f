"""What is due every year: options that several checks share, and the last year of which the day is past."""

from datetime import date
from typing import Any

from gkcheck.api import Site, SitePage

DEADLINE: dict[str, Any] = {
    "type": "string",
    "pattern": r"^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$",
    "title": "公布期限（月-日）",
    "description": "last day (month-day)",
}
EXPECTED: dict[str, Any] = {
    "type": "boolean",
    "default": False,
    "title": "网站从未公布过也要求公布（否则只在公布过的网站上判断）",
    "description": "whether it is asked for where the site never published it; else only where it did",
}


def due_year(today: date, deadline: str, later: int = 0) -> int:
    """The last year whose deadline, `later` years after it, is past."""
    month, day = map(int, deadline.split("-"))
    year = today.year - later
    return year if (today.month, today.day) > (month, day) else year - 1


def home_of(site: Site) -> SitePage | None:
    """The home page that stands highest in the folder."""
    return min(site.of_kind("home"), key=lambda page: (page.path.count("/"), page.path), default=None)
