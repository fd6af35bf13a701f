"""Forty sites on this machine and on a Dask cluster of it: python benchmarks/fleet.py [--sites 40] [--workers 1,2,4]

Prints (and writes to benchmarks/fleet.md) the throughput for each number of workers, what a worker killed in the middle costs,
whether every run gave the roll-up of the first, and what a page and a site cost. Needs gkcheck[fleet]; all of it runs on
127.0.0.1. Each run begins with an empty cache.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "fleet"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cluster import Cluster

from benchmarks.generate import generate
from benchmarks.measure import machine, measure
from gkcheck.fleet.rollup import FIGURES

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-11-22"
GKCHECK = [sys.executable, "-m", "gkcheck"]
_MEASURED = ("seconds", "cpu", "memory")


class Result(NamedTuple):
    """One fleet run. Seconds of the clock and of the processors; `load` is the machine's when it began."""

    name: str
    wall: float
    cpu: float
    load: float
    same: str


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--workers", default="1,2,4", help="numbers of workers, with commas between")
    parser.add_argument("--large", default="1000,10000", help="pages of the large sites; '' for none")
    parser.add_argument("--work", type=Path, help="where sites and runs go; default: a temporary folder")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_suffix(".md"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = (options.work or Path(folder)).resolve()
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as where programs are installed
        os.environ["XDG_CACHE_HOME"] = str(work / "user")
        source = write_sites(work, options.sites)
        _warm(work)
        results = _throughput(work, source, [int(number) for number in options.workers.split(",")])
        large = [_large(work, int(pages)) for pages in options.large.split(",") if pages]
        text = _report(work, results, large, options.sites)
    options.output.write_text(text, encoding="utf-8")
    print(f"\n{options.output} written")
    return 0 if all(result.same != "no" for result in results) else 1


def write_sites(work: Path, count: int) -> Path:
    """sites.toml with `count` sites, three of four made of the example, the others by the generator, no two of them alike."""
    text = ""
    for number in range(count):
        site = work / "sites" / f"s{number:02}"
        if site.exists():
            shutil.rmtree(site)
        if number % 4 == 3:
            generate(site, 60, number, False)
        else:
            shutil.copytree(ROOT / "examples" / "bureau" / "site", site)
            for page in sorted(site.rglob("*.html"))[number % 7 :: 7]:
                data = page.read_bytes()
                page.write_bytes(data.replace(b"</p>", f"（{number}）</p>".encode(), 1))
        text += f'[[sites]]\nname = "s{number:02}"\npath = "sites/s{number:02}"\nparent = "p{number % 5}"\n'
    (work / "sites.toml").write_text(text, "utf-8")
    return work / "sites.toml"


def _warm(work: Path) -> None:
    """Let this installation know its plugins and rules, which it learns once and not once a site."""
    site = work / "warm" / "site"
    site.mkdir(parents=True, exist_ok=True)
    (site / "index.html").write_text("<p>正文</p>", "utf-8")
    subprocess.run([*GKCHECK, "check", site, "-q"], cwd=work / "warm", capture_output=True, check=False)


def _throughput(work: Path, source: Path, workers: list[int]) -> list[Result]:
    first = _one(work, source, "here, -j 1", ["-j", "1"], None)
    results = [first, _one(work, source, f"here, -j {os.cpu_count()}", [], first)]
    for number in workers:
        with Cluster(work / f"dask{number}", number) as cluster:
            more = ["--scheduler", cluster.address]
            results.append(_one(work, source, f"Dask, {number} worker{'s' * (number > 1)}", more, first))
    with Cluster(work / "dask-killed", max(workers)) as cluster:
        more = ["--scheduler", cluster.address]
        results.append(_one(work, source, f"Dask, {max(workers)} workers, one killed", more, first, cluster))
    return results


def _one(
    work: Path, source: Path, name: str, more: list[str], first: Result | None, killed: Cluster | None = None
) -> Result:
    folder, cache = work / f"run {name}", work / "cache"
    for old in (folder, cache):
        shutil.rmtree(old, ignore_errors=True)
    load = os.getloadavg()[0]
    begun = time.perf_counter()
    command = [*GKCHECK, "fleet", source, "-o", folder, "--as-of", DAY, "--lang", "en", "--cache-dir", cache, *more]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if killed is not None and line.startswith("[10/"):
            killed.workers[0].kill()
            killed = None
    process.wait()
    wall = time.perf_counter() - begun
    rows = _rows(folder)
    same = "—" if first is None else "yes" if _told(rows) == _told(_rows(work / f"run {first.name}")) else "no"
    result = Result(name, wall, sum(float(row["cpu"]) for row in rows), load, same)
    print(f"{name:32} {wall:7.1f} s  CPU {result.cpu:6.1f} s  load {load:4.1f}  same roll-up: {same}", flush=True)
    return result


def _rows(folder: Path) -> list[sqlite3.Row]:
    connection = sqlite3.connect(folder / "rollup.sqlite")
    connection.row_factory = sqlite3.Row
    return connection.execute("SELECT * FROM sites ORDER BY site").fetchall()


def _told(rows: list[sqlite3.Row]) -> list[tuple[object, ...]]:
    """Everything but the times and what stands for the folder's time on disk."""
    names = ("site", "status", "reason", "exit_code", *FIGURES, "families", "report")
    return [tuple(row[name] for name in names) for row in rows]


def _large(work: Path, pages: int) -> str:
    """A row of the table of what one site costs: cold, then unchanged."""
    site, cache = work / "sites" / f"large{pages}", work / f"cache{pages}"
    for old in (site, cache):
        shutil.rmtree(old, ignore_errors=True)
    counts = generate(site, pages, 1, True)
    source = work / f"large{pages}.toml"
    source.write_text(f'[[sites]]\nname = "large"\npath = "sites/large{pages}"\n', "utf-8")
    folder = work / f"run large{pages}"
    shutil.rmtree(folder, ignore_errors=True)
    command = [*GKCHECK, "fleet", str(source), "-o", str(folder), "--as-of", DAY, "-q", "--cache-dir", str(cache)]
    load = os.getloadavg()[0]
    measure(command, output=work / "log", limit=3600)
    (row,) = _rows(folder)
    again = measure([*command, "-f", "summary"], output=work / "log", limit=3600)  # another form: the site is judged again
    size = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())
    report = sum(path.stat().st_size for path in (folder / "runs").iterdir())
    told = counts["pages"]
    line = (
        f"| {told:,} | {counts['page bytes'] / 1e6:.0f} MB | {row['seconds']:.1f} s | {row['cpu']:.1f} s "
        f"({row['cpu'] / told * 1000:.2f} ms a page) | {row['memory']:.0f} MB | {size / 1e6:.1f} MB ({size / told / 1000:.1f} kB) "
        f"| {report / 1e6:.2f} MB | {again.cpu:.1f} s | {load:.1f} |"
    )
    print(line, flush=True)
    return line


