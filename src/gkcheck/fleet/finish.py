"""The end of a fleet run: its CSV and league table, from what the roll-up holds."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from gkcheck.commands.output import write
from gkcheck.fleet.conduct import report_path, unit_files
from gkcheck.fleet.league import TREND, League, make_league
from gkcheck.fleet.leaguepage import render_page
from gkcheck.fleet.leaguetext import render_markdown
from gkcheck.fleet.rollup import Header, Rollup, render_csv


def finish(folder: Path, rollup: Rollup, header: Header, sites: Sequence[str]) -> League:
    """Write rollup.csv, league.html and league.md of the run of that day. Raises OSError, sqlite3.Error."""
    kept = frozenset(sites)
    rows = [row for row in rollup.rows(header.as_of) if row.site in kept]
    league = make_league(header, rows, rollup.earlier(header.as_of, TREND))
    files = (("rollup.csv", render_csv(rows)), ("league.md", render_markdown(league)), ("league.html", render_page(league)))
    for name, data in files:
        write(os.fspath(folder / name), lambda data=data: data)  # type: ignore[misc]
    _prune(folder, rollup.slugs() - {row.slug for row in rows})
    rollup.finish(header.as_of, sites)
    return league


def _prune(folder: Path, gone: Collection[str]) -> None:
    """Remove reports of sites that are not in the list any more: those of last week would pass for this one's."""
    for slug in gone:
        for path in (report_path(folder, slug), *unit_files(folder, "*", slug)):
            path.unlink(missing_ok=True)
