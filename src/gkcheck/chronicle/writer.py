"""Writes one run into the tables, within the caller's transaction."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from gkcheck.baseline import about
from gkcheck.finding import Finding
from gkcheck.reporters.message import message
from gkcheck.reporters.wording import pick
from gkcheck.run import Run
from gkcheck.standing import Standing


class Stamp(NamedTuple):
    """What is kept of a run beside what it says itself: whose site, by which rules (a digest), of which revision ("" = unknown)."""

    site: str
    rules: str
    revision: str


def write_run(connection: sqlite3.Connection, stamp: Stamp, run: Run, standing: Standing, *, first: bool) -> None:
    """Add the run. What it told stands from now on; what it saw mended stands no more; all else stays as it was."""
    site = stamp.site
    complete = run.exit_code != 3
    values = (site, run.today.isoformat(), run.version, stamp.revision, stamp.rules, complete, run.exit_code, run.coverage.pages, first)
    cursor = connection.execute(
        "INSERT INTO runs (site, day, version, revision, rules, complete, exit_code, pages, first) VALUES (?,?,?,?,?,?,?,?,?)", values
    )
    number = cursor.lastrowid or 0
    names, hidden = run.fingerprints, run.hidden_fingerprints
    query = "SELECT fingerprint FROM spans WHERE site = ? AND until IS NULL"
    stood = {row[0] for row in connection.execute(query, (site,))}
    _tell(connection, site, run, names, standing)
    fresh = [(site, name, number) for name in names if name not in stood]
    connection.executemany("INSERT INTO spans (site, fingerprint, since) VALUES (?,?,?)", fresh)
    fixed = {item.fingerprint for item in standing.fixed}
    # Told under another name, since its page was moved: it goes on there.
    moved = stood - {*names, *hidden} - fixed - {item.fingerprint for item in standing.unverified}
    for why, gone in (("fixed", fixed), ("moved", moved)):
        ended = [(number, why, site, name) for name in sorted(gone)]
        connection.executemany("UPDATE spans SET until = ?, why = ? WHERE site = ? AND fingerprint = ? AND until IS NULL", ended)
    _count(connection, number, site, run, names, standing)


def _tell(connection: sqlite3.Connection, site: str, run: Run, names: Iterable[str], standing: Standing) -> None:
    rules = {rule.code: rule for rule in run.rules}
    rows = []
    for found, name in zip(run.findings, names, strict=True):
        rule = rules.get(found.code)
        hidden = rule is not None and rule.confidential
        text = pick(rule.title, run.lang) if rule and hidden else message(rule, found, run.lang) if rule else found.code
        seen = standing.first_seen.get(name, run.today).isoformat()
        at = found.location
        rows.append((site, name, found.code, _level(found), _plain(at.path), at.line, _plain(text), seen, json.dumps(about(found, run.coverage.read, hidden))))
    connection.executemany("INSERT OR REPLACE INTO findings VALUES (?,?,?,?,?,?,?,?,?)", rows)


def _count(connection: sqlite3.Connection, number: int, site: str, run: Run, names: Iterable[str], standing: Standing) -> None:
    counts = Counter((standing.states.get(name, "new"), _level(found)) for found, name in zip(run.findings, names, strict=True))
    for state, gone in (("fixed", standing.fixed), ("unverified", standing.unverified)):
        for item in gone:
            row = connection.execute("SELECT level FROM findings WHERE site = ? AND fingerprint = ?", (site, item.fingerprint)).fetchone()
            counts[state, row[0] if row else "error"] += 1
    rows = [(number, state, level, n) for (state, level), n in sorted(counts.items())]
    connection.executemany("INSERT INTO counts VALUES (?,?,?,?)", rows)


def _level(found: Finding) -> str:
    return "review" if found.review else found.severity.value


def _plain(text: str) -> str:
    """Text that SQLite can hold: the bytes of an undecodable file name as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
