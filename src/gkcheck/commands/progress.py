"""What a run that takes a while tells the person in front of the terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gkcheck.online.answers import Waiting
from gkcheck.refusals import say

_WORTH_NAMING = 1.0
"""Seconds of waiting from which the line says for whom."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the runner and the crawl tell; all None where nobody watches."""

    advance: Callable[[int, int], None] | None = None
    wait: Callable[[Waiting], None] | None = None
    fetch: Callable[[int, int], None] | None = None


@contextlib.contextmanager
def show_progress(lang: str, quiet: bool) -> Iterator[Progress]:
    """Bars on standard error for runs that take a while; none for pipes, --quiet and CI logs."""
    if quiet or not sys.stderr.isatty():
        yield Progress()
        return
    bar: Any = None
    tasks: dict[str, Any] = {}

    def show(name: str, done: int, total: int, beside: str = "") -> None:
        nonlocal bar
        if bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bars

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            bar = Bars(*columns, TextColumn("{task.fields[beside]}"), console=Console(stderr=True), transient=True)
            bar.start()
        if name not in tasks:
            tasks[name] = bar.add_task(name, total=total, beside=beside)
        bar.update(tasks[name], completed=done, total=total, beside=beside)

    def wait(state: Waiting) -> None:
        name = say(lang, "核对外部地址", "asking other servers")
        show(name, state.done, state.total, said_of(state, lang))

    try:
        yield Progress(
            lambda done, total: show(say(lang, "读取页面", "reading pages"), done, total),
            wait,
            lambda done, total: show(say(lang, "抓取网站", "fetching the site"), done, total),
        )
    finally:
        if bar is not None:
            bar.stop()


def said_of(state: Waiting, lang: str) -> str:
    """For which host the run waits, and how long until it may be asked again."""
    if not state.host:
        return ""
    if state.seconds >= _WORTH_NAMING:
        zh = f"等待 {state.host}，{state.seconds:.0f} 秒后再问"
        return say(lang, zh, f"waiting for {state.host}, to be asked again in {state.seconds:.0f} s")
    return say(lang, f"等待 {state.host} 回答", f"waiting for {state.host}")
