"""Sites that lie elsewhere: archives and stores are copied within bounds, and nothing of them leaves its folder."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from gkcheck import __version__
from gkcheck.fleet.apart import run_apart
from gkcheck.fleet.copies import bring
from gkcheck.fleet.identity import identify
from gkcheck.fleet.task import Task, read_answers, write_tasks
from gkcheck.refusals import ConfigError
from minisite import FAULTY, installed_plugins, write_site

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'gkcheck[fleet]'")


def _archive(path: Path, files: dict[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return f"zip://*::file://{path}"


def _times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*.html")}


def test_a_folder_of_this_machine_is_not_copied(tmp_path: Path) -> None:
    assert bring(str(tmp_path), tmp_path / "copy", 1, "en") == tmp_path


@pytest.mark.parametrize("store", ["memory", "file", "zip", "zip-folder"])
def test_every_store_gives_the_same_files(store: str, tmp_path: Path) -> None:
    files = {"index.html": b"1", "a/b.html": b"2", "政策/c.html": b"3"}
    if store == "memory":
        for name, data in files.items():
            fsspec.filesystem("memory").pipe(f"/site/{name}", data)
        address = "memory://site"
    elif store == "file":
        address = f"file://{write_site(tmp_path / 'site', files)}"
    elif store == "zip":
        address = _archive(tmp_path / "a.zip", files).replace("zip://*::", "zip://::")
    else:
        address = _archive(tmp_path / "a.zip", {f"www/{name}": data for name, data in files.items()}).replace("*", "www")
    copy = bring(address, tmp_path / "copy", 1, "en")
    assert {path.relative_to(copy).as_posix(): path.read_bytes() for path in copy.rglob("*") if path.is_file()} == files


def test_a_files_time_is_what_it_holds(tmp_path: Path) -> None:
    """The cache trusts size and time: a copy with other content of the same length must never look unchanged."""
    address = _archive(tmp_path / "a.zip", {"a.html": b"one", "b.html": b"two"}).replace("*", "")
    first = _times(bring(address, tmp_path / "copy", 1, "en"))
    assert _times(bring(address, tmp_path / "copy", 1, "en")) == first
    _archive(tmp_path / "a.zip", {"a.html": b"eno", "b.html": b"two"})
    second = _times(bring(address, tmp_path / "copy", 1, "en"))
    assert (second["a.html"] == first["a.html"], second["b.html"] == first["b.html"]) == (False, True)


@pytest.mark.parametrize("name", ["../out.html", "a/../../out.html", "/etc/out.html", "a\\..\\..\\out.html", "C:/out.html"])
def test_no_file_lands_outside(name: str, tmp_path: Path) -> None:
    address = _archive(tmp_path / "a.zip", {"index.html": b"1", name: b"2"}).replace("*", "")
    try:
        copy = bring(address, tmp_path / "in" / "copy", 1, "en")
    except ConfigError as refusal:
        assert "leads out of the site" in str(refusal) or "cannot be copied" in str(refusal)
    else:
        assert all(copy in path.parents for path in tmp_path.rglob("out.html"))


def test_a_site_beyond_its_bound_is_refused_whatever_its_archive_says(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", b"0" * 3_000_000)
    said = path.read_bytes().replace((3_000_000).to_bytes(4, "little"), (30).to_bytes(4, "little"))
    for data in (path.read_bytes(), said):
        path.write_bytes(data)
        try:
            copy = bring(f"zip://::file://{path}", tmp_path / "copy", 1, "en")
        except ConfigError as refusal:
            assert "more than 1 MB" in str(refusal) or "cannot be copied" in str(refusal)
        else:
            assert sum(file.stat().st_size for file in copy.rglob("*.html")) <= 1_000_000


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nosuch://a/b", "cannot be read"),
        ("file:///no/such/folder.zip", "there is no file"),
        ("/no/such/folder", "no folder or snapshot of this machine"),
    ],
)
def test_what_is_not_there_is_said(address: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=said):
        bring(address, tmp_path / "copy", 1, "en")


def test_a_site_in_an_archive_is_checked_and_leaves_no_copy(tmp_path: Path, warm: Path) -> None:
    files = {name: text.encode() for name, text in FAULTY.items()}
    address = _archive(tmp_path / "a.zip", {**files, "gkcheck.toml": b'select = ["LNK"]\n'}).replace("*", "")
    task = Task(
        "甲", "甲", address, address, "", "", "en", date(2026, 11, 22), identify(installed_plugins()), __version__,
        (), "", str(warm), 60.0, 4096, 10,
    )  # fmt: skip
    (first,) = read_answers(run_apart(write_tasks((task,))))
    assert (first.status, first.figures.pages) == ("findings", 2), first.reason
    assert set(first.figures.families) == {"links"}
    assert first.key
    assert not list((warm / "copies").rglob("*.html"))
