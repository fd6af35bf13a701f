"""Where the time of reading pages goes: python benchmarks/profile.py SITE --pages 500

One process reads the pages as a worker does. The stages are timed by clocks around their functions, which cost next to
nothing; cProfile's list of single functions follows on request (--functions), and makes small functions look dear.
"""

import argparse
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

# Not this file's folder: the standard library has a module of this name, which cProfile imports.
sys.path[0] = str(Path(__file__).resolve().parents[1])

STAGES: tuple[tuple[str, str, str], ...] = (
    ("decode", "gkcheck.record", "decode"),
    ("parse (lxml)", "gkcheck.extract.html", "etree.fromstring"),
    ("walk", "gkcheck.extract.walk", "Walk.run"),
    ("  areas: holds_article", "gkcheck.extract.walk", "holds_article"),
    ("  collect the chrome", "gkcheck.extract.walk", "Walk._collect"),
    ("  clean text", "gkcheck.extract.walk", "clean"),
    ("meta labels", "gkcheck.extract.html", "_read_meta"),
    ("assemble", "gkcheck.extract.html", "assemble"),
    ("  positions: scan", "gkcheck.extract.html", "Positions"),
    ("  links", "gkcheck.extract.html", "_links"),
    ("    resolve", "gkcheck.extract.references", "Resolver.resolve"),
    ("    attribute offsets", "gkcheck.extract.html", "attribute_offset"),
    ("  headings", "gkcheck.extract.html", "_headings"),
    ("  anchors (XPath)", "gkcheck.extract.html", "_ANCHORS"),
    ("  tables", "gkcheck.extract.html", "_tables"),
    ("  scripted parts", "gkcheck.extract.html", "scripted_parts"),
    ("  statements", "gkcheck.extract.html", "read_statements"),
    ("    information fields", "gkcheck.extract.statements", "information_fields"),
    ("classify", "gkcheck.record", "classify"),
    ("facts", "gkcheck.record", "build_facts"),
    ("  links of the facts", "gkcheck.record", "_add_links"),
    ("suppressions", "gkcheck.record", "suppressions_in"),
    ("hash", "gkcheck.gather", "blake2b"),
    ("encode the record", "gkcheck.gather", "_encode"),
)
"""Stage, module and name of the function; an indented stage is a part of the one above it."""


class Clocks:
    """Time and calls by stage."""

    def __init__(self) -> None:
        self.time: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function` with a clock around it. A call inside a call of the same stage is not counted twice."""
        spent, calls, clock = self.time, self.calls, time.perf_counter
        inside = False

        def timed(*arguments: Any, **named: Any) -> Any:
            nonlocal inside
            if inside:
                return function(*arguments, **named)
            inside = True
            begun = clock()
            try:
                return function(*arguments, **named)
            finally:
                spent[stage] += clock() - begun
                calls[stage] += 1
                inside = False

        return timed


@contextmanager
def clocked(clocks: Clocks) -> Iterator[list[str]]:
    """Put clocks around the stages; gives the names that this version of gkcheck does not have."""
    from importlib import import_module

    undo: list[tuple[Any, str, Any]] = []
    unknown = []
    for stage, module, name in STAGES:
        try:
            owner: Any = import_module(module)
            *path, last = name.split(".")
            for step in path:
                if step == "etree":
                    owner = _Copy.of(owner, step, undo)
                else:
                    owner = getattr(owner, step)
            function = getattr(owner, last)
        except (ImportError, AttributeError):
            unknown.append(stage.strip())
            continue
        undo.append((owner, last, function))
        setattr(owner, last, clocks.around(stage, function))
    try:
        yield unknown
    finally:
        for owner, last, function in reversed(undo):
            setattr(owner, last, function)


class _Copy:
    """A module's copy of another module, in which a function can be replaced for that module alone."""

    @staticmethod
    def of(owner: Any, name: str, undo: list[tuple[Any, str, Any]]) -> Any:
        from types import SimpleNamespace

        module = getattr(owner, name)
        if isinstance(module, SimpleNamespace):
            return module
        undo.append((owner, name, module))
        copy = SimpleNamespace(**{key: getattr(module, key) for key in dir(module)})
        setattr(owner, name, copy)
        return copy


def load(site: Path) -> tuple[Any, list[Any]]:
    """gkcheck's reader with all rules, and the site's pages."""
    from gkcheck.config import Config
    from gkcheck.plugins import load_plugins
    from gkcheck.rulebook import load_rulebook
    from gkcheck.runner import Order, make_reader
    from gkcheck.sources.directory import list_files

    config = Config()
    rulebook = load_rulebook(config, load_plugins(config))
    order = Order(site, config, rulebook, date(2026, 3, 2))
    pages = list_files(site, config.excluded).pages
    return make_reader(order, [page.path for page in pages]), list(pages)
