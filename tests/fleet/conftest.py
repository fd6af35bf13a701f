"""What the tests of a fleet share: folders in which plugins and rules are known already, so that a site starts sooner."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of all fleets of this session."""
    return tmp_path_factory.mktemp("fleet-cache")


@pytest.fixture(autouse=True)
def _known_plugins(home: Path, warm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(warm / "user"))
    # Each site is a program that starts: as where programs are installed, none compiles its modules anew.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
