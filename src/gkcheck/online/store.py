"""Remembers answers between runs, each written as it comes, so that a killed run loses none and asks nothing twice."""

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from gkcheck.cache import prepare_folder
from gkcheck.online.answer import BROKEN, UNVERIFIED, WORKS, Answer
from gkcheck.online.answers import Look
from gkcheck.online.settings import Settings

T = TypeVar("T")
NAME = "answers.sqlite"
_TABLES = (
    "CREATE TABLE IF NOT EXISTS answers (url TEXT PRIMARY KEY, asked REAL, verdict TEXT, since REAL, record BLOB) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS looks (url TEXT PRIMARY KEY, asked REAL, verdict TEXT, record BLOB) WITHOUT ROWID",
)
_FORGOTTEN = 180 * 86_400.0
"""Seconds after which an address that no run asked any more is dropped."""
_AHEAD = 3_600.0
"""Seconds by which a time may lie in the future: more, and somebody's clock was wrong when it was written."""


class _Kept(Generic[T]):
    """How records of one type lie in the file: packed, since looks hold the text of a page."""

    def __init__(self, table: str, kind: type[T]) -> None:
        self.table = table
        self._decode = msgspec.msgpack.Decoder(kind).decode

    def unpack(self, record: bytes) -> T:
        """The record. Raises msgspec.DecodeError or zlib.error."""
        return self._decode(zlib.decompress(record))


def _packed(record: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(record), 3)


_ANSWERS, _LOOKS = _Kept("answers", Answer), _Kept("looks", Look)


class Store:
    """What earlier runs were told. A store that cannot be used is an empty one; `trouble` then says why, in one line.

    Times are seconds since 1970, UTC. `settings` say how long each class of answer holds.
    """

    def __init__(self, folder: Path | None, settings: Settings) -> None:
        self.trouble = ""
        self._ages = {
            WORKS: settings.keep_works * 3600.0,
            BROKEN: settings.keep_broken * 3600.0,
            UNVERIFIED: settings.keep_unverified * 3600.0,
        }
        self._connection: sqlite3.Connection | None = None
        if folder is None:
            return
        try:
            self._connection = _open(folder)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def recall(self, addresses: Iterable[str], now: float) -> dict[str, Answer]:
        """What is known of these addresses and still holds."""
        return self._recall(_ANSWERS, addresses, now)

    def recall_looks(self, keys: Iterable[str], now: float) -> dict[str, Look]:
        """Pages that were looked at, likewise, by the keys under which they were kept."""
        return self._recall(_LOOKS, keys, now)

    def keep(self, answer: Answer) -> None:
        """Remember an answer at once. Broken since = since it was first found so, whatever could not be verified meanwhile."""
        since = answer.asked if answer.verdict == BROKEN else None
        # A time without network tells nothing of the address: what was known of it before stays known.
        known = {WORKS: "NULL", BROKEN: "COALESCE(answers.since, excluded.since)", UNVERIFIED: "answers.since"}
        self._write(
            "INSERT INTO answers (url, asked, verdict, since, record) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
            f"asked = excluded.asked, verdict = excluded.verdict, record = excluded.record, since = {known[answer.verdict]}",
            (answer.url, answer.asked, answer.verdict, since, _packed(answer)),
        )

    def keep_look(self, key: str, look: Look) -> None:
        """Remember what a page looked like."""
        self._write(
            "INSERT OR REPLACE INTO looks VALUES (?, ?, ?, ?)",
            (key, look.answer.asked, look.answer.verdict, _packed(look)),
        )

    def broken_since(self, addresses: Iterable[str]) -> dict[str, float]:
        """When each of these was first found broken, as far as it is known."""
        found: dict[str, float] = {}
        if self._connection is not None:
            try:
                for address in addresses:
                    row = self._connection.execute("SELECT since FROM answers WHERE url = ?", (address,)).fetchone()
                    if row and row[0]:
                        found[address] = row[0]
            except sqlite3.Error as error:
                self._give_up(error)
        return found

    def _recall(self, kept: _Kept[T], addresses: Iterable[str], now: float) -> dict[str, T]:
        found: dict[str, T] = {}
        if self._connection is None:
            return found
        statement = f"SELECT asked, verdict, record FROM {kept.table} WHERE url = ?"
        try:
            for address in addresses:
                row = self._connection.execute(statement, (address,)).fetchone()
                if row is None or not now - self._ages.get(row[1], 0.0) <= row[0] <= now + _AHEAD:
                    continue
                with contextlib.suppress(msgspec.DecodeError, zlib.error, TypeError):
                    found[address] = kept.unpack(row[2])
        except sqlite3.Error as error:
            self._give_up(error)
        return found

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        if self._connection is not None:
            try:
                self._connection.execute(statement, values)
            except sqlite3.Error as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.trouble = self.trouble or str(error) or type(error).__name__
        self._connection = None


def _open(folder: Path) -> sqlite3.Connection:
    prepare_folder(folder)
    path = folder / NAME
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        # Not a database any more: start anew.
        os.replace(path, path.with_suffix(".broken"))
        for rest in ("-wal", "-shm"):
            path.with_name(NAME + rest).unlink(missing_ok=True)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    # Without an isolation level each statement is its own transaction: it is on disk when the call returns.
    connection = sqlite3.connect(path, timeout=2.0, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        for table in _TABLES:
            connection.execute(table)
        for table in ("answers", "looks"):
            connection.execute(f"DELETE FROM {table} WHERE asked < (SELECT MAX(asked) FROM {table}) - ?", (_FORGOTTEN,))
    except sqlite3.Error:
        connection.close()
        raise
    return connection
