"""`gkcheck fleet` with real processes: one site's trouble is its own, a killed run goes on, and shards join."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from gkcheck import __version__
from gkcheck.fleet import apart
from gkcheck.fleet.apart import run_apart
from gkcheck.fleet.entries import slug_of
from gkcheck.fleet.identity import identify
from gkcheck.fleet.task import Answer, Task, read_answers, write_tasks
from minisite import FAULTY, Program, article, installed_plugins, write_site

DATE = ("--as-of", "2026-11-22")
HOME = {"index.html": article()}


def _sites(folder: Path, **sites: dict[str, str | bytes]) -> Path:
    """sites.toml with a site for each name, in `folder`."""
    text = ""
    for name, files in sites.items():
        (folder / "sites" / name).mkdir(parents=True)
        write_site(folder / "sites" / name, files)
        text += f'[[sites]]\nname = "{name}"\npath = "sites/{name}"\nunit = "{name}局"\n'
    (folder / "sites.toml").write_text(text, "utf-8")
    return folder / "sites.toml"


def _task(place: Path, cache: Path, **changes: object) -> Task:
    values = {
        "name": "甲", "slug": "甲", "address": "甲", "place": str(place), "config": "", "profile": "", "lang": "en",
        "today": date(2026, 11, 22), "identity": identify(installed_plugins()), "version": __version__, "formats": (),
        "known": "", "cache": str(cache), "time_limit": 60.0, "memory_limit": 4096, "copy_limit": 100, **changes,
    }  # fmt: skip
    return Task(**values)  # type: ignore[arg-type]


def _run(*tasks: Task) -> Sequence[Answer]:
    return read_answers(run_apart(write_tasks(tasks)))


def _statuses(folder: Path) -> dict[str, str]:
    found = sqlite3.connect(folder / "rollup.sqlite").execute("SELECT site, status FROM sites")
    return dict(found.fetchall())


def test_many_sites_one_run(tmp_path: Path, gkcheck: Program, warm: Path) -> None:
    source = _sites(tmp_path, 甲=FAULTY, 乙=HOME)
    (tmp_path / "sites" / "甲" / "gkcheck.toml").write_text('select = ["LNK"]\n', "utf-8")
    (tmp_path / "sites" / "乙" / "gkcheck.toml").write_text('select = ["LNK001"]\n', "utf-8")
    with source.open("a") as file:
        file.write('[[sites]]\nname = "无"\npath = "sites/none"\n')
    out = tmp_path / "out"
    more = ("--lang", "en", "-f", "sarif", "--cache-dir", warm)
    done = gkcheck("fleet", source, "-o", out, *DATE, "-j", "2", *more)
    assert done.code == 3
    assert _statuses(out) == {"甲": "findings", "乙": "clean", "无": "failed"}
    assert "none is no folder or snapshot of this machine" in (out / "league.md").read_text("utf-8")
    alone = gkcheck("check", tmp_path / "sites" / "甲", *DATE, "-f", "json", "--lang", "en")
    mine, other = json.loads((out / "runs" / "甲.json").read_bytes()), json.loads(alone.out)
    assert (mine.pop("root"), mine.pop("display_prefix")) == ("sites/甲", "sites/甲/")
    del other["root"], other["display_prefix"]
    for report in (mine, other):
        for found in report["findings"]:
            del found["display_path"]
            found["related"] = [{**item, "display_path": ""} for item in found["related"]]
    assert mine == other
    assert not (out / "runs" / "无.json").exists()
    sarif = next((out / "units" / slug_of("甲局")).glob("甲.*"))
    assert json.loads(sarif.read_bytes())["version"] == "2.1.0"
    # The same day again: what is done and unchanged is not done again; what failed is.
    write_site(tmp_path / "sites" / "乙", {"b.html": article('<a href="gone.html">x</a>')})
    again = gkcheck("fleet", source, "-o", out, *DATE, *more)
    assert [line for line in again.err.splitlines() if "甲" in line and "not checked again" in line]
    assert again.err.count("not checked again") == 1
    assert _statuses(out)["乙"] == "findings"


def test_what_a_site_does_to_its_process_is_its_own_result(tmp_path: Path, warm: Path) -> None:
    site = write_site(tmp_path / "site", HOME)
    os.mkfifo(tmp_path / "hangs.toml")
    hung = _task(site, warm, name="hung", slug="hung", config=str(tmp_path / "hangs.toml"), time_limit=2.0)
    small = _task(site, warm, name="small", slug="small", memory_limit=60)
    good = _task(site, warm, name="good", slug="good")
    broken = _task(site, warm, name="broken", slug="broken", profile="nosuch")
    other = _task(site, warm, name="other", slug="other", identity="another", version="9.9")
    answers = {answer.name: answer for answer in _run(hung, small, broken, other, good)}
    assert {name: answer.status for name, answer in answers.items()} == {
        "hung": "failed", "small": "failed", "broken": "failed", "other": "failed", "good": "findings",
    }  # fmt: skip
    assert "not done after 2 s" in answers["hung"].reason
    assert 2.0 <= answers["hung"].seconds < 10
    assert "nosuch" in answers["broken"].reason
    assert f"has gkcheck {__version__}, and 9.9 asked" in answers["other"].reason
    assert answers["good"].figures.pages == 1
    assert answers["good"].cpu > 0
    assert 10 < answers["good"].memory < 1000
    assert not apart._running


def test_a_killed_process_is_that_sites_failure(tmp_path: Path, warm: Path) -> None:
    os.mkfifo(tmp_path / "hangs.toml")
    task = _task(write_site(tmp_path / "site", HOME), warm, config=str(tmp_path / "hangs.toml"))
    found: list[Answer] = []
    thread = threading.Thread(target=lambda: found.extend(_run(task)))
    thread.start()
    while not apart._running:
        time.sleep(0.01)
    next(iter(apart._running)).send_signal(signal.SIGKILL)
    thread.join(20)
    assert found[0].status == "failed"
    assert "SIGKILL" in found[0].reason


def test_a_killed_fleet_goes_on_where_it_was(tmp_path: Path, gkcheck: Program, warm: Path) -> None:
    sites = {f"s{number}": HOME for number in range(2)}
    os.mkfifo(tmp_path / "hangs.toml")
    source = _sites(tmp_path, **sites)
    whole = source.read_text("utf-8")
    source.write_text(whole.replace('path = "sites/s1"', f'path = "sites/s1"\nconfig = "{tmp_path}/hangs.toml"'), "utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "gkcheck", "fleet", source, "-o", out, "-j", "1", "-f", "json", "--lang", "en", *DATE, "--cache-dir", warm]
    fleet = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=Path.cwd())
    assert fleet.stderr is not None
    assert b"s0" in fleet.stderr.readline()  # s1 hangs
    fleet.kill()
    fleet.wait()
    fleet.stderr.close()
    assert list(_statuses(out)) == ["s0"]
    source.write_text(whole, "utf-8")
    done = gkcheck("fleet", source, "-o", out, "-f", "json", "--lang", "en", *DATE, "--cache-dir", warm)
    told = [line.split("  ")[0].split()[1] for line in done.err.splitlines() if "not checked again" in line]
    assert told == ["s0"]
    assert len(_statuses(out)) == 2


def test_shards_of_a_fleet_join_to_the_run_of_one_machine(tmp_path: Path, gkcheck: Program, warm: Path) -> None:
    source = _sites(tmp_path, a=FAULTY, b=HOME, c={})
    one, two = tmp_path / "f1", tmp_path / "f2"
    base = ("fleet", source, *DATE, "-q", "--lang", "en", "-f", "sarif", "--cache-dir", warm)
    for number, folder in (("1/2", one), ("2/2", two), ("1/1", tmp_path / "all")):
        gkcheck(*base, "--shard", number, "-o", folder)
    merged = gkcheck("report", "--merge", two, one, "-o", tmp_path / "joined", "--lang", "en")
    assert merged.code == 3
    for name in ("league.md", "league.html"):
        assert (tmp_path / "joined" / name).read_bytes() == (tmp_path / "all" / name).read_bytes()
    assert "part 1 of 2" in (one / "league.md").read_text("utf-8")
    trees = [
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.parent != root and path.is_file()}
        for root in (tmp_path / "joined", tmp_path / "all")
    ]
    assert trees[0] == trees[1]
    assert len(trees[0]) == 6
    refusals = {
        "missing: 2/2": (one,),
        "more than once": (one, two, one),
        "another folder by -o": (one, two),
    }
    for said, folders in refusals.items():
        target = one if said.startswith("another") else tmp_path / "x"
        done = gkcheck("report", "--merge", *folders, "-o", target, "--lang", "en")
        assert (done.code, said in done.err) == (2, True), done.err
    name = next(two.glob("runs/*.json"))
    name.write_text("{}")
    assert "was changed" in gkcheck("report", "--merge", one, two, "-o", tmp_path / "y", "--lang", "en").err
    with sqlite3.connect(two / "rollup.sqlite") as rollup:
        rollup.execute("UPDATE runs SET as_of = '2026-11-23'")
    assert "as_of differs" in gkcheck("report", "--merge", one, two, "-o", tmp_path / "z", "--lang", "en").err


def test_reports_are_not_written_among_the_pages(tmp_path: Path, gkcheck: Program, warm: Path) -> None:
    source = _sites(tmp_path, a=HOME)
    done = gkcheck("fleet", source, "-o", tmp_path / "sites" / "a" / "out", "--lang", "en")
    assert done.code == 2
    assert "would be published" in done.err


def test_a_rollup_that_is_none_is_named(tmp_path: Path, gkcheck: Program, warm: Path) -> None:
    source = _sites(tmp_path, a=HOME)
    write_site(tmp_path / "out", {"rollup.sqlite": b"no database at all, but long enough to be read as one" * 20})
    done = gkcheck("fleet", source, "-o", tmp_path / "out", "--lang", "en", *DATE)
    assert done.code == 3
    assert "rollup.sqlite" in done.err
    assert "move it away" in done.err


@pytest.mark.parametrize("name", ["distributed", "fsspec", "jinja2"])
def test_the_command_line_needs_no_cluster(name: str) -> None:
    code = f"import sys, gkcheck.cli, gkcheck.commands.fleet, gkcheck.fleet.conduct, gkcheck.fleet.judging; print('{name}' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b"False"


PLUGIN = """
from concurrent.futures import ThreadPoolExecutor
from gkcheck.hooks import hookimpl

