"""What plugins brought last time stands on the shelf only while it is still true, and names nothing that is not theirs."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from gkcheck.plugins import load_plugins
from gkcheck.reporters import REPORTERS
from gkcheck.shelf import Content, Later, Shelf
from minisite import ARTICLE, Program

PLUGIN = """
from gkcheck.api import hookimpl, page_check

@page_check("zshelf-titled", needle="title", words={"type": "array"})
def titled(page, rule):
    yield from ()

def length(page):
    return len(page.source)

@hookimpl
def gkcheck_checks():
    return [titled]

@hookimpl
def gkcheck_extractors():
    return {"zshelf-length-1": length}
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plugin that is installed; its package's file."""
    info = tmp_path / "zshelf-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zshelf\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[gkcheck]\nzshelf = zshelf\n")
    module = tmp_path / "zshelf/__init__.py"
    module.parent.mkdir()
    module.write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "zshelf", raising=False)
    return module


def forget_modules() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "zshelf"]:
        del sys.modules[name]


def load(path: Path) -> tuple[list[str], bool]:
    """Names of the plugin's checks, and whether its module was imported for that."""
    forget_modules()
    plugins = load_plugins(reporters=REPORTERS, shelf=Shelf(path))
    plugin = next(plugin for plugin in plugins.loaded if plugin.name == "zshelf")
    return [check.name for check in plugin.checks], "zshelf" in sys.modules


def test_a_plugin_comes_back_without_being_imported(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "plugins"
    assert load(path) == (["zshelf-titled"], True)
    assert load(path) == (["zshelf-titled"], False)
    plugins = load_plugins(reporters=REPORTERS, shelf=Shelf(path))
    check = plugins.checks["zshelf-titled"]
    assert (check.scope, check.needle, check.options) == ("page", "title", {"words": {"type": "array"}})
    assert isinstance(check.function, Later)
    assert list(check.function(None, None)) == []
    assert "zshelf" in sys.modules
    assert [status.status for status in plugins.statuses if status.name == "zshelf"] == ["loaded"]


def test_changed_code_is_read_again(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "plugins"
    before = load_plugins(reporters=REPORTERS, shelf=Shelf(path)).loaded
    package.write_text(PLUGIN.replace("zshelf-titled", "zshelf-named"), encoding="utf-8")
    os.utime(package, ns=(1, 1))
    assert load(path) == (["zshelf-named"], True)
    after = load_plugins(reporters=REPORTERS, shelf=Shelf(path)).loaded
    assert {plugin.name: plugin.code for plugin in before}["zshelf"] != {plugin.name: plugin.code for plugin in after}["zshelf"]
    (package.parent / "further.py").write_text("", encoding="utf-8")
    assert load(path) == (["zshelf-named"], True)


@pytest.mark.parametrize("module, name", [("os", "system"), ("zshelfish", "titled"), ("zshelf", "titled.__init__")])
def test_a_foreign_name_is_not_believed(package: Path, tmp_path: Path, module: str, name: str) -> None:
    path = tmp_path / "plugins"
    load(path)
    content = msgspec.json.decode(path.read_bytes(), type=Content)
    content.plugins["zshelf"].checks[0].function = (module, name)
    path.write_bytes(msgspec.json.encode(content))
    assert load(path) == (["zshelf-titled"], True)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"plugins": {"zshelf": {}}}', b"\xff\x00"])
def test_a_broken_shelf_is_an_empty_one(package: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plugins"
    path.write_bytes(content)
    assert load(path) == (["zshelf-titled"], True)
    assert load(path) == (["zshelf-titled"], False)


def test_a_function_without_a_name_of_its_own_keeps_its_plugin_off_the_shelf(package: Path, tmp_path: Path) -> None:
    package.write_text(PLUGIN.replace('{"zshelf-length-1": length}', '{"zshelf-length-1": lambda page: 1}'), encoding="utf-8")
    path = tmp_path / "plugins"
    assert load(path) == (["zshelf-titled"], True)
    assert load(path) == (["zshelf-titled"], True)


def test_a_folder_that_cannot_be_written_changes_nothing(package: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    assert load(tmp_path / "blocked/plugins") == (["zshelf-titled"], True)


def test_a_run_from_the_cache_imports_neither_parser_nor_page_checks(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for number in range(3):
        (site / f"t{number}.html").write_text(ARTICLE.format(title=f"动态{number}", day="2026-11-20", body=""), encoding="utf-8")
    code = (
        "import sys\nfrom gkcheck.cli import main\n"
        f"try: main(['check', {str(site)!r}, '-q', '--exit-zero'])\nexcept SystemExit: pass\n"
        "print(*sorted(sys.modules))"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "home")}
    outputs = [
        subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    loaded = [set(output.splitlines()[-1].split()) for output in outputs]
    for name in ("lxml.etree", "gkcheck.classify", "gkcheck_plugins.annual_report.form_checks", "gkcheck_plugins.links.placeholder"):
        assert name in loaded[0], name
        assert name not in loaded[1], name


def test_a_user_without_a_home_is_served_all_the_same(gkcheck: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    (tmp_path / "t.html").write_text(ARTICLE.format(title="动态", day="2026-11-20", body=""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert gkcheck(".", "--select", "LNK", "-q").code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_code_that_changes_while_it_is_loaded_is_not_kept(package: Path, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    later = package.stat().st_mtime_ns + 60_000_000_000
    os.utime(package, ns=(later, later))
    forget_modules()
    load_plugins(reporters=REPORTERS, shelf=shelf)
    shelf.write()
    assert "zshelf" not in msgspec.json.decode((tmp_path / "shelf").read_bytes(), type=Content).plugins
