"""Every reference of a page is found, resolved, and told where it is written."""

import pytest

from minisite import extract

FULL = "http://zscq.example.cn"

FOUND = [
    # markup, (tag, attribute, raw, where, target)
    ('<a href="/zwgk/a.html">甲</a>', ("a", "href", "/zwgk/a.html", "internal", "zwgk/a.html")),
    ("<A HREF=a.html TARGET=_blank>甲</A>", ("a", "href", "a.html", "internal", "zwgk/zcwj/a.html")),
    ("<a href='../b.html#c'>甲</a>", ("a", "href", "../b.html#c", "internal", "zwgk/b.html")),
    ('<a href=" ./a.html ">甲</a>', ("a", "href", " ./a.html ", "internal", "zwgk/zcwj/a.html")),
    ('<a href="/附件/申报书.docx">甲</a>', ("a", "href", "/附件/申报书.docx", "internal", "附件/申报书.docx")),
    ('<a href="/%E9%99%84.doc">甲</a>', ("a", "href", "/%E9%99%84.doc", "internal", "附.doc")),
    (f'<a href="{FULL}/x.html">甲</a>', ("a", "href", f"{FULL}/x.html", "internal", "x.html")),
    ('<a href="//zscq.example.cn/x.html">甲</a>', ("a", "href", "//zscq.example.cn/x.html", "internal", "x.html")),
    (
        '<a href="https://www.gov.cn/a">甲</a>',
        ("a", "href", "https://www.gov.cn/a", "external", "https://www.gov.cn/a"),
    ),
    ('<a href="#top">甲</a>', ("a", "href", "#top", "same-page", "zwgk/zcwj/t1.html")),
    ('<a href="">甲</a>', ("a", "href", "", "empty", "")),
    ('<a href="javascript:void(0)">甲</a>', ("a", "href", "javascript:void(0)", "script", "javascript:void(0)")),
    ('<a href="mailto:a@b.cn">甲</a>', ("a", "href", "mailto:a@b.cn", "mail", "mailto:a@b.cn")),
    ('<a href="D:\\文件\\a.doc">甲</a>', ("a", "href", "D:\\文件\\a.doc", "local", "D:\\文件\\a.doc")),
    ('<a href="/a.jsp?id=1&amp;b=2">甲</a>', ("a", "href", "/a.jsp?id=1&b=2", "dynamic", "a.jsp")),
    ('<map><area shape=rect href="/m.html"></map>', ("area", "href", "/m.html", "internal", "m.html")),
    ("<img src=W020.png>", ("img", "src", "W020.png", "internal", "zwgk/zcwj/W020.png")),
    ('<img src="a.png" srcset="/a,1.png 1x, /b.png 2x">', ("img", "srcset", "/b.png", "internal", "b.png")),
    ('<img srcset="/a,1.png 1x, /b.png 2x">', ("img", "srcset", "/a,1.png", "internal", "a,1.png")),
    ('<script src="/js/a.js?v=2"></script>', ("script", "src", "/js/a.js?v=2", "internal", "js/a.js")),
    ('<link rel="stylesheet" href="/css/a.css">', ("link", "href", "/css/a.css", "internal", "css/a.css")),
    ('<iframe src="/viewer.html"></iframe>', ("iframe", "src", "/viewer.html", "internal", "viewer.html")),
    ('<video poster="/p.jpg"><source src="/v.mp4"></video>', ("source", "src", "/v.mp4", "internal", "v.mp4")),
    ('<video poster="/p.jpg" src="/w.mp4"></video>', ("video", "poster", "/p.jpg", "internal", "p.jpg")),
    ('<object data="/f.pdf"></object>', ("object", "data", "/f.pdf", "internal", "f.pdf")),
    ('<embed src="/f.swf">', ("embed", "src", "/f.swf", "internal", "f.swf")),
    ('<input type="image" src="/go.gif">', ("input", "src", "/go.gif", "internal", "go.gif")),
    (
        '<table background="/bg.gif"><tr><td>甲</td></tr></table>',
        ("table", "background", "/bg.gif", "internal", "bg.gif"),
    ),
    ("<div style=\"background:url('/bg.png')\">甲</div>", ("div", "style", "/bg.png", "internal", "bg.png")),
    (
        "<style>body{background:url( ../img/b.png )}</style>",
        ("style", "style", "../img/b.png", "internal", "zwgk/img/b.png"),
    ),
    ('<div class="nav"><a href="/nav.html">导航</a></div>', ("a", "href", "/nav.html", "internal", "nav.html")),
]


