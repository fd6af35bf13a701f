"""What holds for every text: the small readings never raise, and what they say fits the text."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gkcheck.dates import find_date, parse_date
from gkcheck.docnumber import find_number, number_key
from gkcheck.extract.references import Resolver, normalise_path
from gkcheck.extract.source import Decoded, NotText, decode
from gkcheck.lines import line_starts
from gkcheck.page import Page
from gkcheck.titles import interpreted_documents, normalise_title, same_title, title_keys

HOSTS = frozenset({"zscq.example.cn"})


@given(st.binary(max_size=600))
def test_decoding_refuses_or_decodes(data: bytes) -> None:
    try:
        decoded = decode(data)
    except NotText:
        return
    assert isinstance(decoded, Decoded)
    assert decoded.damaged <= len(decoded.text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_what_utf8_holds_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.text(max_size=120))
def test_dates_numbers_and_titles_never_raise(text: str) -> None:
    day = parse_date(text)
    assert day is None or date(1900, 1, 1) <= day <= date(2099, 12, 31)
    found = find_date(text)
    assert found is None or 0 <= found[1] < found[2] <= len(text)
    number = find_number(text)
    assert number is None or number.form == number_key(number.form)
    assert isinstance(interpreted_documents(text), list)
    assert all(len(key) >= 4 for key in title_keys(text))
    assert same_title(text, text) == bool(title_keys(text))
    assert isinstance(normalise_title(text), str)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d} 10:00",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
    ):
        assert parse_date(text) == day


@given(
    st.text(alphabet="abc/.\\%2eE#?:政 \t\n@{}[]<>&=", max_size=40) | st.text(max_size=40),
    st.sampled_from(["index.html", "a/b/c.html", "政/策.html"]),
    st.sampled_from(["", "/x/", "http://zscq.example.cn/y/z.html", "../..", "https://cdn.example.org/", "javascript:"]),
    st.sampled_from(["/", "/portal/"]),
)
def test_no_reference_leaves_the_site(raw: str, page: str, base: str, prefix: str) -> None:
    resolver = Resolver(HOSTS, prefix)
    for _ in range(2):
        found = resolver.resolve(raw, page, base)
        assert found.where in (
            "internal",
            "same-page",
            "dynamic",
            "external",
            "script",
            "empty",
            "mail",
            "data",
            "local",
            "invalid",
        )
        if found.where in ("internal", "dynamic"):
            assert ".." not in found.target.split("/")
            assert not found.target.startswith("/")


@given(st.text(alphabet="a/.政", max_size=30))
def test_a_normal_path_stays_as_it_is(path: str) -> None:
    once = normalise_path("/" + path)
    assert normalise_path("/" + once) == once


@given(st.text(alphabet="a\r\n𠮷\u2028", max_size=60), st.integers(0, 60))
def test_every_offset_has_one_line_and_column(text: str, offset: int) -> None:
    page = Page("a.html", source=text)
    offset = min(offset, len(text))
    line, column = page.position(offset)
    assert line_starts(text)[line - 1] + column - 1 == offset
    assert line == text[:offset].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1 - (
        text[offset - 1 : offset + 1] == "\r\n"
    )
