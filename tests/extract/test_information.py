"""The information table of a policy is read in whatever markup a CMS gives it."""

import pytest

from minisite import extract

TITLE = "关于印发《青屏市知识产权资助资金管理办法》的通知"
NUMBER, ISSUER, SIGNED, INDEX = "青知局〔2024〕7号", "青屏市知识产权局", "2024-03-06", "003300021/2024-00012"
WANTED = {"number": NUMBER, "issuer": ISSUER, "signed": SIGNED, "index": INDEX}

MARKUP = {
    "label cell and value cell": f"""<table><tr><td>索引号</td><td>{INDEX}</td><td>发文机关</td><td>{ISSUER}</td></tr>
        <tr><td>发文字号</td><td>{NUMBER}</td><td>成文日期</td><td>{SIGNED}</td></tr></table>""",
    "strong labels, values led by blanks": f"""<table class="table_suoyin"><tr><td><strong>索 引 号：</strong></td><td>&nbsp;{INDEX}</td></tr>
        <tr><td><strong>发布机构：</strong></td><td>&nbsp;{ISSUER}</td></tr><tr><td><b>文&emsp;&emsp;号：</b></td><td>&nbsp;{NUMBER}</td></tr>
        <tr><td><b>生成日期：</b></td><td>&nbsp;{SIGNED}</td></tr></table>""",
    "header cells": f"""<table><tr><th>索引号</th><td class="pmingcheng">{INDEX}</td><th>发布机构</th><td>{ISSUER}</td></tr>
        <tr><th>文号</th><td colspan="1">{NUMBER}</td><th>成文日期</th><td>{SIGNED}</td></tr></table>""",
    "one cell for both": f"""<table><tr><td>索引号: {INDEX}</td><td>发文机关：{ISSUER}</td></tr>
        <tr><td>发文字号：{NUMBER}</td><td>成文日期:{SIGNED}</td></tr></table>""",
    "head row in a misplaced thead": f"""<table><tbody><thead><tr><td class=t1>索取号</td><td class=t1>发布机构</td><td class=t1>文件编号</td>
        <td class=t1>成文日期</td></tr></thead><tr><td class=t2>{INDEX}</td><td>{ISSUER}</td><td>{NUMBER}</td><td>{SIGNED}</td></tr></tbody></table>""",
    "paragraphs": f"""<p><strong>索引号</strong>：{INDEX}</p><p><strong>发文机关</strong>：{ISSUER}</p>
        <p><strong>发文字号</strong>：{NUMBER}</p><p><strong>成文日期</strong>：{SIGNED}</p>""",
    "list with spans": f"""<ul><li><span>索引号：</span>{INDEX}</li><li><span>发布机构：</span>{ISSUER}</li>
        <li><span>文&ensp;号：</span>{NUMBER}</li><li><span>成文日期：</span>{SIGNED}</li></ul>""",
    "spans that only a style sheet parts": f"""<ul><li><span class="lb">索引号</span><span class="vl">{INDEX}</span></li>
        <li><span>发布机构</span><span>{ISSUER}</span></li><li><span>文件编号</span><span>{NUMBER}</span></li><li><span>成文日期</span><span>{SIGNED}</span></li></ul>""",
    "spans with a colon here and there": f"""<ul class="xxgk"><li><span>索引号</span>：{INDEX}</li><li><span>发布机构：</span><span>{ISSUER}</span></li>
        <li><span>发文字号</span>{NUMBER}</li><li><span>成文日期</span>{SIGNED}</li></ul>""",
    "list with fonts and wide blanks": f"""<ul class="trt-row"><li><font>索&ensp;引&ensp;号：</font>{INDEX}</li><li><font>发　布　机　构：</font>{ISSUER}</li>
        <li><font>发文字号：</font>{NUMBER}</li><li><font>成&nbsp;文&nbsp;日&nbsp;期：</font>{SIGNED}</li></ul>""",
    "definition list": f"""<dl><dt>索引号</dt><dd>{INDEX}</dd><dt>发文机关</dt><dd>{ISSUER}</dd>
        <dt>发文字号</dt><dd>{NUMBER}</dd><dt>成文日期</dt><dd>{SIGNED}</dd></dl>""",
    "divs": f"""<div class="row"><div class="l">索引号：</div><div class="r">{INDEX}</div></div><div class="row"><div class="l">发文机关：</div>
        <div class="r">{ISSUER}</div></div><div class="row"><div>发文字号：</div><div>{NUMBER}</div></div><div><div>成文日期：</div><div>{SIGNED}</div></div>""",
    "bullets with the value below": f"""<ul><li>索引号</li><li>{INDEX}</li><li>发布机构</li><li>{ISSUER}</li>
        <li>发文字号</li><li>{NUMBER}</li><li>成文日期</li><li>{SIGNED}</li></ul>""",
    "one line of text": f"<p>索引号：{INDEX} 发布机构：{ISSUER} 文号：{NUMBER} 成文日期：{SIGNED}</p>",
    "breaks in one paragraph": f"<p>索引号：{INDEX}<br>发文机关：{ISSUER}<br/>发文字号：{NUMBER}<br>成文日期：{SIGNED}</p>",
    "span soup with split digits": """<p><span>索</span><span>引号</span>：<span>0033</span><span>00021</span>/<span>2024-</span><span>00012</span></p>
        <p><span>发文</span>机关：<o:p></o:p><span>青屏市</span><span>知识产权局</span></p>
        <p>发文字号：<span lang=EN-US>青知局〔20</span><span>24〕</span><b><span>7</span></b><span>号</span></p><p>成文日期：<span>2024</span>-<span>03-06</span></p>""",
    "empty spans between characters": f"""<ul><li>索<span style="padding-right:0.5em"></span>引<span></span>号：{INDEX}</li><li>发<i></i>文机关：{ISSUER}</li>
        <li>文<span style="padding-right:2em"></span>号：{NUMBER}</li><li>成文日期：{SIGNED}</li></ul>""",
}


