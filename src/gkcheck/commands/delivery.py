"""Writes the reports of a run to where they were asked for."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gkcheck.commands.dividing import Written, divide, is_divided
from gkcheck.commands.output import STANDARD, complain, write
from gkcheck.commands.request import Request
from gkcheck.run import Run


def deliver(request: Request, result: Run, outputs: list[tuple[str, str]], known: Any) -> int:
    """Write every report; the exit code of the whole. A report that cannot be written makes it 3."""
    code = result.exit_code
    for place, render in _files(request, result, outputs, known):
        try:
            write(place, render)
        except BrokenPipeError:
            # The reader has seen enough (head, less); nothing is wrong with the run.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            complain(request.lang, error, place)
            code = 3
    if request.timings:
        _print_timings(result)
    return code


def _files(request: Request, result: Run, outputs: list[tuple[str, str]], known: Any) -> Iterator[Written]:
    """What is to be written, in order."""
    parts = [(name, place) for name, place in outputs if request.by and is_divided(name, place)]
    for name, place in outputs:
        if (name, place) not in parts:
            options = _options_of(name, request, result, place)
            yield Written(place, partial(known[name], result, **options))
    if parts:
        yield from divide(result, parts, known)


def _options_of(name: str, request: Request, result: Run, place: str) -> dict[str, Any]:
    """What a report has to know of where it is shown, besides the run."""
    if name == "html" and place != STANDARD:
        return {"base": way_to(result.root, Path(place))}
    return _text_options(request, place) if name == "text" else {}


def way_to(root: str, report: Path) -> str | None:
    """The relative address of the site's folder for links in a report, ending in "/"; None where there is no way, as between drives."""
    try:
        way = os.path.relpath(root, report.parent)
    except ValueError:
        return None
    return quote(Path(way).as_posix(), errors="surrogateescape") + "/"


def _text_options(request: Request, place: str) -> dict[str, Any]:
    import shutil

    stream = sys.stdout
    shown = place == STANDARD and stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    color = request.color if request.color is not None else shown
    width = shutil.get_terminal_size((100, 24)).columns if place == STANDARD and stream.isatty() else 100
    return {
        "color": color and (place == STANDARD or bool(request.color)),
        "verbose": request.verbose,
        "show_known": request.show_known,
        "quiet": request.quiet,
        "statistics": request.statistics,
        "width": width,
    }


def _print_timings(result: Run) -> None:
    """Stages with their sum, then the rules: those of pages are summed over all processes and part of "gather"."""
    codes = {rule.code for rule in result.rules}
    stages = {name: seconds for name, seconds in result.timings.items() if name not in codes}
    rules = {name: seconds for name, seconds in result.timings.items() if name in codes}
    for table in (stages, rules):
        for name, seconds in sorted(table.items(), key=lambda item: -item[1]):
            print(f"{seconds * 1000:9.1f} ms  {name}", file=sys.stderr)
        print(f"{sum(table.values()) * 1000:9.1f} ms", file=sys.stderr)
