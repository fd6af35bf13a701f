"""The league table as data: which sites can be ranked, how, and what changed since the run before."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gkcheck.fleet.rollup import Header, Point, Row
from gkcheck.fleet.task import FINDINGS, WHOLE

TREND = 12
"""Earlier runs that a trend shows."""


class Place(NamedTuple):
    """One ranked site. Equal results share a `rank`. `change` is that of the errors since the last whole run, None = there is none.

    `trend` are the whole runs, oldest first, this one last: a run that was not whole counts nothing.
    """

    rank: int
    row: Row
    change: int | None
    trend: tuple[Point, ...]


class League(NamedTuple):
    """All sites of a run. `open` were not wholly checked: they have no rank, since nobody knows what they would have."""

    header: Header
    places: tuple[Place, ...]
    open: tuple[Row, ...]

    def count(self, status: str) -> int:
        """How many sites ended so."""
        return sum(row.status == status for row in (*self.open, *(place.row for place in self.places)))

    @property
    def exit_code(self) -> int:
        """3 a site failed or is incomplete, 1 a site has findings that count, 0 neither."""
        if self.open:
            return 3
        return int(any(place.row.status == FINDINGS for place in self.places))


def make_league(header: Header, rows: Sequence[Row], earlier: Mapping[str, Sequence[Point]]) -> League:
    """Rank the sites: fewest veto items that fall, then the score, then errors, warnings and notes."""
    whole = sorted((row for row in rows if row.status in WHOLE), key=lambda row: (_merit(row), row.group))
    places: list[Place] = []
    for number, row in enumerate(whole, 1):
        rank = places[-1].rank if places and _merit(places[-1].row) == _merit(row) else number
        past = earlier.get(row.site, ())
        change = row.figures.errors - past[-1].errors if past else None
        places.append(Place(rank, row, change, (*past, Point(row.as_of, row.figures.errors))))
    rest = sorted((row for row in rows if row.status not in WHOLE), key=lambda row: row.group)
    return League(header, tuple(places), tuple(rest))


def _merit(row: Row) -> tuple[float, ...]:
    seen = row.figures
    return seen.vetoes, -seen.score, seen.errors, seen.warnings, seen.notes
