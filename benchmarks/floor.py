"""The least that a Python checker of HTML can cost: read every file and parse it with lxml.

python benchmarks/floor.py SITE --jobs 2
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from lxml import etree

_CHUNK = 64


def read_and_parse(paths: Sequence[str]) -> int:
    """Parse the files; how many bytes they hold."""
    total = 0
    for path in paths:
        with open(path, "rb") as stream:
            data = stream.read()
        total += len(data)
        if data.strip():
            etree.fromstring(data, etree.HTMLParser(huge_tree=True))
    return total


def pages_of(root: str) -> list[str]:
    """The HTML files below a folder, sorted."""
    found = []
    for folder, _, names in os.walk(root):
        found += [os.path.join(folder, name) for name in names if name.endswith((".html", ".htm", ".shtml"))]
    return sorted(found)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    gc.disable()
    pages = pages_of(options.site)
    if options.jobs == 1:
        total = read_and_parse(pages)
    else:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        chunks = [pages[start : start + _CHUNK] for start in range(0, len(pages), _CHUNK)]
        with ProcessPoolExecutor(options.jobs, get_context("fork")) as pool:
            total = sum(pool.map(read_and_parse, chunks))
    print(f"{len(pages):,} pages, {total:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
