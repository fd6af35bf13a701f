"""The example site's known defects, as DEFECTS.md lists them, are found: these and no others."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gkcheck.cli import main

BUREAU = Path(__file__).parents[1] / "examples/bureau"
DEFECTS = (BUREAU / "DEFECTS.md").read_text("utf-8")


def section(title: str) -> str:
    """The text below one heading of DEFECTS.md."""
    return DEFECTS.partition(f"## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """The table below a heading, without its head; code marks are taken off."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


def listed() -> list[tuple[str, str, int]]:
    """Code, path and line of every defect of the two tables."""
    single = [(code, path, int(line)) for code, path, line, _ in rows("单独缺陷")]
    return sorted([*single, *(("LNK001", path, int(line)) for path, line in rows("模板缺陷"))])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The JSON report of the example site."""
    target = tmp_path_factory.mktemp("example") / "report.json"
    arguments = ["check", str(BUREAU / "site"), "--as-of", "2026-11-22", "--no-cache", "-o", f"json={target}", "-q"]
    with pytest.raises(SystemExit) as end:
        main([*arguments, "-f", "json"])
    assert end.value.code == 3  # one planted file cannot be read
    found: dict[str, Any] = json.loads(target.read_text("utf-8"))
    return found


def test_findings_are_the_listed_defects(report: dict[str, Any]) -> None:
    found = sorted((finding["code"], finding["path"], finding["line"]) for finding in report["findings"])
    assert found == listed()


def test_numbers_in_the_list_agree() -> None:
    assert {code: int(count) for code, count in rows("各规则处数")} == Counter(code for code, _, _ in listed())
    numbers = re.search(r"共 (\d+) 处：单独缺陷 (\d+) 处，模板缺陷 1 个、涉及 (\d+) 页", DEFECTS)
    assert numbers is not None
    whole, single, template = (int(number) for number in numbers.groups())
    assert (whole, single, template) == (len(listed()), len(rows("单独缺陷")), len(rows("模板缺陷")))


def test_near_misses_name_files_that_exist() -> None:
    for cells in rows("不应报告的近似情形"):
        for path in re.findall(r"[\w/.-]+\.(?:html|md)", cells[0]):
            assert (BUREAU / "site" / path).exists()


def test_only_the_planted_file_makes_the_result_incomplete(report: dict[str, Any]) -> None:
    incomplete = [problem["path"] for problem in report["problems"]]
    assert incomplete == [path for code, path, _ in listed() if code == "GKC001"]
    assert all(plugin["status"] == "loaded" for plugin in report["plugins"])
