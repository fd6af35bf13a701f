"""Outputs that cannot be written, readers that go away, plugins that fail: the run says so and is never called clean."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minisite import Program, article, write_site

RUN = ("--select", "LNK001", "--as-of", "2026-11-22")
BROKEN = article('<a href="/gone.html">附页</a>')
RULE = """
title = {{ zh = "试验", en = "trial" }}
why = {{ zh = "试验", en = "trial" }}
hint = {{ zh = "试验", en = "trial" }}
severity = "error"
message = {{ zh = "试验", en = "trial" }}
check = "{check}"
"""
CRASH = """
import os
from pathlib import Path
from gkcheck.api import hookimpl, page_check, site_check

@page_check("trial-page")
def trial(page, rule):
    if page.path == "zz/last.html":
        {action}
    yield from ()

@hookimpl
def gkcheck_checks():
    return [trial]

@hookimpl
def gkcheck_rule_files():
    return [Path(__file__).parent / "trial"]
"""

Install = Callable[..., None]


@pytest.fixture
def site(home: Path) -> Path:
    """A site of one page with a broken link."""
    return write_site(home / "site", {"news/ok.html": BROKEN})


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Leaves a distribution with one plugin as pip would, on the path of this process and of those it starts."""
    folder = tmp_path / "packages"
    monkeypatch.setenv("PYTHONPATH", os.fspath(folder))
    monkeypatch.syspath_prepend(folder)

    def put(
        code: str, name: str = "trial", distribution: str = "gkcheck-trial", rules: dict[str, str] | None = None
    ) -> None:
        module = distribution.replace("-", "_")
        monkeypatch.delitem(sys.modules, module, raising=False)
        info = f"{module}-1.2.dist-info"
        files = {
            f"{module}.py": code,
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n",
            f"{info}/entry_points.txt": f"[gkcheck]\n{name} = {module}\n",
        }
        write_site(folder, files | {f"trial/{file}": text for file, text in (rules or {}).items()})

    yield put
    for module in [
        name
        for name in sys.modules
        if name.startswith("gkcheck_") and not name.startswith(("gkcheck_plugins", "gkcheck_rules"))
    ]:
        del sys.modules[module]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("option", [("-o", "json=/dev/full"), ("-f", "json")], ids=["as a file", "as standard output"])
def test_a_full_disk_is_said(program: Program, site: Path, option: tuple[str, str]) -> None:
    with open("/dev/full", "wb") as full:
        done = program(site, *RUN, *option, "--lang", "en", stdout=full if option[0] == "-f" else subprocess.PIPE)
    assert done.code == 3
    assert "No space left" in done.err.splitlines()[0]
    assert "Traceback" not in done.err


@pytest.mark.parametrize("place", ["site/news/ok.html/report.json", "/proc/nowhere/report.json", "site"])
def test_a_place_that_cannot_be_written_is_named(gkcheck: Program, site: Path, place: str) -> None:
    done = gkcheck(site, *RUN, "-j", "1", "-o", f"json={place}", "-o", "good.json", "--lang", "en")
    assert done.code == 3
    assert f"cannot write {place}" in done.err
    assert "Traceback" not in done.err
    assert (site / "news/ok.html").read_text("utf-8") == BROKEN


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_named(gkcheck: Program, site: Path, home: Path) -> None:
    (home / "shut").mkdir(mode=0o555)
    done = gkcheck(site, *RUN, "-j", "1", "-o", "json=shut/report.json", "--lang", "en")
    assert (done.code, "cannot write shut/report.json" in done.err) == (3, True)


def test_a_reader_that_has_seen_enough_is_no_fault(home: Path) -> None:
    links = "".join(f'<a href="D:\\{n}.html">附页</a>\n' for n in range(3000))
    write_site(home / "many", {"a.html": article(links)})
    command = [sys.executable, "-m", "gkcheck", "many", "--select", "LNK011", "-q"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=home)
    assert running.stdout is not None
    assert running.stderr is not None
    assert b"LNK011" in running.stdout.readline()
    running.stdout.close()
    errors = running.stderr.read()
    running.stderr.close()
    assert running.wait(60) == 1
    assert errors == b""


def test_two_plugins_of_one_name_are_refused_naming_both(gkcheck: Program, site: Path, install: Install) -> None:
    install("", "trial", "gkcheck-one")
    install("", "trial", "gkcheck-two")
    done = gkcheck(site, *RUN, "--lang", "en")
    assert done.code == 2
    assert all(word in done.err for word in ("gkcheck-one", "gkcheck-two", "-p no:trial"))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import nonexistent_module_of_nobody\n", "nonexistent_module_of_nobody"),
        ("def broken(:\n", "SyntaxError"),
        ("raise SystemExit(0)\n", "SystemExit"),
        ("GKCHECK_API = (9, 0)\n", "9"),
    ],
)
def test_a_plugin_that_does_not_load_is_named_and_the_rest_goes_on(
    gkcheck: Program, site: Path, install: Install, code: str, reason: str
) -> None:
    install(code)
    done = gkcheck(site, *RUN, "-f", "json")
    report = json.loads(done.out)
    assert (done.code, report["complete"]) == (3, False)
    assert [entry["code"] for entry in report["findings"]] == ["LNK001"]
    [status] = [entry for entry in report["plugins"] if entry["status"] == "failed"]
    assert (status["name"], status["distribution"], status["version"]) == ("trial", "gkcheck-trial", "1.2")
    assert reason in status["reason"]
    listed = gkcheck("plugins")
    assert (listed.code, "gkcheck-trial" in listed.out) == (3, True)
    assert gkcheck(site, *RUN, "-p", "no:trial").code == 1


def test_a_check_that_crashes_costs_its_page_alone(gkcheck: Program, site: Path, install: Install) -> None:
    install(
        CRASH.format(action="raise LookupError('nothing here')"),
        rules={"TRY001-trial.toml": RULE.format(check="trial-page")},
    )
    write_site(site, {"zz/last.html": BROKEN})
    done = gkcheck(site, "--select", "LNK001,TRY001", "-j", "1", "-f", "json")
    found = [(entry["code"], entry["path"]) for entry in json.loads(done.out)["findings"]]
    assert done.code == 3
    assert found == [("LNK001", "news/ok.html"), ("GKC002", "zz/last.html"), ("LNK001", "zz/last.html")]
    shown = gkcheck(site, "--select", "TRY001", "-j", "1", "-q").out
    assert all(word in shown for word in ("zz/last.html", "trial-page", "LookupError", "nothing here"))


def test_a_worker_that_dies_costs_its_page_alone(program: Program, home: Path, install: Install) -> None:
    install(CRASH.format(action="os._exit(7)"), rules={"TRY001-trial.toml": RULE.format(check="trial-page")})
    # The last page, so that other chunks are whole when its worker dies.
    write_site(home / "large", {f"news/{number}.html": BROKEN for number in range(200)} | {"zz/last.html": BROKEN})
    done = program("large", "--select", "LNK001,TRY001", "-j", "2", "-f", "json")
    report = json.loads(done.out)
    broken = [entry["path"] for entry in report["findings"] if entry["code"] == "LNK001"]
    assert done.code == 3
    assert sorted(broken) == sorted(f"news/{number}.html" for number in range(200))
    [dead] = [entry for entry in report["findings"] if entry["code"] != "LNK001"]
    assert (dead["code"], dead["path"]) == ("GKC001", "zz/last.html")
