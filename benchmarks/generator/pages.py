"""The text of each kind of page."""

from random import Random

from benchmarks.generator import tables
from benchmarks.generator.chrome import around, head, side_box, skin_of
from benchmarks.generator.plan import Entry
from benchmarks.generator.words import BUREAU, OBJECTS, paragraph, pick, sentence

_CHINESE = "一二三四五六七八九十"
_WORD = (
    '<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt;mso-pagination:none;mso-char-indent-count:2.0">'
)
_SPAN = '<span style="font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体;color:black">'
_LATIN = '<span lang="EN-US" style="font-size:16.0pt;font-family:仿宋_GB2312;mso-bidi-font-family:仿宋_GB2312">'


def _text(rng: Random, entry: Entry, text: str) -> str:
    """A paragraph, on some pages as Word pastes it: figures in spans of their own."""
    if not entry.word:
        return f"<p>{text}</p>\n"
    parts, digits = [], ""
    for character in text:
        if character.isascii() and character.isdigit():
            digits += character
            continue
        if digits:
            parts.append(f"</span>{_LATIN}{digits}</span>{_SPAN}")
            digits = ""
        parts.append(character)
    tail = "<o:p></o:p>" if rng.random() < 0.5 else ""
    return f"{_WORD}{_SPAN}{''.join(parts)}{digits}</span>{tail}</p>\n"


def _prose(rng: Random, entry: Entry, low: int, high: int) -> list[str]:
    """Paragraphs; fewer where Word's markup makes each heavier."""
    count = int((low + rng.random() * (high - low)) * (0.8 if entry.word else 1))
    return [_text(rng, entry, paragraph(rng, 2 + int(rng.random() * 3))) for _ in range(count)]


def _with_extra(rng: Random, paragraphs: list[str], extra: list[str]) -> str:
    for html in extra:
        paragraphs.insert(int(rng.random() * len(paragraphs)), html + "\n")
    return "".join(paragraphs)


def _articles(rng: Random, entry: Entry, low: int, high: int) -> list[str]:
    """The articles of a policy, with headings of chapters."""
    found, number = [], 0
    for chapter in range(int(rng.random() * 3) + 3):
        found.append(f"<h3>第{_CHINESE[chapter]}章　{pick(rng, OBJECTS)}</h3>\n")
        for text in _prose(rng, entry, low, high):
            number += 1
            name = (
                _CHINESE[number - 1]
                if number <= 10
                else f"{'二三四五六七八九'[(number - 11) // 10 - 1] if number > 20 else ''}十{_CHINESE[(number - 1) % 10]}"
            )
            found.append(text.replace("<p>", f"<p>第{name}条　", 1))
    return found


def _information(rng: Random, entry: Entry) -> str:
    """The information table, in one of three markups."""
    signed = f"{entry.signed:%Y年%m月%d日}" if entry.signed else ""
    fields = {
        "索引号": f"JZ{entry.number}-{entry.day:%Y}-{entry.number % 997:05d}",
        "发布机构": "" if entry.defect == "issuer-empty" else BUREAU,
        "主题分类": pick(rng, ("科技、教育", "市场监管", "商贸、海关、旅游")),
        "发文字号": "" if entry.defect == "number-empty" else entry.doc,
        "成文日期": signed,
        "发布日期": f"{entry.day:%Y-%m-%d}",
        "有效性": "有效",
        "公开方式": "依申请公开" if entry.defect == "attribute-restricted" else "主动公开",
    }
    if entry.defect == "attribute-missing":
        del fields["公开方式"]
    pairs = list(fields.items())
    form = entry.number % 3
    if form == 0:
        rows = "".join(
            "<tr>"
            + "".join(f"<td class='tit'><b>{name}：</b></td><td>{value}</td>" for name, value in pairs[i : i + 2])
            + "</tr>\n"
            for i in range(0, len(pairs), 2)
        )
        return f'<table class="info_table">\n{rows}</table>\n'
    if form == 1:
        items = "".join(f"<li><strong>{name}：</strong><span>{value}</span></li>\n" for name, value in pairs)
        return f'<div class="index_box"><ul class="trt-row">\n{items}</ul></div>\n'
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>\n" for name, value in pairs)
    return f'<table class="zly_xxgk">\n{rows}</table>\n'


def _linked(heading: str, links: list[tuple[str, str]]) -> str:
    if not links:
        return ""
    items = "".join(
        f'<li><a href="@@{path}" target="_blank" title="{title}">{title}</a></li>\n' for path, title in links
    )
    return f'<div class="xgwj"><h4>{heading}</h4>\n<ul>\n{items}</ul></div>\n'


def _attachments(rng: Random, entry: Entry, files: dict[str, str]) -> str:
    """Links to files beside the page; the files are noted in `files`."""
    lines = []
    for number in range(int(rng.random() * 3) if rng.random() < 0.4 else 0):
        kind = pick(rng, ("pdf", "docx", "xlsx"))
        name = f"P0{entry.day:%Y%m%d}{entry.number:09d}{number}.{kind}"
        files[f"{entry.folder}/{name}"] = kind
        lines.append(
            f'<p>附件{number + 1}：<a href="@@{entry.folder}/{name}">{pick(rng, OBJECTS)}申请表.{kind}</a></p>\n'
        )
    return "".join(lines)


def _picture(rng: Random, entry: Entry, files: dict[str, str]) -> list[str]:
    if rng.random() > 0.4:
        return []
    name = f"W0{entry.day:%Y%m%d}{entry.number:09d}.png"
    files[f"{entry.folder}/{name}"] = "png"
    return [f'<p align="center"><img src="@@{entry.folder}/{name}" alt="{pick(rng, OBJECTS)}" width="600"></p>\n']


