"""The weekly workflows that the READMEs name, run as they are written, step by step, over three weeks of a local repository."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from minisite import article, write_site

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not (shutil.which("git") and shutil.which("bash")), reason="git or bash is not installed")
LINK = '<p><a href="/{}.html">附页</a></p>'


def workflow(name: str) -> Any:
    """The workflow that both READMEs link to."""
    (target,) = {
        match
        for readme in ("README.md", "README.zh-CN.md")
        for match in re.findall(rf"\]\(([^)\s]*{name})\)", (ROOT / readme).read_text("utf-8")) or [f"none in {readme}"]
    }
    return yaml.safe_load((ROOT / target).read_text("utf-8"))


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """What a runner's shell sees: gkcheck on the path, git without anybody's settings."""
    programs = home / "bin"
    programs.mkdir()
    (programs / "gkcheck").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m gkcheck "$@"\n', "utf-8")
    (programs / "gkcheck").chmod(0o755)
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    plain = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    paths = os.pathsep.join((str(programs), plain["PATH"]))
    return {**plain, **names, "PATH": paths, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONIOENCODING": "utf-8"}


class Remote:
    """The repository of the site, as a forge keeps it."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.place, self.work, self.environment = home / "remote.git", home / "work", environment
        self.git(home, "init", "-q", "--bare", "-b", "main", str(self.place))
        self.git(home, "clone", "-q", str(self.place), str(self.work))

    def git(self, folder: Path, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=folder, env=self.environment, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace").strip()

    def commit(self, files: Mapping[str, str]) -> None:
        write_site(self.work, files)
        self.git(self.work, "add", "-A")
        self.git(self.work, "commit", "-qm", "一周")
        self.git(self.work, "push", "-q", "origin", "HEAD:main")


@pytest.fixture
def remote(home: Path, environment: dict[str, str]) -> Remote:
    made = Remote(home, environment)
    made.commit({"gkcheck.toml": 'select = ["LNK001"]\n[site]\nname = "示例局"\nroot = "site"\n', "site/index.html": article()})
    return made


def holds(condition: str, folder: Path, failed: bool, outcomes: Mapping[str, str]) -> bool:
    """An `if:` of a step, as far as the example uses that language."""
    if not condition:
        return not failed
    for part in condition.split(" && "):
        file = re.fullmatch(r"hashFiles\('(.+)'\) != ''", part)
        step = re.fullmatch(r"steps\.(\w+)\.outcome == 'success'", part)
        assert part == "always()" or file or step, part
        if (file and not (folder / file[1]).is_file()) or (step and outcomes.get(step[1]) != "success"):
            return False
    return True


def run_job(job: Any, remote: Remote, folder: Path, kept: Path) -> tuple[int, dict[str, str]]:
    """One job of GitHub in a fresh folder: its exit code, and the outcome of each step by name or action."""
    environment = {**remote.environment, **job["env"], "GITHUB_STEP_SUMMARY": str(folder.with_suffix(".md"))}
    outcomes: dict[str, str] = {}
    code = 0
    for step in job["steps"]:
        name = step.get("name", "") or step["uses"].partition("@")[0]
        if not holds(step.get("if", ""), folder, code != 0, outcomes):
            outcomes[name] = "skipped"
            continue
        done = use(step, remote, folder, kept) if "uses" in step else 0
        if "run" in step and "pip install" not in step["run"]:
            # GitHub's own way to start a shell.
            script = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, timeout=120, check=False, capture_output=True)
            done = script.returncode
            assert done in (0, 1, 3) and (done == 0 or "gkcheck" in step["run"]), script.stderr.decode()
        outcomes[name] = outcomes[step.get("id", name)] = "failure" if done else "success"
        code = code or done
    return code, outcomes


