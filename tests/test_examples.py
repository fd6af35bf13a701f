"""Every rule shows itself on mini sites: `expected.txt` says what it finds there, a case without one is in order.

A case may bring its own gkcheck.toml and gkcheck-ignore.toml, and in answers.json what other servers said when they were asked. `unjudged.txt` (lines `path CODE reason`) says where the rule
cannot decide; `not-applicable.txt` holds the reason why a case has no page that the rule judges.
"""

from pathlib import Path

import pytest

import gkcheck_rules
from gkcheck.config import Config
from gkcheck.reporters.message import message
from gkcheck.rule import Rule
from gkcheck.rulebook import load_rulebook
from gkcheck.run import Run
from minisite import installed_plugins, judge_folder

EXAMPLES = Path(__file__).parent / "examples"
PRODUCT = Path(gkcheck_rules.__file__).parent
CASES = sorted(path for path in EXAMPLES.glob("*/*/*") if path.is_dir())
RULES = load_rulebook(Config(), installed_plugins()).all_rules
JUDGED = [rule for rule in RULES if rule.scope != "core"]


def _expectation(run: Run, code: str) -> str:
    lines = []
    for found in run.findings:
        if found.code == code:
            at = found.location
            part = f"[{at.part}] " if at.part else ""
            lines.append(f"{at.path}:{at.line}:{at.column} {code} {part}{message(run.rule(code), found, 'zh')}\n")
    return "".join(lines)


def _read(case: Path, name: str) -> str:
    return (case / name).read_text("utf-8") if (case / name).exists() else ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.relative_to(EXAMPLES).as_posix())
def test_example(case: Path, request: pytest.FixtureRequest) -> None:
    code = case.parent.name.partition("-")[0]
    # What the core says is about other rules, so these run as the case configures them.
    run = judge_folder(case, *([] if case.parent.parent.name == "core" else [code]))
    told = _expectation(run, code)
    if request.config.getoption("--update-expected") and told != _read(case, "expected.txt"):
        (case / "expected.txt").write_text(told, "utf-8")
        if not told:
            (case / "expected.txt").unlink()
    assert told == _read(case, "expected.txt")
    assert [entry for entry in run.problems if entry.code == "GKC002"] == []
    unjudged = "".join(f"{entry.path} {entry.code} {entry.reason}\n" for entry in run.unjudged if entry.code == code)
    if (case / "unjudged.txt").exists():
        assert unjudged == _read(case, "unjudged.txt")
    if not told and case.parent.parent.name != "core":
        tally = run.coverage.tallies.get(code)
        applicable = tally.applicable if tally else 0
        assert (applicable > 0) != (case / "not-applicable.txt").exists(), (
            "a case without a page that the rule judges shows nothing"
        )


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
