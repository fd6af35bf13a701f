"""Whatever a folder holds or a person types: one clear line, the run goes on where it can, and the exit code is right."""

import json
import os
from pathlib import Path

import pytest

from minisite import Outcome, Program, article, write_site

RUN = ("--select", "LNK001", "--as-of", "2026-11-22", "-j", "1")
BROKEN = article('<a href="/gone.html">附页</a>')


@pytest.fixture
def site(home: Path) -> Path:
    """A site with one broken link, which has to be found whatever else lies in the folder."""
    return write_site(home / "site", {"news/ok.html": BROKEN})


def _report(done: Outcome) -> dict[str, list[tuple[str, str]]]:
    """Code → (path, variant) of the findings; the broken link is asked for in each run."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in json.loads(done.out)["findings"]:
        found.setdefault(entry["code"], []).append((entry["path"], entry["message"]["variant"]))
    assert found.pop("LNK001") == [("news/ok.html", "page")]
    return found


USAGE = [
    # arguments, words of the one line on standard error
    (("nowhere",), ("nowhere", "does not exist")),
    (("site", "--select", "POL0002"), ("POL0002", "POL002")),
    (("site", "--select", "interpretation-mising"), ("interpretation-missing",)),
    (("site", "--ignore", "GKC001"), ("GKC001", "cannot be switched off")),
    (("site", "--severity", "POL001"), ("POL001", "RULE=LEVEL")),
    (("site", "--severity", "POL001=fatal"), ("fatal",)),
    (("site", "--severity", "POL001=eror"), ("eror", "error")),
    (("site", "--severity", "POL999=error"), ("POL999",)),
    (("site", "--severity", "GKC001=note"), ("GKC001", "lowered")),
    (("site", "--as-of", "2026-02-30"), ("2026-02-30", "YYYY-MM-DD")),
    (("site", "--as-of", "yesterday"), ("yesterday",)),
    (("site", "-f", "sarf"), ("sarf", "sarif")),
    (("site", "-o", "report.xyz"), ("report.xyz", "FORMAT=FILE")),
    (("site", "--profile", "shangai"), ("shangai", "shanghai")),
    (("site", "--config", "missing.toml"), ("missing.toml",)),
    (("site", "-p", "links"), ("no:NAME",)),
    (("site", "-p", "no:link"), ("link", "links")),
    (("site", "-j", "0"), ("-j",)),
    (("site", "--fail-on", "fatal"), ("fatal", "error")),
    (("explain", "POL999"), ("POL999",)),
    (("site", "--no-such-option"), ("--no-such-option",)),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE, ids=[" ".join(arguments) for arguments, _ in USAGE])
def test_refuses_with_one_sentence(
    gkcheck: Program, site: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    done = gkcheck(*arguments, "--lang", "en")
    assert done.code == 2
    assert done.out == ""
    last = done.err.strip().splitlines()[-1]
    assert all(word in last for word in words), last
    assert "Traceback" not in done.err


CONFIGS = [
    ('selct = ["POL"]\n', ("selct", "select")),
    ("[site]\nhost = []\n", ("host", "hosts")),
    ('fail-on = "fatal"\n', ("fail-on",)),
    ("select = [\n", ("gkcheck.toml",)),
    ('select = ["DOC0002"]\n', ("DOC0002", "DOC002")),
    ('[severity]\nPOL0002 = "error"\n', ("POL0002", "POL002")),
    ("[options.POL002]\nmax-gap-day = 1\n", ("max-gap-day", "max-gap-days")),
    ("[options.POL002]\nmax-gap-days = -1\n", ("max-gap-days",)),
    ('rules = ["none"]\n', ("none",)),
    ('require-plugins = ["gkcheck-zhejiang>=1"]\n', ("gkcheck-zhejiang",)),
    ("\ufffe\x00", ("gkcheck.toml",)),
]


@pytest.mark.parametrize(("text", "words"), CONFIGS, ids=[repr(text) for text, _ in CONFIGS])
def test_refuses_a_configuration(gkcheck: Program, site: Path, text: str, words: tuple[str, ...]) -> None:
    write_site(site, {"gkcheck.toml": text})
    done = gkcheck(site, "--lang", "en")
    assert done.code == 2
    assert all(word in done.err for word in words), done.err
    assert len(done.err.strip().splitlines()) == 1
    assert gkcheck(site, *RUN, "--isolated").code == 1


def test_a_file_stands_for_its_folder(gkcheck: Program, site: Path) -> None:
    write_site(site, {"news/other.html": BROKEN})
    report = json.loads(gkcheck(site / "news/ok.html", *RUN, "-f", "json").out)
    assert ([entry["path"] for entry in report["findings"]], report["coverage"]["pages"]) == (["ok.html"], 2)


def test_an_empty_folder_is_in_order(gkcheck: Program, home: Path) -> None:
    (home / "empty").mkdir()
    done = gkcheck("empty", *RUN, "-f", "json")
    assert done.code == 0
    assert json.loads(done.out)["coverage"]["pages"] == 0


PAGES = [
    ("empty.html", b"", "empty"),
    ("blank.html", b" \r\n\t \n", "empty"),
    ("photo.html", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "binary"),
    ("word.html", b"PK\x03\x04" + b"[Content_Types].xml" * 9, "binary"),
    ("nul.html", b"<html>" + b"\x00" * 900, "binary"),
    ("front.md", b"---\ntitle: [\n---\n# x\n", "parse"),
    ("bomb.md", b"---\na: &a [x]\nb: [*a,*a]\n---\n# x\n", "parse"),
]


@pytest.mark.parametrize(("name", "data", "variant"), PAGES, ids=[name for name, _, _ in PAGES])
def test_a_page_that_cannot_be_read_is_named(
    gkcheck: Program, site: Path, name: str, data: bytes, variant: str
) -> None:
    write_site(site, {name: data})
    for _ in ("cold", "warm"):
        done = gkcheck(site, *RUN, "-f", "json")
        assert done.code == 3
        assert _report(done) == {"GKC001": [(name, variant)]}


def test_a_page_above_the_limit_is_skipped_and_said(gkcheck: Program, site: Path) -> None:
    write_site(site, {"gkcheck.toml": "max-page-bytes = 2000\n", "big.html": article("文" * 1000)})
    done = gkcheck(site, *RUN, "-f", "json")
    assert done.code == 3
    assert _report(done) == {"GKC005": [("big.html", "size")]}


def test_thirty_megabytes_are_skipped_and_read_where_that_is_asked(gkcheck: Program, site: Path) -> None:
    link = '<a href="/gone.html">附页</a>'
    write_site(site, {"big.html": article("<p>" + "文字" * 5_000_000 + f"</p>{link}")})
    assert (site / "big.html").stat().st_size > 30_000_000
    done = gkcheck(site, *RUN, "-f", "json")
    assert (done.code, _report(done)) == (3, {"GKC005": [("big.html", "size")]})
    write_site(site, {"gkcheck.toml": "max-page-bytes = 40000000\n"})
    done = gkcheck(site, *RUN, "-f", "json")
    assert [entry["path"] for entry in json.loads(done.out)["findings"]] == ["big.html", "news/ok.html"]


@pytest.mark.parametrize("tag", ["div", "font", "table><tr><td"])
def test_five_thousand_nested_tags_are_read_or_named(gkcheck: Program, site: Path, tag: str) -> None:
    link = '<a href="/gone.html">附页</a>'
    write_site(site, {"deep.html": article(f"<{tag}>" * 5000 + link)})
    done = gkcheck(site, *RUN, "-f", "json")
    found = [(entry["code"], entry["path"]) for entry in json.loads(done.out)["findings"]]
    assert ("LNK001", "news/ok.html") in found
    assert ("LNK001", "deep.html") in found or (("GKC001", "deep.html") in found and done.code == 3)


def test_folders_deeper_than_the_limit_are_named(gkcheck: Program, site: Path) -> None:
    deep = "/".join(["d"] * 103)
    write_site(site, {f"{deep}/a.html": BROKEN})
    done = gkcheck(site, *RUN, "-f", "json")
    assert done.code == 3
    assert _report(done) == {"GKC005": [("/".join(["d"] * 101), "depth")]}


def test_a_symbolic_link_in_a_circle_or_out_of_the_site_is_not_followed(
    gkcheck: Program, site: Path, home: Path
) -> None:
    write_site(home / "outside", {"secret.html": BROKEN})
    (site / "loop").symlink_to(site, target_is_directory=True)
    (site / "news/up").symlink_to("..", target_is_directory=True)
    (site / "out").symlink_to(home / "outside", target_is_directory=True)
    (site / "secret.html").symlink_to(home / "outside/secret.html")
    (site / "dead.html").symlink_to("nowhere.html")
    (site / "self.html").symlink_to("self.html")
    done = gkcheck(site, *RUN, "-f", "json")
    assert (done.code, _report(done)) == (1, {})


def test_a_symbolic_link_that_stays_inside_is_followed(gkcheck: Program, site: Path) -> None:
    (site / "copy.html").symlink_to("news/ok.html")
    found = json.loads(gkcheck(site, *RUN, "-f", "json").out)["findings"]
    assert [entry["path"] for entry in found] == ["copy.html", "news/ok.html"]


def test_a_name_that_is_no_utf8_is_named_with_what_it_means(gkcheck: Program, site: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(site) + b"/" + "政策.html".encode("gbk"))).write_text(BROKEN, "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    done = gkcheck(site, *RUN, "-f", "json")
    assert done.code == 3
    assert _report(done) == {"GKC001": [("\\xd5\\xfe\\xb2\\xdf.html", "name")]}
    assert "政策.html" in gkcheck(site, *RUN).out


def test_a_pipe_named_like_a_page_does_not_stop_the_run(program: Program, site: Path) -> None:
    os.mkfifo(site / "x.html")
    done = program(site, *RUN, "-f", "json")
    assert (done.code, _report(done)) == (1, {})


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads what nobody may read")
def test_a_page_and_a_folder_without_permission_are_named(gkcheck: Program, site: Path) -> None:
    write_site(site, {"shut.html": BROKEN, "shut/a.html": BROKEN})
    (site / "shut.html").chmod(0)
    (site / "shut").chmod(0)
    try:
        done = gkcheck(site, *RUN, "-f", "json")
    finally:
        (site / "shut").chmod(0o755)
    assert done.code == 3
    assert _report(done) == {"GKC001": [("shut", "permission"), ("shut.html", "permission")]}
