"""Answers are remembered for as long as they hold, and no fault of the file stops a run."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from gkcheck.online.answer import Answer
from gkcheck.online.answers import Look
from gkcheck.online.settings import Settings
from gkcheck.online.store import NAME, Store

HOUR = 3600.0
NOW = 1_800_000_000.0
SETTINGS = Settings(keep_works=100, keep_broken=10, keep_unverified=1)


def answer(url: str = "http://a.test/", verdict: str = "works", asked: float = NOW) -> Answer:
    return Answer(url=url, verdict=verdict, reason="ok" if verdict == "works" else "status", asked=asked)


@pytest.mark.parametrize(("verdict", "hours"), [("works", 100), ("broken", 10), ("unverified", 1)])
def test_an_answer_holds_for_the_time_of_its_class(tmp_path: Path, verdict: str, hours: int) -> None:
    with Store(tmp_path, SETTINGS) as store:
        store.keep(answer(verdict=verdict))
    with Store(tmp_path, SETTINGS) as store:
        assert store.recall(["http://a.test/"], NOW + (hours - 0.1) * HOUR) == {"http://a.test/": answer(verdict=verdict)}
        assert store.recall(["http://a.test/"], NOW + (hours + 0.1) * HOUR) == {}
        assert store.recall(["http://a.test/"], NOW - 5 * HOUR) == {}, "a clock that was wrong makes nothing eternal"


def test_since_when_an_address_is_broken_outlives_a_time_without_network(tmp_path: Path) -> None:
    with Store(tmp_path, SETTINGS) as store:
        for verdict, asked in (("broken", NOW), ("unverified", NOW + HOUR), ("broken", NOW + 2 * HOUR)):
            store.keep(answer(verdict=verdict, asked=asked))
        assert store.broken_since(["http://a.test/"]) == {"http://a.test/": NOW}
        store.keep(answer(verdict="works", asked=NOW + 3 * HOUR))
        assert store.broken_since(["http://a.test/"]) == {}
        store.keep(answer(verdict="broken", asked=NOW + 4 * HOUR))
        assert store.broken_since(["http://a.test/"]) == {"http://a.test/": NOW + 4 * HOUR}


def test_looks_are_remembered_like_answers(tmp_path: Path) -> None:
    look = Look(answer(), "文字", "关键词")
    with Store(tmp_path, SETTINGS) as store:
        store.keep_look("beside http://a.test/", look)
        assert store.recall_looks(["beside http://a.test/", "other"], NOW) == {"beside http://a.test/": look}


def test_a_file_that_is_no_database_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all, " * 100)
    with Store(tmp_path, SETTINGS) as store:
        store.keep(answer())
        assert store.trouble == ""
        assert store.recall(["http://a.test/"], NOW)
    assert (tmp_path / NAME).with_suffix(".broken").exists()


def test_records_of_another_version_count_for_nothing(tmp_path: Path) -> None:
    with Store(tmp_path, SETTINGS) as store:
        store.keep(answer())
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("UPDATE answers SET record = ?", (msgspec.msgpack.encode({"url": 1}),))
    connection.close()
    with Store(tmp_path, SETTINGS) as store:
        assert store.recall(["http://a.test/"], NOW) == {}
        assert store.trouble == ""


def test_a_locked_file_is_told_and_gone_without(tmp_path: Path) -> None:
    Store(tmp_path, SETTINGS).__exit__()
    holder = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with Store(tmp_path, SETTINGS) as store:
            store.keep(answer())
            assert "locked" in store.trouble
            assert store.recall(["http://a.test/"], NOW) == {}
    finally:
        holder.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with Store(tmp_path / "file" / "cache", SETTINGS) as store:
        store.keep(answer())
        assert store.trouble
