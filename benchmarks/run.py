"""gkcheck beside its peers: python benchmarks/run.py --pages 1000,10000 --runs 3

Generates sites, runs every program in turn (A B C A B C …) and prints medians. Ratios are medians of the ratios within a
round, so that a machine that is busy now and then disturbs them little. The result goes to benchmarks/results.md.
"""

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path
from statistics import median

if not __package__:  # run as a script
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.generate import generate
from benchmarks.growth import growth_table, measure_growth
from benchmarks.measure import Sample, machine, measure, version_of
from benchmarks.report_page import time_of_report
from benchmarks.score import read_planted, score, tokens_in
from benchmarks.tools import PEERS, Tool, floor_rows, gkcheck_rows, peer_rows, search_path

GKCHECK = [sys.executable, "-m", "gkcheck"]
Rounds = dict[str, list[Sample]]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default="1000,10000", help="sizes of the sites, with commas between")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default=",".join(PEERS), help=f"of {', '.join(PEERS)}; '' for none")
    parser.add_argument("--rows", default="", help="only rows whose name this regular expression finds")
    parser.add_argument("--bin", type=Path, action="append", default=[], help="a folder in which peers are installed")
    parser.add_argument("--work", type=Path, help="where sites and caches go; default: a temporary folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a run is stopped")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).with_name("results.md"), help="the report to write"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = (options.work or Path(folder)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        parts = [*_introduction(options), *_report_page()]
        grown = []
        for size in options.pages.split(","):
            parts += _one_size(int(size), options, work)
            grown.append(measure_growth(work / f"{size}-plain", work, GKCHECK))
            # After each size, so that an interrupted run leaves what it has.
            options.output.write_text("\n".join([*parts, *growth_table(grown)]).rstrip() + "\n", encoding="utf-8")
    print(f"\n{options.output} written")
    return 0


def _one_size(size: int, options: argparse.Namespace, work: Path) -> list[str]:
    sites = {name: work / f"{size}-{name}" for name in ("plain", "mixed")}
    for name, site in sites.items():
        if not site.exists():
            generate(site, size, options.seed, name == "plain")
    site = sites["plain"]
    pages = read_planted(site)["pages"]
    wanted = [name for name in options.peers.split(",") if name]
    peers, missing = peer_rows(site, work, size, wanted, search_path(options.bin))
    rows = [*gkcheck_rows(site, work, GKCHECK), *peers, *floor_rows(site)]
    rows = [row for row in rows if re.search(options.rows, row.name)]
    print(f"\n{pages:,} pages: {len(rows)} rows; not installed: {', '.join(missing) or 'none'}", flush=True)
    rounds, peaks = _rounds(rows, options, work)
    lines = [f"## {pages:,} pages", "", *_table(rows, rounds, peaks, pages), ""]
    lines += [f"Not installed and left out: {', '.join(missing)}.", ""] if missing else []
    versions = [version for row in peers for version in row.versions]
    lines += [f"Peers: {'; '.join(versions)}.", ""] if versions else []
    lines += _truth(sites, peers, work)
    print("\n".join(lines), flush=True)
    return lines


def _rounds(rows: list[Tool], options: argparse.Namespace, work: Path) -> tuple[Rounds, dict[str, float]]:
    """All runs in turn. The first of each row warms up and is the one whose memory is sampled."""
    rounds: Rounds = {row.name: [] for row in rows}
    peaks: dict[str, float] = {}
    for number in range(options.runs + 1):
        for row in rows:
            if row.runs and number != 1:
                continue
            row.before()
            first = number == 0 or bool(row.runs)
            output = work / f"output-{row.name.split(',')[0].replace(' ', '-')}.txt"
            sample = measure(row.command, output=output, limit=options.limit, memory=first, cwd=row.cwd)
            if first:
                peaks[row.name] = sample.peak
            if number:
                rounds[row.name].append(sample)
            state = "stopped at the limit" if sample.late else f"exit {sample.code}"
            print(f"  {number} {row.name:48} {sample.wall:8.2f} s {sample.cpu:8.2f} s CPU  {state}", flush=True)
    return rounds, peaks


def _table(rows: list[Tool], rounds: Rounds, peaks: dict[str, float], pages: int) -> list[str]:
    lines = [
        "| | runs | wall s | CPU s | CPU ms a page | peak MiB | wall / lychee | CPU / lychee | wall / floor | CPU / floor |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        samples = rounds[row.name]
        if not samples:
            continue
        if any(sample.late for sample in samples):
            lines.append(f"| {row.name} | {len(samples)} | stopped after {samples[0].wall:.0f} | | | | | | | |")
            continue
        wall, cpu = median(s.wall for s in samples), median(s.cpu for s in samples)
        beside = _ratios(samples, rounds.get("lychee", []) if row.name != "lychee" else [])
        floor = _ratios(samples, rounds.get(row.floor, []))
        cells = [
            row.name,
            str(len(samples)),
            f"{wall:.2f}",
            f"{cpu:.2f}",
            f"{1000 * cpu / pages:.2f}",
            f"{peaks[row.name]:.0f}",
            *beside,
            *floor,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _ratios(samples: list[Sample], others: list[Sample]) -> tuple[str, str]:
    """Median ratios of wall and CPU within a round; a row that ran less often is compared with the rounds that it has."""
    pairs = list(zip(samples, others, strict=False))
    if not pairs or any(other.late for _, other in pairs):
        return "", ""
    return tuple(
        f"{median(values):.3g}" for values in zip(*((a.wall / b.wall, a.cpu / b.cpu) for a, b in pairs), strict=True)
    )  # type: ignore[return-value]


def _truth(sites: dict[str, Path], peers: list[Tool], work: Path) -> list[str]:
    """What was found of the planted defects."""
    lines = []
    for name, site in sites.items():
        planted = read_planted(site)
        output = work / "findings.json"
        command = [*GKCHECK, "check", str(site), "--isolated", "--no-cache", "--exit-zero", "--as-of", planted["as_of"]]
        measure([*command, "-f", "json", "-o", f"json={output}"], output=work / "output-truth.txt")
        found = json.loads(output.read_text(encoding="utf-8"))
        result = score(planted["planted"], [*found["findings"]])
        lines.append(f"* gkcheck, {name} site: {result.told()}.")
        kinds = {(item["path"], item["code"]): item["kind"] for item in planted["planted"]}
        lines += [
            f"  * missed: {code} ({kinds.get((path, code), '')}) in `{path}`" for path, code in sorted(result.missed)
        ][:20]
    for peer in peers:
        output = work / f"output-{peer.name}.txt"
        if output.exists():
            count, total = tokens_in(
                read_planted(sites["plain"])["planted"], output.read_text(encoding="utf-8", errors="replace")
            )
            lines.append(f"* {peer.name}, plain site: names {count} of {total} planted references.")
    return [*lines, ""]


def _introduction(options: argparse.Namespace) -> list[str]:
    command = f"python benchmarks/run.py --pages {options.pages} --runs {options.runs} --peers {options.peers} --seed {options.seed}"
    command += f" --rows '{options.rows}'" if options.rows else ""
    versions = (
        version_of([*GKCHECK, "--version"]),
        version_of([sys.executable, "-c", "import lxml; print(lxml.__version__)"]),
    )
    return [
        "# Speed and truth",
        "",
        f"Made by `{command}` on {machine()}; {versions[0]}, lxml {versions[1]}.",
        "",
        "All programs get the same folder of generated pages (UTF-8, no `<base>`: what every peer can read) in turn, A B C A B C;",
        "figures are medians, ratios are medians of the ratios within a round. CPU is user and system time of a process and its",
        "children (`wait4`). Peak is the highest sum of PSS over the process tree, sampled every 50 ms in a run of its own. Start-up is",
        "included everywhere. The peers check links alone, gkcheck everything unless the row says otherwise. The floor reads every",
        "file and parses it with `lxml.etree.HTMLParser`, in as many processes as gkcheck.",
        "",
    ]


def _report_page() -> list[str]:
    size, milliseconds = time_of_report()
    line = f"One annual report of {size / 1000:.0f} KB as Word pastes it, read and checked in one process: **{milliseconds:.1f} ms**."
    print(line)
    return ["## A heavy page", "", line, ""]


if __name__ == "__main__":
    sys.exit(main())