def crowd(jobs):
    print("crowd of", jobs)
    return ThreadPoolExecutor(jobs)

@hookimpl
def gkcheck_executors():
    return {"crowd": crowd}
"""


def test_a_plugin_brings_another_executor(tmp_path: Path, program: Program, warm: Path) -> None:
    info = "gkcheck_crowd-1.0.dist-info"
    files = {
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: gkcheck-crowd\nVersion: 1.0\n",
        f"{info}/entry_points.txt": "[gkcheck]\ncrowd = gkcheck_crowd\n",
        "gkcheck_crowd.py": PLUGIN,
    }
    environment = {"PYTHONPATH": str(write_site(tmp_path / "packages", files))}
    source = _sites(tmp_path, a=HOME)
    more = ("-j", "3", "--lang", "en", "--cache-dir", warm, *DATE)
    done = program("fleet", source, "-o", tmp_path / "out", "--executor", "crowd", *more, env=environment)
    assert (done.code, "crowd of 3" in done.out) == (1, True), done.err
    assert _statuses(tmp_path / "out") == {"a": "findings"}
    wrong = program("fleet", source, "-o", tmp_path / "out", "--executor", "crowed", *more, env=environment)
    assert (wrong.code, "did you mean “crowd”?" in wrong.err) == (2, True), wrong.err
