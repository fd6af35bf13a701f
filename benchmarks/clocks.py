"""Clocks around the stages of gkcheck's reading of pages."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

STAGES: tuple[tuple[str, str, str], ...] = (
    ("extract", "gkcheck.record", "Reader.extract"),
    ("  decode", "gkcheck.record", "decode"),
    ("  cut the template", "gkcheck.extract.html", "Template.cut"),
    ("  parse (lxml)", "gkcheck.extract.html", "etree.fromstring"),
    ("  meta labels", "gkcheck.extract.html", "_read_meta"),
    ("  walk", "gkcheck.extract.walk", "Walk.run"),
    ("    chrome or article", "gkcheck.extract.walk", "holds_article"),
    ("    collect the chrome", "gkcheck.extract.collector", "Collector.take"),
    ("    clean text", "gkcheck.extract.walk", "clean"),
    ("  assemble", "gkcheck.extract.html", "_assemble"),
    ("    links", "gkcheck.extract.html", "*_links"),
    ("      resolve", "gkcheck.extract.references", "Resolver.resolve"),
    ("    positions of tags", "gkcheck.extract.positions", "Places.tag"),
    ("    headings", "gkcheck.extract.html", "*find_headings"),
    ("    anchors (XPath)", "gkcheck.extract.html", "find_anchors"),
    ("    tables", "gkcheck.extract.html", "*find_tables"),
    ("    scripted parts", "gkcheck.extract.html", "scripted_parts"),
    ("    statements", "gkcheck.extract.html", "read_statements"),
    ("      information fields", "gkcheck.extract.statements", "information_fields"),
    ("classify", "gkcheck.classify", "classify"),
    ("facts", "gkcheck.record", "build_facts"),
    ("  links of the facts", "gkcheck.factsheet", "_add_links"),
    ("suppressions", "gkcheck.record", "suppressions_in"),
    ("hash", "gkcheck.gather", "digest_of"),
    ("encode the record", "gkcheck.gather", "_encode"),
)
"""Stage, module and name of the function; an indented stage is a part of the one above it, * marks a generator."""


class Clocks:
    """Time and calls by stage."""

    def __init__(self) -> None:
        self.time: defaultdict[str, float] = defaultdict(float)
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
            *path, last = name.lstrip("*").split(".")
            for step in path:
                owner = _Copy.of(owner, step, undo) if step == "etree" else getattr(owner, step)
            function = getattr(owner, last)
        except (ImportError, AttributeError):
            unknown.append(stage.strip())
            continue
        undo.append((owner, last, function))
        setattr(owner, last, clocks.around(stage, _whole(function) if name.startswith("*") else function))
    try:
        yield unknown
    finally:
        for owner, last, function in reversed(undo):
            setattr(owner, last, function)


def _whole(function: Callable[..., Any]) -> Callable[..., Any]:
    """A generator's function as one that gives all at once, so that the clock sees its work."""
    return lambda *given: iter(list(function(*given)))


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
