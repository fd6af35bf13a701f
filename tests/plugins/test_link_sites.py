"""Whole small sites with planted broken references among the near misses that link checkers stumble over."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from minisite import judge_folder, write_site

HOST = "zscq.qingping.gov.cn"
PAGE = """<!DOCTYPE html>
<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset={charset}">{base}<TITLE>{title}</TITLE>
<meta name="SiteDomain" content="http://zscq.qingping.gov.cn/"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2024-03-08 09:00"><link rel="stylesheet" href="{up}css/网站.css?v=2">
<link rel="dns-prefetch" href="//zscq.qingping.gov.cn/gone-dns"><link rel="preconnect" href="/gone-connect"></HEAD>
<body><h1>{title}</h1><p>发布日期：2024-03-08</p>
<p>近日，市知识产权局在科技园区举办专利转化对接活动，来自高校、科研院所和企业的一百余名代表参加了活动。</p>
{body}</body></html>
"""
FILES = ("zwgk/通知 一.doc", "zwgk/通知（二）.doc", "zwgk/tzgg/index.html", "images/a,b.png", "images/横幅.png", "zwgk/A1.htm")
GOOD = """
<a href="{here}通知 一.doc">空格</a><a href="{here}%E9%80%9A%E7%9F%A5%20%E4%B8%80.doc">编码</a>
<A HREF={here}通知（二）.doc>不加引号</A><a href="  {here}tzgg/&#10;">空白</a><a href='{here}tzgg'>无斜杠</a>
<a href="{here}tzgg/./../tzgg/index.html">点</a><a href="\\zwgk\\tzgg\\">反斜杠</a><a href="//zscq.qingping.gov.cn/zwgk/tzgg/">双斜杠</a>
<a href="HTTP://ZSCQ.QingPing.gov.cn:80/zwgk//tzgg/?from=a&amp;to=b">本站</a><a href="http://zscq.qingping.gov.cn">本站首页</a>
<a href="http://zscq.qingping.gov.cn:8443/gone-port.html">别的端口</a><a href="/%7A%77gk/A1.htm">编码的字母</a>
<a href="/search.jsp?q=1">查询</a><a href="/zwgk/none?id=2">查询</a><a href="https://www.gov.cn/gone.html">外站</a>
<a href="/zwgk/a.html;jsessionid=1A2B">会话</a><a href="{{{{item.url}}}}">模板</a><a href="mailto:a@qingping.gov.cn">邮件</a>
<!-- <a href="/gone-comment.html">注释</a> --><script>var s = '<a href="/gone-script.html">脚本</a>';</script>
<textarea><a href="/gone-text.html">文本</a></textarea><noscript><img src="/images/a,b.png"></noscript>
<img src="/images/a,b.png?t=1" srcset="/images/a,b.png 1x, /images/%E6%A8%AA%E5%B9%85.png 2x" alt="">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><p style="background:url( '/images/横幅.png' )">图</p>
<a href="#收费">甲</a><a href="#%E6%94%B6%E8%B4%B9">乙</a><a href="#jd">丙</a><a href="#Top">丁</a><a href="#">戊</a>
<a href="#:~:text=%E6%94%B6">己</a><a href="#/a/b">庚</a><a href="#!a">辛</a><a href="{here}b.html#bl">壬</a><a href="{here}tzgg/#top">癸</a>
<h2 id="收费">收费</h2><a name="jd">监督</a>
"""
BAD = {
    '<a href="{here}gone-relative.html">甲</a>': "zwgk/gone-relative.html",
    '<a href="../gone-parent.html" class="up">甲</a>': "gone-parent.html",
    '<a href="/gone-root.html">甲</a>': "gone-root.html",
    '<a href="/gone-folder/">甲</a>': "gone-folder/",
    '<a href="/css">甲</a>': "css",
    '<a href="{here}gone-%E7%BC%96%E7%A0%81.html">甲</a>': "zwgk/gone-编码.html",
    '<a href="{here}gone-汉字（一）.html">甲</a>': "zwgk/gone-汉字（一）.html",
    "<A HREF={here}gone-unquoted.html>甲</A>": "zwgk/gone-unquoted.html",
    '<a href="\\zwgk\\gone-back.html">甲</a>': "zwgk/gone-back.html",
    '<a href="http://zscq.qingping.gov.cn/gone-own.html?x=1">甲</a>': "gone-own.html",
    '<a href="//zscq.qingping.gov.cn/gone-own2.html">甲</a>': "gone-own2.html",
    '<img src="/images/gone-img.png" alt="">': "images/gone-img.png",
    '<img src="/images/a,b.png" srcset="/images/gone,set.png 1x,/images/a,b.png 2x" alt="">': "images/gone,set.png",
    '<p style="background:url(/images/gone-style.png)">甲</p>': "images/gone-style.png",
    '<iframe src="/gone-frame.html"></iframe>': "gone-frame.html",
    '<a href="{here}gone.html&#x23;a">甲</a>': "zwgk/gone.html",
}
BAD_FRAGMENTS = {
    '<a href="#gone-1">甲</a>': "zwgk/a.html#gone-1",
    '<a href="#%E6%97%A0">甲</a>': "zwgk/a.html#无",
    '<a href="{here}b.html#gone-2">甲</a>': "zwgk/b.html#gone-2",
    '<a href="#JD">甲</a>': "zwgk/a.html#JD",
    '<a href="http://zscq.qingping.gov.cn/zwgk/b.html#gone-3">甲</a>': "zwgk/b.html#gone-3",
}


def page(body: str, title: str, charset: str, base: str = "", up: str = "../") -> bytes:
    return PAGE.format(body=body, title=title, charset=charset, base=base, up=up).encode("gb18030" if charset != "utf-8" else charset)


def build(root: Path, charset: str, base: str, here: str, up: str) -> Path:
    bad = "\n".join(line for part in (BAD, BAD_FRAGMENTS) for line in part).replace("../gone-parent", f"{up}gone-parent")
    body = (GOOD + bad.replace("{{", "{{{{")).format(here=here)
    if base:
        # Under a base a fragment alone leads to the base document.
        body = body.replace('href="#', 'href="/zwgk/a.html#').replace("/zwgk/a.html#/", "#/").replace('"/zwgk/a.html#"', '"#"')
    write_site(
        root,
        {
            "index.html": page('<a href="zwgk/a.html">甲</a>', "首页", charset, up=""),
            "zwgk/a.html": page(body, "关于开展专利转化对接活动的通知", charset, base, up),
            "zwgk/b.html": page('<p id="bl">办理</p>', "关于开展第二批对接活动的通知", charset),
            "css/网站.css": '@charset "utf-8";\n.a { background: url(../images/横幅.png) }\n',
            **{name: page("", "通知公告", charset, up="../../") if name.endswith("l") else b"x" for name in FILES},
        },
    )
    return root


def subjects(folder: Path, code: str) -> list[str]:
    return sorted(found.subject for found in judge_folder(folder, code).findings if found.code == code)


def expected(planted: Iterable[str]) -> list[str]:
    return sorted(planted)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "GBK", "gb18030"])
@pytest.mark.parametrize(
    ("base", "here", "up"),
    [
        ("", "", "../"),
        ('<base target="_blank"><base href="/">', "zwgk/", "./"),
        ('<base href="../">', "./zwgk/", "./"),
        ('<BASE HREF="http://zscq.qingping.gov.cn/zwgk/tzgg/">', "../", "../../"),
        ('<base href="/zwgk/tzgg/index.jsp?x=1">', "../", "../../"),
    ],
)
def test_all_that_was_planted_and_nothing_else(tmp_path: Path, charset: str, base: str, here: str, up: str) -> None:
    folder = build(tmp_path, charset, base, here, up)
    assert subjects(folder, "LNK001") == expected(BAD.values())
    assert subjects(folder, "LNK002") == expected(BAD_FRAGMENTS.values())
    assert subjects(folder, "LNK012") == []
    assert subjects(folder, "ATT001") == []


def test_a_fragment_under_a_base_leads_to_the_base_document(tmp_path: Path) -> None:
    body = '<p id="here">本页</p><a href="#here">甲</a><a href="#home">乙</a>'
    write_site(
        tmp_path,
        {
            "index.html": page('<p id="home">首页</p>', "首页", "utf-8", up=""),
            "zwgk/a.html": page(body, "关于开展专利转化对接活动的通知", "utf-8", '<base href="/">', ""),
            "css/网站.css": "",
        },
    )
    assert subjects(tmp_path, "LNK002") == ["index.html#here"]
