"""What the HTML report of a large site costs: `python benchmarks/report_html.py` renders it and measures it in Chromium.

The run is made by hand, over the rules and norms that ship: ten thousand pages, twenty thousand findings, six departments, half a
year of earlier runs. Script time is what the browser itself measured (`performance.measure` in the report's script).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from gkcheck.commands.ordering import make_order
from gkcheck.commands.plan import plan_inspection
from gkcheck.commands.request import Request
from gkcheck.commands.session import open_rulebook, open_session, place_of
from gkcheck.excerpt import SourceFile
from gkcheck.finding import Finding, Location, Related, Severity
from gkcheck.owners import Owner
from gkcheck.quotations import quote_files
from gkcheck.reporters import html_page
from gkcheck.reporters.fingerprint import identify_all
from gkcheck.run import Publication, Run
from gkcheck.runner import run
from gkcheck.standing import Past

ROOT = Path(__file__).parents[1]
PAGES, EACH = 10_000, 2
SITE = ROOT / "examples" / "bureau" / "site"
_DAY = date(2026, 11, 22)
_COLUMNS = ("zwgk/zcwj", "zwgk/tzgg", "zwgk/zcjd", "zwdt/gzdt", "bsfw/bszn", "hdjl/zxft")
_OWNERS = ("办公室", "政策法规处", "保护处", "运用促进处", "公共服务处", "网信中心")
SEARCHES = ("分解表", "t2026", "LNK001", "第777号")


def example_run(lang: str = "zh") -> Run:
    """A run over the example site, with the rules and norms that ship."""
    session = open_session([SITE], lang=lang)
    request = Request(paths=(SITE,), lang=lang, as_of=_DAY, no_cache=True, jobs=1)
    rulebook = open_rulebook(session)
    result = run(make_order(request, session, rulebook, place_of(session, [SITE])))
    return replace(result, inspection=plan_inspection(session, rulebook))


def large_run(base: Run, pages: int = PAGES, **changes: Any) -> Run:
    """`base` with `EACH` findings on each of so many pages instead of its own."""
    paths = [f"{_COLUMNS[n % len(_COLUMNS)]}/2026{n % 12 + 1:02d}/t2026{n:05d}_{n * 7}.html" for n in range(pages)]
    findings = [_finding(n, turn, path, paths[n - 1]) for n, path in enumerate(paths) for turn in range(EACH)]
    findings.sort(key=lambda found: (found.location.path, found.location.line))
    quotes = quote_files(findings, (), _load)
    return replace(
        base,
        findings=tuple(findings),
        suppressed=(),
        quotes=quotes,
        fingerprints=identify_all(findings, (), quotes, ())[0],
        hidden_fingerprints=(),
        owners={path: Owner(_OWNERS[n % 6], (_OWNERS[(n + 1) % 6],)) for n, path in enumerate(paths)},
        history=tuple(
            Past(date(2026, 5, 24) + timedelta(weeks=n), 9000 - 90 * n, 6000 - 50 * n, 3000, 40, 180) for n in range(25)
        ),
        site_name="示例市人民政府",
        published=Publication(("www.example.cn",)),
        **changes,
    )


def _finding(number: int, turn: int, path: str, other: str) -> Finding:
    code, severity, arguments, subject = (
        ("LNK001", Severity.ERROR, {"target": f"attach/2026/P0202611{number:05d}.pdf"}, f"attach/{number}"),
        ("DOC002", Severity.WARNING, {"number": f"示府办[2026]{number}号", "proposal": f"示府办〔2026〕{number}号"}, ""),
        ("LNK009", Severity.NOTE, {"text": f"附件{number}", "target": "#"}, str(turn)),
        ("POL001", Severity.ERROR, {"title": f"示例市人民政府办公室关于印发示例市第{number}号专项行动实施方案的通知"}, ""),
    )[(number + turn) % 4]
    related = (Related(Location(other, 40, 3), "policy"),) if code == "POL001" else ()
    at = Location(path, 12 + turn, 16, 47)
    return Finding(code, severity, at, arguments, subject=subject, related=related, review=number % 17 == 0)


def _load(path: str) -> SourceFile:
    name = path.rpartition("/")[2]
    lines = (f'<p>{n}<a href="/attach/2026/{name}.pdf">附件{n}：示例市专项行动实施方案任务分解表</a></p>' for n in range(20))
    body = "\n".join(lines)
    return SourceFile(body, "utf-8", sha256(body.encode()).hexdigest(), len(body))


def measure_in_browser(browser: Any, report: Path, searches: Sequence[str] = SEARCHES) -> dict[str, float]:
    """Milliseconds: of script to open; until it is ready, reading the file included; of script for the slowest search (the first builds what is searched), and for the slowest filter."""
    page = browser.new_page()
    page.goto(report.as_uri())
    opened = _measures(page, "gkcheck-open")[-1]
    ready: float = page.evaluate("(entry => entry.startTime + entry.duration)(performance.getEntriesByName('gkcheck-open')[0])")
    for text in searches:
        seen = len(_measures(page, "gkcheck-filter"))
        page.fill("#q", text)
        while len(_measures(page, "gkcheck-filter")) == seen:  # the report's policy lets no driver evaluate a condition in it
            page.wait_for_timeout(20)
    search = max(_measures(page, "gkcheck-filter")[1:])
    page.fill("#q", "")
    before = len(_measures(page, "gkcheck-filter"))
    for name in ("severity", "family", "owner", "sort"):
        page.select_option(f"#f-{name}", index=1)
    chosen = max(_measures(page, "gkcheck-filter")[before:])
    page.close()
    return {"open": opened, "ready": ready, "search": search, "filter": chosen}


def _measures(page: Any, name: str) -> list[float]:
    found: list[float] = page.evaluate("name => performance.getEntriesByName(name).map(entry => entry.duration)", name)
    return found


def main() -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import find_chromium, open_browser

    base = example_run()
    large = large_run(base)
    started = time.perf_counter()
    text = html_page(large)
    spent = time.perf_counter() - started
    print(f"{len(large.findings):,} findings on {PAGES:,} pages: rendered in {spent:.1f} s, {len(text.encode()) / 1e6:.1f} MB")
    if not find_chromium():
        print("no Chromium: nothing measured in a browser")
        return
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        report = Path(folder, "report.html")
        report.write_text(text, "utf-8")
        rounds = [measure_in_browser(browser, report) for _ in range(3)]
    for name in ("open", "ready", "search", "filter"):
        values = [each[name] for each in rounds]
        print(f"{name}: median {statistics.median(values):.0f} ms, worst {max(values):.0f} ms of 3")


if __name__ == "__main__":
    main()
