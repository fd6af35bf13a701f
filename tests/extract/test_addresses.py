"""Style sheets, srcset and refreshes give their addresses as browsers read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.extract.addresses import css_addresses, refresh_address, srcset_addresses


@pytest.mark.parametrize(
    ("css", "addresses"),
    [
        ("a { background: url(a.png) }", ["a.png"]),
        ("a { background: URL( 'a b.png' ) }", ["a b.png"]),
        ('a { background: url("a(1).png"), url(b.png) }', ["a(1).png", "b.png"]),
        (r"a { background: url(a\(1\).png) }", ["a(1).png"]),
        (r"a { background: url(\653f.png) }", ["政.png"]),
        ("/* url(a.png) */ a { }", []),
        ("/* url(a.png)", []),
        ('a { content: "url(a.png)" }', []),
        ("@import 'a.css' screen; @import \"b.css\"; @import url(c.css);", ["a.css", "b.css", "c.css"]),
        ("@namespace url(http://www.w3.org/1999/xhtml);", []),
        ("a { background: url(data:image/gif;base64,AAAA) }", []),
        ("a { background: url() url('') }", []),
        ("a { background: url(var(--x)) }", []),
        ("a { src: url(a.eot?#iefix) format('eot') }", ["a.eot?#iefix"]),
        ("a { background: myurl(a.png) }", []),
        ("a { background: url(", []),
    ],
)
def test_css(css: str, addresses: list[str]) -> None:
    found = list(css_addresses(css))
    assert [address for _, _, address in found] == addresses
    for offset, written, _ in found:
        assert css.startswith(written, offset)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png,b.png 2x", ["a.png,b.png"]),
        ("a,1.png 1x,b.png 2x", ["a,1.png", "b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("a.png,, b.png", ["a.png", "b.png"]),
        (" , a.png 100w (x, y), b.png 2x", ["a.png", "b.png"]),
        ("data:image/png;base64,AA 1x, b.png 2x", ["data:image/png;base64,AA", "b.png"]),
        ("\n  a.png 480w,\n  b.png 800w\n", ["a.png", "b.png"]),
        ("", []),
        (" , ", []),
    ],
)
def test_srcset(text: str, addresses: list[str]) -> None:
    assert list(srcset_addresses(text)) == addresses


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("0;url=/a.html", "/a.html"),
        ("5; URL='/a.html'", "/a.html"),
        ('0; url = "/a.html" x', "/a.html"),
        ("0;/a.html", "/a.html"),
        ("0,url=/a.html", "/a.html"),
        ("3", ""),
        ("3;", ""),
        ("url=/a.html", ""),
        ("", ""),
    ],
)
def test_refresh(content: str, address: str) -> None:
    assert refresh_address(content) == address


@given(st.text(alphabet="ur l('\")/*\\@import;a,\n()", max_size=60))
def test_whatever_stands_there_ends(text: str) -> None:
    for offset, written, _ in css_addresses(text):
        assert text.startswith(written, offset)
    for address in srcset_addresses(text):
        assert address in text
    assert refresh_address(text) in text
