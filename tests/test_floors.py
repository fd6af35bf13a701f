"""The house stands: imports run downward, only the run's door knows the time, and nobody swallows exceptions elsewhere."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = ROOT / "src" / "gkcheck"
PLUGINS = ROOT / "plugins" / "gkcheck_plugins"

FLOORS = (
    # What a document and a rule are; the words and small readings that everything uses.
    "refusals shares texts patterns identifiers finding globs published dates citing docnumber titles lines page facts extract.source extract.references extract.labels",
    "validate tomlfile rule workdays terms hosts history sources cache hooks extract datafile ledger ledgerfile ledgerread mend outward excerpt anchor elements owners standing crawl.settings online.answer online.answers online.settings online.address",
    "classify naming norms config ignorefile site selection wishes attached columns columnkinds columnowner columnrows columnshell referrers online.softmiss online.head online.fault",
    "returned run rulefile schemas inspection.indicators profiles contract factsheet record shelf supplements online shown snapshots",
    "api ownership discovery gather examine",
    "plugins",
    "rulereader fingerprint",
    "rulebook",
    "acceptance",
    "suppress order coverage pagenames measures",
    "judgement cachekeys",
    "intake attachmentintake corefindings",
    "runner reporters quotations digests responsibility comparison namesakes baseline chronicle inspection rectification",
    "savedforms saved examples",
    "crawl",
    "shardfile sharding",
    "commands fleet commandline cli __main__",
)
"""From the ground up: a module imports from its own floor or below. A package's name stands for what is in it."""
HEAVY = (
    "lxml",
    "requests",
    "jsonschema",
    "rich",
    "concurrent.futures",
    "multiprocessing",
    "openpyxl",
    "jinja2",
    "docx",
    "pdfplumber",
    "yaml",
    "markdown_it",
    "pluggy",
    "sqlite3",
    "fastwarc",
    "warcio",
    "scrapy",
    "twisted",
    "zipfile",
    "jinja2",
    "distributed",
    "fsspec",
)
CLOCK = {
    "time",
    "datetime.now",
    "date.today",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.monotonic",
    "perf_counter",
    "monotonic",
}
CATCHES = {
    ("cli.py", "main"),  # the last door of the program
    ("plugins.py", "load_plugins"),  # a plugin is a transaction
    ("record.py", "read"),  # one page must not take the others with it
    ("record.py", "_facts"),  # what names further files is a plugin's code
    ("record.py", "_extract"),  # an extractor is a plugin's code
    ("extract/documents/portable.py", "read_portable"),  # the PDF library raises whatever a file provokes
    ("record.py", "run_check"),  # a check is a plugin's code
    ("snapshots/source.py", "open_source"),  # a source is a plugin's code
    ("crawl/fetching.py", "_run"),  # ends the process that crawls and raises again
    ("snapshots/unpack.py", "unpack_snapshot"),  # clears away what is half made and raises again
    ("measures.py", "take_measures"),  # a measure is a plugin's code
    ("gather.py", "_in_pool"),  # stops the pool and raises again
    ("fleet/child.py", "_judged"),  # one site must not take the fleet with it
    ("fleet/crew.py", "_cluster"),  # lets the scheduler go and raises again
    ("commands/fleet.py", "_sail"),  # ends what is running and raises again
}


def _modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(CORE.rglob("*.py")):
        name = ".".join(path.relative_to(CORE).with_suffix("").parts).removesuffix(".__init__")
        found["" if name == "__init__" else name] = ast.parse(path.read_text("utf-8"))
    return found


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _floor(name: str) -> int:
    exact = [number for number, words in enumerate(FLOORS) if name in words.split()]
    return (
        exact[0]
        if exact
        else next((number for number, words in enumerate(FLOORS) if name.partition(".")[0] in words.split()), -1)
    )


MODULES = _modules()


def _own(imported: str) -> str:
    """The module of the core that an import means: `gkcheck.extract.html.extract_html` → extract.html."""
    parts = imported.split(".")[1:]
    while parts and ".".join(parts) not in MODULES:
        parts.pop()
    return ".".join(parts)


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_imports_run_downward(name: str) -> None:
    own = _floor(name)
    assert own >= 0, f"{name} stands on no floor: give it one in FLOORS"
    above = [other for other in map(_own, _core_imports(name)) if other and _floor(other) > own]
    assert above == []


def _core_imports(name: str) -> list[str]:
    return [imported for imported in _imports(MODULES[name]) if imported.split(".")[0] == "gkcheck"]


def test_nothing_imports_in_a_circle() -> None:
    arrows = {name: {_own(imported) for imported in _core_imports(name)} - {"", name} for name in MODULES}
    while True:
        free = {name for name, others in arrows.items() if not others & arrows.keys()}
        if not free:
            break
        arrows = {name: others for name, others in arrows.items() if name not in free}
    assert arrows == {}


