"""Freshness on whole sites: one finding a column, copies counted once, content repositories, windows at their edges."""

from datetime import date
from pathlib import Path

import pytest

from gkcheck.run import Run
from gkcheck_plugins.freshness.age import limit_of
from minisite import article, judge_folder, write_site

TITLES = ("局领导走访科技园区企业", "市知识产权局举办专利导航培训班", "全市商标品牌指导站工作座谈会召开")


def _list(name: str, *days: str, body: str = "") -> str:
    rows = "".join(
        f'<li><a href="/x/{name}{n}.html">{TITLES[n % 3]}</a><span>{day}</span></li>' for n, day in enumerate(days)
    )
    head = f'<html><head><meta charset="utf-8"><meta name="ColumnName" content="{name}"><title>{name}</title></head>'
    return f"{head}<body><ul>{rows}</ul>{body}</body></html>"


def _found(run: Run) -> list[tuple[str, str, str, bool]]:
    return [(finding.code, finding.location.path, finding.variant, finding.review) for finding in run.findings]


def _judge(root: Path, files: dict[str, str | bytes], today: date = date(2026, 11, 22)) -> Run:
    return judge_folder(write_site(root, files), "UPD", today=today)


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 11, 22), 6, date(2026, 5, 22)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 3, 1), 3, date(2025, 12, 1)),
    ],
)
def test_months_are_calendar_months(today: date, months: int, expected: date) -> None:
    assert limit_of(today, 0, months) == expected


def test_the_last_day_of_the_window_is_in_time(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"gzdt/index.html": _list("工作动态", "2026-11-08", "2026-10-01", "2026-09-01")}
    assert _found(_judge(tmp_path, files)) == [("UPD002", "gzdt/index.html", "soon", False)]
    assert _found(_judge(tmp_path, files, date(2026, 11, 23))) == [("UPD002", "gzdt/index.html", "default", False)]


def test_a_copy_for_telephones_is_not_counted(tmp_path: Path) -> None:
    page = _list("工作动态", "2026-10-01", "2026-09-11", "2026-09-01")
    files: dict[str, str | bytes] = {"gzdt/index.html": page, "m/gzdt/index.html": page, "ywdt/list.html": page}
    assert _found(_judge(tmp_path, files)) == [("UPD002", "gzdt/index.html", "default", False)]


def test_an_empty_column_is_not_stale_as_well(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "gzdt/index.html": _list("工作动态"),
        "tzgg/index.html": _list("通知公告", "2026-11-18", "2026-10-01", "2026-09-01"),
    }
    assert _found(_judge(tmp_path, files)) == [("UPD004", "gzdt/index.html", "default", False)]


def test_sections_of_a_generator_are_as_new_as_their_pages(tmp_path: Path) -> None:
    page = "---\ntitle: 局领导走访科技园区企业\ndate: {day}\n---\n\n近日，市知识产权局有关负责人带队走访科技园区企业，了解专利转化情况。\n"
    files: dict[str, str | bytes] = {
        "content/gzdt/_index.md": "---\ntitle: 工作动态\n---\n",
        "content/gzdt/2026/zoufang.md": page.format(day="2026-11-18"),
        "content/tzgg/_index.md": "---\ntitle: 通知公告\n---\n",
        "content/tzgg/2026/gongshi.md": page.format(day="2026-01-18"),
    }
    assert [code for code, *_ in _found(_judge(tmp_path, files))] == ["UPD003"]


def test_a_folder_put_aside_is_left_to_a_person_but_for_the_home_page(tmp_path: Path) -> None:
    old = _list("工作动态", "2024-10-01", "2024-09-11", "2024-09-01")
    files: dict[str, str | bytes] = {"index.html": old, "gzdt/index.html": old, "x/1.html": article(day="2024-09-01")}
    assert _found(_judge(tmp_path, files)) == [
        ("UPD002", "gzdt/index.html", "copy", True),
        ("UPD001", "index.html", "copy", False),
    ]
    assert _judge(tmp_path, files).exit_code == 1
    assert _judge(tmp_path, files, date(2024, 10, 3)).exit_code == 0


def test_what_a_box_of_navigation_holds_is_not_taken_for_emptiness(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "tzgg/index.html": _list("通知公告", "2026-11-18", "2026-10-01", "2026-09-01"),
        "xzzx/index.html": _list("下载中心", body='<div class="sidebar"><a href="/files/a.docx">申请表</a></div>'),
        "jgsz/index.html": _list("机构设置", body=f'<div class="side">{"市局内设办公室、规划处、保护处。" * 8}</div>'),
        "hdjl/index.html": _list("在线咨询", body='<iframe src="https://12345.example.cn/"></iframe>'),
        "sousuo/index.html": _list(
            "站内搜索", body="<form><input><select></select><input><textarea></textarea></form>"
        ),
    }
    assert _found(_judge(tmp_path, files)) == []


def test_a_future_date_makes_nothing_new(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"gzdt/index.html": _list("工作动态", "2027-11-18", "2026-10-01", "2026-09-01")}
    assert _found(_judge(tmp_path, files)) == [("UPD002", "gzdt/index.html", "default", False)]


@pytest.mark.parametrize(("days", "codes"), [(30, ["UPD005"]), (90, [])])
def test_a_declared_cycle_holds_for_every_kind(tmp_path: Path, days: int, codes: list[str]) -> None:
    old = ("2026-09-30", "2026-09-11", "2026-09-01")
    files: dict[str, str | bytes] = {
        "gkcheck.toml": f'[[columns]]\nname = "*"\ndays = {days}\n',
        "tzgg/index.html": _list("通知公告", *old),
        "xzcf/index.html": _list("行政处罚", *old),
        "fwdt/index.html": _list("服务大厅", *old),
    }
    found = _found(_judge(tmp_path, files))
    assert [entry[0] for entry in found] == codes * 3
    assert all(variant == "declared" and not review for _, _, variant, review in found)


def test_a_declared_cycle_and_the_norm_s_window_give_one_finding(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "gkcheck.toml": '[[columns]]\nname = "*"\ndays = 30\n',
        "tzgg/index.html": _list("通知公告", "2026-03-30", "2026-03-11", "2026-03-01"),
        "zcjd/index.html": _list("政策解读", "2026-11-18", "2026-10-11", "2026-10-01"),
    }
    assert _found(_judge(tmp_path, files)) == [("UPD003", "tzgg/index.html", "default", False)]
