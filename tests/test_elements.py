"""Places of pages are led to the element that they lie in."""

from hypothesis import given
from hypothesis import strategies as st

from gkcheck.elements import elements_at
from gkcheck.excerpt import key_of
from gkcheck.finding import Location

PAGE = """<!DOCTYPE html>
<html><head><title>甲</title></head><body>
<div id="main"><p>一</p><p>二 <a href="x.html">附件</a> 三</p>
<table><tr><td>甲</td><td>乙</td></tr></table>
<script>var mark = "<p>丙</p>";</script></div></body></html>
"""


def way(words: str, path: str = "a.html", page: str = PAGE) -> str:
    line = next(number for number, text in enumerate(page.split("\n"), 1) if words in text)
    at = Location(path, line, page.split("\n")[line - 1].index(words) + 1)
    return elements_at(path, page, [at]).get(key_of(at), "")


def test_an_element_is_named_as_a_browser_names_it() -> None:
    assert way("x.html") == "div#main > p:nth-of-type(2) > a"
    assert way("附件") == "div#main > p:nth-of-type(2) > a"
    assert way(" 三") == "div#main > p:nth-of-type(2)"
    assert way("乙") == "div#main > table > tbody > tr > td:nth-of-type(2)"
    assert way("<title") == "html > head > title"


def test_what_is_no_element_has_no_name() -> None:
    assert way("丙") == ""
    assert way("附件", "a.md") == ""
    assert elements_at("a.html", PAGE, [Location("a.html"), Location("a.html", 99, 1), Location("a.html", 3, 900)]) == {}


@given(st.text(st.sampled_from("<>/p divabc!-\"'=\n甲&;"), max_size=80), st.integers(1, 6), st.integers(1, 30))
def test_no_page_defeats_it(page: str, line: int, column: int) -> None:
    at = Location("a.html", line, column)
    assert set(elements_at("a.html", page, [at])) <= {key_of(at)}
