"""Addresses of other servers: kept small with each page, one however it is written, and found again in the page."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.config import Config
from gkcheck.facts import PageFacts
from gkcheck.intake import gather_site
from gkcheck.online.address import asked_as, host_of
from gkcheck.order import Order
from gkcheck.outward import pack, place_of, unpack
from gkcheck.referrers import locate_address, outward_addresses
from gkcheck.rulebook import load_rulebook
from minisite import AS_OF, article, installed_plugins, write_site


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://WWW.Example.COM", "http://www.example.com/"),
        ("HTTP://www.example.com:80/a#top", "http://www.example.com/a"),
        ("https://www.example.com:443/a?b=c", "https://www.example.com/a?b=c"),
        ("https://www.example.com:8443/", "https://www.example.com:8443/"),
        ("http://user:secret@example.com/", "http://example.com/"),
        ("http://example.com/政策 文件.html", "http://example.com/%E6%94%BF%E7%AD%96%20%E6%96%87%E4%BB%B6.html"),
        ("http://example.com/%E6%94%BF", "http://example.com/%E6%94%BF"),
        ("http://example.com/100%", "http://example.com/100%25"),
        ("http:\\\\example.com\\a", "http://example.com/a"),
        ("http://政务.中国/", "http://xn--zfr164b.xn--fiqs8s/"),
        ("http://example.com./", "http://example.com/"),
        ("ftp://example.com/", ""),
        ("http://", ""),
        ("http://[::1/", ""),
        ("http://example.com:port/", ""),
        ("javascript:void(0)", ""),
    ],
)
def test_one_address_however_it_is_written(written: str, asked: str) -> None:
    assert asked_as(written) == asked


@given(st.text(max_size=60))
def test_nothing_that_a_page_holds_defeats_it(text: str) -> None:
    for written in (text, f"http://{text}", f"https://example.com/{text}"):
        once = asked_as(written)
        assert once.isascii()
        assert asked_as(once) == once
        assert not once or host_of(once)


@given(st.lists(st.text(max_size=30), max_size=20).map(tuple))
def test_what_is_packed_comes_out_again(targets: tuple[str, ...]) -> None:
    assert unpack(pack(targets)) == targets


def test_places_of_another_reading_are_not_taken() -> None:
    facts = PageFacts(outward=pack(("http://a.test/",)), outward_places=b"")
    assert place_of(facts, "http://a.test/") is None


def test_a_template_costs_next_to_nothing_and_its_links_are_found_again(tmp_path: Path) -> None:
    footer = '<div class="footer">' + "".join(f'<a href="https://f{n}.example.com/">甲</a>' for n in range(40)) + "</div>"
    files = {f"n/{number}.html": article(f"<p>第{number}篇</p>{footer}") for number in range(30)}
    files["n/7.html"] = article(f'<p>见<a href="https://f3.example.com#x">丙</a>。</p>{footer}')
    write_site(tmp_path, files)
    order = Order(root=tmp_path, config=Config(), rulebook=load_rulebook(Config(), installed_plugins()), today=AS_OF)
    site, _ = gather_site(order)
    packs = {id(page.facts.outward) for page in site.pages.values()}
    assert len(packs) <= 2, "one for all pages of a template"
    found = outward_addresses(site)
    assert len(found) == 40
    third = found["https://f3.example.com/"]
    assert third.count == 30
    assert third.pages[0][0].path == "n/7.html"
    page, target = third.templates[0]
    at = locate_address(page, target)
    line = (tmp_path / at.path).read_text("utf-8").splitlines()[at.line - 1]
    assert line[at.column - 1 : at.end_column - 1] == "https://f3.example.com/"
