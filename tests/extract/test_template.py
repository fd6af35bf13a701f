"""A page reads the same whether the template's pieces come out of the page or out of memory."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.extract.html import extract_html
from gkcheck.extract.references import Resolver
from gkcheck.extract.source import Decoded, decode
from gkcheck.extract.template import MARK, Slim, Template, piece_end
from gkcheck.page import Page

BUREAU = Path(__file__).parents[2] / "examples/bureau/site"
ITEMS = "".join(f'<li><a href="../../lm{n}/" id="m{n}" title="栏目{n}">栏目第{n}号</a></li>\n' for n in range(24))
NAV = f'<div class="nav clearfix"><!-- 导航 --><ul>{ITEMS}</ul><script>var now = "<div>" + 1;</script></div>'
FOOT = '<div class="footer"><p>主办：某市知识产权局</p>' + '<a href="/about/wzdt.html">网站地图</a><br>' * 14 + "</div>"


def page(body: str, title: str = "关于做好专利导航工作的通知", nav: str = NAV, foot: str = FOOT) -> str:
    head = f'<meta charset="utf-8"><title>{title}_某市知识产权局</title><meta name="ArticleTitle" content="{title}">'
    return f'<!DOCTYPE html>\n<html><head>{head}</head><body>\n{nav}\n<div class="main">{body}</div>\n{foot}</body></html>'


def article(number: int) -> str:
    paragraphs = "".join(
        f'<p>第{number}篇第{step}段。各区知识产权局要加强统筹，<a href="../t{step}.html">见附件{step}</a>，按时报送。</p>\n' for step in range(12)
    )
    return f'<h1>关于做好专利导航工作的通知</h1><a name="top{number}"></a>{paragraphs}<table><tr><td>甲</td><td>{number}</td></tr><tr><td>乙</td><td>2</td></tr></table>'


def seen(found: Page) -> Any:
    """Everything a check can see of a page, places included."""
    return (
        *(found.title, found.title_place.__index__(), found.published, found.number, found.issuer, found.column),
        [(block.text, block.tag, block.area, block.offset) for block in found.blocks],
        [(*link[:11], link.offset) for link in found.links],
        [(heading.level, heading.text, heading.offset) for heading in found.headings],
        *(found.anchors, found.scripted),
        [[[(cell.text, cell.offset, cell.links) for cell in row] for row in table.grid] for table in found.tables],
        [(entry.name, entry.label, entry.value, entry.offset, entry.origin) for entry in found.fields],
    )


def read(text: str, template: Template, path: str = "a/b/t1.html") -> Any:
    return seen(extract_html(path, decode(text.encode()), Resolver(), b"", template))


def warmed(*pages: str) -> Template:
    template = Template()
    for text in pages:
        read(text, template)
    return template


def test_pieces_are_cut_from_the_second_page_on() -> None:
    slim = warmed(page(article(1))).cut(page(article(2)))
    assert [cut.piece.text for cut in slim.cuts] == [NAV, FOOT]
    assert len(slim.text) < len(page(article(2))) - len(NAV)


def test_the_example_site_reads_the_same() -> None:
    template, cuts = Template(), 0
    resolver = Resolver()
    for file in sorted(BUREAU.rglob("*.html")):
        try:
            decoded = decode(file.read_bytes())
        except ValueError:
            continue
        cuts += len(template.cut(decoded.text).cuts)
        path = file.relative_to(BUREAU).as_posix()
        whole = extract_html(path, decoded, resolver, b"", Template(0))
        assert seen(extract_html(path, decoded, resolver, b"", template)) == seen(whole)
    assert cuts > 60


OUTER: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "in a comment": lambda text: text.replace(NAV, f"<!-- {NAV.replace('<!-- 导航 -->', '')} -->{NAV}"),
    "in a script": lambda text: text.replace(NAV, f"<script>/* {FOOT} */</script>{NAV}"),
    "in a table": lambda text: text.replace(NAV, f"<table><tr><td>{NAV}</td><td>二</td></tr></table>"),
    "in an unclosed paragraph": lambda text: text.replace(NAV, f"<p><b>{NAV}"),
    "in a link": lambda text: text.replace(NAV, f'<a href="x.html">{NAV}</a>'),
    "in a header": lambda text: text.replace(NAV, f'<div class="header">{NAV}</div>'),
    "in an unclosed header": lambda text: text.replace(NAV, f'<div class="top">{NAV}'),
    "in a select": lambda text: text.replace(NAV, f"<select><option>{NAV}</option></select>"),
    "in a textarea": lambda text: text.replace(NAV, f"<textarea>{NAV}</textarea>"),
    "in an attribute": lambda text: text.replace(NAV, f"<p title='{NAV}'>字</p>"),
    "in a frame": lambda text: text.replace(NAV, f"<noframes>{NAV}</noframes>"),
    "twice": lambda text: text.replace(NAV, NAV + "<p>中间</p>" + NAV),
    "after a stray end tag": lambda text: text.replace(NAV, "</div></body>" + NAV),
    "outside the body": lambda text: text.replace("<body>\n" + NAV, NAV + "<body>"),
    "its own mark in the page": lambda text: text.replace("<h1>", f'<h1 {MARK}="0">'),
    "a forged hole": lambda text: text.replace(NAV, f'<div class="nav clearfix" {MARK}="0"></div>'),
    "a base": lambda text: text.replace("<head>", '<head><base href="/zwgk/">'),
    "CR LF": lambda text: text.replace("<p>", "<p>\r\n"),
    "a short page": lambda text: re.sub(r'<div class="main">.*</div>\n<div class="footer">', '<div class="main"><p>短。</p></div>\n<div class="footer">', text, flags=re.S),
    "the title in the navigation": lambda text: text.replace("栏目第3号", "关于做好专利导航工作的通知"),
    "two bodies": lambda text: text.replace("</body>", "</body><body><p>二</p></body>"),
}


@pytest.mark.parametrize("name", OUTER)
def test_a_piece_in_odd_surroundings_changes_nothing(name: str) -> None:
    template = warmed(page(article(1)), page(article(2)))
    text = OUTER[name](page(article(3)))
    assert read(text, template) == read(text, Template(0))
    # Whatever happened, the next page is read as ever.
    assert read(page(article(4)), template) == read(page(article(4)), Template(0))


SNIPPETS = ["<div>", "</div>", "<p>", "</ul>", "<!--", "-->", "<li>", "<a href='/x'>", "<script>", "</script>", "<td>", '"', "<", ">", "&lt;", "<br>", "<div class=\"nav\">", "<table>", "</table>", "字"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4_000), st.sampled_from(SNIPPETS)), max_size=6), st.booleans())
def test_damaged_pages_read_the_same(damage: list[tuple[int, str]], learn: bool) -> None:
    text = page(article(5))
    for at, snippet in damage:
        text = text[: at % len(text)] + snippet + text[at % len(text) :]
    template = warmed(*([text] if learn else []), page(article(1)), page(article(2)))
    assert read(text, template) == read(text, Template(0))
    assert read(page(article(6)), template) == read(page(article(6)), Template(0))


@pytest.mark.parametrize(
    "written",
    [
        "<div><p>未闭合的段落</div>",
        "<div><ul><li>一<li>二</ul></div>",
        "<div></p></div>",
        "<div><span></div></span>",
        "<div><iframe><b></iframe></div>",
        "<div><noscript><b></noscript></div>",
        "<div><textarea></div></textarea></div>",
        "<div><style>a::before{content:'<div>'}</style></div>",
        "<div><!--> <p>完 --></div>",
        "<div><meta name='PubDate' content='2024-01-01'></div>",
        "<div title='<p>'>",
        "<div/>",
        "<span>不在其列</span>",
        "<div><script>document.write('<script src=a.js></scr' + 'ipt>')</script></div>",
        "<div>没有结束",
    ],
)
def test_what_is_not_nested_like_xml_is_no_piece(written: str) -> None:
    assert piece_end(written, 0) == -1


def test_offsets_lead_back_into_the_page() -> None:
    text = page(article(2))
    slim = warmed(page(article(1))).cut(text)
    for word in ("<h1>", "第2篇第7段", "</body>"):
        assert slim.offset(slim.text.index(word)) == text.index(word)
    assert Slim(text, []).offset(77) == 77


def test_what_differs_on_every_page_is_left_alone() -> None:
    template = Template()
    for number in range(40):
        read(page(article(number), nav=NAV.replace("导航", f"导航{number}"), foot=FOOT.replace("主办", f"主办{number}")), template)
    assert not template.wants(("div", "nav clearfix", ""))


def test_decoded_text_is_what_is_cut() -> None:
    text = page(article(1)).replace("utf-8", "gb2312")
    template = Template()
    decoded: list[Decoded] = [decode(text.encode("gb18030")), decode(text.replace("第1篇", "第9篇").encode("gb18030"))]
    for entry in decoded:
        whole = extract_html("t.html", entry, Resolver(), b"", Template(0))
        assert seen(extract_html("t.html", entry, Resolver(), b"", template)) == seen(whole)
