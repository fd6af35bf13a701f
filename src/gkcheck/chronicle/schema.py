"""The tables of a history file, and how one is opened. A finding is kept once, with the spans of runs in which it stood."""

import sqlite3
from pathlib import Path

from gkcheck.chronicle.wording import TROUBLE
from gkcheck.refusals import say

FORM = 1
"""Goes up when an older gkcheck would misread the file."""
_APPLICATION = 0x676B6368  # "gkch": tells a history from any other database
_SECONDS = 20.0
_TABLES = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL, day TEXT NOT NULL, version TEXT NOT NULL, revision TEXT NOT NULL,
    rules TEXT NOT NULL, complete INTEGER NOT NULL, exit_code INTEGER NOT NULL, pages INTEGER NOT NULL, first INTEGER NOT NULL);
CREATE TABLE counts (run INTEGER NOT NULL, state TEXT NOT NULL, level TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (run, state, level)) WITHOUT ROWID;
CREATE TABLE findings (
    site TEXT NOT NULL, fingerprint TEXT NOT NULL, code TEXT NOT NULL, level TEXT NOT NULL, path TEXT NOT NULL,
    line INTEGER NOT NULL, text TEXT NOT NULL, first_seen TEXT NOT NULL, about TEXT NOT NULL,
    PRIMARY KEY (site, fingerprint)) WITHOUT ROWID;
CREATE TABLE spans (
    site TEXT NOT NULL, fingerprint TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (site, fingerprint, since)) WITHOUT ROWID;
CREATE INDEX open_spans ON spans (site, until);
"""


class ChronicleError(Exception):
    """The history cannot be used. The message is ready to print and names file and cure."""


def open_file(path: Path, lang: str, *, create: bool) -> sqlite3.Connection:
    """The file, in which transactions are begun by hand. Raises ChronicleError.

    `create` false = a file that is not there is refused, and one that nobody may write to can still be read.
    """
    if not create and not path.is_file():
        raise ChronicleError(say(lang, *_pair("missing", file=path)))
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise refused(path, error, lang) from None
    try:
        _prepare(connection, path, lang, create)
    except sqlite3.Error as error:
        connection.close()
        raise refused(path, error, lang) from None
    except ChronicleError:
        connection.close()
        raise
    return connection


def refused(path: Path, error: Exception, lang: str) -> ChronicleError:
    """The refusal for what went wrong with the file: in use, damaged, or not to be written."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, sqlite3.OperationalError) and "locked" in reason:
        return ChronicleError(say(lang, *_pair("busy", file=path)))
    damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    return ChronicleError(say(lang, *_pair("corrupt" if damaged else "unwritable", file=path, reason=reason)))


def _prepare(connection: sqlite3.Connection, path: Path, lang: str, create: bool) -> None:
    if create:
        connection.execute("BEGIN IMMEDIATE")
    form, application = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if empty and create:
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORM}")
    elif application != _APPLICATION:
        reason = say(lang, "不是 gkcheck 写的", "not written by gkcheck")
        raise ChronicleError(say(lang, *_pair("corrupt", file=path, reason=reason)))
    elif form > FORM:
        raise ChronicleError(say(lang, *_pair("newer", file=path, found=form, known=FORM)))
    if create:
        connection.execute("COMMIT")


def _pair(key: str, **values: object) -> tuple[str, str]:
    return TROUBLE[key]["zh"].format(**values), TROUBLE[key]["en"].format(**values)


def trouble(key: str, lang: str, **values: object) -> ChronicleError:
    """A refusal by its key in `wording.TROUBLE`."""
    return ChronicleError(say(lang, *_pair(key, **values)))
