"""SARIF: valid by the schema, and whole where neither schema nor validator looks."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from gkcheck.excerpt import SourceFile
from gkcheck.finding import Finding, Location, Severity
from gkcheck.reporters.sarif import RESULT_LIMIT, render
from gkcheck.run import Run

SCHEMA = Path(__file__).parents[1] / "data" / "sarif-schema-2.1.0.json"
SCHEMA_SHA256 = "1c49a0f2b60444c71bb14878e21e0d882198eff4c539861b133093ad89ed798c"
PREFIX = "网站/site/"
Load = Callable[[str], SourceFile | None]


@pytest.fixture(params=[("full", "zh"), ("full", "en"), ("github", "zh")], ids="-".join)
def log(request: pytest.FixtureRequest, changed_run: Callable[..., Run]) -> dict[str, Any]:
    profile, lang = request.param
    made: dict[str, Any] = json.loads(render(changed_run(lang=lang), profile))
    return made


def places(log: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for result in log["runs"][0]["results"]:
        for entry in result["locations"] + result.get("relatedLocations", []):
            yield entry["physicalLocation"]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(entry)


def test_log_is_valid_by_the_schema(log: dict[str, Any]) -> None:
    data = SCHEMA.read_bytes()
    assert sha256(data).hexdigest() == SCHEMA_SHA256
    assert [error.message for error in Draft202012Validator(json.loads(data)).iter_errors(log)] == []


def test_indexes_point_to_what_they_name(log: dict[str, Any]) -> None:
    run = log["runs"][0]
    driver, taxa = run["tool"]["driver"], run["taxonomies"][0]["taxa"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["id"] in driver["rules"][result["ruleIndex"]]["messageStrings"]
    for entry in objects(run):
        if "toolComponent" in entry:
            assert taxa[entry["index"]]["id"] == entry["id"]
            assert entry["toolComponent"]["guid"] == run["taxonomies"][0]["guid"]
        if "uri" in entry and "index" in entry:
            assert run["artifacts"][entry["index"]]["location"]["uri"] == entry["uri"]
    for notification in run["invocations"][0]["toolExecutionNotifications"]:
        descriptor = notification["descriptor"]
        assert driver["notifications"][descriptor["index"]]["id"] == descriptor["id"]
        if "associatedRule" in notification:
            assert (
                driver["rules"][notification["associatedRule"]["index"]]["id"] == notification["associatedRule"]["id"]
            )
    assert driver["supportedTaxonomies"] == [
        {"name": "gk-legal-basis", "index": 0, "guid": run["taxonomies"][0]["guid"]}
    ]


def test_every_base_is_defined_and_every_uri_relative_and_encoded(log: dict[str, Any]) -> None:
    run = log["runs"][0]
    for entry in objects(run):
        if "uriBaseId" in entry:
            assert entry["uriBaseId"] in run["originalUriBaseIds"]
        if "uriBaseId" in entry and "uri" in entry:
            assert entry["uri"].isascii() and " " not in entry["uri"]
            assert unquote(entry["uri"]).startswith(PREFIX)


def test_artifacts_are_the_files(log: dict[str, Any], load_page: Load) -> None:
    for artifact in log["runs"][0]["artifacts"]:
        file = load_page(unquote(artifact["location"]["uri"]).removeprefix(PREFIX))
        assert artifact.get("hashes", {}).get("sha-256") == (file.sha256 if file else None)


def test_names_are_unique(log: dict[str, Any]) -> None:
    run = log["runs"][0]
    fingerprints = [result["partialFingerprints"]["gkcheck/v1"] for result in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)
    for result in run["results"]:
        numbers = [entry["id"] for entry in result.get("relatedLocations", [])]
        assert len(set(numbers)) == len(numbers)
        assert all(f"]({number})" in result["message"]["text"] for number in numbers)
    for table in (run["tool"]["driver"]["rules"], run["taxonomies"][0]["taxa"]):
        assert len({entry["id"] for entry in table}) == len(table)


def test_regions_lie_in_the_file_and_quote_it(log: dict[str, Any], load_page: Load) -> None:
    for place in places(log):
        file = load_page(unquote(place["artifactLocation"]["uri"]).removeprefix(PREFIX))
        if file is None:
            assert "text" not in place["region"]["snippet"]
            continue
        for region in (place["region"], place.get("contextRegion")):
            if region:
                assert cut(file.text, region) == region["snippet"]["text"]
        if "contextRegion" in place:
            quoted = place["contextRegion"]["snippet"]["text"]
            assert place["region"]["snippet"]["text"] in quoted
            assert len(place["region"]["snippet"]["text"]) < len(quoted) <= 300


def cut(text: str, region: dict[str, Any]) -> str:
    """The text of a region, found independently of the reporter: by `splitlines`, in UTF-16 units."""
    lines = [line.encode("utf-16-le") for line in text.splitlines(keepends=True)] + [b""]
    first, last = region["startLine"] - 1, region["endLine"] - 1
    start, end = 2 * (region["startColumn"] - 1), 2 * (region["endColumn"] - 1)
    assert end <= len(lines[last])
    if first == last:
        return str(lines[first][start:end], "utf-16-le")
    return str(b"".join([lines[first][start:], *lines[first + 1 : last], lines[last][:end]]), "utf-16-le")


def test_columns_count_utf16_units(full_run: Run) -> None:
    log = json.loads(render(full_run))
    regions = [place["region"] for place in places(log)]
    # <h1>𠮷𠮷 <a href="#">: column 17 in characters, two more in UTF-16.
    assert {"startLine": 4, "startColumn": 19, "endLine": 4, "endColumn": 20, "snippet": {"text": "#"}} in regions


def test_level_is_none_unless_the_kind_is_fail(log: dict[str, Any]) -> None:
    for result in log["runs"][0]["results"]:
        assert (result["level"] == "none") == (result["kind"] != "fail")


def test_profiles_differ_in_suppressed_and_review(full_run: Run) -> None:
    full = json.loads(render(full_run))["runs"][0]["results"]
    github = json.loads(render(full_run, "github"))["runs"][0]["results"]
    assert len(full) == len(full_run.findings) + len(full_run.suppressed)
    assert len(github) == len(full_run.findings)
    kinds = sorted(entry["kind"] for result in full for entry in result["suppressions"])
    assert kinds == ["external", "inSource"]
    assert not any("suppressions" in result for result in github)
    asked = [result for result in github if "needs-review" in result.get("properties", {}).get("tags", ())]
    assert [(result["ruleId"], result["level"]) for result in asked] == [("POL001", "note")]
    assert [result["kind"] for result in full].count("review") == 1


def test_incomplete_run_was_not_successful(changed_run: Callable[..., Run]) -> None:
    invocation = json.loads(render(changed_run()))["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 2
    invocation = json.loads(render(changed_run(exit_code=1, problems=())))["runs"][0]["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_github_profile_keeps_the_gravest(changed_run: Callable[..., Run]) -> None:
    notes = [Finding("LNK009", Severity.NOTE, Location("short.html"), subject=str(n)) for n in range(RESULT_LIMIT)]
    error = Finding("LNK001", Severity.ERROR, Location("zcwj/t1.html"), {"target": "x"})
    run = json.loads(render(changed_run(findings=(*notes, error), suppressed=()), "github"))["runs"][0]
    assert len(run["results"]) == RESULT_LIMIT
    assert run["results"][0]["level"] == "error"
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["descriptor"]["id"] == "GKN003"


def test_same_run_same_text(changed_run: Callable[..., Run]) -> None:
    assert render(changed_run()) == render(changed_run())


def test_finding_of_an_unknown_rule_is_not_lost(changed_run: Callable[..., Run]) -> None:
    odd = Finding("ZZZ001", Severity.ERROR, Location("short.html"))
    results = json.loads(render(changed_run(findings=(odd,), suppressed=())))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["ZZZ001"]


def test_unknown_profile_is_refused(full_run: Run) -> None:
    with pytest.raises(ValueError, match="choose full or github"):
        render(full_run, "gitlab")