def use(step: Any, remote: Remote, folder: Path, kept: Path) -> int:
    """What an action of others does, done locally."""
    action, given = step["uses"].partition("@")[0], step.get("with", {})
    if action == "actions/checkout":
        assert given["fetch-depth"] == 0
        remote.git(folder.parent, "clone", "-q", "-b", "main", f"file://{remote.place}", folder.name)
    elif action == "actions/cache/restore" and (kept / given["path"]).exists():
        shutil.copytree(kept / given["path"], folder / given["path"])
    elif action == "actions/cache/save":
        shutil.copytree(folder / given["path"], kept / given["path"], dirs_exist_ok=True)
    elif action == "github/codeql-action/upload-sarif":
        assert json.loads((folder / given["sarif_file"]).read_bytes())["version"] == "2.1.0"
    elif action == "actions/upload-artifact":
        shutil.copytree(folder / given["path"], kept / "artifact", dirs_exist_ok=True)
    else:
        assert action in ("actions/setup-python", "actions/cache/restore"), action
    return 0


def test_github_from_week_to_week(home: Path, remote: Remote) -> None:
    job = workflow("github-weekly.yml")["jobs"]["weekly-audit"]
    kept = home / "kept"
    kept.mkdir()
    texts = [
        {"site/a.html": article(LINK.format("x") + LINK.format("y"))},
        {"site/a.html": article(LINK.format("x") + LINK.format("z"))},
        {"site/a.html": article()},
    ]
    said = []
    for week, files in enumerate(texts):
        remote.commit(files)
        code, outcomes = run_job(job, remote, home / f"week{week}", kept)
        assert code == (1, 1, 0)[week], outcomes
        later = list(outcomes)[list(outcomes).index("Check the site") + 1 :]
        assert {outcomes[name] for name in later} == {"success"}
        said.append((home / f"week{week}.md").read_text("utf-8"))
    assert "与上次相比" not in said[0]
    assert "新增 1、反复出现 0、未改 1、已整改 1" in said[1]
    assert "新增 0、反复出现 0、未改 0、已整改 2" in said[2]
    listed = remote.git(remote.place, "log", "--format=%s", "gkcheck-history").splitlines()
    assert len(listed) == 3
    summary = (kept / "artifact" / "summary.md").read_text("utf-8")
    assert "整改率 100%：已知问题 2 处，已整改 2 处" in summary
    assert len(summary.encode()) < 12_000


def test_a_remote_that_does_not_answer_costs_no_history(home: Path, remote: Remote) -> None:
    """Where earlier runs cannot be fetched, nothing is checked as if it were the first time, and nothing is pushed."""
    job = workflow("github-weekly.yml")["jobs"]["weekly-audit"]
    kept = home / "kept"
    kept.mkdir()
    remote.commit({"site/a.html": article(LINK.format("x"))})
    run_job(job, remote, home / "week0", kept)
    before = remote.git(remote.place, "rev-parse", "gkcheck-history")
    fetch = next(step for step in job["steps"] if step.get("id") == "history")
    fetch["run"] = fetch["run"].replace("ls-remote --heads origin", "ls-remote --heads file:///nowhere")
    steps = [step for step in job["steps"] if step is not fetch]
    broken = subprocess.run(["bash", "-e", "-c", fetch["run"]], cwd=home / "week0", env=remote.environment, check=False, capture_output=True)
    assert broken.returncode not in (0, 1), "the step fails"
    _, outcomes = run_job({**job, "steps": steps}, remote, home / "week1", kept)
    assert outcomes["Keep the history of runs"] == "skipped"
    assert remote.git(remote.place, "rev-parse", "gkcheck-history") == before


def test_gitlab_as_written(home: Path, remote: Remote) -> None:
    job = workflow("gitlab-weekly.yml")["gkcheck"]
    said = ""
    for week, text in enumerate((LINK.format("x"), LINK.format("y"))):
        remote.commit({"site/a.html": article(text)})
        folder = home / f"week{week}"
        remote.git(home, "clone", "-q", str(remote.place), folder.name)
        for path in job["cache"]["paths"] if week else ():
            source = home / "week0" / path
            assert source.exists(), path
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, folder / path)
        environment = {**remote.environment, **job["variables"]}
        done = subprocess.run(["bash", "-e", "-c", "\n".join(job["script"])], cwd=folder, env=environment, check=False, capture_output=True)
        assert done.returncode == 1, done.stderr.decode()
        said = done.stdout.decode()
        assert all((folder / path).exists() for path in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()))
    assert "新增 1、反复出现 0、未改 0、已整改 1" in said
    assert json.loads((home / "week1" / job["artifacts"]["reports"]["codequality"]).read_bytes())[0]["location"]["path"] == "site/a.html"