def test_the_package_itself_is_empty() -> None:
    assert list(_imports(MODULES[""])) == []


@pytest.mark.parametrize("path", sorted(PLUGINS.rglob("*.py")), ids=lambda path: path.relative_to(PLUGINS).as_posix())
def test_a_plugin_knows_the_api_alone(path: Path) -> None:
    family = f"gkcheck_plugins.{path.relative_to(PLUGINS).parts[0]}."
    imported = [name for name in _imports(ast.parse(path.read_text("utf-8"))) if name.startswith("gkcheck")]
    strange = [name for name in imported if not name.startswith(("gkcheck.api.", family, "gkcheck_rules."))]
    assert strange == []


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_the_core_knows_no_plugin_and_no_rule_by_name(name: str) -> None:
    assert [imported for imported in _imports(MODULES[name]) if imported.startswith("gkcheck_plugins")] == []
    assert (
        name in ("rulefile", "profiles")
        or [entry for entry in _imports(MODULES[name]) if entry.startswith("gkcheck_rules")] == []
    )


def _functions(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every node with the name of the function that it stands in."""

    def visit(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
            yield inside, child
            yield from visit(child, inside)

    return visit(tree, "")


def _sources() -> dict[str, ast.Module]:
    paths = [*sorted(CORE.rglob("*.py")), *sorted(PLUGINS.rglob("*.py"))]
    return {
        path.relative_to(CORE if CORE in path.parents else PLUGINS).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in paths
    }


def test_only_the_door_asks_the_clock() -> None:
    asked = set()
    for path, tree in _sources().items():
        for function, node in _functions(tree):
            if isinstance(node, ast.Call) and (
                ast.unparse(node.func).startswith("time.") or ast.unparse(node.func) in CLOCK
            ):
                asked.add((path, function, ast.unparse(node.func)))
    lap = {("runner.py", "__init__", "time.perf_counter"), ("runner.py", "lap", "time.perf_counter")}
    rules = {("record.py", "run_check", "perf_counter")}
    # When the shelf was opened decides what is kept of a plugin, never what is found.
    kept = {("shelf.py", "__init__", "time.time_ns")}
    # Time limits, pauses and ages are all that asking other servers is about; what checks see of it is an answer.
    asked = {entry for entry in asked if not entry[0].startswith(("online/", "crawl/"))}
    # How long a site took is told to whoever runs the fleet, and stands in no report.
    took = {("fleet/apart.py", "_run_one", "time.monotonic")}
    assert asked == {("commands/ordering.py", "day_of_clock", "date.today")} | lap | rules | kept | took


def test_working_days_are_counted_by_the_sites_calendar() -> None:
    """A check that leaves the calendar out would not know the years that the configuration adds."""
    calls = [
        (path, ast.unparse(node))
        for path, tree in _sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("working_days", "add_working_days")
    ]
    assert [call for call in calls if "calendar" not in call[1]] == []


def test_exceptions_are_swallowed_in_the_places_allowed_alone() -> None:
    broad = set()
    for path, tree in _sources().items():
        for function, node in _functions(tree):
            if isinstance(node, ast.ExceptHandler):
                kinds = ast.unparse(node.type) if node.type else "BaseException"
                if {"Exception", "BaseException"} & set(
                    kinds.replace("(", " ").replace(")", " ").replace(",", " ").split()
                ):
                    broad.add((path, function))
    assert broad == CATCHES


def test_the_command_line_starts_without_heavy_imports() -> None:
    code = "import sys, json, gkcheck.cli; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    loaded = set(json.loads(done.stdout))
    assert "click" in loaded
    assert sorted(loaded & set(HEAVY)) == []


def test_what_judges_answers_needs_no_network() -> None:
    code = (
        "import sys, gkcheck.online.softmiss, gkcheck.online.verdict, gkcheck.online.guard, gkcheck.config\n"
        "print('requests' in sys.modules or 'ssl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b"False"


def test_a_warm_run_needs_neither_the_parser_nor_a_pool(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text("<p>正文</p>", "utf-8")
    code = (
        "import sys, json\nfrom gkcheck.cli import main\n"
        "try:\n    main(['site', '--select', 'LNK001', '-f', 'json', '-o', 'r.json'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, timeout=60)
        for _ in range(2)
    ]
    warm = set(json.loads(runs[1].stdout))
    assert (
        sorted(
            warm
            & {
                "requests",
                "jsonschema",
                "rich",
                "concurrent.futures.process",
                "multiprocessing",
                "openpyxl",
                "yaml",
                "markdown_it",
            }
        )
        == []
    )
