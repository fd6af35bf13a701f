"""What plugins measure of the site: true to what the rules judge, kept with the judgement, masked, and a crash is told."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gkcheck.measures import masked_measure, take_measures
from gkcheck.reporters import html_page
from gkcheck.rule import Rule
from gkcheck.run import Run
from gkcheck.site import Site
from minisite import article, judge_folder, write_site

EXAMPLE = Path(__file__).parents[1] / "examples" / "bureau"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def example() -> Run:
    return judge_folder(EXAMPLE, today=DAY)


def test_column_ages_agree_with_the_findings(example: Run) -> None:
    ages = {entry["path"]: entry for entry in example.measures["column-ages"]}
    late = {path for path, entry in ages.items() if not entry["open"] and entry["days"] > entry["limit"]}
    told = {found.location.path for found in example.findings if found.code in ("UPD002", "UPD003") and found.variant != "soon"}
    assert late == told == {"col/col1229001003/index.html"}
    assert ages["zwgk/zcwj/index.html"]["days"] == 150


def test_gaps_between_policy_and_interpretation_agree_with_the_findings(example: Run) -> None:
    gaps = example.measures["interpretation-gaps"]
    assert [tuple(pair) for pair in gaps["days"]] == [(-2, 1), (0, 10), (9, 1)]
    told = [int(found.arguments["days"]) for found in example.findings if found.code == "POL002"]
    assert sorted(told) == sorted(abs(gap) for gap, _ in gaps["days"] if gap)


def test_an_unchanged_site_has_the_same_figures_without_being_judged(tmp_path: Path) -> None:
    config = {"cache": tmp_path, "today": DAY}
    cold, warm = judge_folder(EXAMPLE, **config), judge_folder(EXAMPLE, **config)
    assert "recall" in warm.timings
    assert warm.measures == cold.measures
    assert html_page(warm) == html_page(cold)


def test_a_change_measures_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, {"a.html": article()})
    assert judge_folder(tmp_path, changed=frozenset({"a.html"})).measures == {}
    assert judge_folder(tmp_path, "LNK001").measures == {}


def test_a_measure_that_fails_is_told_and_the_others_are_taken() -> None:
    def breaks(site: Site, rules: Sequence[Rule]) -> Any:
        raise ValueError("二")

    def strange(site: Site, rules: Sequence[Rule]) -> Any:
        return {"a": object()}

    site = Site((), DAY)
    taken, problems = take_measures({"c": lambda site, rules: [("a", 1)], "b": strange, "a": breaks}, site, ())
    assert masked_measure(taken) == {"c": [["a", 1]]}
    assert [(item.code, item.arguments["check"], item.incomplete) for item in problems] == [("GKC002", "a", True), ("GKC002", "b", True)]
    assert problems[0].arguments["error"] == "ValueError: 二"


def test_numbers_of_persons_leave_no_measure() -> None:
    said = masked_measure([{"电话13812345678": "13812345678", "n": 3, "none": None}])
    assert "13812345678" not in str(said)
    assert said[0]["n"] == 3


def test_the_report_leads_to_the_published_address(tmp_path: Path) -> None:
    config = '[site]\nhosts = ["www.example.cn"]\nprefix = "/art/"\nroot = "site"\n'
    write_site(tmp_path, {"gkcheck.toml": config, "site/a.html": article('<a href="gone.html">甲</a>')})
    result = judge_folder(tmp_path, "LNK001")
    assert result.published.hosts == ("www.example.cn",)
    assert "http://www.example.cn/art/a.html" in html_page(result)
