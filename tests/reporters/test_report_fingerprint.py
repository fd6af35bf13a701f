"""Fingerprints: GitHub's by its own vectors, ours by what must not change it."""

from collections.abc import Callable

import msgspec
import pytest

from gkcheck.excerpt import SourceFile, excerpt
from gkcheck.finding import Finding, Location, Severity
from gkcheck.reporters.fingerprint import identify, line_hashes
from gkcheck.run import Run


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
    ],
)
def test_line_hash_equals_the_published_vectors(text: str, hashes: list[str]) -> None:
    assert list(line_hashes(text).values()) == hashes


def slow_hashes(text: str) -> dict[int, str]:
    """The same by the letter of the description: every line on its own, no windows shared."""
    kept = [ord(unit) for unit in text.replace("\r\n", "\n").replace("\r", "\n") if unit not in " \t"] + [65535]
    starts = [0] + [index + 1 for index, unit in enumerate(kept) if unit == 10]
    seen: dict[int, int] = {}
    hashes = {}
    for number, start in enumerate(starts, 1):
        value = 0
        for unit in (kept + [0] * 100)[start : start + 100]:
            value = (value * 37 + unit) % 2**64
        seen[value] = seen.get(value, 0) + 1
        hashes[number] = f"{value:x}:{seen[value]}"
    return hashes


@pytest.mark.parametrize("text", ["\n", "a\nb\n", "x\r\ny\rz", "同\n" * 250, "<p>政务公开</p>\n" * 120 + "尾"])
def test_line_hash_equals_the_description(text: str) -> None:
    assert line_hashes(text) == slow_hashes(text)
    assert line_hashes(text, {2}) == {number: name for number, name in slow_hashes(text).items() if number == 2}


def test_line_hash_counts_utf16_units() -> None:
    assert line_hashes("𠮷") == line_hashes("\ud842\udfb7")


def name(text: str, found: Finding) -> str:
    path = found.location.path
    return identify([found], {path: excerpt(SourceFile(text, "utf-8", "", 0), [found.location])})[0]


FOUND = Finding("LNK001", Severity.ERROR, Location("a.html", 1, 10, 16), {"target": "x.html"}, subject="x.html")


def test_moved_line_other_language_and_severity_keep_the_identity() -> None:
    before = name('<a href="x.html">', FOUND)
    moved = msgspec.structs.replace(FOUND, location=Location("a.html", 3, 12, 18), severity=Severity.NOTE, variant="b")
    assert name('<p>\n\n  <a href="x.html">', moved) == before


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(FOUND, code="LNK002"),
        msgspec.structs.replace(FOUND, subject="y.html"),
        msgspec.structs.replace(FOUND, location=Location("b.html", 1, 10, 16)),
    ],
)
def test_other_rule_subject_or_page_is_another_finding(other: Finding) -> None:
    assert name('<a href="x.html">', other) != name('<a href="x.html">', FOUND)


def test_suppressing_one_of_two_equal_findings_does_not_rename_the_other(changed_run: Callable[..., Run]) -> None:
    first, second = FOUND, msgspec.structs.replace(FOUND, location=Location("a.html", 2, 10, 16))
    text = '<a href="x.html">\n<a href="x.html">'

    def load(path: str) -> SourceFile:
        return SourceFile(text, "utf-8", "", 0)

    names = changed_run(load, findings=(first, second), suppressed=()).fingerprints
    assert len(set(names)) == 2
    hidden = changed_run().suppressed[0]._replace(finding=first)
    run = changed_run(load, findings=(second,), suppressed=(hidden,))
    assert (run.fingerprints, run.hidden_fingerprints) == ((names[1],), (names[0],))


def test_all_findings_of_a_run_have_names_of_their_own(full_run: Run) -> None:
    names = {*full_run.fingerprints, *full_run.hidden_fingerprints}
    assert len(names) == len(full_run.findings) + len(full_run.suppressed)
