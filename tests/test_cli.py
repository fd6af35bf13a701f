"""The command line from end to end: what a person types, what he reads, and the exit code that CI sees."""

import json
import os
from pathlib import Path

import pytest

from minisite import FAULTS, FAULTY, Program, article, policy, reading, write_site

ONLY = ("--select", ",".join(FAULTS), "--as-of", "2026-11-22", "-j", "1")


@pytest.fixture
def site(home: Path) -> Path:
    """A site with one finding of each rule in FAULTS."""
    return write_site(home / "网站 files", FAULTY)


def _codes(text: str) -> list[str]:
    return [entry["code"] for entry in json.loads(text)["findings"]]


def _run(gkcheck: Program, site: Path, *more: str) -> list[str]:
    return sorted(_codes(gkcheck(site, *ONLY, "-f", "json", *more).out))


@pytest.mark.parametrize("command", [(), ("check",)], ids=["default", "named"])
def test_checks_a_folder(gkcheck: Program, site: Path, command: tuple[str, ...]) -> None:
    done = gkcheck(*command, site, *ONLY)
    assert done.code == 1
    assert done.err == ""
    assert "网站 files/zwgk/gzdt/2.html:6:15 " in done.out
    for code in FAULTS:
        assert code in done.out


def test_options_may_come_before_the_folder(gkcheck: Program, site: Path) -> None:
    assert gkcheck("--select", "LNK001", "-q", site).out.count("\n") == 1
    assert gkcheck("-q", "check", "--select", "LNK001", site).code != 0


def test_several_reports_of_one_run(gkcheck: Program, site: Path, home: Path) -> None:
    done = gkcheck(site, *ONLY, "-f", "text", "-o", "out/report.json", "-o", "sarif=out/日志.log")
    report = json.loads((home / "out/report.json").read_text("utf-8"))
    sarif = json.loads((home / "out/日志.log").read_text("utf-8"))
    assert done.code == report["exit_code"] == 1
    assert sarif["version"] == "2.1.0"
    assert len(report["findings"]) == len(sarif["runs"][0]["results"]) == len(FAULTS)
    assert "POL001" in done.out
    assert sorted(path.name for path in (home / "out").iterdir()) == ["report.json", "日志.log"]


def test_formats_and_outputs_of_equal_number_belong_together(gkcheck: Program, site: Path, home: Path) -> None:
    done = gkcheck(site, *ONLY, "-f", "json", "-f", "sarif", "-o", "a.txt", "-o", "b.txt")
    assert done.out == ""
    assert "findings" in json.loads((home / "a.txt").read_text("utf-8"))
    assert "runs" in json.loads((home / "b.txt").read_text("utf-8"))


def test_statistics_quiet_and_verbose_tell_ever_more(gkcheck: Program, site: Path) -> None:
    for number in range(3, 10):
        write_site(site, {f"zwgk/gzdt/{number}.html": article('<img src="/tpl.png">')})
    statistics, quiet, verbose = (gkcheck(site, *ONLY, flag).out for flag in ("--statistics", "-q", "-v"))
    assert "LNK001" in statistics
    assert "/tpl.png" not in statistics
    lines = quiet.splitlines()
    assert len(lines) == len(FAULTS) + 7
    assert all(line.startswith("网站 files/") for line in lines)
    assert verbose.count("tpl.png") > gkcheck(site, *ONLY).out.count("tpl.png")


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--ignore", "LNK001,LNK009"), ["DOC002", "POL001"]),
        (("--ignore", "LNK"), ["DOC002", "LNK001", "LNK009", "POL001"]),  # what is named exactly is meant
        (("--ignore", "internal-broken"), ["DOC002", "LNK009", "POL001"]),
        (("--select", "POL", "--ignore", "POL001"), ["DOC002", "LNK001", "LNK009"]),
        (("--extend-select", "ATT001"), ["DOC002", "LNK001", "LNK009", "POL001"]),
        (("-p", "no:links"), ["DOC002", "POL001"]),
    ],
)
def test_rules_are_chosen(gkcheck: Program, site: Path, options: tuple[str, ...], codes: list[str]) -> None:
    if "no:links" in options:
        done = gkcheck(site, "--select", "POL001,DOC002", "-j", "1", "-f", "json", *options)
        assert sorted(_codes(done.out)) == codes
    else:
        assert _run(gkcheck, site, *options) == codes


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--select", "LNK009"), 0),
        (("--select", "LNK009", "--fail-on", "note"), 1),
        (("--select", "LNK009", "--severity", "LNK009=error"), 1),
        (("--select", "LNK001", "--fail-on", "never"), 0),
        (("--select", "LNK001", "--exit-zero"), 0),
        (("--select", "LNK001", "--severity", "internal-broken=note"), 0),
        (("--select", "DOC002", "--fail-on", "warning"), 1),
        (("--select", "DOC002"), 0),
    ],
)
def test_the_exit_code_follows_the_severity(gkcheck: Program, site: Path, options: tuple[str, ...], code: int) -> None:
    assert gkcheck(site, "-j", "1", *options).code == code


