"""No number of a person gets into anything that gkcheck writes, whatever the format: reports, history, baseline."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gkcheck.cli import main
from gkcheck.commands.output import plan_folder
from gkcheck.reporters import REPORTERS
from minisite import article, policy, write_site

PHONE, IDENTITY = "13812345678", "110101199003074514"
PERSON = f"联系人张三，手机 {PHONE}，身份证号 {IDENTITY}"
# In a title, on the line of another fault, in a link's words and its target, in a document number, a cell, a column's name.
SITE = {
    "index.html": article(),
    "zwgk/1.html": policy(
        f'<p>{PERSON}<a href="/gone-{PHONE}.html">{PERSON}</a><a href="#">{PERSON}</a></p>',
        title=f"关于{PERSON}的通知",
        number=f"青知局[2024]{PHONE}号",
    ).replace("政策文件", f"政策文件{PHONE}"),
    "gzdt/2.html": article(f"<table><tr><td>姓名</td><td>{PERSON}</td></tr></table><p>{PERSON}<a href='x.html'>附页</a></p>", title=PERSON),
    "gzdt/坏.html": b"\x00\xff" + PERSON.encode() * 3,
}
FILES = {name: os.path.basename(place) for name, place in plan_folder(Path(), REPORTERS)}
FILES |= {"github": "github.txt", "baseline": "baseline.json", "history": "history.sqlite", "exported history": "all.csv"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is written of the site, in one folder."""
    home = tmp_path_factory.mktemp("home")
    write_site(home / "site", SITE)
    out = home / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("HOME", os.fspath(home))
        for arguments in (
            ["audit", "site", "--offline", "-q", "--output", "out", "--lang", "zh"],
            ["check", "site", "-q", "-o", "github=out/github.txt", "--lang", "zh"],
            ["baseline", "site", "-q", "-o", "out/baseline.json", "--lang", "zh"],
            ["history", "out/history.sqlite", "--export", "out/all.csv", "--lang", "zh"],
        ):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            assert ended.value.code in (None, 0, 1, 3), arguments
    return out


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and those of an archive's members."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())


@pytest.mark.parametrize("name", FILES)
def test_no_number_of_a_person_is_written(folder: Path, name: str) -> None:
    if name == "docx":
        pytest.importorskip("docx")
    pieces = [piece.decode("utf-8", "replace") for piece in unpacked((folder / FILES[name]).read_bytes())]
    # It tells of the page, so that the test could fail.
    assert any("LNK001" in piece or "站内链接" in piece or "页面不存在" in piece for piece in pieces)
    for number in (PHONE, IDENTITY, PHONE[2:], IDENTITY[6:]):
        assert not [piece for piece in pieces if number in piece]
