"""Dates as Chinese government pages write them."""

from datetime import date

import pytest

from gkcheck.dates import chinese_year, find_date, parse_date

DAY = date(2024, 6, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-04",
        "2024-6-4",
        "2024/6/4",
        "2024.06.04",
        "2024——06——04 10:30",
        "2024－06－04",
        "2024 年 6 月 4 日",
        "2024年06月04日",
        "２０２４年６月４日",
        "２０２４－０６－０４",
        "二〇二四年六月四日",
        "二○二四年六月四日",
        "二零二四年六月四日",
        "20240604",
        " 20240604 ",
        "2024-06-04 10:08:30",
        "2024-06-04T10:08:30",
        "发布于2024年6月4日，有效期五年",
        "2024-02-31 改为 2024-06-04",
        "[2024-06-04]",
    ],
)
def test_reads_a_date(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("二〇二四年十月十日", date(2024, 10, 10)),
        ("二〇二四年十一月二十日", date(2024, 11, 20)),
        ("二〇二四年一月廿九日", date(2024, 1, 29)),
        ("一九九九年二月卅日", None),
        ("2024-02-30", None),
        ("2023-02-29", None),
        ("2024-13-01", None),
        ("2024-00-10", None),
        ("20241301", None),
        ("2024-06", None),
        ("2024年6月", None),
        ("1024-06-04", None),
        ("12024-06-04", None),
        ("2024-06-045", None),
        ("沪ICP备2024060401号", None),
        ("", None),
        ("年月日", None),
    ],
)
def test_refuses_what_is_no_date(text: str, day: date | None) -> None:
    assert parse_date(text) == day


def test_says_where_the_first_date_stands() -> None:
    text = "自2024年6月4日起，至二〇二五年一月一日止"
    found = find_date(text)
    assert found is not None
    assert (found[0], text[found[1] : found[2]]) == (DAY, "2024年6月4日")
    other = find_date("二〇二五年一月一日至2024年6月4日")
    assert other is not None
    assert other[0] == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("text", "year"), [("2024年", 2024), ("二〇二四年度", 2024), (" ２０２４", 2024), ("二四年", 0), ("第2024", 0)]
)
def test_reads_a_year(text: str, year: int) -> None:
    assert chinese_year(text) == year
