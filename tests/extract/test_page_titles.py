"""Title, column, dates and anchors of a page, as its markup allows."""

from datetime import date

import pytest

from minisite import extract

TITLE = "关于印发《青屏市知识产权资助资金管理办法》的通知"
META = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="SiteName" content="青屏市知识产权局">'
TEXT = "<p>各县知识产权局：现将办法印发给你们，请遵照执行。</p>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>{TITLE}_政策文件_青屏市知识产权局</title>{META}", f"<h1>{TITLE}</h1>"),
        (f"<title>青屏市人民政府门户网站</title>{META}", f"<div class=xl_title>{TITLE}</div>"),
        (f"<title>政务公开信息内容页</title>{META}", ""),
        ("<title>青屏市人民政府门户网站</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE}-青屏市知识产权局</title>", f"<h2>{TITLE}</h2>"),
        (f"<title>青屏市知识产权局 政策文件 {TITLE}</title>", f"<td class=title>{TITLE}</td>"),
        (f"<title>{TITLE}&nbsp;&nbsp;青屏市知识产权局</title>", ""),
        (f"<title>{TITLE}__青屏市知识产权局</title>", ""),
        ("<title>四川</title>", f"<ucaptitle>{TITLE}</ucaptitle>"),
        (f"<title>一</title><title>二</title>{META}", f"<p>{TITLE}</p>"),
        (f'<title><h1 style="color:red">{TITLE}</h1></title>{META}', ""),
        (META, "<h1>关于印发《青屏市知识产权资助<br>资金管理办法》<br/>的通知</h1>"),
        ("<title>页面</title>", "<h1>\n   关于印发《青屏市知识产权资助\r\n   资金管理办法》的通知\n</h1>"),
        (META.lower(), f"<h1>{TITLE}</h1>"),
        (f'<meta content="{TITLE}" name="ArticleTitle" />', ""),
    ],
)
def test_reads_the_title(head: str, body: str) -> None:
    page = extract(f"<html><head>{head}</head><body>{body}{TEXT}</body></html>")
    assert page.title == TITLE


def test_a_label_cut_by_quotation_marks_gives_way_to_the_heading() -> None:
    title = '关于印发《青屏市"知识产权管家"服务办法》的通知'
    page = extract(f'<meta name="ArticleTitle" content="{title}"><h1>{title}</h1>{TEXT}')
    assert page.title == title


def test_a_label_that_is_the_sites_name_is_no_title() -> None:
    meta = '<meta name="SiteName" content="青屏市知识产权局"><meta name="ArticleTitle" content="青屏市知识产权局">'
    assert extract(f"<head>{meta}<title>x</title></head><h1>{TITLE}</h1>{TEXT}").title == TITLE


def test_a_page_without_any_title_has_none() -> None:
    page = extract(f"<html><body>{TEXT}</body></html>")
    assert (page.title, page.locate().line, page.locate().column) == ("", 1, 1)


@pytest.mark.parametrize("crlf", ["\n", "\r\n", "\r"])
def test_the_title_stands_where_readers_see_it(crlf: str) -> None:
    lines = [
        "<html><head>",
        f"<title>{TITLE}</title>",
        META,
        "</head><body>",
        "<div>导航</div>",
        f"  <h1>{TITLE}</h1>",
        TEXT,
    ]
    page = extract(crlf.join(lines))
    at = page.locate()
    assert at.line == 6
    assert lines[5][at.column - 1 :].startswith((f"<h1>{TITLE}", TITLE))


@pytest.mark.parametrize(
    ("markup", "column"),
    [
        ('<meta name="ColumnName" content="规范性文件">', "规范性文件"),
        (
            '<meta name="columnname" content="null"><div class="breadcrumb"><a href=/>首页</a> &gt; 政策文件</div>',
            "政策文件",
        ),
        (
            '<div class="BreadcrumbNav">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政策文件 &gt; 正文</div>',
            "政策文件",
        ),
        ('<div class="location">您的位置：首页 >> 信息公开 >> 规范性文件</div>', "规范性文件"),
        ('<div class="crumb"><a>首页</a><span>›</span><a>政策解读</a></div>', "政策解读"),
        ("<p>当前位置：首页/政务公开/通知公告</p>", "通知公告"),
        (f'<meta name="ColumnName" content="{TITLE}">', ""),
        ("", ""),
    ],
)
def test_reads_the_column(markup: str, column: str) -> None:
    assert extract(f"<html><body>{META}{markup}<h1>{TITLE}</h1>{TEXT}</body></html>").column == column


