"""One SQLite file of what pages said: keyed by path, content and rulebook, holding encoded records and nothing executable."""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

FOLDER = ".gkcheck_cache"
_TABLE = """CREATE TABLE IF NOT EXISTS pages (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, digest BLOB, fingerprint TEXT, record BLOB) WITHOUT ROWID"""
_JUDGEMENT = "CREATE TABLE IF NOT EXISTS judgement (one INTEGER PRIMARY KEY CHECK (one = 1), key TEXT, judgement BLOB)"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache made by gkcheck; it may be deleted at any time.\n"


class Entry(NamedTuple):
    """One remembered page: the file as it was and the encoded record."""

    size: int
    mtime: int
    digest: bytes
    record: bytes


class Cache:
    """Remembers records between runs. A cache that cannot be used is an empty one; `trouble` then says why, in one line.

    `site` tells sites apart that share a working directory.
    """

    def __init__(self, folder: Path | None, site: str, fingerprint: str) -> None:
        self.trouble = ""
        self._fingerprint = fingerprint
        self._connection: sqlite3.Connection | None = None
        if folder is None:
            return
        try:
            self._connection = _open(folder, site)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()

    def rows(self) -> Iterator[tuple[str, Entry]]:
        """All entries of this rulebook in the order of their paths, one at a time."""
        if self._connection is None:
            return
        try:
            cursor = self._connection.execute(
                "SELECT path, size, mtime, digest, record FROM pages WHERE fingerprint = ? ORDER BY path", (self._fingerprint,)
            )
            for path, size, mtime, digest, record in cursor:
                if isinstance(record, bytes) and isinstance(digest, bytes):
                    yield path, Entry(size, mtime, digest, record)
        except sqlite3.Error as error:
            self._give_up(error)

    def entry(self, path: str) -> Entry | None:
        """What is remembered of one page."""
        if self._connection is None:
            return None
        try:
            found = self._connection.execute(
                "SELECT size, mtime, digest, record FROM pages WHERE path = ? AND fingerprint = ?", (path, self._fingerprint)
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return Entry(*found) if found else None

    def put(self, path: str, entry: Entry) -> None:
        """Remember a page. Written for good by `commit`: all pages of a run in one transaction."""
        self._execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", (path, *entry[:3], self._fingerprint, entry.record))

    def forget(self, paths: Iterable[str]) -> None:
        """Drop pages that are gone."""
        for path in paths:
            self._execute("DELETE FROM pages WHERE path = ?", (path,))

    def judgement(self, key: str) -> bytes:
        """What was kept of the whole run under that key, b"" = nothing."""
        if self._connection is None:
            return b""
        try:
            found = self._connection.execute("SELECT judgement FROM judgement WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return b""
        return found[0] if found and isinstance(found[0], bytes) else b""

    def keep(self, key: str, judgement: bytes) -> None:
        """Keep what a whole run found, in the place of what the last one did."""
        self._execute("INSERT OR REPLACE INTO judgement VALUES (1, ?, ?)", (key, judgement))

    def commit(self) -> None:
        """Write what was put and forgotten."""
        if self._connection is not None:
            try:
                self._connection.commit()
            except sqlite3.Error as error:
                self._give_up(error)

    def _execute(self, statement: str, values: tuple[object, ...]) -> None:
        if self._connection is not None:
            try:
                self._connection.execute(statement, values)
            except sqlite3.Error as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.trouble = str(error) or type(error).__name__
        self._connection = None


def prepare_folder(folder: Path) -> None:
    """Make the folder, marked as one that neither backups nor git want. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")


def _open(folder: Path, site: str) -> sqlite3.Connection:
    prepare_folder(folder)
    path = folder / f"pages-{site}.sqlite"
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        # Not a database any more: start anew.
        os.replace(path, path.with_suffix(".broken"))
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    # Another run may hold the file: after two seconds this run goes on without a cache.
    connection = sqlite3.connect(path, timeout=2.0)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_TABLE)
        connection.execute(_JUDGEMENT)
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
