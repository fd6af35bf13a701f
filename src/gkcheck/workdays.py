"""Official working days of China, adjusted working weekends included."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

_DAY = timedelta(days=1)
MARGIN = 3
"""Days by which a count may err where the year's notice is not known: a result so near its limit is undetermined."""


class Year(NamedTuple):
    """What a notice says of one year: weekdays off, and weekend days worked."""

    off: frozenset[date]
    work: frozenset[date]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published notices, and years that the site's configuration adds or puts in their place."""

    years: Mapping[int, Year] = field(default_factory=dict)

    def is_working(self, day: date) -> tuple[bool, bool]:
        """Whether `day` is a working day, and whether that is known; for an unknown year Monday to Friday are guessed."""
        year = self.years.get(day.year)
        if year is not None:
            return day in year.work or (day.weekday() < 5 and day not in year.off), True
        import chinese_calendar

        try:
            return chinese_calendar.is_workday(day), True
        except NotImplementedError:
            return day.weekday() < 5, False

    def knows(self, year: int) -> bool:
        """Whether the holiday notice of that year is known."""
        return self.is_working(date(year, 12, 31))[1]

    def unknown_year(self, start: date, end: date) -> int:
        """The first year without a notice among the days from `start` to `end`, 0 = all are known."""
        years = range(min(start, end).year, max(start, end).year + 1)
        return next((year for year in years if not self.knows(year)), 0)

    def key(self) -> list[Any]:
        """What the configuration adds, in one order: a part of the cache's fingerprint."""
        return [
            [year, sorted(map(str, self.years[year].off)), sorted(map(str, self.years[year].work))]
            for year in sorted(self.years)
        ]


PUBLISHED = Calendar()
"""The published notices alone."""


def working_days(start: date, end: date, calendar: Calendar | None = None) -> tuple[int, bool]:
    """Working days after `start` up to and including `end`, and whether the calendar of every day is known.

    For a year without a published holiday notice Monday to Friday count as working days, and the answer is uncertain.
    In a check give `rule.calendar`, which knows what the site's configuration adds.
    """
    calendar = calendar or PUBLISHED
    count, known = 0, True
    day = start
    while day < end:
        day += _DAY
        works, certain = calendar.is_working(day)
        count += works
        known &= certain
    return count, known


def add_working_days(start: date, days: int, calendar: Calendar | None = None) -> tuple[date, bool]:
    """The last day of a limit of `days` working days: the day of the event does not count. As `working_days` otherwise."""
    calendar = calendar or PUBLISHED
    day, left, known = start, days, True
    while left > 0:
        day += _DAY
        works, certain = calendar.is_working(day)
        left -= works
        known &= certain
    return day, known


def read_calendar(table: Mapping[str, Mapping[str, Iterable[str]]]) -> Calendar:
    """The `[calendar]` of a configuration: year → `off` and `work`, each day MM-DD. Raises ValueError: no such day."""
    years = {}
    for name, lists in table.items():
        off, work = (frozenset(_days(name, lists.get(key, ()))) for key in ("off", "work"))
        years[int(name)] = Year(off, work)
    return Calendar(years)


def _days(year: str, texts: Iterable[str]) -> Iterable[date]:
    for text in texts:
        try:
            yield date.fromisoformat(f"{year}-{text}")
        except ValueError:
            raise ValueError(f"{year}-{text}") from None
