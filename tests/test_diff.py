"""--diff REV: what concerns files changed, deleted or renamed since this branch left REV; git that cannot tell is refused."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from minisite import Outcome, Program, article, policy, reading, write_site

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

TO_READING = '<p>相关解读：<a href="/zcjd/1.html">政策解读</a></p>'
TO_POLICY = '<p>政策原文：<a href="/zcwj/1.html">资助资金管理办法</a></p>'
OTHER = "关于印发《青屏市专利导航项目管理办法》的通知"
Found = list[tuple[str, str]]


def _git(folder: Path, *arguments: str | bytes) -> str:
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=environment)
    return done.stdout.decode("utf-8", "replace").strip()


def _commit(folder: Path, text: str) -> str:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", text)
    return _git(folder, "rev-parse", "HEAD")


@pytest.fixture
def site(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a pair in order, an attachment, and findings that no change below touches; the site is a folder of it."""
    for name in ("PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    files: dict[str, str | bytes] = {
        "gkcheck.toml": '[site]\nroot = "网站"\n',
        ".gitignore": ".gkcheck_cache/\n.cache/\n",
        "网站/index.html": article(),
        "网站/zcwj/1.html": policy(TO_READING),
        "网站/zcjd/1.html": reading(TO_POLICY),
        "网站/zcwj/9.html": policy(title=OTHER, number="青知局〔2024〕9号"),
        "网站/news/1.html": article('<a href="/files/a.docx">附件</a><a href="/gone.html">旧页</a>'),
        "网站/files/a.docx": b"PK\x03\x04",
    }
    write_site(home, files)
    _git(home, "init", "-q", "-b", "main")
    _commit(home, "一")
    return home / "网站"


def _run(gkcheck: Program, *arguments: str | Path) -> Outcome:
    return gkcheck("check", *arguments, "--select", "POL,LNK001,ATT001", "--as-of", "2026-11-22", "-j", "1", "-f", "json", "--lang", "zh")


def _found(gkcheck: Program, revision: str = "main", *paths: str | Path) -> Found:
    done = _run(gkcheck, *paths, "--diff", revision)
    assert done.code in (0, 1), done.err
    report = json.loads(done.out)
    assert report["whole"] is False
    assert report["coverage"]["pages"] >= 3, "the whole site is context"
    return sorted((entry["code"], entry["path"]) for entry in report["findings"])


def test_without_a_change_nothing_is_told(gkcheck: Program, site: Path) -> None:
    assert _found(gkcheck) == []
    assert _found(gkcheck, "HEAD") == []


@pytest.mark.parametrize("how", ["untracked", "staged", "committed"])
def test_a_new_page_is_told_however_far_it_got(gkcheck: Program, site: Path, how: str) -> None:
    _git(site, "switch", "-qc", "改版")
    write_site(site, {"news/2.html": article('<a href="/nowhere.html">甲</a>')})
    if how != "untracked":
        _git(site, "add", "-A")
    if how == "committed":
        _git(site, "commit", "-qm", "二")
    assert _found(gkcheck) == [("LNK001", "news/2.html")]


def test_what_is_ignored_by_git_is_no_change(gkcheck: Program, site: Path) -> None:
    write_site(site, {".gitignore": "bak/\n", "bak/2.html": article('<a href="/nowhere.html">甲</a>')})
    assert _found(gkcheck) == []


def test_a_changed_policy_tells_what_its_interpretation_lacks(gkcheck: Program, site: Path) -> None:
    write_site(site, {"zcjd/1.html": reading()})
    _commit(site, "解读页不再链接原文")
    _git(site, "switch", "-qc", "改版")
    write_site(site, {"zcwj/1.html": policy(TO_READING + "<p>增加一段。</p>")})
    assert _found(gkcheck) == [("POL003", "zcjd/1.html")]


@pytest.mark.parametrize("how", ["unstaged", "staged", "committed"])
def test_a_deletion_is_told_where_it_hurts(gkcheck: Program, site: Path, how: str) -> None:
    _git(site, "switch", "-qc", "改版")
    (site / "zcjd/1.html").unlink()
    (site / "files/a.docx").unlink()
    if how == "staged":
        _git(site, "add", "-A")
    elif how == "committed":
        _commit(site, "二")
    assert _found(gkcheck) == [("ATT001", "news/1.html"), ("LNK001", "zcwj/1.html"), ("POL001", "zcwj/1.html")]


def test_taken_out_of_the_index_alone_a_page_is_still_there(gkcheck: Program, site: Path) -> None:
    _git(site, "rm", "-q", "--cached", "zcjd/1.html")
    assert _found(gkcheck) == []


def test_a_renamed_folder_is_told_where_its_old_name_is_linked(gkcheck: Program, site: Path) -> None:
    _git(site, "switch", "-qc", "改版")
    _git(site, "mv", "zcjd", "解读")
    _commit(site, "改名")
    assert _found(gkcheck) == [("LNK001", "zcwj/1.html"), ("POL003", "zcwj/1.html")]
    assert _found(gkcheck, "改版") == []


def test_only_what_the_branch_did_counts_not_what_happened_upstream(gkcheck: Program, site: Path) -> None:
    _git(site, "switch", "-qc", "改版")
    write_site(site, {"news/2.html": article('<a href="/nowhere.html">甲</a>')})
    _commit(site, "二")
    _git(site, "switch", "-q", "main")
    write_site(site, {"zcwj/9.html": policy(title=OTHER, number="青知局〔2024〕10号"), "neu.html": article()})
    _commit(site, "主干上另有改动")
    _git(site, "switch", "-q", "改版")
    assert _found(gkcheck) == [("LNK001", "news/2.html")], "neu.html is no deletion of this branch"


