"""sites.toml: what it may say, and how it is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.fleet.entries import digest_of, is_address, read_entries, slug_of
from gkcheck.refusals import ConfigError

TWO = """
profile = "national"
time-limit = 60
[[sites]]
name = "乙局"
path = "b"
profile = "own/rules.toml"
[[sites]]
name = "甲局"
path = "zip://*::file:///srv/a.zip"
unit = "甲"
parent = "青屏市"
owner = "政务公开科"
config = "a.toml"
memory-limit = 512
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "sites.toml"
    path.write_text(text, "utf-8")
    return path


def test_shared_values_hold_where_a_site_says_nothing(tmp_path: Path) -> None:
    second, first = read_entries(_write(tmp_path, TWO), "en")[::-1]
    assert (first.name, first.unit, first.parent, first.owner) == ("乙局", "乙局", "", "")
    assert first.place == str(tmp_path / "b")
    assert first.profile == str(tmp_path / "own/rules.toml")
    assert (first.time_limit, first.memory_limit) == (60.0, 4096)
    assert (second.unit, second.parent, second.profile, second.memory_limit) == ("甲", "青屏市", "national", 512)
    assert second.place == second.address == "zip://*::file:///srv/a.zip"
    assert second.config == str(tmp_path / "a.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "misses “sites”"),
        ("sites = []", "“sites”"),
        ('[[sites]]\nname = "甲"', "misses “path”"),
        ('[[sites]]\nname = "甲"\npath = "a"\nurl = "x"', "unknown key “url”"),
        ('[[sites]]\nname = "甲"\npath = "a"\n[[sites]]\nname = "甲"\npath = "b"', "two [[sites]] have the name “甲”"),
        ('[[sites]]\nname = "A"\npath = "a"\n[[sites]]\nname = "Ａ"\npath = "b"', "two [[sites]]"),
        ('[[sites]]\nname = "a\\nb"\npath = "a"', "“name”"),
        ('[[sites]]\nname = "甲"\npath = "a"\ntime-limit = 0', "“time-limit”"),
        ("[[sites", "TOML syntax error"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_file(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refusal:
        read_entries(_write(tmp_path, text), "en")
    assert said in str(refusal.value)
    assert "sites.toml" in str(refusal.value)


def test_a_live_site_names_its_host_and_folders_have_none(tmp_path: Path) -> None:
    text = '[[sites]]\nname = "1"\npath = "https://WWW.a.gov.cn/x/"\n[[sites]]\nname = "2"\npath = "C:\\\\sites"\n'
    live, folder = read_entries(_write(tmp_path, text), "zh")
    assert (live.host, folder.host) == ("a.gov.cn", "")
    assert not is_address("C:\\sites")
    assert is_address("s3://a/b")


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_each_name_has_a_file_name_of_its_own(one: str, other: str) -> None:
    slug = slug_of(one)
    assert slug
    assert not set(slug) & set('/\\:*?"<>|\n\0')
    assert not slug.startswith(".")
    assert len(slug.encode("utf-8", "replace")) < 240
    assert (slug.casefold() == slug_of(other).casefold()) == (one == other) or one.casefold() == other.casefold()


def test_the_list_has_one_digest_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert digest_of(read_entries(_write(tmp_path, TWO), "zh")) == digest_of(read_entries(_write(tmp_path / "x", TWO), "zh"))
    assert digest_of(read_entries(_write(tmp_path, TWO.replace("乙局", "丙局")), "zh")) != digest_of(read_entries(_write(tmp_path / "x", TWO), "zh"))


def test_a_password_is_in_no_report(tmp_path: Path) -> None:
    text = '[[sites]]\nname = "1"\npath = "zip://::ftp://user:p%40ss@files.gov.cn/a.zip"\n'
    (entry,) = read_entries(_write(tmp_path, text), "zh")
    assert entry.address == "zip://::ftp://files.gov.cn/a.zip"
    assert entry.place == "zip://::ftp://user:p%40ss@files.gov.cn/a.zip"
    assert digest_of([entry]) == digest_of(read_entries(_write(tmp_path, text.replace("p%40ss", "new")), "zh"))
