"""The JSON report: valid by its published schema, complete, and the same bytes for the same run."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import gkcheck
from gkcheck.finding import Finding, Location, Severity
from gkcheck.reporters.jsonreport import SCHEMA, render
from gkcheck.reporters.write import dump
from gkcheck.run import Run

PUBLISHED = json.loads((Path(gkcheck.__file__).parent / "schemas" / "report.schema.json").read_text(encoding="utf-8"))


def test_the_published_schema_is_a_schema_of_this_version() -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["properties"]["schema"]["const"] == SCHEMA


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_report_is_valid_and_keeps_everything(changed_run: Callable[..., Run], lang: str) -> None:
    run = changed_run(lang=lang)
    report = json.loads(render(run))
    assert list(Draft202012Validator(PUBLISHED).iter_errors(report)) == []
    assert len(report["findings"]) == len(run.findings)
    assert len(report["suppressed"]) == len(run.suppressed)
    assert len(report["unjudged"]) == len(run.unjudged)
    assert report["complete"] is False
    assert report["summary"]["review"] == 1


def test_arguments_stay_whole_while_the_text_is_cut(full_run: Run) -> None:
    report = json.loads(render(full_run))
    found = next(f for f in report["findings"] if f["path"] == "zcjd/long.html")
    assert found["message"]["arguments"]["target"].endswith("很" * 200)
    assert len(found["message"]["text"]) < 120
    assert "\x1b" not in found["message"]["text"]


def test_basis_is_resolved_and_an_unknown_norm_keeps_its_key(full_run: Run) -> None:
    findings = json.loads(render(full_run))["findings"]
    report = next(f for f in findings if f["code"] == "RPT003")["basis"][0]
    assert report == {
        "key": "条例#50",
        "norm": "中华人民共和国政府信息公开条例",
        "number": "国务院令第711号",
        "article": "50",
    }
    assert next(f for f in findings if f["code"] == "DOC002")["basis"][0]["norm"] == ""


def test_same_run_same_text(changed_run: Callable[..., Run]) -> None:
    assert render(changed_run()) == render(changed_run())


def test_undecodable_file_name_can_be_written(changed_run: Callable[..., Run]) -> None:
    found = Finding("LNK009", Severity.NOTE, Location("a\udcff.html"))
    render(changed_run(findings=(found,))).encode("utf-8")


def test_both_ways_of_writing_give_the_same_form() -> None:
    value: dict[str, object] = {"空": [], "a": {}, "b": [1, {"c": "“𠮷”\n"}], "d": None, "e": True}
    surrogate = {**value, "f": "\udcff"}
    assert dump(value) == json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    assert dump(surrogate) == dump({**value, "f": "?"})
