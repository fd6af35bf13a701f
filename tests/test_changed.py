"""--changed: the whole site is read, and only what the change touches or deletes is told."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from minisite import Program, article, policy, reading, write_site

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

TO_READING = '<p>相关解读：<a href="/zcjd/1.html">政策解读</a></p>'
TO_POLICY = '<p>政策原文：<a href="/zcwj/1.html">资助资金管理办法</a></p>'
OTHER = "关于印发《青屏市专利导航项目管理办法》的通知"


def _git(folder: Path, *arguments: str) -> str:
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=environment)
    return done.stdout.decode().strip()


@pytest.fixture
def site(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a pair in order, an attachment, and findings that no change below touches."""
    for name in ("PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    files: dict[str, str | bytes] = {
        "gkcheck.toml": '[site]\nroot = "网站"\n',
        "网站/zcwj/1.html": policy(TO_READING),
        "网站/zcjd/1.html": reading(TO_POLICY),
        "网站/zcwj/9.html": policy(title=OTHER, number="青知局〔2024〕9号"),
        "网站/news/1.html": article('<a href="/files/a.docx">附件</a><a href="/gone.html">旧页</a>'),
        "网站/files/a.docx": b"PK\x03\x04",
    }
    write_site(home, files)
    _git(home, "init", "-q")
    _git(home, "add", "-A")
    _git(home, "commit", "-qm", "一")
    return home / "网站"


def _found(gkcheck: Program, *paths: str | Path) -> list[tuple[str, str]]:
    done = gkcheck(
        "check", "--changed", *paths, "--select", "POL,LNK001,ATT001", "--as-of", "2026-11-22", "-j", "1", "-f", "json"
    )
    report = json.loads(done.out)
    assert report["coverage"]["pages"] >= 3
    return sorted((entry["code"], entry["path"]) for entry in report["findings"])


def test_the_whole_site_has_findings_of_its_own(gkcheck: Program, site: Path) -> None:
    done = gkcheck("check", "--select", "POL,LNK001,ATT001", "-j", "1", "-f", "json")
    found = [(entry["code"], entry["path"]) for entry in json.loads(done.out)["findings"]]
    assert found == [("LNK001", "news/1.html"), ("POL001", "zcwj/9.html")]


def test_nothing_changed_tells_nothing(gkcheck: Program, site: Path) -> None:
    assert _found(gkcheck) == []


def test_a_changed_page_in_order_tells_nothing(gkcheck: Program, site: Path) -> None:
    write_site(site, {"zcwj/1.html": policy(TO_READING + "<p>增加一段。</p>")})
    assert _found(gkcheck, site / "zcwj/1.html") == []


@pytest.mark.parametrize("end", ["zcwj/1.html", "zcjd/1.html"], ids=["policy", "interpretation"])
def test_either_end_of_a_pair_tells_what_is_between_them(gkcheck: Program, site: Path, end: str) -> None:
    if end == "zcwj/1.html":
        write_site(site, {end: policy(TO_READING, day="2024-03-01")})
    else:
        write_site(site, {end: reading(TO_POLICY, day="2024-03-20")})
    assert _found(gkcheck, site / end) == [("POL002", "zcwj/1.html")]


def test_a_changed_policy_tells_what_its_interpretation_lacks(gkcheck: Program, site: Path) -> None:
    write_site(site, {"zcjd/1.html": reading()})
    _git(site.parent, "commit", "-qam", "解读页不再链接原文")
    write_site(site, {"zcwj/1.html": policy(TO_READING + "<p>增加一段。</p>")})
    assert _found(gkcheck, site / "zcwj/1.html") == [("POL003", "zcjd/1.html")]


def test_a_deleted_interpretation_is_told_at_the_untouched_policy(gkcheck: Program, site: Path) -> None:
    _git(site, "rm", "-q", "zcjd/1.html")
    assert _found(gkcheck) == [("LNK001", "zcwj/1.html"), ("POL001", "zcwj/1.html")]


def test_a_deleted_attachment_is_told_where_it_is_linked(gkcheck: Program, site: Path) -> None:
    _git(site, "rm", "-q", "files/a.docx")
    assert _found(gkcheck) == [("ATT001", "news/1.html")]


def test_a_deleted_policy_orphans_its_interpretation(gkcheck: Program, site: Path) -> None:
    _git(site, "rm", "-q", "zcwj/1.html")
    assert ("POL017", "zcjd/1.html") in _found(gkcheck)


def test_what_a_push_deletes_is_told(gkcheck: Program, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _git(site, "rev-parse", "HEAD")
    _git(site, "rm", "-q", "zcjd/1.html")
    _git(site, "commit", "-qm", "二")
    assert _found(gkcheck) == []
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", before)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert _found(gkcheck) == [("LNK001", "zcwj/1.html"), ("POL001", "zcwj/1.html")]


def test_files_outside_the_site_change_nothing(gkcheck: Program, site: Path) -> None:
    write_site(site.parent, {"说明.md": "# 说明\n"})
    assert _found(gkcheck, site.parent / "说明.md") == []


def test_outside_a_repository_only_the_given_files_count(gkcheck: Program, site: Path) -> None:
    shutil.rmtree(site.parent / ".git")
    assert _found(gkcheck, site / "zcwj/9.html") == [("POL001", "zcwj/9.html")]
