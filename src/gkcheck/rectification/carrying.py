"""Takes a returned ledger into a run: what people wrote, and how the run's findings stand to its rows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from gkcheck.comparison import compare, missing_pages
from gkcheck.namesakes import namesakes
from gkcheck.rectification.cells import as_day
from gkcheck.rectification.columns import RESULTS, word_of
from gkcheck.returned import Entry, Returned
from gkcheck.run import Run
from gkcheck.standing import Known

Renamed = Callable[[frozenset[str]], Mapping[str, str]]
"""Takes paths that are missing and gives path now → path then, as far as version control tells."""


def carry(run: Run, returned: Returned, renamed: Renamed | None = None) -> Run:
    """The run with the ledger. A run that was compared with nothing else takes its standing from it."""
    once = {name for name, entry in returned.entries.items() if word_of(RESULTS, entry.cells.get("result", "")) == "fixed"}
    known = [_known(entry) for name, entry in returned.entries.items() if name not in once]
    mended = [_known(returned.entries[name]) for name in sorted(once)]
    standing = compare(known, run, mended=mended)
    missing = missing_pages(standing, run)
    if missing and "new" in standing.states.values():
        moves = namesakes(standing, run, missing) | dict(renamed(missing) if renamed else {})
        if moves:
            standing = compare(known, run, mended=mended, moves=moves)
    taken = replace(returned, standing=standing)
    return replace(run, returned=taken, standing=run.standing if run.standing is not None else standing)


def _known(entry: Entry) -> Known:
    cells = entry.cells
    first = as_day(cells.get("first_seen", ""))
    return Known(
        entry.fingerprint,
        cells["rule"].strip(),
        cells["file"],
        0,
        cells.get("problem", ""),
        first if isinstance(first, date) else None,
        tuple(cells.get("about", "").split("\n")) if cells.get("about") else (),
    )
