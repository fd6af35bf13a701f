"""Who is asked and what becomes of it, with executors of this process in the place of a cluster."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gkcheck.fleet import conduct as conducting
from gkcheck.fleet.conduct import Voyage, conduct
from gkcheck.fleet.copies import bring
from gkcheck.fleet.crew import Crew, open_crew
from gkcheck.fleet.entries import Entry
from gkcheck.fleet.finish import finish
from gkcheck.fleet.rollup import Header, Rollup, Row
from gkcheck.fleet.task import CLEAN, FAILED, Answer, Task, pack, read_tasks, write_answers
from gkcheck.refusals import ConfigError

Give = Callable[[tuple[Task, ...]], Any]


class Scripted(Executor):
    """Gives for each group what it is told to; an exception is that of the work, None = no answer ever."""

    def __init__(self, give: Give) -> None:
        self.give = give
        self.groups: list[list[str]] = []

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> "Future[Any]":
        tasks = read_tasks(given[0])
        self.groups.append([task.name for task in tasks])
        future: Future[Any] = Future()
        made = self.give(tasks)
        if isinstance(made, BaseException):
            future.set_exception(made)
        elif made == "cancelled":
            future.cancel()
            future.set_running_or_notify_cancel()
        elif made is not None:
            future.set_result(made)
        return future


def _entry(name: str, place: str = "/site") -> Entry:
    return Entry(name, name, "", "", place, place)


def _good(tasks: Sequence[Task]) -> bytes:
    return write_answers(tuple(Answer(task.name, CLEAN, exit_code=0, reports={"json": pack(b"{}")}) for task in tasks))


def _sail(folder: Path, entries: Sequence[Entry], give: Give, workers: int = 1) -> tuple[dict[str, Row], Scripted]:
    executor = Scripted(give)
    crew = Crew(executor, lambda: workers, lambda: None, lambda: None)
    voyage = Voyage(folder, date(2026, 11, 22), "en", "id", "0.1.0")
    with Rollup(folder) as rollup:
        rows = conduct(voyage, entries, crew, rollup, lambda done, row, same: None)
        assert rollup.rows("2026-11-22") == rows
    return {row.site: row for row in rows}, executor


def test_sites_of_one_live_host_are_one_group_and_never_run_at_once(tmp_path: Path) -> None:
    entries = [
        _entry("a", "https://www.x.gov.cn/a/"),
        _entry("b", "/folder"),
        _entry("c", "http://WWW.X.gov.cn:80/c/"),
        _entry("d", "https://www.y.gov.cn/"),
        _entry("e", "/folder"),
    ]
    rows, executor = _sail(tmp_path, entries, _good)
    assert sorted(executor.groups) == [["a", "c"], ["b"], ["d"], ["e"]]
    assert {row.status for row in rows.values()} == {CLEAN}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (RuntimeError("the worker died\nfour times"), "RuntimeError: the worker died four times"),
        (b"no answer at all", "no result came back"),
        (write_answers(()), "no result came back"),
        (write_answers((Answer("other", CLEAN),)), "no result came back"),
        ("cancelled", "the next run goes on from here"),
    ],
)
def test_what_an_executor_does_costs_those_sites_alone(made: object, said: str, tmp_path: Path) -> None:
    entries = [_entry("bad"), _entry("good")]
    rows, _ = _sail(tmp_path, entries, lambda tasks: made if tasks[0].name == "bad" else _good(tasks))
    assert (rows["bad"].status, rows["good"].status) == (FAILED, CLEAN)
    assert said in rows["bad"].reason
    assert "\n" not in rows["bad"].reason


def test_where_no_worker_is_left_the_rest_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conducting, "_LOOK", 0.01)
    rows, _ = _sail(tmp_path, [_entry("done"), _entry("lost")], lambda tasks: _good(tasks) if tasks[0].name == "done" else None, 0)
    assert (rows["done"].status, rows["lost"].status) == (CLEAN, FAILED)
    assert "no worker is left" in rows["lost"].reason


def test_a_site_that_fails_keeps_no_report_of_another_time(tmp_path: Path) -> None:
    entries = [_entry("a"), _entry("a.b")]

    def both(tasks: Sequence[Task]) -> bytes:
        reports = {"json": pack(b"{}"), "xlsx": pack(b"x")}
        return write_answers(tuple(Answer(task.name, CLEAN, reports=reports) for task in tasks))

    _sail(tmp_path, entries, both)
    assert sorted(path.name for path in tmp_path.rglob("*.xlsx")) == ["a.b.xlsx", "a.xlsx"]
    _sail(tmp_path, entries, lambda tasks: RuntimeError() if tasks[0].name == "a" else both(tasks))
    assert [path.name for path in tmp_path.rglob("*.xlsx")] == ["a.b.xlsx"]
    assert [path.name for path in tmp_path.rglob("*.json")] == ["a.b.json"]


def test_what_a_site_that_left_the_list_had_is_removed(tmp_path: Path) -> None:
    header = Header("2026-11-22", "0.1.0", "id", "en", 2, "list", 1, 1)
    _sail(tmp_path, [_entry("stays"), _entry("leaves")], _good)
    (tmp_path / "runs" / "mine.json").write_text("{}")  # somebody else's
    with Rollup(tmp_path) as rollup:
        league = finish(tmp_path, rollup, header, ["stays"])
        assert [row.site for row in rollup.rows("2026-11-22")] == ["stays"]
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == ["mine.json", "stays.json"]
    assert "leaves" not in (tmp_path / "league.html").read_text("utf-8")
    assert league.count(CLEAN) == 1


@pytest.mark.parametrize(
    ("module", "ask"),
    [
        ("distributed", lambda folder: open_crew("tcp://127.0.0.1:1", 1, "en")),
        ("fsspec.core", lambda folder: bring("s3://bucket/site", folder / "copy", 1, "en")),
    ],
)
def test_what_the_extra_brings_is_named_where_it_lacks(
    module: str, ask: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigError, match=r"pip install 'gkcheck\[fleet\]'"):
        ask(tmp_path)
