"""Keeps runs and gives back what is known of them. Each run is one transaction: killed half way, it never was."""

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.chronicle.schema import open_file, refused, trouble
from gkcheck.chronicle.writer import Stamp, write_run
from gkcheck.run import Run
from gkcheck.standing import Change, Known, Past, Standing

LEVELS = ("error", "warning", "note", "review")
STATES = ("new", "returned", "unchanged", "fixed", "unverified")
_KNOWN = "SELECT f.fingerprint, f.code, f.path, f.line, f.text, f.first_seen, f.about FROM findings f"
_LAST = "(SELECT max(since) FROM spans l WHERE l.site = s.site AND l.fingerprint = s.fingerprint)"


class Kept(NamedTuple):
    """One run as it is kept. `counts` maps (state, level) to findings; `first` = there was nothing to compare it with."""

    number: int
    site: str
    day: date
    version: str
    revision: str
    rules: str
    complete: bool
    exit_code: int
    pages: int
    first: bool
    counts: dict[tuple[str, str], int]

    def of(self, *states: str) -> Counter[str]:
        """Findings in these states by level."""
        found: Counter[str] = Counter()
        for (state, level), n in self.counts.items():
            if state in states:
                found[level] += n
        return found


class Before(NamedTuple):
    """What was known of a site before a run: `number` of the last run (0 = none), what stands, what was mended once."""

    number: int
    day: date | None
    revision: str
    known: tuple[Known, ...]
    mended: tuple[Known, ...]
    history: tuple[Past, ...]


