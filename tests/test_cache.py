"""The cache makes a run faster and never changes it; one that cannot be used is an empty one, and that is said."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from gkcheck.cache import Cache, Entry
from minisite import Outcome, Program, article, write_site

RUN = ("--select", "LNK001,LNK009", "--as-of", "2026-11-22", "-j", "1", "-f", "json")


@pytest.fixture
def site(home: Path) -> Path:
    """A site with one broken link."""
    return write_site(home / "site", {"a.html": article('<a href="/gone.html">附页</a>'), "b.html": article()})


def _found(done: Outcome) -> list[tuple[str, str]]:
    return [(entry["code"], entry["path"]) for entry in json.loads(done.out)["findings"]]


def _troubles(done: Outcome) -> list[str]:
    return [entry["variant"] for entry in json.loads(done.out)["problems"]]


def _file(home: Path) -> Path:
    [path] = (home / ".gkcheck_cache").glob("pages-*.sqlite")
    return path


def test_a_warm_run_reads_no_unchanged_page(gkcheck: Program, site: Path, home: Path) -> None:
    cold = gkcheck("site", *RUN)
    # What the cache says is taken for what the page says: proof that the page itself was not read.
    with sqlite3.connect(_file(home)) as connection:
        [(record,)] = connection.execute("SELECT record FROM pages WHERE path = 'a.html'").fetchall()
        connection.execute("UPDATE pages SET record = ? WHERE path = 'b.html'", (record,))
        connection.execute("DELETE FROM judgement")
    connection.close()
    assert _found(cold) == [("LNK001", "a.html")]
    assert _found(gkcheck("site", *RUN)) == [("LNK001", "a.html"), ("LNK001", "b.html")]


@pytest.mark.parametrize("keep_time", [False, True], ids=["new time", "old time, other size"])
def test_a_changed_page_is_read_again(gkcheck: Program, site: Path, keep_time: bool) -> None:
    gkcheck("site", *RUN)
    before = (site / "b.html").stat()
    write_site(site, {"b.html": article('<p><a href="#">井号</a></p>')})
    if keep_time:
        os.utime(site / "b.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert _found(gkcheck("site", *RUN)) == [("LNK001", "a.html"), ("LNK009", "b.html")]


def test_a_fresh_checkout_keeps_what_is_known(gkcheck: Program, site: Path, home: Path) -> None:
    first = gkcheck("site", *RUN)
    os.utime(site / "a.html", ns=(1, 1))
    assert gkcheck("site", *RUN).raw == first.raw
    with sqlite3.connect(_file(home)) as connection:
        assert connection.execute("SELECT mtime FROM pages WHERE path = 'a.html'").fetchall() == [(1,)]
    connection.close()


def test_a_page_that_is_gone_is_forgotten(gkcheck: Program, site: Path, home: Path) -> None:
    gkcheck("site", *RUN)
    (site / "a.html").unlink()
    assert _found(gkcheck("site", *RUN)) == []
    with sqlite3.connect(_file(home)) as connection:
        assert connection.execute("SELECT path FROM pages").fetchall() == [("b.html",)]
    connection.close()


@pytest.mark.parametrize(
    "config",
    [
        '[[pages]]\npath = "a.html"\nkind = "guide"\n',
        '[site]\nhosts = ["www.gov.cn"]\n',
        '[site]\nprefix = "/portal/"\n',
    ],
)
def test_what_changes_the_reading_changes_the_key(gkcheck: Program, site: Path, config: str) -> None:
    write_site(site, {"a.html": article('<a href="http://www.gov.cn/gone.html">附页</a><a href="/gone.html">附页</a>')})
    gkcheck("site", *RUN)
    write_site(site, {"gkcheck.toml": config})
    assert gkcheck("site", *RUN).raw == gkcheck("site", *RUN, "--no-cache").raw


def test_two_sites_share_a_folder_without_harm(gkcheck: Program, site: Path, home: Path) -> None:
    write_site(home / "other", {"a.html": article('<p><a href="#">井号</a></p>')})
    for _ in range(2):
        assert _found(gkcheck("site", *RUN)) == [("LNK001", "a.html")]
        assert _found(gkcheck("other", *RUN)) == [("LNK009", "a.html")]


@pytest.mark.parametrize(
    "damage", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4096], ids=["empty", "text", "torn"]
)
def test_a_corrupt_file_is_an_empty_cache(gkcheck: Program, site: Path, home: Path, damage: bytes) -> None:
    first = gkcheck("site", *RUN)
    path = _file(home)
    for leftover in home.glob(".gkcheck_cache/*-wal"):
        leftover.unlink()
    path.write_bytes(damage)
    done = gkcheck("site", *RUN)
    assert (done.code, _found(done)) == (first.code, _found(first))
    assert gkcheck("site", *RUN).raw == first.raw


def test_damaged_records_are_read_again(gkcheck: Program, site: Path, home: Path) -> None:
    first = gkcheck("site", *RUN)
    with sqlite3.connect(_file(home)) as connection:
        connection.execute("UPDATE pages SET record = x'c1ff00' WHERE path = 'a.html'")
        connection.execute("UPDATE pages SET record = 'text', digest = 7 WHERE path = 'b.html'")
        connection.execute("DELETE FROM judgement")
    connection.close()
    assert gkcheck("site", *RUN).raw == first.raw


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(gkcheck: Program, site: Path, home: Path) -> None:
    (home / ".gkcheck_cache").mkdir(mode=0o555)
    done = gkcheck("site", *RUN)
    assert (done.code, _found(done), _troubles(done)) == (1, [("LNK001", "a.html")], ["cache"])


def test_a_file_in_the_place_of_the_folder_is_said(gkcheck: Program, site: Path, home: Path) -> None:
    (home / "taken").write_text("", "utf-8")
    done = gkcheck("site", *RUN, "--cache-dir", "taken")
    assert (done.code, _found(done), _troubles(done)) == (1, [("LNK001", "a.html")], ["cache"])


def test_a_locked_cache_does_not_stop_the_run(gkcheck: Program, site: Path, home: Path) -> None:
    first = gkcheck("site", *RUN)
    write_site(site, {"b.html": article("<p>又一段</p>")})
    holder = sqlite3.connect(_file(home), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        done = gkcheck("site", *RUN)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert (done.code, _found(done), _troubles(done)) == (first.code, _found(first), ["cache"])


def test_a_cache_deleted_while_running_does_no_harm(tmp_path: Path) -> None:
    with Cache(tmp_path / "c", "site", "f") as cache:
        cache.put("a.html", Entry(1, 2, b"d", b"r"))
        for path in (tmp_path / "c").glob("pages-*"):
            path.unlink()
        cache.put("b.html", Entry(1, 2, b"d", b"r"))
        cache.commit()
    with Cache(tmp_path / "c", "site", "f") as cache:
        assert cache.trouble == ""
        cache.put("c.html", Entry(1, 2, b"d", b"r"))
        cache.commit()
        assert "c.html" in dict(cache.rows())


def test_what_was_not_committed_is_not_remembered(tmp_path: Path) -> None:
    with Cache(tmp_path, "site", "f") as cache:
        cache.put("a.html", Entry(1, 2, b"d", b"r"))
    with Cache(tmp_path, "site", "f") as cache:
        assert list(cache.rows()) == []
        cache.put("a.html", Entry(1, 2, b"d", b"r"))
        cache.commit()
    with Cache(tmp_path, "site", "other rules") as cache:
        assert list(cache.rows()) == []
    with Cache(tmp_path, "site", "f") as cache:
        assert list(cache.rows()) == [("a.html", Entry(1, 2, b"d", b"r"))]
