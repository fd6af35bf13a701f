"""The roll-up of a fleet: one SQLite file with a row a site and day, kept from run to run, and its CSV."""

import contextlib
import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gkcheck.fleet.entries import Entry
from gkcheck.fleet.task import WHOLE, Answer, Figures

NAME = "rollup.sqlite"
FORM = 1
"""Changes when an earlier gkcheck would misread the file."""
FIGURES = tuple(name for name in Figures.__struct_fields__ if name != "families")
_LEVELS = ("error", "warning", "note", "review")
_RUNS = """CREATE TABLE IF NOT EXISTS runs (
    as_of TEXT PRIMARY KEY, version TEXT, identity TEXT, lang TEXT, sites INTEGER, list TEXT, shard INTEGER, shards INTEGER,
    finished INTEGER) WITHOUT ROWID"""
_SITES = f"""CREATE TABLE IF NOT EXISTS sites (
    as_of TEXT, site TEXT, unit TEXT, parent TEXT, owner TEXT, slug TEXT, status TEXT, reason TEXT, exit_code INTEGER,
    {', '.join(f'{name} {"REAL" if name == "score" else "INTEGER"}' for name in FIGURES)},
    families TEXT, seconds REAL, cpu REAL, memory REAL, key TEXT, report TEXT, PRIMARY KEY (as_of, site)) WITHOUT ROWID"""
_COUNTS = """CREATE VIEW IF NOT EXISTS counts AS
    SELECT as_of, site, family.key AS family, level.key AS severity, level.value AS findings
    FROM sites, json_each(sites.families) AS family, json_each(family.value) AS level"""


class Header(NamedTuple):
    """One fleet run. `sites` is how many the list has, `list` its digest; `shard` of `shards`, 1 of 1 = all of it."""

    as_of: str
    version: str
    identity: str
    lang: str
    sites: int
    list: str
    shard: int
    shards: int
    finished: bool = False


class Point(NamedTuple):
    """How a site stood on an earlier day, when it was wholly checked."""

    as_of: str
    errors: int


class Row(NamedTuple):
    """One site on one day. `report` is the sha-256 of its JSON report, "" = there is none."""

    as_of: str
    site: str
    unit: str
    parent: str
    owner: str
    slug: str
    status: str
    reason: str
    exit_code: int
    figures: Figures
    seconds: float
    cpu: float
    memory: float
    key: str
    report: str

    @property
    def group(self) -> tuple[str, str, str]:
        """Where it stands in every table."""
        return self.parent, self.unit, self.site


class Rollup:
    """The file. Each site is written for good when its answer comes, so that a kill loses none. Raises sqlite3.Error, OSError."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / NAME, timeout=10.0)
        with self._connection:
            form = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if form not in (0, FORM):
                raise sqlite3.DatabaseError(f"form {form}, not {FORM}")
            for statement in (_RUNS, _SITES, _COUNTS, f"PRAGMA user_version = {FORM}"):
                self._connection.execute(statement)

    def __enter__(self) -> "Rollup":
        return self

    def __exit__(self, *trouble: object) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def begin(self, header: Header) -> None:
        """A run of that day begins, or goes on."""
        with self._connection:
            self._connection.execute(f"INSERT OR REPLACE INTO runs VALUES ({_marks(9)})", header._replace(finished=False))

    def finish(self, as_of: str, sites: Iterable[str]) -> None:
        """The run of that day holds these sites and no others, and is whole."""
        kept = set(sites)
        with self._connection:
            for row in self.rows(as_of):
                if row.site not in kept:
                    self._connection.execute("DELETE FROM sites WHERE as_of = ? AND site = ?", (as_of, row.site))
            self._connection.execute("UPDATE runs SET finished = 1 WHERE as_of = ?", (as_of,))

    def put(self, row: Row) -> None:
        """Keep one site's result of one day, in the place of what was there."""
        figures = [getattr(row.figures, name) for name in FIGURES]
        families = json.dumps(row.figures.families, ensure_ascii=False, sort_keys=True)
        values = (*row[:9], *figures, families, *row[10:])
        with self._connection:
            self._connection.execute(f"INSERT OR REPLACE INTO sites VALUES ({_marks(len(values))})", values)

    def rows(self, as_of: str) -> list[Row]:
        """The sites of one day, sorted as tables show them."""
        return sorted((row for row in self._select("WHERE as_of = ?", as_of)), key=lambda row: row.group)

    def earlier(self, as_of: str, runs: int) -> dict[str, list[Point]]:
        """Site → how it stood in the last `runs` whole runs before that day, oldest first."""
        statement = """SELECT site, as_of, errors FROM (
            SELECT site, as_of, errors, row_number() OVER (PARTITION BY site ORDER BY as_of DESC) AS back
            FROM sites WHERE as_of < ? AND status IN (?, ?)) WHERE back <= ? ORDER BY as_of"""
        found: dict[str, list[Point]] = {}
        for site, day, errors in self._connection.execute(statement, (as_of, *WHOLE, runs)):
            found.setdefault(site, []).append(Point(day, errors))
        return found

    def slugs(self) -> set[str]:
        """The file names of all sites of any day."""
        return {slug for (slug,) in self._connection.execute("SELECT DISTINCT slug FROM sites")}

    def headers(self) -> list[Header]:
        """The runs, oldest first."""
        cursor = self._connection.execute("SELECT * FROM runs ORDER BY as_of")
        return [Header._make([*row[:8], bool(row[8])]) for row in cursor]

    def _select(self, where: str, *values: str) -> Iterable[Row]:
        names = f"as_of, site, unit, parent, owner, slug, status, reason, exit_code, {', '.join(FIGURES)}, families, seconds, cpu, memory, key, report"
        for found in self._connection.execute(f"SELECT {names} FROM sites {where}", values):
            head, numbers, rest = found[:9], found[9 : 9 + len(FIGURES)], found[9 + len(FIGURES) :]
            figures = Figures(**dict(zip(FIGURES, numbers, strict=True)), families=json.loads(rest[0]))
            yield Row._make([*head, figures, *rest[1:]])


def row_of(as_of: str, entry: Entry, answer: Answer, report: bytes | None) -> Row:
    """What the roll-up keeps of an answer."""
    digest = sha256(report).hexdigest() if report is not None else ""
    head = (as_of, entry.name, entry.unit, entry.parent, entry.owner, entry.slug)
    measured = (round(answer.seconds, 3), round(answer.cpu, 3), round(answer.memory, 1))
    return Row(*head, answer.status, answer.reason, answer.exit_code, answer.figures, *measured, answer.key, digest)


def render_csv(rows: Sequence[Row]) -> bytes:
    """A line a site, with a column for each family; readable by spreadsheets (UTF-8 with a byte order mark)."""
    families = sorted({family for row in rows for family in row.figures.families})
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    head = ["as_of", "site", "unit", "parent", "owner", "status", "reason", "exit_code", *FIGURES]
    writer.writerow([*head, *(f"{family}:{level}" for family in families for level in _LEVELS), "seconds", "cpu", "memory"])
    for row in rows:
        told = [row.as_of, row.site, row.unit, row.parent, row.owner, row.status, row.reason, row.exit_code]
        figures = [getattr(row.figures, name) for name in FIGURES]
        counts = [row.figures.families.get(family, {}).get(level, 0) for family in families for level in _LEVELS]
        writer.writerow([_inert(value) for value in (*told, *figures, *counts, row.seconds, row.cpu, row.memory)])
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8", "replace")


def _inert(value: object) -> object:
    """A text that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        value = " ".join(value.split())
        return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
    return value


def _marks(count: int) -> str:
    return ", ".join("?" * count)
