"""Saved and read back, a run is the same to every reporter: over findings anywhere on pages of any text."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkcheck.excerpt import SourceFile
from gkcheck.finding import Finding, Location, Related, Replacement, Severity
from gkcheck.owners import Owner
from gkcheck.reporters import REPORTERS
from gkcheck.run import Digests, Run, Suppressed
from gkcheck.saved import read_run
from gkcheck.standing import Known, Past, Standing

SIGNS = st.sampled_from(["政", "𠮷", "<a>", " ", "\t", "13812345678", "“", "x" * 150, "知识产权" * 60, "\n", "\r\n", "\r"])
TEXT = st.lists(SIGNS, max_size=40).map("".join)
NUMBER = st.integers(0, 12)
PLACE = st.builds(Location, st.sampled_from(["a.html", "b.html", "gone.html", "c.xlsx"]), NUMBER, st.integers(0, 2000), st.integers(0, 2400), st.sampled_from(["", "表!C7"]))
WORD = st.text(max_size=12)
FINDING = st.builds(
    Finding,
    st.sampled_from(["LNK001", "POL001", "DOC002", "ZZZ001"]),
    st.sampled_from(Severity),
    PLACE,
    st.dictionaries(st.sampled_from(["target", "title", "number", "form"]), WORD),
    st.sampled_from(["default", "unlinked"]),
    WORD,
    st.lists(st.builds(Related, PLACE, st.sampled_from(["policy", "strange"])), max_size=2).map(tuple),
    st.lists(st.builds(Replacement, PLACE, WORD), max_size=2).map(tuple),
    st.booleans(),
)
DAY = st.dates(date(2020, 1, 1), date(2030, 1, 1))
ACCEPTED = st.builds(Suppressed, FINDING, st.sampled_from(["page", "file", "config"]), WORD, WORD, st.none() | DAY)
KNOWN = st.builds(Known, WORD, st.just("LNK001"), WORD, NUMBER, WORD, st.none() | DAY)
STANDING = st.builds(
    Standing,
    st.dictionaries(WORD, st.sampled_from(["new", "unchanged", "returned"])),
    st.dictionaries(WORD, DAY),
    st.lists(KNOWN, max_size=2).map(tuple),
    st.lists(KNOWN, max_size=2).map(tuple),
)
OWNERS = st.dictionaries(WORD, st.builds(Owner, WORD, st.lists(WORD, max_size=2).map(tuple), WORD), max_size=2)
FIELDS = st.fixed_dictionaries(
    {
        "findings": st.lists(FINDING, max_size=8).map(tuple),
        "suppressed": st.lists(ACCEPTED, max_size=3).map(tuple),
        "standing": st.none() | STANDING,
        "owners": OWNERS,
        "history": st.lists(st.builds(Past, DAY, *[NUMBER] * 5), max_size=2).map(tuple),
        "digests": st.none() | st.builds(Digests, WORD, WORD, WORD),
        "lang": st.sampled_from(["zh", "en"]),
        "whole": st.booleans(),
        "fail_on": st.sampled_from(["error", "never"]),
        "exit_code": st.sampled_from([0, 1, 3]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(FIELDS, TEXT, TEXT, st.sampled_from(["LNK001", ""]), st.sampled_from(sorted(REPORTERS)))
def test_any_run_is_the_same_when_it_was_saved(changed_run: Any, fields: dict[str, Any], one: str, other: str, secret: str, form: str) -> None:
    pages = {"a.html": one, "b.html": other}

    def load(path: str) -> SourceFile | None:
        data = pages[path].encode() if path in pages else b""
        return SourceFile(pages[path], "utf-8", sha256(data).hexdigest(), len(data)) if path in pages else None

    rules = tuple(replace(rule, confidential=rule.code == secret) for rule in changed_run().rules)
    run: Run = changed_run(load, **fields, rules=rules)
    again = read_run(REPORTERS["json"](run).encode(), "run.json")
    assert replace(again, rules=run.rules) == run
    # One format an example: the run is the same already, and all formats of a real site are compared elsewhere.
    assert REPORTERS[form](again) == REPORTERS[form](run)
    assert REPORTERS["text"](again, verbose=True) == REPORTERS["text"](run, verbose=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_other_language_is_in_it(changed_run: Any, lang: str) -> None:
    saved = REPORTERS["json"](changed_run(lang="en" if lang == "zh" else "zh")).encode()
    turned = replace(read_run(saved, "run.json"), lang=lang)
    assert {name: make(turned) for name, make in REPORTERS.items()} == {name: make(changed_run(lang=lang)) for name, make in REPORTERS.items()}


def test_a_name_that_is_no_text_is_kept(changed_run: Any) -> None:
    run = changed_run(findings=(Finding("LNK001", Severity.ERROR, Location("a\udcff.html", 1, 1), {"target": "\udcfe"}),))
    saved = REPORTERS["json"](run).encode()
    again = read_run(saved, "run.json")
    assert again.findings == run.findings
    assert {name: make(again) for name, make in REPORTERS.items()} == {name: make(run) for name, make in REPORTERS.items()}
