"""Write a lifelike government site with known defects: python benchmarks/generate.py DIR --pages 10000 --seed 1

The same arguments give the same bytes. What a checker has to find is written to planted.json beside DIR.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

if not __package__:  # run as a script
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.generator import lists
from benchmarks.generator.assets import CONTENT
from benchmarks.generator.columns import COLUMNS, GROUPS, Column
from benchmarks.generator.defects import AS_OF, plant
from benchmarks.generator.pages import article
from benchmarks.generator.plan import Entry, make_plan

_SHARED = (
    *("css/common.css", "css/page.css", "js/jquery.js", "js/site.js", "js/count.js", "js/share.js"),
    *("images/logo.png", "images/jiucuo.png", "images/dzjg.png", "images/pic1.png", "images/pic2.png"),
    *("attach/汇总表.xlsx", "attach/填报指南 2024.pdf"),
)
_BESIDE = 8
"""Pages of the same column that a page leads to: its two neighbours and six to read on."""


def generate(root: Path, pages: int, seed: int, plain: bool) -> Counter[str]:
    """Write the site into `root`; what it consists of."""
    plan = make_plan(pages, seed, plain)
    found = plant(plan)
    writer = _Writer(root)
    for path in _SHARED:
        writer.put(path, CONTENT[path.rpartition(".")[2]])
    for path, kind in found.files.items():
        writer.put(path, CONTENT[kind])
    by_column: dict[Column, list[Entry]] = {column: [] for column in COLUMNS}
    for entry in plan.entries:
        if entry.column in by_column:
            by_column[entry.column].append(entry)
    newest = {}
    for column, entries in by_column.items():
        newest[column] = sorted(entries, key=lambda entry: (entry.day, entry.number), reverse=True)
    _write_articles(writer, plan.entries, newest, seed)
    for column in COLUMNS:
        for path, text in lists.column_pages(column, newest[column]).items():
            writer.page(path, text)
    for group in GROUPS:
        writer.page(f"{group}/index.html", lists.group_page(group, newest))
    writer.page("index.html", lists.home_page(newest))
    root.with_name(f"{root.name}-planted.json").write_text(
        json.dumps(
            {
                "pages": writer.counts["pages"],
                "seed": seed,
                "plain": plain,
                "as_of": AS_OF.isoformat(),
                "planted": found.planted,
            },
            ensure_ascii=False,
            indent=1,
        )
    )
    return writer.counts


def _write_articles(writer: "_Writer", entries: list[Entry], newest: dict[Column, list[Entry]], seed: int) -> None:
    latest = sorted(
        (entry for entry in entries if entry.kind == "article"), key=lambda entry: (entry.day, entry.number)
    )[-8:]
    places = {entry.number: place for column in newest.values() for place, entry in enumerate(column)}
    for entry in entries:
        if entry.defect == "empty":
            writer.page(entry.path, "")
            continue
        near = newest.get(entry.column, [])
        place = places.get(entry.number, 0)
        start = max(0, min(place - 1, len(near) - _BESIDE - 1))
        beside = [other for other in near[start : start + _BESIDE + 1] if other is not entry][:_BESIDE]
        files: dict[str, str] = {}
        text = article(entry, Random(f"{seed} {entry.number}"), beside, latest, files)
        writer.page(entry.path, text, entry.encoding)
        for path, kind in files.items():
            writer.put(path, CONTENT[kind])


class _Writer:
    """Writes files below a folder and counts them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.counts: Counter[str] = Counter()
        self._made: set[str] = set()

    def page(self, path: str, text: str, encoding: str = "utf-8") -> None:
        """Write a page; what an old encoding cannot hold becomes a character reference."""
        data = text.encode("gb18030" if encoding != "utf-8" else encoding)
        self.counts["pages"] += 1
        self.counts["page bytes"] += len(data)
        self.put(path, data)

    def put(self, path: str, data: bytes) -> None:
        """Write a file."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        with open(f"{self.root}/{path}", "wb") as stream:
            stream.write(data)
        self.counts["files"] += 1


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="UTF-8 only and no <base>, which every peer can read")
    options = parser.parse_args()
    if options.folder.exists() and any(options.folder.iterdir()):
        parser.error(f"{options.folder} is not empty")
    begun = time.perf_counter()
    counts = generate(options.folder, options.pages, options.seed, options.plain)
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    print(f"{told} in {time.perf_counter() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
