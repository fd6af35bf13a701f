"""Snapshots and live sites in a fleet: checked as by themselves, fetched with manners, and kept as evidence."""

import json
import sqlite3
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from gkcheck.fleet.entries import Entry
from minisite import Program, article, write_site
from siteserver import SiteServer
from snapshotfile import packed, page

pytest.importorskip("fastwarc")
DATE = ("--as-of", "2026-11-22")
SNAPSHOT = packed(
    page("/", article('<a href="/a.html">甲</a><a href="/gone.html">无</a>')),
    page("/a.html", article()),
    page("/gone.html", "", "404 Not Found"),
)


def _report(folder: Path, name: str) -> dict:
    report: dict = json.loads((folder / "runs" / f"{name}.json").read_text("utf-8"))
    return report


def test_snapshots_are_sites_wherever_they_lie(home: Path, program: Program, warm: Path) -> None:
    pytest.importorskip("fsspec")
    (home / "s.warc.gz").write_bytes(SNAPSHOT)
    with zipfile.ZipFile(home / "store.zip", "w") as archive:
        archive.writestr("week/s.warc.gz", SNAPSHOT)
    (home / "sites.toml").write_text(
        '[[sites]]\nname = "here"\npath = "s.warc.gz"\n'
        f'[[sites]]\nname = "there"\npath = "zip://week/s.warc.gz::file://{home}/store.zip"\n',
        "utf-8",
    )
    done = program("fleet", "sites.toml", "-o", "out", "-q", "-f", "text", "--cache-dir", warm, *DATE)
    assert done.code == 1, done.err
    alone = json.loads(program("check", "s.warc.gz", "-f", "json", *DATE, "--isolated").out)
    for name in ("here", "there"):
        report = _report(home / "out", name)
        assert report["findings"] == alone["findings"] != []
        assert report["coverage"]["snapshot"] == alone["coverage"]["snapshot"]
        assert "http://zscq.example.cn/" in (home / "out" / "units" / name / f"{name}.text").read_text("utf-8")


def test_a_live_site_is_fetched_once_a_day_and_kept(home: Path, program: Program, warm: Path) -> None:
    pytest.importorskip("scrapy")
    site = write_site(home / "www", {"index.html": article('<a href="a.html">甲</a><a href="gone.html">无</a>'), "a.html": article()})
    (home / "own.toml").write_text('[online]\nprivate-hosts = ["127.0.0.1"]\n[crawl]\ndelay = 0\nsitemaps = false\n', "utf-8")
    with SiteServer(site) as server:
        (home / "sites.toml").write_text(f'[[sites]]\nname = "live"\npath = "{server.address}/"\nconfig = "own.toml"\n', "utf-8")
        command = ("fleet", "sites.toml", "-o", "out", "-f", "text", "--cache-dir", warm, *DATE)
        assert program(*command).code == 1
        asked = list(server.paths)
        again = program(*command)
        assert (again.code, server.paths) == (1, asked), again.err
    assert "与上次相同，未再检查" in again.err
    assert sorted(asked) == ["/", "/a.html", "/gone.html", "/robots.txt"]
    kept = home / "out" / "snapshots" / "2026-11-22-live.warc.gz"
    report = _report(home / "out", "live")
    assert report["coverage"]["snapshot"]["sha256"] == sha256(kept.read_bytes()).hexdigest()
    assert [item["code"] for item in report["findings"]].count("LNK001") == 1
    assert kept.stat().st_ino == (home / "out" / "snapshots" / "live.warc.gz").stat().st_ino, "not on the disk twice"
    rows = sqlite3.connect(home / "out" / "rollup.sqlite").execute("SELECT status, pages FROM sites").fetchall()
    assert rows == [("findings", 2)]


def test_sites_of_one_host_go_together() -> None:
    def entry(name: str, place: str) -> Entry:
        return Entry(name, name, "", "", place, place)

    one, two = entry("a", "https://www.example.cn/edu/"), entry("b", "http://example.cn:8080/")
    assert one.host == two.host == one.shared == two.shared == "example.cn"
    assert (entry("c", "s3://bucket/a.warc.gz").host, entry("c", "/srv/a").shared) == ("", "c")
