"""Fixtures of all tests: a run inside this process, the command line inside this process, and the real program."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from gkcheck.cli import main
from minisite import Outcome, Program

# The same examples on every machine: a test that fails for one of us fails for all.
settings.register_profile(
    "house",
    deadline=None,
    max_examples=60,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="rewrite expected.txt of the examples")


PROGRAMS = frozenset(
    (
        *("test_fetch", "test_snapshots", "test_shards", "test_cluster", "test_live", "test_fleet", "test_league_browser"),
        *("test_html_browser", "test_rectification_office", "test_weekly_workflow", "test_hooks", "test_packaging", "test_docs_site"),
        *("test_chronicle", "test_diff", "test_baseline", "test_online", "test_determinism", "test_benchmarks"),
    )
)
"""Modules whose point is a real program: browser, office, git, a crawl, a cluster, an installation. `make test-programs` runs them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.stem in PROGRAMS:
            item.add_marker("programs")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, outside every site and repository, without the settings of whoever runs the tests."""
    folder = tmp_path / "办公 home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in (
        "GKCHECK_LANG",
        "GKCHECK_DISABLE_PLUGINS",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "XDG_CACHE_HOME",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", os.fspath(folder))
    monkeypatch.setenv("GKCHECK_DEBUG", "1")
    return folder


@pytest.fixture
def gkcheck(home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Program:
    """The command line inside this process: `gkcheck("check", "site", "-q")`, in one process unless -j is given."""

    def call(*arguments: str | Path) -> Outcome:
        capfdbinary.readouterr()
        code: Any = 0
        try:
            main([os.fspath(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code or 0
        out, err = capfdbinary.readouterr()
        return Outcome(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), out)

    return call


@pytest.fixture
def program(home: Path) -> Program:
    """The real program in a process of its own; `env` adds to its environment, `cwd` is where it starts."""

    def call(
        *arguments: str | Path | bytes, env: Mapping[str, str] | None = None, cwd: Path = home, **more: Any
    ) -> Outcome:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})}
        environment.pop("GKCHECK_DEBUG", None)
        command = [sys.executable, "-m", "gkcheck", *arguments]
        more.setdefault("stdout", subprocess.PIPE)
        done = subprocess.run(
            command, env=environment, cwd=cwd, stderr=subprocess.PIPE, timeout=60, check=False, **more
        )
        out = done.stdout or b""
        return Outcome(done.returncode, out.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), out)

    return call
