"""Markdown pages: what they state, what they link to, and where each thing stands in their source."""

import pytest

from gkcheck.classify import classify
from gkcheck.extract.markdown import extract_markdown
from gkcheck.extract.references import Resolver
from gkcheck.extract.source import decode
from gkcheck.page import Page

TEXT = """---
title: "关于印发《甲办法》的通知"
date: 2026-05-14 16:40:00
发文字号: 甲知局〔2026〕3号
公开属性: 主动公开
栏目: 政策文件
类型: 政策文件
tags: [专利, 商标]
---
# 关于印发《甲办法》的通知

正文 [附件 &amp; 表](./a%20b/申报书.docx "t")，见[解读][jd]，<https://x.cn/a>，<a href="b.md#c">乙</a>。
第二行 `code` [同页](#附件) [空]() ![图](t.png)

> 引用 [r](r.md)

| 序号 | 名称 | 依据 |
|---|---|---|
| 1 | [甲](jia.md) | |
| 2 |  | 条例 \\| 二 |

- 项 [l1](l1.md)

  段 [l2](l2.md)

## 附件

<div class="x">
<!-- <a href="no.html">旧</a> -->
<a href="k.html">k</a></div>

[jd]: jiedu.md
"""


def read(text: str, path: str = "wenku/t.md") -> Page:
    page = extract_markdown(path, decode(text.encode()), Resolver())
    page.kind = classify(page).kind
    return page


def test_statements() -> None:
    page = read(TEXT)
    assert (page.title, page.number, page.attribute, page.column) == (
        "关于印发《甲办法》的通知",
        "甲知局〔2026〕3号",
        "主动公开",
        "政策文件",
    )
    assert str(page.published) == "2026-05-14"
    assert (page.markup, page.kind) == ("markdown", "policy")
    assert [entry.value for entry in page.fields if entry.name == "tags"] == ["专利", "商标"]


def test_each_field_stands_where_it_is_written() -> None:
    page = read(TEXT)
    for entry in page.fields:
        if entry.origin == "front" and entry.name != "kind":
            assert page.source[entry.offset :].startswith(entry.value), entry


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_link_stands_where_it_is_written(newline: str) -> None:
    page = read(TEXT.replace("\n", newline))
    found = {link.raw: link for link in page.links}
    assert set(found) == {
        *("./a%20b/申报书.docx", "jiedu.md", "https://x.cn/a", "b.md#c", "#附件", "", "t.png", "r.md"),
        *("jia.md", "l1.md", "l2.md", "k.html"),
    }
    for raw, link in found.items():
        assert page.source[link.offset :].startswith(raw), raw
    assert found["./a%20b/申报书.docx"].target == "wenku/a b/申报书.docx"
    assert page.position(found["jiedu.md"].offset)[0] == page.source.count(newline)


def test_table_cells_stand_where_they_are_written() -> None:
    page = read(TEXT)
    (table,) = page.tables
    assert [[cell.text for cell in row] for row in table.grid] == [
        ["序号", "名称", "依据"],
        ["1", "甲", ""],
        ["2", "", "条例 | 二"],
    ]
    lines = TEXT.splitlines()
    for row, number in zip(table.grid, (17, 19, 20), strict=True):
        assert {page.position(cell.offset)[0] for cell in row} == {number}, lines[number - 1]
    assert page.links[table.grid[1][1].links[0]].raw == "jia.md"


def test_headings_have_anchors() -> None:
    page = read("# 一、总体情况 2024\n\n## 总体情况\n\n## 总体情况\n\n## 自定 {#own}\n")
    assert {"一总体情况-2024", "一、总体情况-2024", "总体情况", "总体情况-1", "own"} <= page.anchors
    assert [heading.text for heading in page.headings] == ["一、总体情况 2024", "总体情况", "总体情况", "自定"]
    assert page.title == "一、总体情况 2024"


def test_links_that_no_browser_follows_stay_links() -> None:
    page = read("[a](javascript:void(0)) [b](file:///D:/a.doc) [c](D:\\x.doc)\n")
    assert [link.where for link in page.links] == ["script", "local", "local"]


def test_toml_front_matter() -> None:
    page = read('+++\ntitle = "甲"\ndate = 2026-05-14T08:00:00+08:00\n[params]\nissuer = "甲局"\n+++\n正文\n')
    assert (page.title, str(page.published), page.issuer) == ("甲", "2026-05-14", "甲局")
    assert page.position(page.fields[0].offset)[0] == 2


@pytest.mark.parametrize("date", ["2026-05-14", "2026-05-14T00:30:00+08:00", "'2026/5/14'", "2026年5月14日"])
def test_dates_keep_the_day_that_is_written(date: str) -> None:
    assert str(read(f"---\ntitle: 甲\ndate: {date}\n---\n正文\n").published) == "2026-05-14"


def test_exact_key_goes_before_a_general_one() -> None:
    page = read("---\ncategories: [a, b]\ndate: 2026-01-01\npublish_date: 2026-02-02\ncolumn: 文件\n---\n正文\n")
    assert (str(page.published), page.column) == ("2026-02-02", "文件")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\ntitle: [a\n---\n", "front matter, line"),
        ("---\ntitle：甲\n---\n", "half-width colon"),
        ("---\ntitle: a\n", "no closing ---"),
        ("---\na: &a [x]\nb: [*a, *a]\n---\n", "line 3: aliases"),
        ("---\na: " + "[" * 20000 + "\n---\n", "front matter"),
        ('+++\ntitle = "a\n+++\n', "at line 2"),
        ("+++\ntitle = 1\n", "no closing"),
    ],
)
def test_broken_front_matter(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(text)


@pytest.mark.parametrize("text", ["", "\n", "---\n\n正文\n", "---\n---\n", "a\n---\nb\n", "\ufeff# 题\n"])
def test_no_front_matter(text: str) -> None:
    assert not [entry for entry in read(text).fields if entry.origin == "front"]
