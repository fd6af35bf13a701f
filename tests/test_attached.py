"""Attachments in a run: looked at in the workers, remembered like pages, and told with the pages that link to them."""

import os
from pathlib import Path
from typing import Any

import pytest

import gkcheck.examine
from attachedfile import portable, workbook
from gkcheck.attached import attachment as module
from gkcheck.attached.attachment import Attachment, load
from gkcheck.examine import Examiner
from gkcheck.finding import Finding
from minisite import article, judge_folder, write_site

CODES = ("ATT002", "ATT003", "ATT004")


def _site(tmp_path: Path, files: dict[str, bytes], linked: tuple[str, ...] = ()) -> Path:
    links = "".join(f'<p><a href="/files/{name}">{name}</a></p>' for name in linked)
    pages = {"zwgk/a.html": article(links), "zwgk/b.html": article(links), "zwgk/c.html": article()}
    return write_site(tmp_path / "site", {**pages, **{f"files/{name}": data for name, data in files.items()}})


def _told(root: Path, **changes: Any) -> list[Finding]:
    run = judge_folder(root, *CODES, **changes)
    assert run.problems == ()
    return [finding for finding in run.findings if finding.code in CODES]


def test_a_finding_names_the_pages_that_link_to_the_file_or_says_that_none_does(tmp_path: Path) -> None:
    linked, alone = _told(_site(tmp_path, {"甲.pdf": b"", "乙.pdf": b""}, ("乙.pdf",)))
    assert [(entry.role, entry.location.path) for entry in linked.related] == [
        ("linking", "zwgk/a.html"),
        ("linking", "zwgk/b.html"),
    ]
    assert [(entry.role, entry.location.path) for entry in alone.related] == [("unlinked", "files/甲.pdf")]


def test_a_second_run_opens_no_attachment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _site(tmp_path, {"a.pdf": b"", "b.xlsx": workbook(), "c.docx": b"x" * 20})
    first = _told(root, cache=tmp_path / "cache")
    assert [finding.variant for finding in first] == ["empty", "default"]

    def refuse(self: Examiner, file: object, data: bytes) -> object:
        raise AssertionError("read again")

    monkeypatch.setattr(Examiner, "read_file", refuse)
    os.utime(root / "files/b.xlsx", (1, 1))  # as a fresh checkout leaves it
    assert _told(root, cache=tmp_path / "cache") == first


def test_another_option_or_content_is_read_again(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.pdf": b""})
    assert len(_told(root, cache=tmp_path / "cache")) == 1
    (root / "files/a.pdf").write_bytes(portable())
    assert _told(root, cache=tmp_path / "cache") == []


def test_many_workers_say_what_one_says(tmp_path: Path) -> None:
    files = {
        f"{number:03}.{'pdf' if number % 2 else 'docx'}": b"%PDF-1.4 cut" if number % 3 else b"" for number in range(80)
    }
    root = _site(tmp_path, files)
    alone = _told(root)
    assert len(alone) == 106
    assert _told(root, jobs=2) == alone


def test_without_attachments_nothing_is_gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gkcheck.examine, "Examiner", None)
    assert _told(_site(tmp_path, {"a.txt": b"", "b.png": b""})) == []


def test_coverage_counts_attachments(tmp_path: Path) -> None:
    run = judge_folder(_site(tmp_path, {"a.pdf": b"", "b.doc": b"{\\rtf1 a}", "c.txt": b""}), *CODES)
    assert run.coverage.tallies["ATT003"] == (2, 1, 0)
    assert run.coverage.tallies["ATT004"] == (2, 0, 1)
    assert judge_folder(write_site(tmp_path / "other", {"a.html": article()}), "ATT003").coverage.silent == {
        "ATT003": "no-attachments"
    }


def test_a_change_of_an_attachment_or_of_a_page_that_links_to_it_is_its_finding(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.pdf": b""}, ("a.pdf",))
    for path, count in (("files/a.pdf", 1), ("zwgk/a.html", 1), ("zwgk/c.html", 0)):
        assert len(_told(root, changed=frozenset({path}))) == count


def test_of_a_large_file_the_two_ends_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WHOLE", 1000)
    monkeypatch.setattr(gkcheck.examine, "WHOLE", 1000)
    monkeypatch.setattr(module, "END", 300)
    root = _site(
        tmp_path, {"a.pdf": b"%PDF-1.4\n" + bytes(2000), "b.pdf": portable(), "c.zip": b"PK\x03\x04" + bytes(2000)}
    )
    run = judge_folder(root, *CODES)
    assert [(item.location.path, item.variant) for item in run.findings] == [
        ("files/a.pdf", "cut"),
        ("files/c.zip", "cut"),
    ]
    reasons = {(item.path, item.code): item.reason for item in run.unjudged}
    assert reasons["files/b.pdf", "ATT003"] == reasons["files/b.pdf", "ATT004"] == "attachment-large"
    assert list(run.problems) == []
    with (root / "files/a.pdf").open("rb") as stream:
        data = load(stream)
    assert len(data) == 600
    assert not Attachment("a.pdf", data, 2009).whole


def test_a_pipe_named_like_an_attachment_is_not_waited_for(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.pdf": portable()})
    os.mkfifo(root / "files/b.pdf")
    assert _told(root) == []


def test_a_crash_costs_one_rule_on_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gkcheck_plugins.attachments.hidden as hidden

    def fail(attachment: Attachment) -> object:
        raise RuntimeError("boom")

    monkeypatch.setattr(hidden, "_traces", fail)
    run = judge_folder(_site(tmp_path, {"a.pdf": b"%PDF-1.4 cut"}), *CODES)
    assert {finding.code for finding in run.findings} == {"ATT003", "GKC002"}
    assert [(problem.path, problem.arguments["rule"]) for problem in run.problems] == [("files/a.pdf", "ATT004")]
    assert run.exit_code == 3