def test_the_profile_sets_the_limit(gkcheck: Program, home: Path) -> None:
    link = '<p>相关解读：<a href="../zcjd/2.html">解读</a></p>'
    site = write_site(home / "s", {"zcwj/1.html": policy(link), "zcjd/2.html": reading(day="2024-03-12")})
    assert _codes(gkcheck(site, "-j", "1", "--select", "POL002", "-f", "json").out) == ["POL002"]
    assert _codes(gkcheck(site, "-j", "1", "--select", "POL002", "-f", "json", "--profile", "shanghai").out) == [
        "POL002"
    ]
    assert _codes(gkcheck(site, "-j", "1", "--select", "POL002", "-f", "json", "--profile", "national").out) == []


def test_deadlines_are_judged_at_the_day_asked_for(gkcheck: Program, site: Path) -> None:
    report = json.loads(gkcheck(site, "-j", "1", "-f", "json", "--as-of", "2020-02-29").out)
    assert report["as_of"] == "2020-02-29"


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        (("zwgk",), ["DOC002", "LNK001", "LNK009", "POL001"]),
        (("zwgk/zcwj",), ["DOC002", "POL001"]),
        (("zwgk/gzdt/2.html",), ["LNK001", "LNK009"]),
        (("zwgk/gzdt/2.html", "zwgk/zcwj"), ["DOC002", "LNK001", "LNK009", "POL001"]),
    ],
)
def test_a_part_is_reported_and_the_whole_is_read(
    gkcheck: Program, site: Path, paths: tuple[str, ...], codes: list[str]
) -> None:
    write_site(site.parent, {"gkcheck.toml": '[site]\nroot = "网站 files"\n'})
    done = gkcheck(*(site / path for path in paths), *ONLY, "-f", "json")
    report = json.loads(done.out)
    assert sorted(entry["code"] for entry in report["findings"]) == codes
    assert report["coverage"]["pages"] == 2


def test_colour_only_where_it_is_wanted(gkcheck: Program, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in gkcheck(site, *ONLY).out
    assert "\x1b[" in gkcheck(site, *ONLY, "--color").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in gkcheck(site, *ONLY).out
    assert "\x1b[" not in gkcheck(site, *ONLY, "--no-color").out


def test_timings_go_to_standard_error(gkcheck: Program, site: Path) -> None:
    done = gkcheck(site, *ONLY, "-f", "json", "--timings")
    assert "gather" in done.err
    assert json.loads(done.out)["exit_code"] == 1


def test_from_inside_the_site_the_cache_stays_outside(
    gkcheck: Program, site: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    done = gkcheck(".", *ONLY, "-q")
    assert all(line.startswith("zwgk/") for line in done.out.splitlines())
    assert sorted(path.name for path in site.iterdir()) == ["zwgk"]
    assert list((home / ".cache" / "gkcheck").glob("pages-*.sqlite"))


def test_the_cache_says_what_it_is_and_stays_out_of_git(gkcheck: Program, site: Path, home: Path) -> None:
    gkcheck(site, *ONLY)
    folder = home / ".gkcheck_cache"
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_no_cache_writes_none(gkcheck: Program, site: Path, home: Path) -> None:
    gkcheck(site, *ONLY, "--no-cache")
    assert list(home.rglob("pages-*.sqlite")) == []
    gkcheck(site, *ONLY, "--cache-dir", home / "别处")
    assert list((home / "别处").glob("pages-*.sqlite"))


def test_the_module_is_the_program(program: Program, site: Path) -> None:
    done = program(os.path.relpath(site, site.parent), *ONLY, "-q", env={"LANG": "en_US.UTF-8"})
    assert done.code == 1
    assert len(done.out.splitlines()) == len(FAULTS)
    assert done.err == ""


def test_a_terminal_of_another_charset_does_not_stop_the_report(program: Program, site: Path) -> None:
    done = program(site, *ONLY, "-q", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert done.code == 1
    assert len(done.out.splitlines()) == len(FAULTS)
