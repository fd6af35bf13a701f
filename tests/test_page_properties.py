"""Any markup makes a page whose parts lie inside it, tried with soups of tags that nobody would think of."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from gkcheck.extract.references import Resolver
from gkcheck.facts import PageRecord
from gkcheck.lines import line_starts
from gkcheck.page import Block, Field, Heading, Link, Page, Table
from gkcheck.record import Reader
from minisite import extract, installed_plugins, policy

READER = Reader(Resolver(frozenset({"zscq.example.cn"})), None, (), installed_plugins().extractors)
# fmt: off
TAGS = [
    "a", "area", "b", "base", "body", "br", "button", "div", "dl", "dt", "dd", "font", "form",
    "frame", "h1", "h2", "head", "html", "iframe", "img", "input", "li", "link", "map", "meta", "nav",
    "object", "ol", "option", "p", "pre", "s", "script", "select", "span", "style", "svg", "table", "tbody",
    "td", "textarea", "th", "thead", "title", "tr", "u", "ul", "ucaptitle", "o:p", "video", "source", "template",
    "noscript",
]
WORDS = st.sampled_from(
    [
        "政策解读", "附件：", "发文字号：", "青知局〔2024〕7号", "2024-03-08", "公开方式", "：", "《甲办法》", " ", "\u3000", "&nbsp;", "&lt;",
        "&#x4e2d;", "&", "\n", "\r\n", "\r", "𠮷", "\x0b", "\ufeff", "{{x}}", "一、总体情况",
    ]
)
VALUES = st.sampled_from(
    [
        "/a.html", "../../../x", "a b.html", "#", "", "javascript:void(0)", "//h/x", "http://zscq.example.cn/",
        "D:\\a", "1", "2", "0", "-3", "99999", "nav", "相关", "x\ny", "a&amp;b", "a,b 2x", "color:url(/b.png)",
        "gb2312",
    ]
)
NAMES = st.sampled_from(
    [
        "href", "src", "srcset", "HREF", "class", "id", "name", "content", "style", "rowspan", "colspan", "data",
        "title", "onclick", "poster", "background", "charset",
    ]
)
ATTRIBUTES = st.lists(st.tuples(NAMES, VALUES, st.sampled_from(['"', "'", "", None])), max_size=4)
# fmt: on


@st.composite
def soup(draw: st.DrawFn) -> str:
    """Tags that open, close or do neither, with text, comments and scripts between them."""
    parts = []
    for _ in range(draw(st.integers(0, 40))):
        kind = draw(st.integers(0, 9))
        tag = draw(st.sampled_from(TAGS))
        if kind < 5:
            shown = tag.upper() if kind == 0 else tag
            attributes = "".join(
                f" {name}" if quote is None else f" {name}={quote}{value}{quote}"
                for name, value, quote in draw(ATTRIBUTES)
            )
            parts.append(f"<{shown}{attributes}{draw(st.sampled_from(['>', '/>', '>', ' ', '']))}")
        elif kind < 7:
            parts.append(f"</{tag}>")
        elif kind == 7:
            parts.append(
                draw(
                    st.sampled_from(
                        [
                            "<!--",
                            "-->",
                            "<!-- gkcheck: ignore LNK001 x -->",
                            "<![CDATA[",
                            "]]>",
                            "<?php",
                            "<!DOCTYPE html>",
                            "<%@",
                            "<中>",
                        ]
                    )
                )
            )
        else:
            parts.append("".join(draw(st.lists(WORDS, max_size=6))))
    return "".join(parts)


def _check_places(page: Page) -> None:
    end = len(page.source)
    groups: tuple[tuple[Link | Block | Heading | Table | Field, ...], ...] = (
        page.links,
        page.blocks,
        page.headings,
        page.tables,
        page.fields,
    )
    for part in chain.from_iterable(groups):
        assert 0 <= part.offset <= end
        at = page.locate(part)
        assert at.line >= 1
        assert at.column >= 1
        assert at.end_column == 0 or at.end_column >= at.column
    assert 1 <= page.locate().line <= len(line_starts(page.source))
    for table in page.tables:
        assert len({len(row) for row in table.grid}) == 1
        assert all(
            0 <= cell.offset <= end and all(0 <= index < len(page.links) for index in cell.links)
            for row in table.grid
            for cell in row
        )
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


@given(
    st.text(max_size=800),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    st.sampled_from(["a.html", "a.md", "a.shtml"]),
)
def test_no_text_makes_the_reading_raise(text: str, encoding: str, path: str) -> None:
    record = READER.read(path, text.encode(encoding, "replace"))
    assert not any(problem.variant == "parse" for problem in record.problems) or path == "a.md"


@given(
    st.lists(
        st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5), st.integers(0, 9)), max_size=5),
        min_size=1,
        max_size=8,
    )
)
def test_every_table_is_a_rectangle(rows: list[list[tuple[int, int, int]]]) -> None:
    cells = [
        "".join(f"<td rowspan={height} colspan={width}>{number}</td>" for height, width, number in row) for row in rows
    ]
    page = extract("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    for table in page.tables:
        assert len(table.grid) == len(rows)
        assert len({len(row) for row in table.grid}) == 1
        shown = {cell.text for row in table.grid for cell in row}
        assert {str(number) for row in rows for _, _, number in row} <= shown