@pytest.mark.parametrize(("markup", "expected"), FOUND, ids=[markup[:40] for markup, _ in FOUND])
def test_finds_and_resolves(markup: str, expected: tuple[str, str, str, str, str]) -> None:
    page = extract(f"<!DOCTYPE html>\n<html><body>\n<p>正文</p>\n{markup}</body></html>")
    found = [(link.tag, link.attribute, link.raw, link.where, link.target) for link in page.links]
    assert expected in found
    assert {page.position(link.offset)[0] for link in page.links} == {4}


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <a href="/gone.html">旧</a> -->',
        "<script>document.write('<a href=\"/gone.html\">');</script>",
        '<textarea><a href="/gone.html">例</a></textarea>',
        "<a>没有地址</a>",
        '<link rel="canonical" href="/here.html">',
        '<input type="text" src="/gone.gif">',
        '<div style="background:url(data:image/png;base64,AAAA)">甲</div>',
        '<p title="<a href=/gone.html>">甲</p>',
    ],
)
def test_finds_nothing_where_nothing_is_referred_to(markup: str) -> None:
    assert extract(f"<html><body><p>正文</p>{markup}</body></html>").links == ()


@pytest.mark.parametrize(
    ("base", "raw", "target"),
    [
        ('<base href="/zwgk/">', "a.html", "zwgk/a.html"),
        ('<base href="http://zscq.example.cn/b/c.html">', "a.html", "b/a.html"),
        ('<base target="_blank">', "a.html", "zwgk/zcwj/a.html"),
        ('<base target="_blank"><base href="/x/">', "a.html", "x/a.html"),
        ('<base href="https://cdn.example.org/r/">', "a.html", "https://cdn.example.org/r/a.html"),
        ('<base href="/zwgk/">', "/a.html", "a.html"),
    ],
)
def test_honours_the_base(base: str, raw: str, target: str) -> None:
    page = extract(f'<html><head>{base}</head><body><a href="{raw}">甲</a></body></html>')
    assert [link.target for link in page.links if link.tag == "a"] == [target]


@pytest.mark.parametrize(
    ("markup", "area"),
    [
        ('<a href="/a.html">甲</a>', "content"),
        ('<div class="side"><a href="/a.html">甲</a></div>', "chrome"),
        ('<div class="nav_bar2"><ul><li><a href="/a.html">甲</a></li></ul></div>', "chrome"),
        ('<nav><a href="/a.html">甲</a></nav>', "chrome"),
        ('<footer><a href="/a.html">甲</a></footer>', "chrome"),
        ('<div role="navigation"><a href="/a.html">甲</a></div>', "chrome"),
        ('<div class="position">您的位置：<a href="/a.html">甲</a></div>', "chrome"),
        ('<p>上一篇：<a href="/a.html">关于某事的通知</a></p>', "chrome"),
        ('<div class="navel"><a href="/a.html">甲</a></div>', "content"),
        ('<div class="topic_content"><a href="/a.html">甲</a></div>', "content"),
    ],
)
def test_tells_the_article_from_what_surrounds_it(markup: str, area: str) -> None:
    text = "<p>近日，市知识产权局在科技园区举办专利转化对接活动，来自高校、科研院所和企业的一百余名代表参加。</p>"
    page = extract(f"<html><body>{text}{markup}{text}</body></html>")
    assert [link.area for link in page.links] == [area]


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        ('<h3>相关解读</h3><ul><li><a href="/a.html">甲</a></li></ul>', "相关解读"),
        ('<p>政策原文：<a href="/a.html">甲</a></p>', "政策原文："),
        ('<p>附件：1.<a href="/a.html">申报书</a></p>', "附件：1."),
        (
            '<h3>相关解读</h3><p>本办法自公布之日起施行，有效期五年，由市知识产权局负责解释并组织实施，请各县区遵照执行。</p><a href="/a.html">甲</a>',
            "",
        ),
        ('<a href="/a.html">甲</a>', ""),
    ],
)
def test_a_link_knows_the_words_that_introduce_it(markup: str, label: str) -> None:
    assert [link.label for link in extract(f"<html><body><p>正文</p>{markup}</body></html>").links] == [label]


@pytest.mark.parametrize(
    ("attributes", "handled"),
    [
        ('onclick="go()"', True),
        ("@click=go", True),
        ("id=x", True),
        ("data-id=1", True),
        ("class=x title=y", False),
        ("", False),
    ],
)
def test_tells_a_link_that_a_script_handles(attributes: str, handled: bool) -> None:
    [link] = extract(f'<html><body><p>正文</p><a href="#" {attributes}>甲</a></body></html>').links
    assert link.handled is handled