def _body(rng: Random, entry: Entry, files: dict[str, str]) -> str:
    kind = entry.kind
    if kind == "policy":
        opening = (
            f"<p>各有关单位：</p>\n<p>现将《{entry.name}》印发给你们，请认真遵照执行。</p>\n"
            if "印发" in entry.title
            else ""
        )
        signed = f"{entry.signed.year}年{entry.signed.month}月{entry.signed.day}日" if entry.signed else ""
        note = "" if entry.defect.startswith("attribute") or rng.random() < 0.4 else "<p>（此件主动公开）</p>\n"
        sign = f'<p style="text-align:right">{BUREAU}</p>\n<p style="text-align:right">{signed}</p>\n'
        if entry.defect == "issuer-empty":
            sign = f'<p style="text-align:right">{signed}</p>\n'
        return opening + _with_extra(rng, _articles(rng, entry, 8, 15), entry.extra) + sign + note
    if kind == "interpretation":
        known = entry.title.startswith("政策问答")
        cite = (
            f"近日，我局印发了《{entry.name}》"
            + (f"（{entry.doc}）" if entry.doc and not known else "")
            + "，现就有关内容说明如下。"
        )
        asked = [
            f"<h3>{_CHINESE[i]}、{word}</h3>\n"
            for i, word in enumerate(("出台背景", "目标任务", "主要内容", "适用范围", "支持标准", "新旧差异"))
        ]
        parts = [part for question in asked for part in (question, *_prose(rng, entry, 6, 11))]
        return (f"<p>{cite}</p>\n" if not known else "") + _with_extra(
            rng, [*_picture(rng, entry, files), *parts], entry.extra
        )
    if kind == "catalogue":
        return f"<p>{sentence(rng)}</p>\n" + tables.catalogue(rng, 20 if entry.defect else 90, bool(entry.defect))
    if kind == "annual-report":
        return report(rng, entry)
    if kind == "guide":
        return tables.guide(rng, entry.title) + _with_extra(rng, _prose(rng, entry, 24, 40), entry.extra)
    if kind == "about":
        anchors = '<h3 id="第一章">第一章　使用说明</h3>\n<p>本站内容可按栏目浏览。</p>\n<a name="old-anchor"></a><h3 id="sec-2">第二章　检索</h3>\n'
        return anchors + "".join(_prose(rng, entry, 20, 30))
    return _with_extra(rng, [*_picture(rng, entry, files), *_prose(rng, entry, 31, 67)], entry.extra)


def report(rng: Random, entry: Entry, paragraphs: int = 5) -> str:
    """The text of an annual report; `paragraphs` of prose at least in its first section."""
    lead = f"<p>根据《中华人民共和国政府信息公开条例》的规定，现公布{entry.name}{entry.year}年政府信息公开工作年度报告。本报告所列数据的统计期限自{entry.year}年1月1日起至12月31日止。</p>\n"
    sections = (
        ("总体情况", "".join(_prose(rng, entry, paragraphs, paragraphs + 4))),
        ("主动公开政府信息情况", tables.disclosed(rng)),
        ("收到和处理政府信息公开申请情况", tables.applications(rng)),
        ("政府信息公开行政复议、行政诉讼情况", tables.reviews(rng)),
        ("存在的主要问题及改进情况", "".join(_prose(rng, entry, 3, 5))),
        ("其他需要报告的事项", "<p>本年度未收取信息处理费，没有其他需要报告的事项。</p>\n"),
    )
    kept = [(i, name, text) for i, (name, text) in enumerate(sections) if not (entry.defect and i == 4)]
    return lead + "".join(f"<h2>{_CHINESE[i]}、{name}</h2>\n{text}" for i, name, text in kept)


def article(entry: Entry, rng: Random, beside: list[Entry], latest: list[Entry], files: dict[str, str]) -> str:
    """One page of the site. `beside` are pages of the same column, `latest` the newest of the site."""
    related = ""
    if entry.kind == "policy":
        related = _linked("相关解读", [(mate.path, mate.title) for mate in entry.mates])
    elif entry.kind == "interpretation":
        related = _linked("政策原文", [(mate.path, mate.title) for mate in entry.mates])
    related += _linked("延伸阅读", [(other.path, other.title) for other in beside[2:]])
    tags = ("h1", "h2", "div", "p", "h1")
    tag = tags[entry.number % 5] if not entry.word else "h1"
    shown = entry.title
    date_line = f'<div class="pages-date"><span>发布时间：{entry.day} 10:{entry.number % 50 + 10}</span><span>来源：{BUREAU}</span>'
    date_line += '<span>字号：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>]</span></div>\n'
    information = _information(rng, entry) if entry.kind == "policy" else ""
    near = "".join(
        f'<p>{word}：<a href="@@{other.path}">{other.title}</a></p>\n'
        for word, other in zip(("上一篇", "下一篇"), beside, strict=False)
    )
    suppress = f"<!-- gkcheck: ignore {entry.suppress} -->\n" if entry.suppress else ""
    body = (
        f'{information}<{tag} class="article_title">{shown}</{tag}>\n{date_line}{suppress}'
        f'<div class="zw" id="zoom">\n{_body(rng, entry, files)}{_attachments(rng, entry, files)}</div>\n{related}'
        f'<div class="tools"><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div>\n'
        f'<div class="prevnext">{near}</div>\n'
    )
    side = side_box(skin_of(entry), [(other.path, other.title) for other in latest])
    return head(entry) + around(entry, body, side)