@pytest.mark.parametrize(
    "shown",
    [
        "发布日期：2024-03-08",
        "发布时间: 2024-03-08 10:08",
        "发布时间：2024-03-08 10:08:30",
        "发布日期：2024年03月08日",
        "发布日期：2024/3/8",
        "发布日期：2024.03.08",
        "发 布 日 期：２０２４年３月８日",
        "发布日期：二〇二四年三月八日",
        "时间：2024-03-08　来源：本站",
        "公开日期：2024——03——08",
        "<span>发布日期：</span><span>2024-03-08</span>",
        "<b>发布日期：</b>&nbsp;2024-03-08&ensp;浏览次数：<i>12</i>",
        "2024-03-08　来源：青屏市知识产权局",
    ],
)
def test_reads_the_date_shown(shown: str) -> None:
    page = extract(f"<html><head>{META}</head><body><h1>{TITLE}</h1><div>{shown}</div>{TEXT}</body></html>")
    assert page.published == date(2024, 3, 8)


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ('<meta name="PubDate" content="2024-03-08 10:08">', date(2024, 3, 8)),
        ('<meta name="pubdate" content="2024-03-08  10∶08">', date(2024, 3, 8)),
        ('<meta name="PubDate" content="2024年03月08日"/>', date(2024, 3, 8)),
        ('<meta name="publishdate" content="2024-03-08">', date(2024, 3, 8)),
        ('<meta name="firstpublishedtime" content="2024-03-08-10:08:08">', date(2024, 3, 8)),
        ('<meta name="PubDate" content=""><meta name="createDate" content="2024-03-08">', date(2024, 3, 8)),
        ('<meta name="PubDate" content="null">', None),
        ('<meta name="PubDate" content="2024-02-31">', None),
    ],
)
def test_reads_the_date_of_the_label(meta: str, day: date | None) -> None:
    page = extract(f"<html><head>{meta}</head><body><h1>{TITLE}</h1>{TEXT}</body></html>")
    assert (page.published_label, page.published) == (day, day)


def test_keeps_both_dates_where_they_disagree() -> None:
    page = extract(f'<meta name="PubDate" content="2025-07-01 00:00"><h1>{TITLE}</h1><p>发布日期：2024-03-08</p>{TEXT}')
    assert (page.published, page.published_label) == (date(2024, 3, 8), date(2025, 7, 1))


@pytest.mark.parametrize(
    ("markup", "anchors"),
    [
        ('<p id=a>1</p><a name="b">2</a><A NAME=c></A><map name="d"></map><input name="e">', {"a", "b", "c", "d"}),
        ('<p id="一、总则">1</p><a name="附件&amp;1">2</a>', {"一、总则", "附件&1"}),
        ('<!-- <p id=gone> --><script>var s = "<p id=made>";</script>', set()),
        ("<div class=nav><p id=inside>导航</p></div>", {"inside"}),
    ],
)
def test_collects_anchors(markup: str, anchors: set[str]) -> None:
    assert extract(f"<html><body>{markup}{TEXT}</body></html>").anchors == anchors


@pytest.mark.parametrize(
    ("markup", "headings"),
    [
        ("<h1>甲</h1><h2>乙</h2><H6>丙</H6>", [(1, "甲"), (2, "乙"), (6, "丙")]),
        (
            "<p>一、总体情况</p><p>（二）主动公开</p><p>第三章 附则</p>",
            [(7, "一、总体情况"), (7, "（二）主动公开"), (7, "第三章 附则")],
        ),
        ("<p><strong>一、</strong>总体<span>情</span>况</p>", [(7, "一、总体情况")]),
        ("<h2>一、<br>总体情况</h2>", [(2, "一、"), (2, "总体情况")]),
        ("<p>一定要办好</p><p>1.普通条目</p>", []),
    ],
)
def test_finds_headings(markup: str, headings: list[tuple[int, str]]) -> None:
    page = extract(f"<html><body>{markup}{TEXT}</body></html>")
    assert [(entry.level, entry.text) for entry in page.headings] == headings
    assert all(page.blocks[entry.block].text == entry.text for entry in page.headings)
