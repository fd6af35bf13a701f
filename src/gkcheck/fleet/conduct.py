"""A fleet run: who is asked, what comes back, and what of an earlier run of the same day still holds."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue

import msgspec

from gkcheck.commands.output import write
from gkcheck.fleet.apart import run_apart
from gkcheck.fleet.crew import Crew
from gkcheck.fleet.entries import Entry, slug_of
from gkcheck.fleet.judging import JSON
from gkcheck.fleet.rollup import Rollup, Row, row_of
from gkcheck.fleet.task import FAILED, Answer, Task, read_answers, unpack, write_tasks
from gkcheck.refusals import say

_LOOK = 5.0
"""Seconds between two looks at whether there are workers left."""
_DESERTED = 12
"""Looks in a row that find none, after which the rest is given up."""


@dataclass(frozen=True, slots=True)
class Voyage:
    """What all sites of a run have in common. `formats` are asked for besides JSON, `folder` takes what comes back."""

    folder: Path
    today: date
    lang: str
    identity: str
    version: str
    formats: tuple[str, ...] = ()
    cache: str = ""


def conduct(
    voyage: Voyage, entries: Sequence[Entry], crew: Crew, rollup: Rollup, tell: Callable[[int, Row, bool], None]
) -> list[Row]:
    """Check the sites and keep what each gave as soon as it is there. `tell(done, row, same)` hears of each.

    Raises OSError or sqlite3.Error when a result cannot be kept.
    """
    as_of = voyage.today.isoformat()
    before = {row.site: row for row in rollup.rows(as_of)}
    rows: list[Row] = []
    for entry, answer in _answers(_tasks(voyage, entries, before), entries, crew, voyage.lang):
        old = before.get(entry.name)
        if answer.same and old is not None:
            row = old
        else:
            report = _keep(voyage.folder, entry, answer)
            row = row_of(as_of, entry, answer, report)
            rollup.put(row)
        rows.append(row)
        tell(len(rows), row, answer.same)
    return sorted(rows, key=lambda row: row.group)


def report_path(folder: Path, slug: str) -> Path:
    """Where the JSON report of a site stands."""
    return folder / "runs" / f"{slug}.json"


def unit_path(folder: Path, unit: str, slug: str, form: str) -> Path:
    """Where a site's report in another form stands: a folder a unit."""
    ending = "".join(sign if sign.isalnum() else "-" for sign in form)
    return folder / "units" / slug_of(unit) / f"{slug}.{ending}"


def unit_files(folder: Path, unit: str, slug: str) -> list[Path]:
    """The files of a site in the folder of that unit (its slug; "*" = of any)."""
    return sorted(path for path in (folder / "units").glob(f"{unit}/{slug}.*") if path.stem == slug)


def _tasks(voyage: Voyage, entries: Iterable[Entry], before: dict[str, Row]) -> Iterator[tuple[Task, ...]]:
    """One group of sites after the other. Sites of one live server are one group: they are read in turn."""
    groups: dict[str, list[Task]] = {}
    for entry in entries:
        task = Task(
            name=entry.name,
            slug=entry.slug,
            address=entry.address,
            place=entry.place,
            config=entry.config,
            profile=entry.profile,
            lang=voyage.lang,
            today=voyage.today,
            identity=voyage.identity,
            version=voyage.version,
            formats=voyage.formats,
            known=_known(voyage, entry, before.get(entry.name)),
            cache=voyage.cache,
            time_limit=entry.time_limit,
            memory_limit=entry.memory_limit,
            copy_limit=entry.copy_limit,
            evidence=os.path.abspath(voyage.folder),
        )
        groups.setdefault(entry.host or f"\n{entry.name}", []).append(task)
    yield from (tuple(group) for group in groups.values())


def _known(voyage: Voyage, entry: Entry, row: Row | None) -> str:
    """The key of what is there of this day, where the files that it stands for are there as well."""
    if row is None or row.status == FAILED or (row.unit, row.parent, row.owner) != (entry.unit, entry.parent, entry.owner):
        return ""
    try:
        held = sha256(report_path(voyage.folder, entry.slug).read_bytes()).hexdigest() == row.report
    except OSError:
        return ""
    others = (unit_path(voyage.folder, entry.unit, entry.slug, form) for form in voyage.formats)
    return row.key if held and all(path.exists() for path in others) else ""


def _answers(
    groups: Iterable[tuple[Task, ...]], entries: Sequence[Entry], crew: Crew, lang: str
) -> Iterator[tuple[Entry, Answer]]:
    """Each site with its answer, in the order in which they come; each exactly once."""
    by_name = {entry.name: entry for entry in entries}
    done: SimpleQueue[Future[bytes]] = SimpleQueue()
    pending: dict[Future[bytes], tuple[Task, ...]] = {}
    for group in groups:
        future = crew.executor.submit(run_apart, write_tasks(group))
        pending[future] = group
        future.add_done_callback(done.put)
    deserted = 0
    while pending:
        try:
            future = done.get(timeout=_LOOK)
        except Empty:
            deserted = 0 if crew.workers() else deserted + 1
            if deserted < _DESERTED:
                continue
            for group in pending.values():
                yield from ((by_name[task.name], _lost(task, say(lang, "没有工作进程了", "no worker is left"))) for task in group)
            return
        group = pending.pop(future)
        for task, answer in zip(group, _answers_of(future, group), strict=True):
            yield by_name[task.name], answer


def _answers_of(future: "Future[bytes]", group: tuple[Task, ...]) -> tuple[Answer, ...]:
    """What an executor gave for a group; where it gave nothing fit, that is the sites' failure and no other's."""
    fault: BaseException | None = None
    try:
        fault = future.exception()
    except CancelledError as error:  # the scheduler is gone, and what it held with it
        fault = error
    if fault is None:
        try:
            answers = read_answers(future.result())
        except (msgspec.MsgspecError, ValueError, TypeError) as error:
            fault = error
        else:
            if [answer.name for answer in answers] == [task.name for task in group]:
                return answers
    if isinstance(fault, CancelledError):
        lang = group[0].lang
        text = say(lang, "调度器或执行者中途不见了；再次运行会接着做", "who was to run it went away; the next run goes on from here")
    else:
        text = " ".join(f"{type(fault).__name__}: {fault}".split())[:300] if fault else ""
    return tuple(_lost(task, text) for task in group)


def _lost(task: Task, reason: str) -> Answer:
    zh, en = f"没有得到结果：{reason}", f"no result came back: {reason}"
    return Answer(task.name, FAILED, say(task.lang, zh, en))


def _keep(folder: Path, entry: Entry, answer: Answer) -> bytes | None:
    """Write the reports; a site that has none keeps none of an earlier day, which would pass for this one."""
    report = unpack(answer.reports[JSON]) if JSON in answer.reports else None
    path = report_path(folder, entry.slug)
    if report is None:
        path.unlink(missing_ok=True)
    else:
        write(str(path), lambda: report)
    for old in unit_files(folder, "*", entry.slug):
        old.unlink(missing_ok=True)
    for form, packed in answer.reports.items():
        if form != JSON:
            data = unpack(packed)
            write(str(unit_path(folder, entry.unit, entry.slug, form)), lambda data=data: data)  # type: ignore[misc]
    return report
