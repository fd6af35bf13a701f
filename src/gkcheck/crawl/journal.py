"""What a crawl knows of each address, in one SQLite file: nothing that was fetched is fetched again, nothing that was found is lost."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS addresses (
    number INTEGER PRIMARY KEY, url TEXT UNIQUE, depth INTEGER, state TEXT, reason TEXT DEFAULT '', size INTEGER DEFAULT 0);
CREATE INDEX IF NOT EXISTS waiting ON addresses (state);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Waiting(NamedTuple):
    """An address that is still to be fetched."""

    url: str
    depth: int


class Journal:
    """Addresses of one crawl, each waiting, done or failed. One process at a time holds the file. Raises sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        # The process of a run that was killed may be about to notice: it is given time to let go.
        self._connection = sqlite3.connect(path, timeout=10.0)
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.commit()

    def fact(self, name: str) -> str:
        """What was kept under a name, "" = nothing."""
        found = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def keep(self, name: str, value: str) -> None:
        """Keep something under a name."""
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def find(self, urls: Iterable[str], depth: int, limit: int) -> list[Waiting]:
        """Take addresses in; those that are new and are to be fetched. Deeper than `limit` they fail at once."""
        new = []
        for url in urls:
            state, reason = ("failed", "depth") if depth > limit else ("waiting", "")
            done = self._connection.execute(
                "INSERT OR IGNORE INTO addresses (url, depth, state, reason) VALUES (?, ?, ?, ?)", (url, depth, state, reason)
            )
            if done.rowcount and not reason:
                new.append(Waiting(url, depth))
        return new

    def done(self, url: str, size: int) -> None:
        """The address was answered, and the answer is in the snapshot."""
        self._connection.execute("UPDATE addresses SET state = 'done', size = ? WHERE url = ?", (size, url))

    def failed(self, url: str, reason: str) -> None:
        """The address was not got."""
        self._connection.execute("UPDATE addresses SET state = 'failed', reason = ? WHERE url = ?", (reason, url))

    def commit(self, offset: int) -> None:
        """All of the above holds from now on, and the snapshot up to `offset`."""
        self.keep("offset", str(offset))
        self._connection.commit()

    def waiting(self) -> Iterator[Waiting]:
        """Addresses that are still to be fetched, in the order in which they were found."""
        rows = self._connection.execute("SELECT url, depth FROM addresses WHERE state = 'waiting' ORDER BY number").fetchall()
        return (Waiting(*row) for row in rows)

    def counts(self) -> dict[str, int]:
        """How many addresses are waiting, done and failed."""
        return dict(self._connection.execute("SELECT state, count(*) FROM addresses GROUP BY state").fetchall())

    def size(self) -> int:
        """Bytes of all answers."""
        return int(self._connection.execute("SELECT total(size) FROM addresses").fetchone()[0])

    def failures(self) -> dict[str, str]:
        """Addresses that were not got, and why."""
        rows = self._connection.execute("SELECT url, reason FROM addresses WHERE state = 'failed' ORDER BY number")
        return dict(rows.fetchall())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
