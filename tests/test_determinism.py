"""The same input gives the same bytes, for any number of workers, any cache, any order of files and any hash seed."""

from pathlib import Path

import pytest

from minisite import Program, article, policy, reading, write_site

PAGES = 190
READING = '<p>相关解读：<a href="/zcjd/{n}.html">解读</a></p>'


def _files() -> dict[str, str]:
    files = {
        f"news/{n}.html": article(
            f'<a href="/gone/{n % 7}.html">附</a><a href="#">井</a>', day=f"2024-03-{n % 28 + 1:02}"
        )
        for n in range(PAGES)
    }
    for n in range(12):
        title = f"关于印发《青屏市第{n}号专项管理办法》的通知"
        files[f"zcwj/{n}.html"] = policy(READING.format(n=n), title, number=f"青知局[2024]{n % 5 + 1}号")
        files[f"zcjd/{n}.html"] = reading(title=f"《青屏市第{n}号专项管理办法》政策解读", day=f"2024-03-{n + 5:02}")
    return files


@pytest.fixture
def site(home: Path) -> Path:
    """A site large enough for a pool, with findings of page rules and site rules."""
    return write_site(home / "site", _files())


def test_same_bytes_whatever_the_circumstances(program: Program, site: Path, home: Path) -> None:
    def report(*more: str, seed: str = "0") -> tuple[bytes, bytes]:
        outputs = ("-f", "json", "-f", "sarif", "-o", "r.json", "-o", "r.sarif")
        done = program("site", "--as-of", "2026-11-22", *outputs, *more, env={"PYTHONHASHSEED": seed})
        assert (done.code, done.out, done.err) == (1, "", "")
        return (home / "r.json").read_bytes(), (home / "r.sarif").read_bytes()

    first = report("-j", "1", "--no-cache")
    assert first[0].count(b'"LNK001"') >= PAGES
    assert first[1].count(b'"POL002"') >= 11
    cold = report("-j", "2", seed="1")
    warm = report("-j", "8", seed="2")
    assert first == cold == warm
    files = _files()
    (home / "site").rename(home / "old")
    write_site(home / "site", {name: files[name] for name in reversed(files)})
    assert report("-j", "8", "--no-cache", seed="3") == first
