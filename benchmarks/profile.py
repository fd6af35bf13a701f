"""Where the time of reading pages goes: python benchmarks/profile.py SITE --pages 500

One process reads the pages as a worker does. The stages are timed by clocks around their functions, which cost next to
nothing; cProfile's list of single functions follows on request (--functions), and makes small functions look dear.
"""

import argparse
import gc
import json
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

# Not this file's folder: the standard library has a module of this name, which cProfile imports.
if not __package__:  # run as a script
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.clocks import STAGES, Clocks, clocked

GATHERED = "gathered: "


def reader_for(site: Path) -> Any:
    """gkcheck's reader of pages with all rules, as for the site in that folder."""
    return load(site)[0]


def load(site: Path) -> tuple[Any, list[Any]]:
    """gkcheck's reader with all rules, and the site's pages."""
    from gkcheck.commands.session import open_rulebook, open_session
    from gkcheck.intake import make_reader
    from gkcheck.order import Order
    from gkcheck.sources.directory import list_files
    from gkcheck.sources.folder import Folder

    session = open_session([site], lang="en", isolated=True)
    order = Order(site, session.config, open_rulebook(session), date(2026, 3, 2))
    listing = list_files(site, session.config.excluded)
    reader = make_reader(order, [page.path for page in listing.pages])
    # As in a run: the place of a reference is worked out only where it leads nowhere.
    return replace(reader, exists=Folder(listing.files).exists), list(listing.pages)


def with_clocks(reader: Any, clocks: Clocks) -> Any:
    """The reader with a clock around the check of each rule and what each plugin gathers for the whole site."""
    def timed(code: str, check: Any) -> Any:
        function = check.function
        return replace(check, function=clocks.around(code, lambda *given: list(function(*given))))

    rules = tuple((rule, timed(rule.code, check)) for rule, check in reader.rules)
    gathered = {name: clocks.around(GATHERED + name, function) for name, function in reader.extractors.items()}
    return replace(reader, rules=rules, extractors=gathered)


def read_all(site: Path, pages: list[Any], reader: Any) -> tuple[float, float]:
    """Read the pages as a worker does; seconds in all, and for getting the bytes."""
    from gkcheck import gather

    files = 0.0
    begun = time.perf_counter()
    for page in pages:
        start = time.perf_counter()
        with open(site / page.path, "rb") as stream:
            data = stream.read()
        files += time.perf_counter() - start
        record = reader.read(page.path, data)
        gather.digest_of(data)
        gather._encode(record)
    return time.perf_counter() - begun, files


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--pages", type=int, default=500, help="pages to read, taken evenly from the site")
    parser.add_argument(
        "--functions", type=int, default=0, metavar="N", help="also the N dearest functions by cProfile"
    )
    parser.add_argument("--json", action="store_true", help="the stages as JSON, in milliseconds a page")
    options = parser.parse_args()
    reader, pages = load(options.site)
    pages = pages[:: max(1, len(pages) // options.pages)][: options.pages]
    gc.disable()
    read_all(options.site, pages[:50], reader)
    plain = median(read_all(options.site, pages, reader)[0] for _ in range(3))
    clocks = Clocks()
    with clocked(clocks) as unknown:
        whole, files = read_all(options.site, pages, with_clocks(reader, clocks))
    cost = _cost_of_a_clock()
    clocks.time["read the file"], clocks.calls["read the file"] = files, len(pages)
    table = _table(clocks, len(pages), cost)
    if options.json:
        print(
            json.dumps(
                {"pages": len(pages), "ms": 1000 * plain / len(pages), "stages": table}, ensure_ascii=False, indent=1
            )
        )
    else:
        print(
            f"{len(pages)} pages, one process: {1000 * plain / len(pages):.3f} ms a page ({1000 * whole / len(pages):.3f} under clocks)\n"
        )
        print(f"{'stage':32} {'ms a page':>9} {'of all':>7} {'calls a page':>12}")
        for stage, value in table.items():
            share = value * len(pages) / (plain * 1000)
            print(f"{stage:32} {value:9.3f} {share:7.1%} {clocks.calls[stage] / len(pages):12.1f}")
        if unknown:
            print(f"\nnot in this version: {', '.join(unknown)}")
    if options.functions:
        _functions(options.site, pages, reader, options.functions)
    return 0


def _cost_of_a_clock() -> float:
    """Seconds that a clock adds to one call, as seen from outside."""
    clocks = Clocks()
    timed = clocks.around("", lambda: None)
    begun = time.perf_counter()
    for _ in range(100_000):
        timed()
    return (time.perf_counter() - begun) / 100_000


def _table(clocks: Clocks, pages: int, cost: float) -> dict[str, float]:
    """Milliseconds a page, less what the clocks of a stage's own parts cost; rules in order of cost."""
    stages = ["read the file", *(stage for stage, _, _ in STAGES)]
    rules = sorted(set(clocks.time) - set(stages), key=lambda code: -clocks.time[code])
    table = {}
    for place, stage in enumerate(stages):
        depth = len(stage) - len(stage.lstrip())
        inner = 0
        for other in stages[place + 1 :]:
            if len(other) - len(other.lstrip()) <= depth:
                break
            inner += clocks.calls[other]
        table[stage] = max(0.0, clocks.time[stage] - cost * inner) * 1000 / pages
    extractors = [name for name in rules if name.startswith(GATHERED)]
    rules = [code for code in rules if code not in extractors]
    for title, parts in (("facts of plugins", extractors), ("page checks, all rules", rules)):
        table[title] = sum(clocks.time[part] for part in parts) * 1000 / pages
        clocks.calls[title] = sum(clocks.calls[part] for part in parts)
        for part in parts:
            name = f"  {part.removeprefix(GATHERED)}"
            clocks.calls[name] = clocks.calls[part]
            table[name] = clocks.time[part] * 1000 / pages
    return table


def _functions(site: Path, pages: list[Any], reader: Any, count: int) -> None:
    import cProfile
    import pstats

    recorder = cProfile.Profile()
    recorder.enable()
    read_all(site, pages, reader)
    recorder.disable()
    print(f"\nby cProfile, which makes small functions look dear; seconds for {len(pages)} pages:")
    pstats.Stats(recorder).sort_stats("tottime").print_stats(count)


if __name__ == "__main__":
    sys.exit(main())
