"""A kept judgement is given again only to a run that could find nothing else."""

import json
import os
import sqlite3
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from gkcheck.judgement import APART, ASIDE, KEYED, Judgement, read_judgement, write_judgement
from gkcheck.order import Order
from minisite import Outcome, Program, article, policy, write_site

RUN = ("site", "--as-of", "2026-11-22", "-j", "1", "-f", "json")
CONFIG = '''[site]
root = "site"
[ledgers]
commitments = "list.csv"
[data]
policy-tags = "tags.toml"
[calendar.2027]
off = ["01-01", "02-05"]
work = ["02-06"]
[[pages]]
path = "b.html"
kind = "policy"
ignore = ["DOC009"]
'''
LEDGER = "出处,成果名称,类型,期限,别名,须征求意见,责任处室\n一,《青屏市知识产权专项资金管理办法》,规范性文件,2025,,是,规划处\n"
TAGS = 'required = ["主题"]\n[groups]\n"主题" = ["创造", "运用"]\n'


@pytest.fixture
def site(home: Path) -> Path:
    """A site with a broken link, a policy without reading, an empty page, an attachment, a ledger and a data file."""
    write_site(home, {"gkcheck.toml": CONFIG, "list.csv": LEDGER, "tags.toml": TAGS})
    pages = {"a.html": article('<a href="/gone.html">附页</a>'), "b.html": policy(), "c.html": "", "d.pdf": b"%PDF-1.4"}
    return write_site(home / "site", pages)


def _poison(home: Path) -> None:
    """Put a judgement without findings in the place of the kept one: who says it, has judged nothing."""
    [path] = (home / ".gkcheck_cache").glob("pages-*[!s].sqlite")
    with sqlite3.connect(path) as connection:
        [(blob,)] = connection.execute("SELECT judgement FROM judgement").fetchall()
        judgement = read_judgement(blob)
        assert judgement is not None
        judgement = msgspec.structs.replace(judgement, findings=(), fingerprints=())
        connection.execute("UPDATE judgement SET judgement = ?", (write_judgement(judgement),))
    connection.close()


def _codes(done: Outcome) -> set[str]:
    return {entry["code"] for entry in json.loads(done.out)["findings"]}


def test_an_unchanged_site_is_given_the_same_bytes(gkcheck: Program, site: Path, home: Path) -> None:
    first = gkcheck(*RUN)
    assert {"LNK001", "POL001", "GKC001"} <= _codes(first)
    again = gkcheck(*RUN)
    assert (again.code, again.raw) == (first.code, first.raw) == (3, gkcheck(*RUN, "--no-cache").raw)
    _poison(home)
    assert _codes(gkcheck(*RUN)) == set()
    assert _codes(gkcheck(*RUN, "-j", "2", "-o", "text=report.txt", "-o", "json=-")) == set()


def _touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page": lambda home: (home / "site/a.html").write_text(article('<a href="/lost.html">附页</a>'), "utf-8"),
    "a page's time": lambda home: _touch(home / "site/a.html"),
    "a file's time": lambda home: _touch(home / "site/d.pdf"),
    "a new page": lambda home: (home / "site/e.html").write_text(article(), "utf-8"),
    "a new file": lambda home: (home / "site/e.bin").write_bytes(b"\0"),
    "a file that is gone": lambda home: (home / "site/d.pdf").unlink(),
    "a ledger": lambda home: (home / "list.csv").write_text(LEDGER.replace("专项", "资助"), "utf-8"),
    "a data file": lambda home: (home / "tags.toml").write_text(TAGS.replace("创造", "保护"), "utf-8"),
    "a severity": lambda home: (home / "gkcheck.toml").write_text(CONFIG + '[severity]\nPOL001 = "note"\n', "utf-8"),
    "an option": lambda home: (home / "gkcheck.toml").write_text(CONFIG + "[options.POL002]\nmax-gap-days = 3\n", "utf-8"),
    "the site's name": lambda home: (home / "gkcheck.toml").write_text(CONFIG.replace("[led", 'name = "青屏局"\n[led'), "utf-8"),
    "what is excluded": lambda home: (home / "gkcheck.toml").write_text('exclude = ["d.pdf"]\n' + CONFIG, "utf-8"),
    "an acceptance": lambda home: (home / "gkcheck-ignore.toml").write_text('[[ignore]]\nrule = "LNK009"\npath = "a.html"\n', "utf-8"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_judged_anew(gkcheck: Program, site: Path, home: Path, change: Callable[[Path], object]) -> None:
    gkcheck(*RUN)
    _poison(home)
    change(home)
    done = gkcheck(*RUN)
    assert _codes(done)
    assert done.raw == gkcheck(*RUN, "--no-cache").raw


@pytest.mark.parametrize(
    "more",
    [("--as-of", "2026-11-23"), ("--ignore", "RPT001"), ("--fail-on", "note"), ("--timings",), ("--profile", "shanghai"), ("--lang", "en")],
    ids=lambda more: " ".join(more),
)
def test_another_question_is_judged_anew(gkcheck: Program, site: Path, home: Path, more: tuple[str, ...]) -> None:
    gkcheck(*RUN)
    _poison(home)
    assert _codes(gkcheck(*RUN, *more))


def test_a_page_that_could_not_be_opened_is_tried_again(gkcheck: Program, site: Path, home: Path) -> None:
    (site / "f.html").symlink_to("f.html")  # a circle: nothing opens it
    (site / "e.html").write_text(article(), "utf-8")
    gkcheck(*RUN)
    gkcheck(*RUN)
    (site / "e.html").unlink()
    (site / "e.html").mkdir()
    assert gkcheck(*RUN).raw == gkcheck(*RUN, "--no-cache").raw


def test_trouble_that_may_pass_keeps_no_judgement() -> None:
    from gkcheck.finding import Problem
    from gkcheck.run import Coverage

    def judgement(*problems: Problem) -> Judgement:
        return Judgement((), (), (), problems, Coverage(0, 0, {}, 0, 0, (), {}, {}), 3)

    assert judgement().holds
    assert judgement(Problem("GKC001", "a.html", variant="empty"), Problem("GKC005", "b.html", variant="size")).holds
    for problem in (
        Problem("GKC001", "a.html", variant="permission"),
        Problem("GKC001", "a.html", variant="parse"),
        Problem("GKC002", "a.html"),
        Problem("", "", variant="cache", incomplete=False),
        Problem("", "", variant="plugin"),
    ):
        assert not judgement(problem).holds


@pytest.mark.parametrize("damage", ["x'c1ff00'", "x''", "'text'", "7"])
def test_a_damaged_judgement_is_none(gkcheck: Program, site: Path, home: Path, damage: str) -> None:
    first = gkcheck(*RUN)
    [path] = (home / ".gkcheck_cache").glob("pages-*[!s].sqlite")
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE judgement SET judgement = {damage}")
    connection.close()
    assert gkcheck(*RUN).raw == first.raw


def test_every_part_of_an_order_is_accounted_for() -> None:
    """Who adds a field to `Order` has to say whether it can change what a run finds. One that asks the network does."""
    assert sorted((*KEYED, *APART, *ASIDE)) == sorted(field.name for field in fields(Order))
