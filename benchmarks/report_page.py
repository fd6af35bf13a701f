"""One heavy page: an annual report of some 200 KB as Word pastes it, read and checked with all rules in this process.

python benchmarks/report_page.py [LIMIT]     ends in 1 where it takes more milliseconds than LIMIT (50)
"""

import gc
import sys
import time
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

if not __package__:  # run as a script
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.generator.chrome import around, head
from benchmarks.generator.columns import of_kind
from benchmarks.generator.pages import report
from benchmarks.generator.plan import Entry
from benchmarks.generator.words import BUREAU

_SIZE = 200_000
_LIMIT = 50.0
"""Milliseconds on the development machine."""
_CELL = '<p class="MsoNormal" align="center" style="text-align:center;line-height:20.0pt;mso-pagination:widow-orphan">'
_CELL += '<span style="font-size:10.0pt;font-family:宋体;mso-bidi-font-family:宋体;mso-font-kerning:0pt">'


def make_report(size: int = _SIZE) -> bytes:
    """A report with its three tables, as long as `size` asks."""
    entry = Entry(
        10001,
        "zfxxgk/zfxxgknb/202501/t20250120_10001.html",
        "annual-report",
        f"2024年{BUREAU}政府信息公开工作年度报告",
        date(2025, 1, 20),
        of_kind("annual-report")[0],
    )
    entry.name, entry.year, entry.word = BUREAU, 2024, True
    rng = Random(1)
    text = ""
    paragraphs = 5
    while len(text.encode()) < size:
        body = report(rng, entry, paragraphs).replace("<p>", _CELL).replace("</p></td>", "</span></p></td>")
        text = head(entry) + around(
            entry, f'<h1>{entry.title}</h1>\n<p>发布时间：2025-01-20</p>\n<div class="zw">\n{body}</div>\n'
        )
        paragraphs += 4
    return text.encode()


def time_of_report(times: int = 50) -> tuple[int, float]:
    """Size of the report and the median time in milliseconds to read and check it."""
    from benchmarks.profile import reader_for

    data = make_report()
    reader = reader_for(Path(__file__).parent)
    gc.disable()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        record = reader.read("zfxxgk/zfxxgknb/202501/t20250120_10001.html", data)
        spent.append(time.perf_counter() - begun)
        gc.collect()
    gc.enable()
    if record.facts.kind != "annual-report" or record.problems:
        raise SystemExit(f"the report was not read as one: {record.facts.kind!r} {record.problems}")
    return len(data), 1000 * median(spent)


if __name__ == "__main__":
    size, milliseconds = time_of_report()
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else _LIMIT
    print(f"{size / 1000:.0f} KB: {milliseconds:.1f} ms (limit {limit:.0f})")
    sys.exit(milliseconds > limit)