def test_names_in_another_encoding(gkcheck: Program, site: Path) -> None:
    name = "新闻.html".encode("gbk")
    target = os.fsencode(site / "news") + b"/" + name
    try:
        with open(target, "wb") as file:
            file.write(article('<a href="/nowhere.html">甲</a>').encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    done = _run(gkcheck, "--diff", "main")
    assert done.code == 3, "the changed page cannot be read, and that is said"
    (told,) = json.loads(done.out)["findings"]
    assert (told["code"], told["path"]) == ("GKC001", r"news/\xd0\xc2\xce\xc5.html")
    assert _run(gkcheck, "--changed", os.fsdecode(target)).code == 3
    _git(site, "switch", "-qc", "改版")
    _commit(site, "二")
    os.rename(target, site / "news" / "新闻.html")
    assert _found(gkcheck, "main") == [("LNK001", "news/新闻.html")]
    base = _commit(site, "三")
    (site / "news" / "新闻.html").unlink()
    assert _found(gkcheck, base) == []


def test_a_changed_ledger_beside_the_site_counts(gkcheck: Program, site: Path) -> None:
    from gkcheck.commands.changes import changes_since

    write_site(site.parent, {"台账/filings.csv": "编号\n"})
    _commit(site.parent, "二")
    ledger = site.parent / "台账" / "filings.csv"
    assert changes_since(site, "HEAD", [ledger], "zh").changed == frozenset()
    ledger.write_text("编号\n1\n", "utf-8")
    assert changes_since(site, "HEAD", [ledger], "zh").changed == {"../台账/filings.csv"}
    fresh = site.parent / "台账" / "new.csv"
    fresh.write_text("编号\n", "utf-8")
    assert changes_since(site, "HEAD", [fresh], "zh").changed == {"../台账/new.csv"}


def test_a_folder_of_the_site_limits_what_is_told(gkcheck: Program, site: Path) -> None:
    write_site(site, {"news/2.html": article('<a href="/n.html">甲</a>'), "zcwj/3.html": article('<a href="/n.html">甲</a>')})
    assert _found(gkcheck, "main", site / "news") == [("LNK001", "news/2.html")]


def test_a_revision_that_is_not_there(gkcheck: Program, site: Path) -> None:
    for revision in ("origin/main", "0123456789abcdef0123456789abcdef01234567", "--output=x", "main:网站"):
        done = _run(gkcheck, f"--diff={revision}")
        assert done.code == 2
        assert "没有这个版本" in done.err
        assert "git fetch" in done.err
    assert not (site / "x").exists()


def test_a_shallow_clone_says_how_to_get_the_rest(gkcheck: Program, site: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _git(site, "rev-parse", "HEAD")
    write_site(site, {"news/2.html": article()})
    _commit(site, "二")
    _git(home, "clone", "-q", "--depth", "1", f"file://{home}", "浅")
    monkeypatch.chdir(home / "浅")
    done = _run(gkcheck, "--diff", first)
    assert done.code == 2
    assert "浅克隆" in done.err
    assert "fetch-depth: 0" in done.err


def test_histories_without_a_common_beginning(gkcheck: Program, site: Path) -> None:
    _git(site, "checkout", "-q", "--orphan", "另起")
    _commit(site.parent, "从头")
    done = _run(gkcheck, "--diff", "main")
    assert done.code == 2
    assert "没有共同的起点" in done.err


def test_without_git_there_is_no_diff(gkcheck: Program, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(site.parent / ".git")
    done = _run(gkcheck, "--diff", "main")
    assert done.code == 2
    assert "不在 git 仓库中" in done.err
    _git(site, "init", "-q")
    monkeypatch.setenv("PATH", "")
    done = _run(gkcheck, "--diff", "main")
    assert done.code == 2
    assert "没有安装 git" in done.err


def test_one_way_to_name_a_change_at_a_time(gkcheck: Program, site: Path) -> None:
    done = _run(gkcheck, "--changed", "--diff", "main")
    assert done.code == 2
    assert "--diff" in done.err


def test_pages_that_are_not_read_elsewhere_do_not_block_a_change(gkcheck: Program, site: Path) -> None:
    write_site(site, {"bad.html": b"\x00\x01\x02\xff" * 200})
    _commit(site, "坏页早已有之")
    _git(site, "switch", "-qc", "改版")
    write_site(site, {"news/2.html": article()})
    assert _run(gkcheck, "--diff", "main").code == 0
    write_site(site, {"bad.html": b"\x00\x01\x02\xfe" * 200})
    assert _run(gkcheck, "--diff", "main").code == 3


def test_what_deleted_pages_held_comes_whole(site: Path) -> None:
    """Blanks, blank lines and line ends in what git gives; a page that it does not know among them."""
    from gkcheck.commands.changes import _contents

    held = {"空 格.html": b"\n\nblob 3\n", "b.html": b"", "c.html": b"x missing\n", "d.htm": "\r\n乙".encode("gbk"), "e.docx": b"PK"}
    write_site(site, dict(held))
    _git(site, "config", "core.autocrlf", "false")
    _commit(site, "二")
    names = [*held, "never.html", "news/1.html"]
    told = _contents(site, "HEAD", names)
    assert {name: told[name] for name in held} == {**held, "e.docx": b""}
    assert told["never.html"] == b""
    assert told["news/1.html"] == (site / "news/1.html").read_bytes()
