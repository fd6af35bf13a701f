"""The programs that are measured, each with the command that gives it the same work."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import version_of

LINKS = "LNK001,LNK002,LNK012,ATT001"
"""The rules that do what the link checkers do."""
SLOW_TO = 1500
"""Pages up to which the crawlers are run."""


@dataclass(slots=True)
class Tool:
    """A row of the table. `before` is called ahead of each run; `floor` names the row to compare with."""

    name: str
    command: list[str]
    before: Callable[[], None] = lambda: None
    floor: str = ""
    runs: int = 0
    """Runs that count; 0 = as many as asked for."""
    links: bool = False
    """True where the output can be searched for the planted references."""
    peer: bool = False
    cwd: Path | None = None
    versions: list[str] = field(default_factory=list)


def gkcheck_rows(site: Path, work: Path, version_of_gkcheck: list[str]) -> list[Tool]:
    """gkcheck with all rules in the states in which it is met, and with the rules of links alone."""
    config = work / "gkcheck.toml"
    config.write_text(f'[site]\nroot = "{site.as_posix()}"\n', encoding="utf-8")
    cache = work / "cache"
    page = sorted(site.glob("zwgk/*/*/t*.html"))[0]
    base = [*version_of_gkcheck, "check"]
    common = ["--config", str(config), "--as-of", "2026-03-02", "--exit-zero"]
    cold = [*base, str(site), *common, "--no-cache"]
    warm = [*base, str(site), *common, "--cache-dir", str(cache)]
    original = page.read_bytes()
    count = 0

    def change() -> None:
        nonlocal count
        count += 1
        page.write_bytes(original + b"<!-- changed %d -->\n" % count)

    return [
        Tool("gkcheck, all rules, no cache", cold, floor="floor, 2 processes"),
        Tool("gkcheck, all rules, no cache, 1 process", [*cold, "-j", "1"], floor="floor, 1 process"),
        Tool("gkcheck, rules of links alone, no cache", [*cold, "--select", LINKS], floor="floor, 2 processes"),
        Tool(
            "gkcheck, all rules, first run (fills the cache)",
            warm,
            lambda: shutil.rmtree(cache, ignore_errors=True),
        ),
        Tool("gkcheck, all rules, nothing changed", warm),
        Tool("gkcheck, all rules, one page changed", warm, change),
        Tool(
            "gkcheck --changed, one page", [*base, "--changed", str(page), *common, "--cache-dir", str(cache)], change
        ),
        Tool("gkcheck --version", [*version_of_gkcheck, "--version"]),
    ]


def floor_rows(site: Path) -> list[Tool]:
    """Read and parse, and nothing else."""
    script = str(Path(__file__).with_name("floor.py"))
    return [
        Tool("floor, 1 process", [sys.executable, script, str(site)]),
        Tool("floor, 2 processes", [sys.executable, script, str(site), "--jobs", "2"]),
    ]


def peer_rows(site: Path, work: Path, pages: int, wanted: list[str], path: str) -> tuple[list[Tool], list[str]]:
    """The link checkers that are installed, and the names of those that are not."""
    rows, missing = [], []
    for name in wanted:
        program = shutil.which(name, path=path)
        if program is None:
            missing.append(name)
        elif name == "lychee" or pages <= SLOW_TO:
            rows.append(_PEERS[name](program, site, work))
    return rows, missing


def _lychee(program: str, site: Path, work: Path) -> Tool:
    options = [
        "--offline",
        "--include-fragments",
        "--root-dir",
        str(site),
        "--index-files",
        "index.html",
        "--no-progress",
    ]
    version = version_of([program, "--version"])
    return Tool("lychee", [program, *options, str(site)], links=True, peer=True, versions=[version])


def _linkchecker(program: str, site: Path, work: Path) -> Tool:
    settings = work / "linkcheckerrc"
    settings.write_text(
        f"[filtering]\nignore=\n  ^https?:\n  ^mailto:\n[checking]\nlocalwebroot={site}/\n", encoding="utf-8"
    )
    options = ["--no-status", "-f", str(settings), "--no-warnings"]
    version = version_of(
        [program, "--version"],
        lambda text: next((line for line in text.splitlines() if line.startswith("LinkChecker")), ""),
    )
    return Tool(
        "linkchecker",
        [program, *options, f"{site}/index.html"],
        runs=1,
        links=True,
        peer=True,
        versions=[version.partition(" released")[0]],
    )


def _linkinator(program: str, site: Path, work: Path) -> Tool:
    options = ["--recurse", "--check-fragments", "--check-css", "--skip", r"^https?://(?!localhost)", "--format", "csv"]
    version = f"linkinator {version_of([program, '--version'])}"
    return Tool("linkinator", [program, ".", *options], runs=1, links=True, peer=True, cwd=site, versions=[version])


_PEERS: dict[str, Callable[[str, Path, Path], Tool]] = {
    "lychee": _lychee,
    "linkchecker": _linkchecker,
    "linkinator": _linkinator,
}
PEERS = tuple(_PEERS)


def search_path(folders: list[Path]) -> str:
    """Where programs are looked for: the folders named, beside this Python, and the usual places."""
    places = [*map(str, folders), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return os.pathsep.join(places)
