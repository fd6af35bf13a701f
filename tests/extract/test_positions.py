"""A finding points at what it is about: line and column of every link, cell and heading, on pages as messy as real ones."""

import html
import re
from itertools import pairwise

import pytest

from gkcheck.lines import line_starts
from gkcheck.page import Page
from minisite import extract

MESSY = {
    "plain": '<p><a href="/a.html">甲</a></p>\n<p><a href="/b.html">乙</a></p>',
    "several on one line": '<p><a href="/a.html">甲</a><a href="/a.html">甲</a> <a href="/b.html">乙</a><img src="/a.html"></p>',
    "capitals, no quotes": "<P><A TARGET=_blank HREF=/a.html>甲</A><IMG BORDER=0 SRC=/b.png></P><A Href='/c.html'>丙</A>",
    "blanks around": '<a href = "/a.html">甲</a><a href\n=\n"/b.html">乙</a><a\thref="/c.html"\n>丙</a><a href=" /d.html ">丁</a>',
    "over several lines": '<a\n   class="x"\n   title="甲"\n   href="/a.html"\n>甲</a>\n<a href="/b.html"\n>乙</a>',
    "carriage returns": '<p>甲</p>\r\n<a href="/a.html">甲</a>\r\n\r\n<a href="/b.html">乙</a>\r<a href="/c.html">丙</a>',
    "astral characters": '<p>𠮷𡈽🏛</p><a title="𠮷" href="/𠮷.html">𠮷</a><a href="/b.html">乙</a>',
    "entities": '<a href="/a.jsp?x=1&amp;y=2">甲</a><a href="/b.jsp?x=1&y=2">乙</a><a href="/c.jsp?q=&quot;z&quot;">丙</a>',
    "numeric entities": '<a href="/&#25919;&#x7b56;.html">甲</a><a href="/b.html">乙</a>',
    "less-than in an attribute": '<img alt="a<b" src="/a.png"><a title="<a href=/no.html>" href="/b.html">乙</a><a href="/c.html">丙</a>',
    "greater-than in an attribute": '<a title="a>b" href="/a.html">甲</a><input value="></a>"><a href="/b.html">乙</a>',
    "old copies in comments": '<!-- <a href="/a.html">旧</a> --><a href="/a.html">甲</a><!--[if IE]><a href="/b.html">b</a><![endif]--><a href="/b.html">乙</a>',
    "old copies in scripts": '<script>var a = \'<a href="/a.html">\'; // </p>\n</script><a href="/a.html">甲</a><script>x("src=\\"/b.png\\"")</script><img src="/b.png">',
    "old copies in styles": '<style>/* <a href="/a.html"> */ p{background:url(/bg.png)}</style><a href="/a.html">甲</a>',
    "the same in the text": '<p>写法： href="/a.html" 或 href=/a.html</p><a href="/a.html">甲</a>',
    "another attribute first": '<a data-href="/a.html" xhref="/a.html" href="/a.html">甲</a><img data-src="/b.png" src="/b.png">',
    "the same in a title": '<p title=\' href="/a.html" \'>例</p><a href="/a.html">甲</a>',
    "attributes in another order": '<video poster="/p.jpg" src="/v.mp4"></video><img srcset="/s.png 2x" src="/i.png"><a href="/a.html">甲</a>',
    "unclosed and crossed": '<div><a href="/a.html">甲<p><a href="/b.html">乙</div></a><table><a href="/c.html">丙</a><tr><td><a href="/d.html">丁</table>',
    "two documents in one": '<a href="/a.html">甲</a></body></html><!DOCTYPE html><html><head><title>二</title></head><body><a href="/b.html">乙</a>',
    "tags in a textarea and a title": '<textarea><a href="/a.html"></textarea><a href="/a.html">甲</a><svg><title><a href="/x.html"></title></svg><a href="/b.html">乙</a>',
    "navigation first": '<div class=nav><a href="/a.html">导航</a><a href="/b.html">导航</a></div><a href="/b.html">乙</a><a href="/a.html">甲</a>',
    "empty and placeholder": '<a href="">空</a><a href="#">井</a><a href=""></a><a href="#">井</a><a href="/a.html">甲</a>',
    "unquoted at the end of its tag": "<a href=/a.html>甲</a><a href=/b/>乙</a><a href=c.html title=x>丙</a>",
    "beginning of another": '<a href="/a.html?x">甲</a><a href="/a.html">乙</a><a href="/a">丙</a><a href="/a.html">丁</a>',
    "picture set": '<img srcset="/a,1.png 1x, /b.png 2x" src="/a.png"><picture><source srcset="/c.png"><img src="/d.png"></picture>',
    "backgrounds": '<td background="/t.gif"></td><div style="color:red;background:url(\'/d.png\')">甲</div><a href="/a.html">乙</a>',
    "office markup": '<o:p></o:p><p class=MsoNormal><span lang=EN-US><a href="/a.html"><span style=\'mso-bidi-font-size:10.5pt\'>甲</span></a></span></p><a href="/b.html">乙</a>',
    "a large paste between": '<a href="/a.html">甲</a><p>'
    + "文字" * 45_000
    + '</p><a href="/b.html">乙</a><a href="/c.html">丙</a>',
    "a large picture inside": '<a href="/a.html">甲</a><img src="data:image/png;base64,'
    + "QUJD" * 25_000
    + '"><a href="/b.html">乙</a>',
    "no end": '<a href="/a.html">甲</a><a href="/b.html"',
    "unfinished comment": '<a href="/a.html">甲</a><!-- <a href="/b.html">乙</a>',
    "a tag that is none": '<中华人民共和国报告格式><a href="/a.html">甲</a> 1 < 2 <a href="/b.html">乙</a><3>',
}


