"""Style sheets, site maps and feeds are read beside the pages, remembered, and no trouble of theirs stops a run."""

from pathlib import Path

import pytest

from gkcheck.extract.references import Resolver
from gkcheck.extract.supplement import read_supplement
from minisite import article, judge_folder, write_site

HEAD = '<link rel="stylesheet" href="/css/{}.css">'


def site(root: Path, count: int = 1) -> Path:
    links = "".join(HEAD.format(number) for number in range(count))
    sheets = {f"css/{number}.css": f".a {{ background: url(../images/{number}.png) }}\n" for number in range(count)}
    return write_site(root, {"index.html": article(links), **sheets, "images/0.png": b"x"})


def places(folder: Path, **changes: object) -> list[tuple[str, int, int]]:
    found = judge_folder(folder, "LNK001", **changes).findings
    return [(one.location.path, one.location.line, one.location.column) for one in found]


def test_a_style_sheet_from_the_cache_says_where_its_file_went_missing(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", 60)
    cache = tmp_path / "cache"
    cold = places(folder, cache=cache)
    assert len(cold) == 59
    assert ("css/0.css", 1, 22) not in cold
    (folder / "images/0.png").unlink()
    assert places(folder, cache=cache) == [("css/0.css", 1, 22), *cold]
    assert places(folder) == places(folder, cache=cache) == places(folder, jobs=2)


def test_what_is_no_text_or_gone_makes_no_run_incomplete(tmp_path: Path) -> None:
    folder = site(tmp_path, 3)
    (folder / "css/1.css").write_bytes(bytes(range(256)) * 8)
    (folder / "css/2.css").write_bytes(b"")
    (folder / "sitemap.xml").write_bytes(b"<urlset><url><loc>/gone.html</loc><loc></urlset")
    (folder / "feed.xml").write_bytes(b"<html>")
    run = judge_folder(folder, "LNK001")
    assert [found.subject for found in run.findings] == ["gone.html"]
    assert run.problems == ()


def test_style_sheets_that_import_each_other_end(tmp_path: Path) -> None:
    folder = write_site(
        tmp_path,
        {"index.html": article(HEAD.format("a")), "css/a.css": '@import "b.css";', "css/b.css": '@import "a.css"; @import "c.css";'},
    )
    assert places(folder) == [("css/b.css", 1, 27)]


def test_a_style_sheet_is_accepted_by_its_path(tmp_path: Path) -> None:
    folder = site(tmp_path, 2)
    entry = '[[ignore]]\nrule = "LNK001"\npath = "css/*.css"\nreason = "旧版样式，年底换下"\n'
    (folder / "gkcheck-ignore.toml").write_text(entry, "utf-8")
    run = judge_folder(folder)
    assert not [found for found in run.findings if found.code in ("LNK001", "GKC003")]
    assert [item.finding.location.path for item in run.suppressed] == ["css/1.css"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("sitemap.xml", "<urlset><image:loc> /a.png </image:loc><!-- <loc>/b</loc> --><loc/></urlset>", ["a.png"]),
        ("sitemap.xml", "<sitemapindex><sitemap><loc><![CDATA[/b.xml]]></loc></sitemap></sitemapindex>", ["b.xml"]),
        ("feed.xml", "<feed><link href='/no'/><entry><link rel='self' href='/no'/><link href='/a.html'/></entry></feed>", ["a.html"]),
        ("rss.xml", "<rss><item><link> /a.html?x=1&amp;y=2 </link><enclosure url='/b.mp3'/></item></rss>", ["a.html", "b.mp3"]),
        ("rss.xml", "<html><item><link>/a.html</link></item></html>", []),
        ("sitemap.txt", "/a.html\r\n  /b.html\nno line\n", ["a.html", "b.html"]),
        ("menu.js", r'var a = ["/a.html", "\/b\/c.shtml", "d e.html", "/f/"], b = ".html";', ["a.html", "b/c.shtml", "f/", ".html"]),
        ("rss.xml", "<rss>" + "<item>" * 20_000 + "<link href=" * 2_000, []),
        ("sitemap.xml", "<urlset>" + "<loc>" * 20_000 + " " * 20_000, []),
        ("a.css", "url(" * 20_000 + '"' * 9_999 + "/*" * 9_999, []),
    ],
    ids=range(10),
)
def test_where_a_file_leads(name: str, text: str, found: list[str]) -> None:
    assert [link.target for link in read_supplement(name, text, Resolver()).links] == found


def test_a_link_breaks_when_its_redirect_is_taken_back(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    folder = write_site(tmp_path / "site", {"index.html": article('<p><a href="/old.html">旧址</a></p>'), "_redirects": "/old.html /\n"})
    assert places(folder, cache=cache) == []
    (folder / "_redirects").unlink()
    [(path, line, column)] = places(folder, cache=cache)
    assert (path, line > 1, column > 1) == ("index.html", True, True)


def test_a_file_that_is_not_to_be_read_is_there_all_the_same(tmp_path: Path) -> None:
    links = '<p><a href="/old/a.html">旧站</a><a href="/b.html">乙</a><a href="/old/gone.html">丙</a></p>' + HEAD.format("x")
    folder = write_site(
        tmp_path,
        {
            "gkcheck.toml": 'exclude = ["old/**", "b.html", "css"]\n',
            "index.html": article(links),
            "old/a.html": article('<a href="/gone.html">甲</a>'),
            "b.html": b"",
            "css/x.css": "a { background: url(gone.png) }",
        },
    )
    run = judge_folder(folder, "LNK001")
    assert [found.subject for found in run.findings] == ["old/gone.html"]
    assert run.problems == ()
    assert (run.coverage.files, run.coverage.pages) == (2, 1)
