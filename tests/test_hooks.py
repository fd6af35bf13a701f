"""The pre-commit hooks, run by the real program on a small site's repository, from a clone as users have it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
TRAVELS = ("pyproject.toml", "README.md", "README.zh-CN.md", "LICENSE", "src", "plugins", "rules", HOOKS.name)
POLICY = "zwgk/zcwj/202605/t20260511_101.html"
READING = "zwgk/zcjd/202605/t20260511_102.html"

_PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="SiteName" content="示例市知识产权局">
<meta name="ColumnName" content="{column}">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2026-05-11 09:00">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>发布日期：2026-05-11</p>
{body}
</body>
</html>
"""
_POLICY = """<table>
<tr><td>索引号</td><td>SZ-2026-101</td><td>发文字号</td><td>示知局〔2026〕8号</td></tr>
<tr><td>发布机构</td><td>示例市知识产权局</td><td>成文日期</td><td>2026年5月11日</td></tr>
<tr><td>公开属性</td><td>主动公开</td><td>主题分类</td><td>知识产权</td></tr>
</table>
<p>各有关单位：</p>
<p>现将《示例市专利开放许可实施办法》印发给你们，请认真贯彻执行。</p>
<p>示例市知识产权局</p>
<p>2026年5月11日</p>
<p>（此件主动公开）</p>
<p>相关解读：<a href="/{reading}">《示例市专利开放许可实施办法》政策解读</a></p>
"""
_READING = """<p>一、为什么制定《示例市专利开放许可实施办法》？</p>
<p>为了让高校和科研机构的专利更快到达中小企业，我局制定了本办法，现就主要内容解读如下。</p>
<p>原文：<a href="/{policy}">示例市知识产权局关于印发《示例市专利开放许可实施办法》的通知</a></p>
"""
_CONFIG = '[site]\nname = "示例市知识产权局"\nroot = "site"\n'


def program() -> str:
    """pre-commit beside this Python, else on the path; "" = not installed."""
    beside = Path(sys.executable).with_name("pre-commit")
    return str(beside) if beside.exists() else shutil.which("pre-commit") or ""


def index_answers(folder: Path) -> bool:
    """Whether pip can fetch packages here: pre-commit builds an environment with it."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "pluggy>=1.5"]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode == 0


class Repository:
    """A site's repository with the hooks configured, and a home of pre-commit that the tests share."""

    def __init__(self, folder: Path, home: Path, hooks: Path) -> None:
        self.folder = folder
        self.hooks = hooks
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "GKCHECK"))
        }
        self.environment = kept | {
            "PRE_COMMIT_HOME": str(home),
            "GKCHECK_LANG": "en",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "protocol.file.allow",
            "GIT_CONFIG_VALUE_0": "always",
            **{
                f"GIT_{who}_{what}": "tests@example.cn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
            },
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program in the repository; its output is in `stdout`, both streams."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=280,
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Run git, which has to succeed."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        """Write a file of the repository."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def policy(reading: str = READING) -> str:
    """A policy page that links to its interpretation."""
    title = "示例市知识产权局关于印发《示例市专利开放许可实施办法》的通知"
    return _PAGE.format(title=title, column="政策文件", body=_POLICY.format(reading=reading))


def reading() -> str:
    """Its interpretation."""
    title = "《示例市专利开放许可实施办法》政策解读"
    return _PAGE.format(title=title, column="政策解读", body=_READING.format(policy=POLICY))


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """gkcheck as a repository that pre-commit can clone: the files of this checkout, committed or not."""
    if not program():
        pytest.skip("pre-commit is not installed")
    folder = tmp_path_factory.mktemp("gkcheck")
    if not index_answers(folder / "download"):
        pytest.skip("no package index answers, and pre-commit has to build an environment")
    clone = Repository(folder / "clone", folder, folder)
    clone.folder.mkdir()
    for name in TRAVELS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, clone.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, clone.folder / name)
    clone.git("init", "--quiet", "--initial-branch=main")
    clone.git("add", "--all")
    clone.git("commit", "--quiet", "--message", "gkcheck")
    return clone.folder


@pytest.fixture(scope="module")
def home(hooks: Path) -> Path:
    """Where pre-commit keeps the environment that it builds once."""
    return hooks.parent / "home"


