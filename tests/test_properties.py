"""What holds for every input, tried with inputs that nobody would think of."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkcheck.dates import find_date, parse_date
from gkcheck.docnumber import find_number, number_key
from gkcheck.extract.references import Resolver, normalise_path
from gkcheck.extract.source import Decoded, NotText, decode
from gkcheck.facts import PageRecord
from gkcheck.page import Page, line_starts
from gkcheck.record import Reader
from gkcheck.titles import interpreted_documents, normalise_title, same_title, title_keys
from minisite import extract, installed_plugins, policy

settings.register_profile("house", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

HOSTS = frozenset({"zscq.example.cn"})
READER = Reader(Resolver(HOSTS), None, (), installed_plugins().extractors)
TAGS = "a area b base body br button div dl dt dd font form frame h1 h2 head html iframe img input li link map meta nav object ol option p pre s script select span style svg table tbody td textarea th thead title tr u ul ucaptitle o:p video source template noscript".split()
WORDS = st.sampled_from(["政策解读", "附件：", "发文字号：", "青知局〔2024〕7号", "2024-03-08", "公开方式", "：", "《甲办法》", " ", "\u3000", "&nbsp;", "&lt;", "&#x4e2d;", "&", "\n", "\r\n", "\r", "𠮷", "\x0b", "\ufeff", "{{x}}", "一、总体情况"])
VALUES = st.sampled_from(["/a.html", "../../../x", "a b.html", "#", "", "javascript:void(0)", "//h/x", "http://zscq.example.cn/", "D:\\a", "1", "2", "0", "-3", "99999", "nav", "相关", "x\ny", "a&amp;b", "a,b 2x", "color:url(/b.png)", "gb2312"])
NAMES = st.sampled_from(["href", "src", "srcset", "HREF", "class", "id", "name", "content", "style", "rowspan", "colspan", "data", "title", "onclick", "poster", "background", "charset"])
ATTRIBUTES = st.lists(st.tuples(NAMES, VALUES, st.sampled_from(['"', "'", "", None])), max_size=4)


@st.composite
def soup(draw: st.DrawFn) -> str:
    """Tags that open, close or do neither, with text, comments and scripts between them."""
    parts = []
    for _ in range(draw(st.integers(0, 40))):
        kind = draw(st.integers(0, 9))
        tag = draw(st.sampled_from(TAGS))
        if kind < 5:
            shown = tag.upper() if kind == 0 else tag
            attributes = "".join(f" {name}" if quote is None else f" {name}={quote}{value}{quote}" for name, value, quote in draw(ATTRIBUTES))
            parts.append(f"<{shown}{attributes}{draw(st.sampled_from(['>', '/>', '>', ' ', '']))}")
        elif kind < 7:
            parts.append(f"</{tag}>")
        elif kind == 7:
            parts.append(draw(st.sampled_from(["<!--", "-->", "<!-- gkcheck: ignore LNK001 x -->", "<![CDATA[", "]]>", "<?php", "<!DOCTYPE html>", "<%@", "<中>"])))
        else:
            parts.append("".join(draw(st.lists(WORDS, max_size=6))))
    return "".join(parts)


def _check_places(page: Page) -> None:
    end = len(page.source)
    for part in (*page.links, *page.blocks, *page.headings, *page.tables, *page.fields):
        assert 0 <= part.offset <= end
        at = page.locate(part)
        assert at.line >= 1
        assert at.column >= 1
        assert at.end_column == 0 or at.end_column >= at.column
    assert 1 <= page.locate().line <= len(line_starts(page.source))
    for table in page.tables:
        assert len({len(row) for row in table.grid}) == 1
        assert all(0 <= cell.offset <= end and all(0 <= index < len(page.links) for index in cell.links) for row in table.grid for cell in row)
        assert 0 <= table.blocks[0] <= table.blocks[1] <= len(page.blocks)
    assert all(0 <= heading.block < len(page.blocks) for heading in page.headings)


def _check_targets(page: Page) -> None:
    for link in page.links:
        if link.where == "internal":
            assert ".." not in link.target.split("/")
            assert not link.target.startswith("/")


@given(soup())
def test_any_markup_makes_a_page(html: str) -> None:
    page = extract(html)
    _check_places(page)
    _check_targets(page)


@given(soup(), st.integers(0, 400), st.binary(max_size=8))
def test_a_policy_with_soup_in_it_makes_a_page(html: str, at: int, noise: bytes) -> None:
    whole = policy(html).encode()
    record = READER.read("zwgk/zcwj/1.html", whole[:at] + noise + whole[at:])
    assert isinstance(record, PageRecord)
    assert all(problem.code == "GKC001" for problem in record.problems)


@given(st.binary(max_size=3000), st.sampled_from(["a.html", "a.md"]))
def test_no_bytes_make_the_reading_raise(data: bytes, path: str) -> None:
    record = READER.read(path, data)
    assert len(record.problems) <= 1
    assert not any(problem.code == "GKC002" for problem in record.problems)


@given(st.text(max_size=800), st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.sampled_from(["a.html", "a.md", "a.shtml"]))
def test_no_text_makes_the_reading_raise(text: str, encoding: str, path: str) -> None:
    record = READER.read(path, text.encode(encoding, "replace"))
    assert not any(problem.variant == "parse" for problem in record.problems) or path == "a.md"


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
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d} 10:00", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", f"{day:%Y%m%d}"):
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
        assert found.where in ("internal", "same-page", "dynamic", "external", "script", "empty", "mail", "data", "local", "invalid")
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
    assert line == text[:offset].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1 - (text[offset - 1 : offset + 1] == "\r\n")


@given(st.lists(st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5), st.integers(0, 9)), max_size=5), min_size=1, max_size=8))
def test_every_table_is_a_rectangle(rows: list[list[tuple[int, int, int]]]) -> None:
    cells = ["".join(f"<td rowspan={height} colspan={width}>{number}</td>" for height, width, number in row) for row in rows]
    page = extract("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    for table in page.tables:
        assert len(table.grid) == len(rows)
        assert len({len(row) for row in table.grid}) == 1
        shown = {cell.text for row in table.grid for cell in row}
        assert {str(number) for row in rows for _, _, number in row} <= shown
