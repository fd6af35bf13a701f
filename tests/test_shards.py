"""Shards of a site: any way to split it joins to the report of one run, byte for byte, and nothing that does not fit is joined."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkcheck import sharding
from gkcheck.config import Config
from gkcheck.order import Order
from gkcheck.refusals import ConfigError
from gkcheck.reporters import REPORTERS
from gkcheck.rulebook import load_rulebook
from gkcheck.runner import run
from gkcheck.shardfile import MAGIC, Shard, read_shard, write_shard
from gkcheck.sharding import make_shard, run_merged
from gkcheck.shares import Share, missing, read_share, share_of
from minisite import AS_OF, FAULTY, Program, article, installed_plugins, policy, reading, write_site

SITE = {
    **FAULTY,
    "index.html": article('<a href="zwgk/zcwj/1.html">办法</a><a href="zwgk/zcjd/3.html">解读</a><img src="images/a.png">'),
    "zwgk/zcjd/3.html": reading('<p><a href="../zcwj/1.html">原文</a></p>'),
    "zwgk/zcwj/4.html": policy(title="关于印发《青屏市专利奖励办法》的通知", number="青知局〔2024〕8号"),
    "zwgk/gzdt/5.html": article("<p>电话13800138000，身份证号110101199003074530。</p>"),
    "zwgk/gzdt/6.html": article('<p><a href="../zcwj/1.html#no">锚</a><!-- gkcheck: ignore LNK001 --></p>'),
    "empty.html": "",
    "binary.html": b"\x00\x01\x02\xff" * 40,
    "files/a.docx": b"PK\x03\x04 cut short",
    "files/b.xls": b"<html><table><tr><td>1</td></tr></table></html>",
    "css/a.css": "body { background: url(gone.png) }",
    "sitemap.xml": "<urlset><url><loc>/gone/9.html</loc></url></urlset>",
}
DATE = ("--as-of", "2026-11-22")


@cache
def _rules() -> object:
    return load_rulebook(Config(), installed_plugins())


def _order(root: Path, **changes: object) -> Order:
    return replace(Order(root, Config(), _rules(), AS_OF), **changes)  # type: ignore[arg-type]


def _report(order: Order, *shards: Shard) -> str:
    result = run_merged(order, [(f"{shard.number}.gkshard", shard) for shard in shards]) if shards else run(order)
    return "".join(REPORTERS[form](result) for form in ("json", "sarif", "text", "summary"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("shards") / "site", SITE)


@pytest.fixture(scope="module")
def whole(site: Path) -> str:
    return _report(_order(site))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), shares=st.integers(1, 5))
def test_any_partition_joins_to_the_report_of_one_run(
    data: st.DataObject, shares: int, site: Path, whole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {path: data.draw(st.integers(1, shares), label=path) for path in SITE}
    with monkeypatch.context() as patch:
        patch.setattr(sharding, "share_of", lambda path, of: where[path])
        shards = [make_shard(_order(site), Share(number, shares)) for number in range(1, shares + 1)]
        order = data.draw(st.permutations(shards))
        assert _report(_order(site), *order) == whole


def test_the_report_tells_what_it_should(whole: str) -> None:
    for code in ("GKC001", "LNK001", "DOC002", "PII0", "POL001", "ATT0"):
        assert code in whole, code


@given(st.lists(st.text(min_size=1), unique=True, max_size=40), st.integers(1, 50))
def test_each_name_is_in_one_share_and_always_the_same(names: list[str], shares: int) -> None:
    found = [share_of(name, shares) for name in names]
    assert all(1 <= share <= shares for share in found)
    assert found == [share_of(name, shares) for name in names]


def test_a_share_never_moves() -> None:
    """Shards that were made by two releases would else overlap: these values are part of the format."""
    assert [share_of(name, 8) for name in ("index.html", "政策/1.html", "a/b.html")] == [3, 2, 8]


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "1/0", "-1/2", "1/2/3", "a/b", "１/２", "1/5000"])
def test_a_share_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="--shard"):
        read_share(text, "en")


def test_missing_shares_are_named() -> None:
    assert missing([Share(1, 4), Share(3, 4)], 4) == "2/4, 4/4"


def _shards(site: Path, number: int = 3, **changes: object) -> list[Shard]:
    return [make_shard(_order(site, **changes), Share(one, number)) for one in range(1, number + 1)]


def _refused(order: Order, shards: list[Shard]) -> str:
    with pytest.raises(ConfigError) as refusal:
        _report(order, *shards)
    return str(refusal.value)


def test_shards_that_do_not_fit_are_refused_with_their_names(site: Path) -> None:
    from datetime import date

    from msgspec.structs import replace as change

    order = replace(_order(site), lang="en")
    good = _shards(site)
    assert "missing: 2/3" in _refused(order, [good[0], good[2]])
    assert "more than once: 1.gkshard, 1.gkshard" in _refused(order, [*good, good[0]])
    assert "2.gkshard is 2/4" in _refused(order, [good[0], change(good[1], of=4), good[2]])
    assert "3.gkshard is as of 2026-11-21" in _refused(order, [*good[:2], change(good[2], as_of=date(2026, 11, 21))])
    assert "2.gkshard was made by gkcheck 0.0" in _refused(order, [good[0], change(good[1], version="0.0"), good[2]])
    fewer = load_rulebook(Config(), installed_plugins(), select=["LNK"])
    assert "other rules" in _refused(replace(order, rulebook=fewer), good)
    assert "as of 2026-11-22 and cannot" in _refused(replace(order, today=date(2026, 11, 23)), good)
    moved = change(good[0], pages=(*good[0].pages, good[1].pages[0]))
    assert f"1.gkshard does not hold the files of its share: {good[1].pages[0].path}" in _refused(order, [moved, *good[1:]])
    lost = change(good[0], pages=good[0].pages[1:])
    assert good[0].pages[0].path in _refused(order, [lost, *good[1:]])


def test_a_site_that_changed_since_is_refused(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", SITE)
    shards = _shards(site)
    order = replace(_order(site), lang="en")
    text = (site / "zwgk/gzdt/5.html").read_bytes()
    (site / "zwgk/gzdt/5.html").write_bytes(text.replace(b"13800138000", b"13900139000"))
    assert "changed since the shards were made" in _refused(order, shards)
    assert "zwgk/gzdt/5.html" in _refused(order, shards)
    (site / "new.txt").write_text("x")
    assert "files came or went" in _refused(order, shards)


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_shard_is_refused_by_name(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    good = write_shard(Shard(1, 1, "x", AS_OF, "l", "p", "f", (), ()))
    place = data.draw(st.integers(0, len(good) - 1))
    broken = data.draw(st.sampled_from(["cut", "flip", "grow"]))
    made = {
        "cut": good[:place],
        "flip": good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :],
        "grow": good + b"\x00",
    }[broken]
    path = tmp_path_factory.getbasetemp() / "damaged.gkshard"
    path.write_bytes(made)
    with pytest.raises(ConfigError, match=r"damaged\.gkshard"):
        read_shard(path, "en")


def test_the_same_shard_is_the_same_bytes_and_reads_back(site: Path, tmp_path: Path) -> None:
    first, second = write_shard(_shards(site)[0]), write_shard(_shards(site)[0])
    assert first == second
    assert first.startswith(MAGIC)
    (tmp_path / "a").write_bytes(first)
    assert write_shard(read_shard(tmp_path / "a", "en")) == first


def test_the_command_line_joins_a_fresh_checkout_of_the_same_site(tmp_path: Path, gkcheck: Program) -> None:
    """As CI has it: each job checks the site out for itself, at another time."""
    options = ("--config", tmp_path / "gkcheck.toml", *DATE)
    (tmp_path / "gkcheck.toml").write_text('[site]\nname = "青屏市知识产权局"\n', "utf-8")
    for number in (1, 2):
        copy = write_site(tmp_path / f"job{number}" / "site", SITE)
        done = gkcheck("check", copy, *options, "--shard", f"{number}/2", "-o", tmp_path / f"{number}.gkshard")
        assert done.code == 0, done.err
    last = write_site(tmp_path / "merge" / "site", SITE)
    for path in last.rglob("*.html"):
        os.utime(path, (1, 1))
    shards = (tmp_path / "1.gkshard", tmp_path / "2.gkshard")
    merged = gkcheck("report", "--merge", *shards, last, *options[:2], "-f", "json")
    single = gkcheck("check", last, *options, "-f", "json", "--no-cache")
    assert merged.raw == single.raw
    assert merged.code == single.code == 3
    assert not (tmp_path / ".gkcheck_cache").exists()


def test_a_shard_is_no_report(tmp_path: Path, gkcheck: Program) -> None:
    site = write_site(tmp_path / "site", {"a.html": article()})
    for wrong in (("-f", "json"), ("--online",), ("--changed",), ("-o", "b.gkshard")):
        done = gkcheck("check", site, "--shard", "1/2", "-o", "a.gkshard", *wrong, "--lang", "en")
        assert done.code == 2
        assert "report --merge" in done.err


def test_a_shard_that_cannot_be_written_is_said(tmp_path: Path, gkcheck: Program) -> None:
    site = write_site(tmp_path / "site", {"a.html": article()})
    (tmp_path / "file").write_text("")
    done = gkcheck("check", site, "--shard", "1/2", "-o", tmp_path / "file" / "a.gkshard", "--lang", "en")
    assert done.code == 3
    assert "cannot write" in done.err


def test_a_saved_run_is_not_judged_again_and_shards_are_named(tmp_path: Path, gkcheck: Program) -> None:
    site = write_site(tmp_path / "site", {"a.html": article()})
    gkcheck("check", site, "-o", tmp_path / "run.json", *DATE)
    for wrong, said in ((("--select", "LNK"), "goes with --merge"), ((tmp_path / "run.json",), "name one RUN.json")):
        done = gkcheck("report", tmp_path / "run.json", *wrong, "--lang", "en")
        assert (done.code, said in done.err) == (2, True), done.err
    none = gkcheck("report", "--merge", site, "--lang", "en")
    assert (none.code, "name all shards" in none.err) == (2, True)
    other = gkcheck("report", "--merge", tmp_path / "run.json", site, "--lang", "en")
    assert (other.code, "run.json is no shard" in other.err) == (2, True)


def test_shards_of_a_snapshot_join_to_its_report(program: Program, home: Path) -> None:
    pytest.importorskip("fastwarc")
    from snapshotfile import packed, page

    records = [page(f"/{number}.html", article(f'<a href="/{number + 1}.html">下一页</a>'), Last_Modified="") for number in range(6)]
    (home / "s.warc.gz").write_bytes(packed(*records, page("/6.html", "", "404 Not Found"), page("/a?id=1", article())))
    for number in (1, 2):
        done = program("check", "s.warc.gz", "--shard", f"{number}/2", "-o", f"{number}.gkshard", *DATE)
        assert done.code == 0, done.err
    for form in ("json", "text", "sarif"):
        whole = program("check", "s.warc.gz", "-f", form, *DATE)
        merged = program("report", "--merge", "2.gkshard", "1.gkshard", "s.warc.gz", "-f", form)
        assert (merged.code, merged.out) == (whole.code, whole.out), merged.err
    assert "LNK001" in whole.out
    live = program("check", "https://www.example.cn/", "--shard", "1/2", "-o", "x.gkshard", "--lang", "en", *DATE)
    assert live.code == 2 and "gkcheck fetch first" in live.err
