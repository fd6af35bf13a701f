"""A fleet on Dask: real workers, one of them killed; the same roll-up as here. Left out where distributed is not installed."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cluster import Cluster

from gkcheck.fleet import crew
from gkcheck.fleet.rollup import FIGURES
from minisite import FAULTY, Program, article, policy, write_site

pytest.importorskip("distributed", reason="distributed is not installed: pip install 'gkcheck[fleet]'")
DATE = ("--as-of", "2026-11-22", "--lang", "en")
SITES = {
    "a": FAULTY,
    "b": {"index.html": article()},
    "c": {"index.html": article('<a href="gone.html">x</a>')},
    "d": {"index.html": article(), "zwgk/zcwj/1.html": policy()},
    "e": {"empty.html": "", "index.html": article()},
    "f": {},
}


def _write(folder: Path) -> Path:
    for name, files in SITES.items():
        (folder / "sites" / name).mkdir(parents=True)
        write_site(folder / "sites" / name, files)
    text = "".join(f'[[sites]]\nname = "{name}"\npath = "sites/{name}"\n' for name in SITES)
    (folder / "sites.toml").write_text(text, "utf-8")
    return folder / "sites.toml"


def _rows(folder: Path) -> list[tuple[object, ...]]:
    names = ", ".join(("site", "status", "reason", "exit_code", *FIGURES, "families", "report"))
    return sqlite3.connect(folder / "rollup.sqlite").execute(f"SELECT {names} FROM sites ORDER BY site").fetchall()


def test_a_worker_killed_in_the_middle_costs_its_sites_time_only(tmp_path: Path, program: Program, warm: Path) -> None:
    source = _write(tmp_path)
    here = program("fleet", source, "-o", tmp_path / "here", "-q", "--cache-dir", warm, *DATE)
    with Cluster(tmp_path / "dask", 2) as cluster:
        command = [sys.executable, "-m", "gkcheck", "fleet", source, "-o", tmp_path / "there", *DATE]
        more = ["--scheduler", cluster.address, "--cache-dir", warm]
        fleet = subprocess.Popen([*command, *more], stderr=subprocess.PIPE)
        assert fleet.stderr is not None
        for line in fleet.stderr:
            if line.startswith(b"[1/"):
                cluster.workers[0].kill()
                break
        rest = fleet.stderr.read()
        assert fleet.wait(60) == here.code == 3, rest
        fleet.stderr.close()
    assert _rows(tmp_path / "there") == _rows(tmp_path / "here")
    assert len(_rows(tmp_path / "here")) == 6
    names = ("league.md", "league.html", "units/a/a.xlsx", *(f"runs/{site}.json" for site in SITES))
    for name in names:
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_workers_of_another_version_are_refused(tmp_path: Path, program: Program) -> None:
    source = _write(tmp_path)
    write_site(tmp_path / "other", {"gkcheck-9.9.dist-info/METADATA": "Metadata-Version: 2.1\nName: gkcheck\nVersion: 9.9\n"})
    with Cluster(tmp_path / "dask", 0) as cluster:
        cluster.add(0, {"PYTHONPATH": str(tmp_path / "other")})
        done = program("fleet", source, "-o", tmp_path / "out", "--scheduler", cluster.address, *DATE)
    assert done.code == 2, done.err
    assert "(9.9)" in done.err
    assert "pip install gkcheck==" in done.err


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path, gkcheck: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_PATIENCE", 1)
    done = gkcheck("fleet", _write(tmp_path), "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:1", *DATE)
    assert done.code == 2, done.err
    assert "tcp://127.0.0.1:1 cannot be reached" in done.err
