"""Microsoft's SARIF validator has nothing to say of our logs, where it is installed."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gkcheck.reporters.sarif import render
from gkcheck.run import Run

VARIABLE = "GKCHECK_SARIF_MULTITOOL"
MULTITOOL = os.environ.get(VARIABLE, "")
SETTINGS = Path(__file__).parents[1] / "data" / "sarif-multitool.xml"

pytestmark = pytest.mark.skipif(not MULTITOOL, reason=f"{VARIABLE} does not name the Sarif.Multitool binary")


def verdict(log: str, folder: Path) -> list[tuple[str, str]]:
    """Rule and level of all that the validator says; it says it in a file, its exit code is 0 either way."""
    given, said = folder / "gkcheck.sarif", folder / "verdict.sarif"
    given.write_text(log, encoding="utf-8")
    options = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note", "--log", "ForceOverwrite"]
    command = [MULTITOOL, "validate", str(given), *options, "-c", str(SETTINGS), "-o", str(said)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    results = json.loads(said.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
    return [(result["ruleId"], result.get("level", "warning")) for result in results]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("profile", ["full", "github"])
def test_no_error_no_warning_no_note(changed_run: Callable[..., Run], profile: str, lang: str, tmp_path: Path) -> None:
    assert verdict(render(changed_run(lang=lang), profile), tmp_path) == []


def test_run_without_findings(changed_run: Callable[..., Run], tmp_path: Path) -> None:
    run = changed_run(findings=(), suppressed=(), problems=(), exit_code=0)
    assert verdict(render(run), tmp_path) == []


def test_validator_is_awake(full_run: Run, tmp_path: Path) -> None:
    spoiled = render(full_run).replace("'{0}'.", "'{0}'。")
    assert ("SARIF2001", "warning") in verdict(spoiled, tmp_path)
