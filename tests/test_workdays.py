"""Working days: the official table, years that a site adds, and a year that nobody knows."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.workdays import Calendar, add_working_days, read_calendar, working_days
from minisite import Program, policy, reading, write_site

LIMITS = (1, 3, 10, 20)
TABLE = """
2024-06-04 2024-06-05 2024-06-07 2024-06-19 2024-07-03
2024-03-25 2024-03-26 2024-03-28 2024-04-09 2024-04-23
2023-05-16 2023-05-17 2023-05-19 2023-05-30 2023-06-13
2025-01-24 2025-01-26 2025-02-05 2025-02-13 2025-02-27
2025-09-26 2025-09-28 2025-09-30 2025-10-16 2025-10-30
2026-02-12 2026-02-13 2026-02-24 2026-03-04 2026-03-18
2026-09-24 2026-09-28 2026-09-30 2026-10-15 2026-10-29
2024-09-27 2024-09-29 2024-10-08 2024-10-16 2024-10-30
"""
"""An event, and the last day of a limit of 1, 3, 10 and 20 working days."""
ROWS = [[date.fromisoformat(word) for word in line.split()] for line in TABLE.split("\n") if line]
WORKED = {2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
DAYS = st.dates(date(2021, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].isoformat())
def test_the_limits_of_the_table(row: list[date]) -> None:
    event, *ends = row
    assert [add_working_days(event, days) for days in LIMITS] == [(end, True) for end in ends]
    assert [working_days(event, end) for end in ends] == [(days, True) for days in LIMITS]


@pytest.mark.parametrize("year", sorted(WORKED))
def test_working_days_of_a_year(year: int) -> None:
    assert working_days(date(year - 1, 12, 31), date(year, 12, 31)) == (WORKED[year], True)


@given(DAYS, st.integers(0, 60))
def test_counting_and_adding_agree(event: date, days: int) -> None:
    end, known = add_working_days(event, days)
    assert known
    assert working_days(event, end) == (days, True)
    assert days == 0 or working_days(event, end - timedelta(days=1)) == (days - 1, True)


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_counts_add_up(start: date, one: int, two: int) -> None:
    middle = start + timedelta(days=one)
    end = middle + timedelta(days=two)
    assert working_days(start, end)[0] == working_days(start, middle)[0] + working_days(middle, end)[0]


def test_a_year_that_the_site_adds_is_known() -> None:
    calendar = read_calendar({"2099": {"off": ["10-01", "10-02"], "work": ["10-10"]}})
    assert working_days(date(2099, 9, 30), date(2099, 10, 10), calendar) == (6, True)
    assert add_working_days(date(2099, 9, 30), 6, calendar) == (date(2099, 10, 10), True)
    assert calendar.unknown_year(date(2098, 12, 1), date(2099, 1, 2)) == 2098
    assert calendar.unknown_year(date(2099, 1, 2), date(2099, 3, 2)) == 0


def test_a_year_that_the_site_states_goes_before_the_published_one() -> None:
    calendar = read_calendar({"2024": {"off": [], "work": []}})
    assert calendar.is_working(date(2024, 10, 1)) == (True, True)
    assert calendar.is_working(date(2025, 10, 1)) == (False, True)


def test_a_year_without_a_notice_is_guessed_and_says_so() -> None:
    assert working_days(date(2098, 12, 31), date(2099, 1, 9)) == (7, False)
    assert Calendar().unknown_year(date(2026, 12, 1), date(2099, 1, 1)) in range(2027, 2100)


def test_the_configured_year_reaches_every_worker_and_is_no_stale_cache(tmp_path: Path, program: Program) -> None:
    pages: dict[str, str | bytes] = {}
    for number in range(110):
        title = f"青屏市知识产权{number}类资助管理办法"
        number_text = f"青知规〔2099〕{number + 1}号"
        pages[f"zcwj/{number}.html"] = policy(title=f"关于印发《{title}》的通知", day="2099-03-02", number=number_text)
        pages[f"zcjd/{number}.html"] = reading(title=f"《{title}》政策解读", day="2099-03-10")
    write_site(tmp_path / "site", pages)
    seen = []
    for calendar in ("", '[calendar.2099]\noff = ["03-04", "03-05", "03-06"]\nwork = []\n'):
        (tmp_path / "gkcheck.toml").write_text(f'profile = "national"\n[site]\nroot = "site"\n{calendar}', "utf-8")
        outcomes = [
            program("--select", "POL002", "--format", "json", "--jobs", jobs, "--no-cache", cwd=tmp_path)
            for jobs in ("1", "2")
        ]
        assert outcomes[0].out == outcomes[1].out
        findings = json.loads(outcomes[0].out)["findings"]
        seen.append(sorted({(found["code"], found["severity"]) for found in findings}))
    assert seen == [[("GKC006", "note"), ("POL002", "note")], []]