def _warning(results: list[Result]) -> list[str]:
    """Says so where others were at work: two hyperthreads in use, and each does half."""
    most, cores = max(result.load for result in results), os.cpu_count() or 1
    if results[0].load <= 1 and most <= max(4, cores) + 2:
        return []
    return [f"**Taken under load, up to {most:.0f} on {cores} cores, which doubles CPU times too: to be repeated on a quiet machine.**", ""]


def _report(work: Path, results: list[Result], large: list[str], sites: int) -> str:
    rows = _rows(work / f"run {results[0].name}")
    pages = sum(row["pages"] for row in rows)
    reports = sum(path.stat().st_size for path in (work / f"run {results[0].name}" / "runs").iterdir())
    lines = [
        "# A fleet of sites",
        "",
        "`make bench-fleet` (`python benchmarks/fleet.py`), written by it.",
        "",
        f"{machine()}",
        "",
        f"{sites} sites, {pages:,} pages: three of four are variants of `examples/bureau`, the others made by `benchmarks/generate.py`. A process a",
        "site, empty caches; scheduler, workers and client share this machine. CPU is that of the sites' processes.",
        "*Load* is the machine's when the run began: with more than the number of its cores others were at work, and the wall times say little.",
        "",
        *_warning(results),
        "| | wall | CPU | sites a minute | pages a second | same roll-up and reports as the first | load |",
        "|---|---:|---:|---:|---:|---|---:|",
    ]
    for result in results:
        speed = f"{sites / result.wall * 60:.0f} | {pages / result.wall:.0f}"
        lines.append(f"| {result.name} | {result.wall:.1f} s | {result.cpu:.1f} s | {speed} | {result.same} | {result.load:.1f} |")
    memory = max(row["memory"] for row in rows)
    lines += [
        "",
        f"A site of this fleet took {sum(row['cpu'] for row in rows) / sites:.2f} s of CPU on average and at most {memory:.0f} MB; its JSON report has "
        f"{reports / sites / 1000:.0f} kB.",
        "",
    ]
    if large:
        lines += [
            "One site alone, made by `benchmarks/generate.py --plain`, in one process:",
            "",
            "| pages | pages' bytes | wall | CPU | memory | cache (a page) | JSON report | CPU, unchanged site | load |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
            *large,
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