class Chronicle:
    """A history file. Every method raises ChronicleError with a message for the user."""

    def __init__(self, path: Path, lang: str, *, create: bool = False) -> None:
        self._path, self._lang = path, lang
        self._connection = open_file(path, lang, create=create)

    def __enter__(self) -> "Chronicle":
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def before(self, site: str) -> Before:
        """What is known of a site."""
        with self._guarded():
            return self._before(site)

    def runs(self, site: str = "") -> list[Kept]:
        """All runs kept, oldest first; of one site, or of all."""
        with self._guarded():
            return list(self._runs(site))

    def sites(self) -> list[str]:
        """The sites in the file, that of the newest run first."""
        with self._guarded():
            return [row[0] for row in self._connection.execute("SELECT site FROM runs GROUP BY site ORDER BY max(id) DESC")]

    def keep(self, stamp: Stamp, run: Run, before: Before, standing: Standing, again: Callable[[Before], Standing]) -> None:
        """Add a run with what it told. Where another run came in since `before`, `again` makes the standing anew."""
        with self._guarded(write=True):
            number, day, _ = self._last(stamp.site)
            if day is not None and run.today < day:
                raise trouble("older", self._lang, day=run.today, last=day)
            if number != before.number:
                standing = again(self._before(stamp.site))
            write_run(self._connection, stamp, run, standing, first=not number)

    def prune(self, keeps: Callable[[list[Kept]], set[int]]) -> tuple[int, int]:
        """Drop the runs that `keeps` does not name, of all sites: how many went and how many stay. The file shrinks."""
        with self._guarded(write=True):
            runs = list(self._runs(""))
            stay = keeps(runs)
            for kept in runs:
                if kept.number not in stay:
                    self._connection.execute("DELETE FROM counts WHERE run = ?", (kept.number,))
                    self._connection.execute("DELETE FROM runs WHERE id = ?", (kept.number,))
            self._connection.execute("DELETE FROM spans WHERE until <= coalesce((SELECT min(id) FROM runs r WHERE r.site = spans.site), until)")
            self._connection.execute(
                "DELETE FROM findings WHERE NOT EXISTS (SELECT 1 FROM spans s WHERE s.site = findings.site AND s.fingerprint = findings.fingerprint)"
            )
        with self._guarded():
            self._connection.execute("VACUUM")
        return len(runs) - len(stay), len(stay)

    def findings(self, site: str) -> Iterator[dict[str, Any]]:
        """Every finding ever told, by path: what it was, when it was first and last seen, and whether it stands."""
        query = (
            "SELECT f.fingerprint, f.code, f.level, f.path, f.line, f.text, f.first_seen, r.day, s.why FROM findings f"
            f" JOIN spans s ON s.site = f.site AND s.fingerprint = f.fingerprint AND s.since = {_LAST}"
            " LEFT JOIN runs r ON r.id = s.until WHERE f.site = ? AND s.why != 'moved' ORDER BY f.path, f.line, f.code, f.fingerprint"
        )
        names = ("fingerprint", "code", "severity", "path", "line", "text", "first_seen", "fixed", "why")
        with self._guarded():
            for row in self._connection.execute(query, (site,)):
                entry = dict(zip(names, row, strict=True))
                entry["state"] = "fixed" if entry.pop("why") else "standing"
                yield entry

    def changes_since(self, site: str, number: int) -> tuple[Change, ...]:
        """Rule by rule what has become of the findings since that run, by code; rules without any are left out.

        What a later run did not read, or somebody accepted, stands on. A moved page ends no finding and begins none.
        """
        # Where the page of a finding moved, one span ends and another begins in the same run: both cancel out.
        query = (
            "SELECT f.code, sum(s.since <= :run AND (s.until IS NULL OR s.until > :run)),"
            " sum(s.since > :run) - sum(s.until > :run AND s.why = 'moved'), sum(s.until > :run AND s.why = 'fixed'), sum(s.until IS NULL)"
            " FROM spans s JOIN findings f ON f.site = s.site AND f.fingerprint = s.fingerprint WHERE s.site = :site GROUP BY f.code ORDER BY f.code"
        )
        with self._guarded():
            rows = self._connection.execute(query, {"site": site, "run": number}).fetchall()
        told = [Change(code, *(value or 0 for value in numbers)) for code, *numbers in rows]
        return tuple(change for change in told if any(change[1:]))

    def totals(self, site: str) -> tuple[int, int]:
        """How many findings were ever told, and how many of them are mended now."""
        query = f"SELECT s.why FROM spans s WHERE s.site = ? AND s.since = {_LAST} AND s.why != 'moved'"
        with self._guarded():
            reasons = Counter(row[0] for row in self._connection.execute(query, (site,)))
        return sum(reasons.values()), reasons["fixed"]

    def _before(self, site: str) -> Before:
        joined = f"{_KNOWN} JOIN spans s ON s.site = f.site AND s.fingerprint = f.fingerprint WHERE f.site = ?"
        known = tuple(_known(row) for row in self._connection.execute(f"{joined} AND s.until IS NULL", (site,)))
        mended = tuple(_known(row) for row in self._connection.execute(f"{joined} AND s.why = 'fixed' AND s.since = {_LAST}", (site,)))
        history = tuple(map(_past, self._runs(site)))
        return Before(*self._last(site), known, mended, history)

    def _last(self, site: str) -> tuple[int, date | None, str]:
        """Number, day and revision of the last run of a site."""
        query = "SELECT id, day, revision FROM runs WHERE site = ? ORDER BY id DESC LIMIT 1"
        number, day, revision = self._connection.execute(query, (site,)).fetchone() or (0, "", "")
        return number, date.fromisoformat(day) if day else None, revision

    def _runs(self, site: str) -> Iterator[Kept]:
        counts: dict[int, dict[tuple[str, str], int]] = {}
        for number, state, level, n in self._connection.execute("SELECT run, state, level, n FROM counts"):
            counts.setdefault(number, {})[state, level] = n
        rows = self._connection.execute("SELECT * FROM runs WHERE ? IN ('', site) ORDER BY id", (site,)).fetchall()
        for number, name, day, version, revision, rules, complete, code, pages, first in rows:
            yield Kept(number, name, date.fromisoformat(day), version, revision, rules, bool(complete), code, pages, bool(first), counts.get(number, {}))

    @contextlib.contextmanager
    def _guarded(self, write: bool = False) -> Iterator[None]:
        """One transaction where something is written; faults of the file in the user's words."""
        try:
            if write:
                self._connection.execute("BEGIN IMMEDIATE")
            yield
            if write:
                self._connection.execute("COMMIT")
        except (sqlite3.Error, ValueError) as error:
            # ValueError: a day or a list in it that nobody can read.
            raise refused(self._path, error if isinstance(error, sqlite3.Error) else sqlite3.DatabaseError(str(error)), self._lang) from None
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


def _known(row: tuple[Any, ...]) -> Known:
    fingerprint, code, path, line, text, first, about = row
    return Known(fingerprint, code, path, line, text, date.fromisoformat(first), tuple(json.loads(about)))


def _past(kept: Kept) -> Past:
    stands = kept.of("new", "returned", "unchanged")
    new = 0 if kept.first else kept.of("new", "returned").total()
    return Past(kept.day, stands["error"], stands["warning"], stands["note"], new, kept.of("fixed").total(), kept.complete)