@pytest.fixture
def site(tmp_path: Path, hooks: Path, home: Path) -> Repository:
    """A site of one policy with its interpretation, committed, with the hook `gkcheck` installed."""
    repository = Repository(tmp_path / "repository", home, hooks)
    repository.folder.mkdir()
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.write(".gitignore", ".gkcheck_cache/\n")
    repository.write("gkcheck.toml", _CONFIG)
    repository.write(f"site/{POLICY}", policy())
    repository.write(f"site/{READING}", reading())
    # A fault of old that no commit below touches: it must never be shown to somebody who commits something else.
    repository.write("site/about/index.md", "# 机构简介\n\n[老页面](gone-for-years.html)\n")
    configure(repository, ["gkcheck"])
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "site")
    return repository


def configure(repository: Repository, names: Sequence[str]) -> None:
    """Write .pre-commit-config.yaml with these hooks of the clone."""
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repository.hooks, capture_output=True, text=True, check=True
    ).stdout.strip()
    chosen = [{"id": name, "verbose": True} for name in names]
    settings = {"repos": [{"repo": str(repository.hooks), "rev": revision, "hooks": chosen}]}
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(settings))


def test_hook_file_names_the_hooks() -> None:
    entries = {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}
    assert {name: hook["entry"] for name, hook in entries.items()} == {
        "gkcheck": "gkcheck check --changed",
        "gkcheck-site": "gkcheck check",
        "gkcheck-fix": "gkcheck fix",
    }
    # A deleted page passes no name, so the checks always run; only pages that are there can be mended.
    assert {name for name, hook in entries.items() if hook.get("always_run")} == {"gkcheck", "gkcheck-site"}
    assert all(hook["require_serial"] for hook in entries.values())


def test_commit_that_deletes_a_page_is_stopped(site: Repository) -> None:
    site.git("rm", "--quiet", f"site/{READING}")
    installed = site.run(program(), "install")
    assert installed.returncode == 0, installed.stdout
    done = site.run("git", "commit", "--message", "remove the interpretation")
    assert done.returncode == 1, done.stdout
    assert f"site/{POLICY}" in done.stdout
    assert "LNK001" in done.stdout  # the policy's link leads nowhere now
    assert "POL001" in done.stdout  # and the policy has no interpretation any more
    assert "gone-for-years" not in done.stdout
    assert site.git("log", "--format=%s") == "site"


def test_commit_that_touches_one_end_of_a_pair_shows_the_pair(site: Repository) -> None:
    site.write(f"site/{READING}", reading().replace("2026-05-11", "2026-05-20"))
    site.git("add", "--all")
    done = site.run(program(), "run")
    assert done.returncode == 1, done.stdout
    assert f"site/{POLICY}" in done.stdout and "POL002" in done.stdout
    assert "gone-for-years" not in done.stdout


def test_commit_that_touches_nothing_of_the_site_passes(site: Repository) -> None:
    site.write("notes.txt", "nothing to see\n")
    site.git("add", "--all")
    done = site.run(program(), "run")
    assert done.returncode == 0, done.stdout
    assert "LNK001" not in done.stdout


def test_range_of_commits_is_judged_like_a_commit(site: Repository) -> None:
    site.git("rm", "--quiet", f"site/{READING}")
    site.git("commit", "--quiet", "--message", "remove the interpretation")
    done = site.run(program(), "run", "gkcheck", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert done.returncode == 1, done.stdout
    assert f"site/{POLICY}" in done.stdout and "POL001" in done.stdout
    assert "gone-for-years" not in done.stdout


def test_hook_for_the_whole_site_shows_everything(site: Repository) -> None:
    configure(site, ["gkcheck-site"])
    site.git("add", "--all")
    done = site.run(program(), "run", "--all-files")
    assert done.returncode == 1, done.stdout
    assert "site/about/index.md:3" in done.stdout and "LNK001" in done.stdout


def test_try_repo_runs_the_hook_without_configuration(site: Repository) -> None:
    done = site.run(program(), "try-repo", str(site.hooks), "gkcheck-site", "--all-files", "--verbose")
    assert done.returncode == 1, done.stdout
    assert "site/about/index.md:3" in done.stdout