def _tags(page: Page) -> list[tuple[int, int]]:
    """Start and end of the start tags that are none of a comment, script, style or title (read independently)."""
    pattern = re.compile(
        r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b[^>]*>.*?(?:</\1\s*>|\Z)|<([a-zA-Z](?:[^\"'>=]|=\s*\"[^\"]*\"|=\s*'[^']*'|[\"'=])*)(?:>|\Z)",
        re.S | re.I,
    )
    spans = []
    for match in pattern.finditer(page.source):
        if match[2]:
            spans.append(match.span())
        elif match[1]:
            spans.append(
                (
                    match.start(),
                    page.source.find(">", match.start()) + 1 if match[1].lower() != "style" else match.end(),
                )
            )
    return spans


def _check_order(page: Page) -> None:
    for attribute in {link.attribute for link in page.links}:
        offsets = [link.offset for link in page.links if link.attribute == attribute]
        assert all(one < other for one, other in pairwise(offsets)), (attribute, offsets)


def _check_editor(source: str, end: str) -> None:
    page = extract(source)
    lines = source.split(end)
    for link in page.links:
        at = page.locate(link)
        if link.raw and "&" not in source and "\n" not in link.raw:
            assert lines[at.line - 1][at.column - 1 :].startswith(link.raw), link
        assert at.end_column == (at.column + len(link.raw) if link.raw else 0) or "&" in source


@pytest.mark.parametrize("name", MESSY)
def test_a_link_points_at_what_is_written(name: str) -> None:
    page = extract(
        f"<!DOCTYPE html>\r\n<html><head><title>政策文件</title></head>\n<body>{MESSY[name]}\n<p>尾</p></body></html>"
    )
    assert page.links
    spans = _tags(page)
    for link in page.links:
        written = page.source[link.offset :]
        assert html.unescape(written[: len(link.raw) + 60]).startswith(link.raw) or not link.raw, (link, written[:40])
        assert any(start < link.offset < end for start, end in spans), (link, written[:40])
    _check_order(page)
    for end in ("\n", "\r\n", "\r"):
        _check_editor(page.source.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end), end)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("a\n", [0, 2]),
        ("a\r\nb\rc\nd", [0, 3, 5, 7]),
        ("\r\r\n\n", [0, 1, 3, 4]),
        ("a\n\rb", [0, 2, 3]),
        ("\u2028a\x0bb\x85c\nd", [0, 7]),
    ],
)
def test_only_cr_and_lf_end_a_line(text: str, starts: list[int]) -> None:
    assert line_starts(text) == starts


def test_a_place_is_told_in_characters_from_one() -> None:
    page = Page("a.html", source="𠮷𠮷政\r\n\t策")
    assert [page.position(offset) for offset in range(7)] == [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2)]


def test_what_is_underlined_ends_with_its_line() -> None:
    page = Page("a.html", source="abc\ndef")
    at = page.locate(1)
    assert (at.line, at.column, at.end_column) == (1, 2, 0)
    page = extract('<html><body><a href="/a\n.html">甲</a></body></html>')
    at = page.locate(page.links[0])
    assert (at.line, at.end_column - at.column) == (1, 2)


BLOCKS = {
    "paragraphs": ["<p>一、总体情况</p>", "<p>二、主动公开</p>", "<p>三、总体情况</p>"],
    "equal texts": ["<p>甲</p>", "<p>甲</p>", "<div>甲</div>", "<p>甲</p>"],
    "in attributes before": ['<p title="乙">甲</p>', '<img alt="乙"><p>乙</p>'],
    "in comments before": ["<!-- <p>乙</p> --><p>甲</p>", "<p>乙</p>"],
    "headings": ["<h1>甲乙丙丁</h1>", "<h2>甲乙</h2>", "<H3>甲乙</H3>"],
    "cells": ["<table><tr><td>甲</td>", "<td>乙</td></tr>", "<tr><td>甲</td><td></td></tr></table>"],
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_stands_on_its_line(name: str) -> None:
    page = extract("<html><body>\n" + "\n".join(BLOCKS[name]) + "\n</body></html>")
    assert [page.position(block.offset)[0] for block in page.blocks] == list(range(2, 2 + len(BLOCKS[name])))
