"""Every rule shows itself on mini sites, as `gkcheck.examples` describes them and `gkcheck test-rules tests/examples` judges them."""

from pathlib import Path

import pytest

import gkcheck_rules
from gkcheck.config import Config
from gkcheck.examples import find_cases, judge_case, rewrite
from gkcheck.rule import Rule
from gkcheck.rulebook import load_rulebook
from minisite import AS_OF, VALID, installed_plugins

EXAMPLES = Path(__file__).parent / "examples"
PRODUCT = Path(gkcheck_rules.__file__).parent
CASES = sorted(path for path in EXAMPLES.glob("*/*/*") if path.is_dir())
RULES = load_rulebook(Config(), installed_plugins()).all_rules
JUDGED = [rule for rule in RULES if rule.scope != "core"]


def _read(case: Path, name: str) -> str:
    return (case / name).read_text("utf-8") if (case / name).exists() else ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.relative_to(EXAMPLES).as_posix())
def test_example(case: Path, request: pytest.FixtureRequest) -> None:
    (found,) = find_cases(case)
    verdict = judge_case(found, Config(), installed_plugins(), AS_OF, memory=VALID)
    if request.config.getoption("--update-expected"):
        rewrite(verdict)
    assert not verdict.differences, "\n".join(verdict.diff())
    assert not verdict.crashes
    assert not verdict.idle, "a case without a page that the rule judges shows nothing"


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_each_rule_has_a_valid_and_an_invalid_example(rule: Rule) -> None:
    cases = [case for case in CASES if case.parent.name == f"{rule.code}-{rule.slug}"]
    assert any((case / "expected.txt").exists() for case in cases), "no case in which the rule fires"
    assert any(not (case / "expected.txt").exists() for case in cases), "no case in which the rule is silent"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_file_and_family_bear_one_name(rule: Rule) -> None:
    source = Path(rule.source)
    assert source.name == f"{rule.code}-{rule.slug}.toml"
    assert source.parent.name == rule.family
    families = {"core"} | {plugin.name for plugin in installed_plugins().loaded}
    assert rule.family in families


def test_every_examples_folder_is_that_of_a_rule() -> None:
    known = {(rule.family, f"{rule.code}-{rule.slug}") for rule in RULES}
    folders = {(path.parent.name, path.name) for path in EXAMPLES.glob("*/*") if path.is_dir()}
    assert folders <= known
    assert {path.parent.name for path in PRODUCT.glob("*/*.toml")} - {"profiles", "data"} == {
        rule.family for rule in RULES
    }


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if (case / "expected.txt").exists()],
    ids=lambda case: case.relative_to(EXAMPLES).as_posix(),
)
def test_expectations_are_read_in_the_order_of_the_report(case: Path) -> None:
    lines = _read(case, "expected.txt").splitlines()
    places = []
    for line in lines:
        place, code, text = line.split(" ", 2)
        path, row, column = place.rsplit(":", 2)
        places.append((path, int(row), int(column)))
        assert code == case.parent.name.partition("-")[0]
        assert text
    assert places == sorted(places)


def test_no_message_doubles_title_marks() -> None:
    assert [case.name for case in CASES if "《《" in _read(case, "expected.txt")] == []
