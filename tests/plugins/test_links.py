"""The words that rules about links are written in, tried on pages written here."""

from datetime import date

import pytest

import gkcheck_plugins.attachments
import gkcheck_plugins.links
from gkcheck.extract.references import Resolver
from gkcheck.finding import Finding, Unjudged
from gkcheck.norms import Norms
from gkcheck.record import Reader, run_check
from gkcheck.rulefile import PRODUCT, Vocabulary, read_rule, rule_names
from gkcheck.site import Site

CHECKS = {
    check.name: check
    for plugin in (gkcheck_plugins.links, gkcheck_plugins.attachments)
    for check in plugin.gkcheck_checks()
}
NORMS = Norms()
NORMS.read(PRODUCT / "norms.toml")
RULES = {
    name.code: read_rule(name, Vocabulary(CHECKS, NORMS.known))
    for plugin in (gkcheck_plugins.links, gkcheck_plugins.attachments)
    for folder in plugin.gkcheck_rule_files()
    for name in rule_names(folder)
}
ARTICLE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于开展专利转化对接活动的通知</title>
<meta name="ArticleTitle" content="关于开展专利转化对接活动的通知"><meta name="PubDate" content="2024-03-11"></head>
<body><h1>关于开展专利转化对接活动的通知</h1><p>发布日期：2024-03-11</p>
<p>近日，市知识产权局在科技园区举办专利转化对接活动，来自高校、科研院所和企业的一百余名代表参加了活动。</p>
{}</body></html>"""


def judge(code: str, files: dict[str, str], *others: str) -> list[Finding | Unjudged]:
    """What one rule says about a site of these pages; `others` are further files without content."""
    rule = RULES[code]
    check = CHECKS[rule.check]
    rules = ((rule, check),) if rule.scope == "page" else ()
    reader = Reader(Resolver(), None, rules, gkcheck_plugins.links.gkcheck_extractors())
    site = Site([*files, *others], date(2026, 11, 22))
    found: list[Finding] = []
    unjudged: list[Unjudged] = []
    for path, text in files.items():
        record = reader.read(path, (text if "<html" in text else ARTICLE.format(text)).encode())
        assert not record.problems
        site.add(path, record.facts)
        found += record.findings
        unjudged += record.unjudged
    site.settle()
    if rule.scope == "site":
        assert run_check(rule, check, site, found, unjudged, None) is None
    for finding in found:
        for text in rule.messages[finding.variant].values():
            assert "{" not in text.format(**finding.arguments)
    return [*found, *unjudged]


@pytest.mark.parametrize(
    ("html", "variant", "path"),
    [
        ('<a href="/a/b.html">甲</a>', "page", "a/b.html"),
        ('<a href="/a/b/">甲</a>', "folder", "a/b/"),
        ('<a href="/a/b">甲</a>', "page", "a/b"),
        ('<a href="/">首页</a>', "folder", "/"),
        ('<img src="x.png">', "image", "zwgk/x.png"),
        ('<script src="../js/x.js"></script>', "script", "js/x.js"),
        ('<link rel="stylesheet" href="/x.css">', "style", "x.css"),
        ('<p style="background: url(/x.gif)">甲</p>', "image", "x.gif"),
        ('<iframe src="/f.html"></iframe>', "page", "f.html"),
        ('<video src="/v.mp4"></video>', "default", "v.mp4"),
        ('<a href="%E4%B8%93.html">甲</a>', "page", "zwgk/专.html"),
    ],
)
def test_target_exists_names_what_is_missing(html: str, variant: str, path: str) -> None:
    [finding] = judge("LNK001", {"zwgk/t1.html": html})
    assert (finding.variant, finding.arguments["path"]) == (variant, path)


@pytest.mark.parametrize("extension", ["doc", "DOCX", "wps", "et", "ofd", "pdf", "zip", "csv", "txt", "7z"])
def test_attachments_have_a_rule_of_their_own(extension: str) -> None:
    files = {"t1.html": f'<a href="fj.{extension}">附件</a>'}
    assert judge("LNK001", files) == []
    [finding] = judge("ATT001", files)
    assert finding.variant == "attachment"


def test_target_exists_does_not_ask_the_server() -> None:
    files = {"t1.html": '<a href="/s.jsp">甲</a><a href="/b.do">乙</a><a href="/c.html?id=1">丙</a>', "c.html": ""}
    assert judge("LNK001", files) == [Unjudged("LNK001", "t1.html", "dynamic")]


def test_target_exists_says_nothing_of_a_part_of_a_site() -> None:
    links = "".join(
        f'<a href="/n/{number}.html">第{number}篇</a><a href="/{number}.pdf">附</a>' for number in range(30)
    )
    files = {"t1.html": links, "t2.html": links}
    assert judge("LNK001", files) == [Unjudged("LNK001", path, "partial-site") for path in files]
    assert judge("ATT001", files) == [Unjudged("ATT001", path, "partial-site") for path in files]


def test_exact_case_and_target_exists_share_nothing() -> None:
    files = {"t1.html": '<a href="/A/B.html">甲</a><a href="/A/">乙</a><a href="/A/c.html">丙</a>'}
    others = ("a/b.html", "a/index.html")
    assert [finding.arguments["file"] for finding in judge("LNK012", files, *others)] == [*others]
    assert [finding.arguments["path"] for finding in judge("LNK001", files, *others)] == ["A/c.html"]


@pytest.mark.parametrize(
    ("href", "variant"),
    [
        ("#a", ""),
        ("#%E4%B8%80", ""),
        ("#named", ""),
        ("#top", ""),
        ("#TOP", ""),
        ("#!/a", ""),
        ("#/a", ""),
        ("#:~:text=a", ""),
        ("#b:~:text=a", ""),
        ("#page=2", ""),
        ("t2.pdf#b", ""),
        ("t2.html#a", ""),
        ("missing.html#b", ""),
        ("#b", "same-page"),
        ("#A", "case"),
        ("t2.html#b", "default"),
        ("t1.html#b", "same-page"),
    ],
)
def test_anchor_exists(href: str, variant: str) -> None:
    anchors = '<h2 id="a">甲</h2><h2 id="一">乙</h2><a name="named"></a>'
    files = {"t1.html": f'{anchors}<p><a href="{href}">见此</a></p>', "t2.html": anchors}
    assert [outcome.variant for outcome in judge("LNK002", files, "t2.pdf")] == ([variant] if variant else [])


@pytest.mark.parametrize("attributes", ['onclick="go()"', 'id="x"', 'data-toggle="tab"'])
def test_anchor_exists_leaves_handled_links_alone(attributes: str) -> None:
    assert judge("LNK002", {"t1.html": f'<a href="#b" {attributes}>乙</a>'}) == []


def test_anchor_exists_leaves_scripts_their_fragments() -> None:
    reads = "<script>show(location.hash)</script>"
    assert judge("LNK002", {"t1.html": '<a href="t2.html#b">乙</a>', "t2.html": reads}) == []
    filled = '<script>window._CONFIG = {DETAIL: {"content": "<p>正文</p>"}}</script>'
    expected = [Unjudged("LNK002", "t1.html", "body-by-script")]
    assert judge("LNK002", {"t1.html": '<a href="t2.html#b">乙</a>', "t2.html": filled}) == expected


@pytest.mark.parametrize(
    ("html", "variants"),
    [
        ('<a href="">课程安排表</a>', ["empty"]),
        ('<a href=" ">课程安排表</a>', ["empty"]),
        ('<a href="#">课程安排表</a>', ["placeholder"]),
        ('<a href="##">课程安排表</a>', ["placeholder"]),
        ('<a href="javascript:">课程安排表</a>', ["placeholder"]),
        ('<a href="javascript:;">课程安排表</a>', ["placeholder"]),
        ('<a href="JavaScript:void(0);">课程安排表</a>', ["placeholder"]),
        ('<a href="javascript:void(0)"><img src="/tj.png"></a>', ["image-placeholder"]),
        ('<a href=""><img src="/tj.png"></a>', ["image-empty"]),
        ('<a href="#"><img src="/share_wx.png"></a>', []),
        ('<a href="#"></a>', []),
        ('<a name="x">课程安排表</a>', []),
        ('<a href="javascript:open(1)">课程安排表</a>', []),
        ('<a href="javascript:;" onclick="open(1)">课程安排表</a>', []),
        ('<a href="#" id="kc">课程安排表</a>', []),
        ('<a href="#" class="btn-share">课程安排表</a>', []),
        ('<a href="#" role="button">课程安排表</a>', []),
        ('<a href="#top">课程安排表</a>', []),
        ('<a href="#">打印本页</a>', []),
        ('<a href="#">[ 大 ]</a>', []),
        ('<a href="#">大会通知</a>', ["placeholder"]),
        ('<a href="#">1</a><a href="#">2</a>', []),
        ('<a href="{{item.url}}">课程安排表</a>', []),
        ('<ul><li><a href="#">条件</a></li><li><a href="#">流程</a></li><li><a href="#">材料</a></li></ul>', []),
        ('<a href="#">附件1</a><a href="#">附件2</a><a href="#">附件3</a>', ["placeholder"] * 3),
        ('<a class="kc" href="#">课程安排表</a><script>$(".box .kc").click(open)</script>', []),
        ('<div class="footer"><a href="#">课程安排表</a></div>', []),
    ],
)
def test_no_placeholder(html: str, variants: list[str]) -> None:
    assert [finding.variant for finding in judge("LNK009", {"t1.html": f"<p>{html}</p>"})] == variants


@pytest.mark.parametrize(
    ("address", "variant"),
    [
        ("file:///D:/a.doc", "file"),
        ("D:\\a.doc", "file"),
        ("\\\\server\\a.doc", "share"),
        ("http://localhost:8080/", "this-computer"),
        ("http://127.0.0.1/a", "this-computer"),
        ("http://10.1.2.3/a", "private"),
        ("http://192.168.0.9/a", "private"),
        ("http://172.31.0.9/a", "private"),
        ("http://oaserver/a", "intranet"),
        ("http://wcm.qp.gov.cn/a", "preview"),
        ("//preview.qp.gov.cn/a", "preview"),
        ("http://172.32.0.9/a", ""),
        ("http://8.8.8.8/a", ""),
        ("http://http://www.qp.gov.cn/", ""),
        ("http://www.qp.gov.cn/wcm.html", ""),
        ("/localhost/a.html", ""),
    ],
)
@pytest.mark.parametrize(
    "tag", ['<a href="{}">甲</a>', '<img src="{}">', '<div class="footer"><a href="{}">甲</a></div>']
)
def test_public_address(tag: str, address: str, variant: str) -> None:
    found = judge("LNK011", {"t1.html": tag.format(address)})
    assert [finding.variant for finding in found] == ([variant] if variant else [])


FOLD = '<p><a data-toggle="collapse" href="#{}">常见问题</a></p><div id="b" class="collapse">乙</div>'
LIBRARY = '<script src="/js/bootstrap.min.js"></script>'


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (FOLD.format("b"), []),
        (FOLD.format("c"), ["same-page"]),
        (FOLD.format("c").replace("data-toggle", "onclick='go()' data-toggle"), []),
        (f"<!-- {FOLD.format('c')} -->{FOLD.format('b')}", []),
        (FOLD.format("c") + "<script>box.id='c'</script>", []),
        (LIBRARY + '<button data-bs-toggle="collapse" data-bs-target="#c">展开</button><div id="b">乙</div>', ["same-page"]),
        (LIBRARY + '<button data-bs-toggle="collapse" data-bs-target="#b">展开</button><div id="b">乙</div>', []),
        (LIBRARY + '<button data-bs-toggle="collapse" data-bs-target=".c">展开</button>', []),
        ('<button data-toggle="collapse" data-target="#c">展开</button>', []),
        (LIBRARY + '<a href="#d" data-toggle="tab">一</a>', []),
    ],
)
def test_what_unfolds_is_on_the_page(html: str, said: list[str]) -> None:
    files = {"t1.html": html}
    assert [outcome.variant for outcome in judge("LNK002", files, "js/bootstrap.min.js")] == said


@pytest.mark.parametrize(
    ("address", "missing"),
    [
        ("/pdfjs/web/viewer.html?file=/fj/a.pdf", ""),
        ("/pdfjs/web/viewer.html?file=/fj/b.pdf", "fj/b.pdf"),
        ("/pdfjs/web/viewer.html?file=%2Ffj%2Fb.pdf#page=2", "fj/b.pdf"),
        ("/pdfjs/web/viewer.html?v=1&amp;file=../../fj/b.pdf", "fj/b.pdf"),
        ("/pdfjs/web/viewer.html?file=../../fj/a.pdf&amp;x=1", ""),
        ("/pdfjs/web/viewer.html?file=http://www.abc.com/b.pdf", ""),
        ("/pdfjs/web/viewer.html?file=/down.jsp?id=7", ""),
        ("/pdfjs/web/viewer.html?file=", ""),
        ("/list.html?file=/fj/b.pdf", ""),
    ],
)
def test_a_file_that_a_viewer_shows_is_there(address: str, missing: str) -> None:
    files = {"zw/t1.html": f'<iframe src="{address}"></iframe>', "list.html": ""}
    found = judge("ATT001", files, "fj/a.pdf", "pdfjs/web/viewer.html")
    assert [one.arguments["path"] for one in found] == ([missing] if missing else [])
