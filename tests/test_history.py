"""When version control saw a file first, and what a publish date before that gives."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from gkcheck.history import first_commits
from minisite import Program, article


def git(folder: Path, *arguments: str, day: str = "2024-03-01") -> None:
    """Run git in `folder`, as somebody who commits on that day."""
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.invalid", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.invalid"}
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0800", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0800"}
    subprocess.run(["git", "-c", "init.defaultBranch=main", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | who | when)


def commit(folder: Path, names: list[str], day: str) -> None:
    """Write files and commit them on a day."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(article(title=f"关于{name}事项的公告发布", day="2024-03-04"), "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "pages", day=day)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with an import, two single pages and a folder that came in at once."""
    git(tmp_path, "init")
    commit(tmp_path, ["site/old.html"], "2024-03-01")
    commit(tmp_path, ["site/公告/新 的.html"], "2024-04-20")
    commit(tmp_path, [f"site/moved/{n}.html" for n in range(60)], "2024-05-01")
    return tmp_path


def test_single_pages_have_a_day_and_imports_have_none(checkout: Path) -> None:
    assert first_commits(checkout / "site") == {"公告/新 的.html": date(2024, 4, 20)}


def test_a_renamed_page_was_there_before(checkout: Path) -> None:
    commit(checkout, ["site/x/first.html"], "2024-05-02")
    git(checkout, "mv", "site/x", "site/y")
    git(checkout, "mv", "site/old.html", "site/older.html")
    git(checkout, "commit", "-m", "renamed", day="2024-05-03")
    git(checkout, "mv", "site/y/first.html", "site/y/last.html")
    git(checkout, "commit", "-m", "again", day="2024-05-04")
    assert first_commits(checkout / "site") == {"公告/新 的.html": date(2024, 4, 20), "y/last.html": date(2024, 5, 2)}


def test_outside_a_checkout_nothing_is_known(tmp_path: Path) -> None:
    assert first_commits(tmp_path) == {}


def test_a_shallow_copy_says_nothing(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "--depth", "1", checkout.as_uri(), str(copy))
    assert first_commits(copy / "site") == {}


def test_a_date_before_the_page_was_there_is_for_people_to_look_into(checkout: Path, gkcheck: Program) -> None:
    outcome = gkcheck("check", checkout / "site", "--select", "SEC004", "--as-of", "2024-06-01", "-q")
    assert outcome.code == 0
    assert "SEC004" in outcome.out and "公告/新 的.html" in outcome.out and "2024-04-20" in outcome.out
    assert outcome.out.count("SEC004") == 1
