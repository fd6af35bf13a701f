"""The commands beside check, their help, and the language in which they speak."""

import json
import tomllib
from pathlib import Path

import pytest

from gkcheck import __version__
from minisite import FAULTS, FAULTY, Program, write_site

ONLY = ("--select", ",".join(FAULTS), "--as-of", "2026-11-22", "-j", "1")


@pytest.fixture
def site(home: Path) -> Path:
    """A site with one finding of each rule in FAULTS."""
    return write_site(home / "网站 files", FAULTY)


def _codes(text: str) -> list[str]:
    return [entry["code"] for entry in json.loads(text)["findings"]]


@pytest.mark.parametrize(
    ("arguments", "environment", "chinese"),
    [
        ((), {}, True),
        (("--lang", "en"), {}, False),
        (("--lang=en",), {"LANG": "zh_CN.UTF-8"}, False),
        ((), {"LANG": "en_US.UTF-8"}, False),
        ((), {"LANG": "zh_CN.GB18030"}, True),
        ((), {"LANG": "C.UTF-8"}, True),
        ((), {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB"}, False),
        ((), {"GKCHECK_LANG": "zh", "LANG": "en_US.UTF-8"}, True),
        (("--lang", "zh"), {"GKCHECK_LANG": "en"}, True),
    ],
)
def test_speaks_the_readers_language(
    gkcheck: Program,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    chinese: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = gkcheck(site, *ONLY, *arguments).out
    assert ("没有解读" in out) is chinese
    assert ("has no interpretation" in out) is not chinese
    helped = gkcheck("check", "--help", *arguments).out
    assert ("检查网站文件夹" in helped) is chinese
    assert ("Check a site's folder" in helped) is not chinese


@pytest.mark.parametrize(("lang", "words"), [("zh", "退出码"), ("en", "Exit codes")])
def test_the_first_help_names_the_exit_codes(
    gkcheck: Program, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setenv("GKCHECK_LANG", lang)
    assert words in gkcheck("--help").out


def test_the_first_help_takes_a_language(gkcheck: Program) -> None:
    done = gkcheck("--help", "--lang", "en")
    assert (done.code, "Exit codes" in done.out) == (0, True)


@pytest.mark.parametrize("command", ["check", "rules", "explain", "pages", "init", "plugins"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help_in_both_languages(
    gkcheck: Program, command: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GKCHECK_LANG", lang)
    done = gkcheck(command, "--help")
    assert done.code == 0
    assert any("\u4e00" <= sign <= "\u9fff" for sign in done.out) is (lang == "zh")


def test_no_arguments_show_the_help(gkcheck: Program) -> None:
    done = gkcheck()
    assert "gkcheck" in done.out + done.err
    assert "check" in done.out + done.err


def test_the_version(gkcheck: Program) -> None:
    assert gkcheck("--version").out.strip().endswith(__version__)


def test_pages_tell_what_each_page_is_taken_for(gkcheck: Program, site: Path) -> None:
    told = json.loads(gkcheck("pages", site, "-f", "json").out)
    assert {page["path"]: page["kind"] for page in told["pages"]} == {
        "zwgk/zcwj/1.html": "policy",
        "zwgk/gzdt/2.html": "article",
    }
    assert told["unread"] == []
    text = gkcheck("pages", site / "zwgk/zcwj").out
    assert "政策文件" in text
    assert "青知局[2024]7号" in text
    assert "published 2024-03-08" in gkcheck("pages", site, "--lang", "en").out


def test_explains_a_rule_by_code_and_by_slug(gkcheck: Program) -> None:
    by_code, by_slug = gkcheck("explain", "pol001").out, gkcheck("explain", "interpretation-missing").out
    assert by_code == by_slug
    assert "为什么" in by_code
    assert "国办发〔2016〕80号" in by_code
    assert "Why" in gkcheck("explain", "POL001", "--lang", "en").out
    wrong = gkcheck("explain", "interpretation-mising")
    assert wrong.code == 2
    assert "interpretation-missing" in wrong.err


def test_lists_rules_and_plugins(gkcheck: Program) -> None:
    rules = gkcheck("rules").out
    assert len([line for line in rules.splitlines() if line.startswith("POL001 ")]) == 1
    assert gkcheck("rules", "--markdown").out.startswith("| ")
    plugins = gkcheck("plugins")
    assert plugins.code == 0
    assert "policy" in plugins.out
    assert __version__ in plugins.out


def test_init_writes_a_configuration_that_runs(gkcheck: Program, site: Path, home: Path) -> None:
    done = gkcheck("init", site)
    assert done.code == 0
    assert tomllib.loads((home / "gkcheck.toml").read_text("utf-8"))["site"]["root"] == "网站 files"
    assert sorted(_codes(gkcheck("check", *ONLY, "-f", "json").out)) == sorted(FAULTS)
    again = gkcheck("init", site)
    assert again.code == 2
    assert "--force" in again.err
    assert gkcheck("init", site, "--force", "--lang", "en").code == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "yaml", "json"])
def test_init_writes_ledgers_that_are_read_without_a_fault(
    gkcheck: Program, site: Path, home: Path, form: str, lang: str
) -> None:
    done = gkcheck("init", site, "--ledgers", form, "--lang", lang)
    assert done.code == 0
    declared = done.out[done.out.index("[ledgers]") :]
    names = tomllib.loads(declared)["ledgers"]
    assert {"documents", "filings", "commitments", "list-targets"} <= set(names)
    assert "[ledgers]" in (home / "gkcheck.toml").read_text("utf-8")
    with (home / "gkcheck.toml").open("a", encoding="utf-8") as file:
        file.write(declared)
    run = gkcheck("check", "--select", "DOC013,DOC015,CAT013,DEC010", "-f", "json")
    assert run.code == 0, run.out


def test_init_leaves_what_exists_alone(gkcheck: Program, site: Path, home: Path) -> None:
    (home / "gkcheck.toml").write_text('profile = "shanghai"\n', "utf-8")
    (home / "ledgers").mkdir()
    (home / "ledgers/filings.csv").write_text("标题,备案日期\n甲文件,2026-11-02\n", "utf-8")
    done = gkcheck("init", "--ledgers", "csv")
    assert done.code == 0
    assert "已有 ledgers/filings.csv" in done.out
    assert (home / "gkcheck.toml").read_text("utf-8") == 'profile = "shanghai"\n'
    assert "甲文件" in (home / "ledgers/filings.csv").read_text("utf-8")
    assert (home / "ledgers/documents.csv").read_text("utf-8-sig").startswith("标题,发文字号,成文日期")


def test_timings_tell_stages_and_rules(gkcheck: Program, site: Path) -> None:
    """`--timings` names the stages and each rule that ran, on standard error, and leaves the report as it is."""
    done = gkcheck(site, "--no-cache", "--isolated", "--as-of", "2026-11-22", "-f", "json", "--timings")
    plain = gkcheck(site, "--no-cache", "--isolated", "--as-of", "2026-11-22", "-f", "json")
    assert done.out == plain.out
    names = {line.split()[-1] for line in done.err.splitlines() if " ms  " in line}
    assert {"discover", "gather", "judge", "report", "LNK001"} <= names