def _page(block: str) -> str:
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{block}<p>各县知识产权局：现将办法印发给你们，请遵照执行。</p></body></html>"


@pytest.mark.parametrize("markup", MARKUP)
def test_reads_the_table(markup: str) -> None:
    page = extract(_page(MARKUP[markup]))
    found = {name: entry.value for name in WANTED if (entry := page.field(name, "block", "text"))}
    assert found == WANTED
    assert (page.number, page.issuer, page.signed and page.signed.isoformat()) == (NUMBER, ISSUER, SIGNED)


@pytest.mark.parametrize("markup", [name for name in MARKUP if "span" not in name])
def test_a_value_stands_where_it_is_said_to(markup: str) -> None:
    page = extract(_page(MARKUP[markup]))
    for entry in page.fields:
        if entry.origin in ("block", "text") and entry.value in (NUMBER, INDEX, ISSUER, SIGNED):
            assert page.source.startswith(entry.value, entry.offset), entry


def test_labels_in_comments_and_scripts_are_not_there() -> None:
    page = extract(
        _page(
            "<!-- <table><tr><td>发文字号</td><td>青知局〔2019〕1号</td><td>发文机关</td><td>某局</td></tr></table> -->"
            "<script>var t = '<li>成文日期：2019-01-01</li><li>索引号：x</li>';</script><style>/* 公开方式：主动公开 */</style>"
            "<template><p>发布机构：某局</p></template>"
        )
    )
    assert [entry for entry in page.fields if entry.name in (*WANTED, "attribute")] == []
    assert (page.number, page.issuer, page.signed, page.attribute) == ("", "", None, "")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("<tr><td>发文字号</td><td></td><td>发文机关</td><td>某局</td></tr>", "number"),
        ("<tr><td>发文字号：</td><td>&nbsp;</td><td>发文机关：</td><td>某局</td></tr>", "number"),
        ("<tr><td>成文日期：</td><td>发文机关：</td><td>某局</td></tr>", "signed"),
    ],
)
def test_a_label_without_a_value_is_an_empty_field(row: str, name: str) -> None:
    page = extract(_page(f"<table>{row}<tr><td>索引号</td><td>{INDEX}</td></tr></table>"))
    assert [entry.value for entry in page.fields if entry.name == name] == [""]
    assert page.issuer == "某局"


@pytest.mark.parametrize(
    ("value", "stands"),
    [("无", ""), ("—", ""), ("暂无", ""), (NUMBER, NUMBER), ("青知局[2024]07号", "青知局[2024]07号")],
)
def test_a_placeholder_is_no_number(value: str, stands: str) -> None:
    page = extract(_page(f"<table><tr><td>发文字号</td><td>{value}</td><td>发文机关</td><td>某局</td></tr></table>"))
    assert page.number == stands


@pytest.mark.parametrize(
    ("note", "attribute"),
    [
        ("（此件主动公开）", "主动公开"),
        ("（此件公开发布）", "主动公开"),
        ("(此件依申请公开)", "依申请公开"),
        ("（此件不予公开）", "不予公开"),
        ("<span>（此件</span><span>主动公</span><span>开）</span>", "主动公开"),
        ("公开方式：主动公开", "主动公开"),
        ("公开属性：依申请公开", "依申请公开"),
        ("公开属性：□主动公开 □依申请公开 □不予公开", ""),
        ("本局主动公开政府信息一百条。", ""),
    ],
)
def test_reads_the_disclosure_attribute(note: str, attribute: str) -> None:
    assert extract(_page(f"<p>{note}</p>")).attribute == attribute


def test_validity_goes_by_several_names() -> None:
    table = f"<table><tr><td>文件编号</td><td>{NUMBER}</td><td>效力状况</td><td colspan=3><!--x-->有效<!--x--></td></tr></table>"
    assert [entry.value for entry in extract(_page(table)).fields if entry.name == "validity"] == ["有效"]


def test_a_search_form_is_no_table() -> None:
    form = "<ul><li>发文字号检索</li><li>主题分类检索</li><li>成文日期检索</li><li>公文种类检索</li></ul>"
    assert not [entry for entry in extract(_page(form)).fields if entry.origin == "block"]
