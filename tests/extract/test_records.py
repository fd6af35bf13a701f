"""JSON and YAML files that list things: every value stands where it is said to stand, and entries become rows."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.extract.documents.nodes import Node, Record, Series, Value, read_json, read_yaml
from gkcheck.extract.documents.reading import extract_document
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.references import Resolver
from gkcheck.page import Page

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def plain(value: object) -> object:
    """What a tree should say of a Python value."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return {None: "", True: "√", False: "×"}[value] if value is None or isinstance(value, bool) else str(value)


def said(node: Node) -> object:
    if isinstance(node, Record):
        return {key.text: said(held) for key, held in node.entries}
    return [said(inner) for inner in node.nodes] if isinstance(node, Series) else node.text


def values(node: Node) -> list[Value]:
    if isinstance(node, Record):
        return [value for key, held in node.entries for value in (key, *values(held))]
    return [value for inner in node.nodes for value in values(inner)] if isinstance(node, Series) else [node]


@given(PLAIN, st.sampled_from([None, 2]), st.booleans())
def test_json_is_read_as_the_library_reads_it_and_values_stand_in_it(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    node = read_json(text)
    assert said(node) == plain(value)
    for found in values(node):
        if found.text.isalnum() and found.text.isascii():
            assert text.startswith(found.text, found.offset)


@given(st.text(st.sampled_from('{}[]",:1a \n\\'), max_size=30))
def test_json_that_is_none_is_refused_and_nothing_else_happens(text: str) -> None:
    try:
        json.loads(text)
        valid = True
    except ValueError:
        valid = False
    if valid:
        read_json(text)
    else:
        with pytest.raises(Refused):
            read_json(text)


@given(
    st.recursive(
        st.from_regex(r"[甲乙丙丁a-z]{1,6}", fullmatch=True),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.from_regex(r"[a-z]{1,5}x", fullmatch=True), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_yaml_values_stand_where_they_are_said_to_stand(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    for found in values(read_yaml(text)):
        if found.text.isalnum():
            assert text.startswith(found.text, found.offset) or found.text in ("√", "×")


@pytest.mark.parametrize("text", ["a: [1", "a: 1\n b: 2", "- &a [*a]", "\t- x", "%bad", "{" * 60])
def test_yaml_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_yaml(text)


def test_json_nested_without_end_is_refused() -> None:
    with pytest.raises(Refused):
        read_json("[" * 100_000)


def read(text: str, name: str) -> Page:
    return extract_document(name, text.encode(), Resolver(frozenset({"zscq.example.cn"})))


def grid(page: Page) -> list[list[str]]:
    return [[cell.text for cell in row] for row in page.tables[0].grid]


ITEMS = [{"一级事项": "机构概况", "二级事项": "职能", "公开方式": "主动公开"}, {"一级事项": "财政", "公开方式": ""}]
ROWS = [["一级事项", "二级事项", "公开方式"], ["机构概况", "职能", "主动公开"], ["财政", "", ""]]


@pytest.mark.parametrize(
    "held", [ITEMS, {"items": ITEMS}, {"title": "主动公开目录", "更新日期": "2026-01-09", "data": {"list": ITEMS}}]
)
def test_a_list_of_entries_is_a_table_wherever_it_stands(held: object) -> None:
    page = read(json.dumps(held, ensure_ascii=False), "目录.json")
    body = grid(page)
    assert [row[-3:] for row in body] == ROWS
    assert read(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), "目录.yaml").tables[0].grid != ()


def test_title_and_date_are_those_of_the_file() -> None:
    text = json.dumps(
        {"title": "清浦市知识产权局主动公开基本目录", "更新日期": "2026-01-09", "items": ITEMS}, ensure_ascii=False
    )
    page = read(text, "a.json")
    assert page.title == "清浦市知识产权局主动公开基本目录"
    assert "更新日期：2026-01-09" in [block.text for block in page.blocks]


def test_upper_levels_are_one_cell_over_what_they_hold() -> None:
    text = """
- name: 机构概况
  children:
    - name: 内设机构
      children: [{name: 办公室, content: 职责}, {name: 人事处, content: 编制}]
    - {name: 负责人, content: 姓名}
- name: 财政
  children: [{name: 预算, content: 表}]
"""
    page = read(text, "a.yml")
    assert grid(page) == [
        ["一级事项", "二级事项", "三级事项", "公开内容"],
        ["机构概况", "内设机构", "办公室", "职责"],
        ["机构概况", "内设机构", "人事处", "编制"],
        ["机构概况", "负责人", "", "姓名"],
        ["财政", "预算", "", "表"],
    ]
    table = page.tables[0].grid
    assert table[1][0] is table[3][0]
    assert table[1][1] is table[2][1]
    assert page.position(table[3][1].offset) == (6, 14)


def test_keys_can_be_the_names_of_groups() -> None:
    page = read('{"机构概况": [{"公开内容": "职责"}], "财政": [{"公开内容": "表"}]}', "a.json")
    assert grid(page) == [["一级事项", "公开内容"], ["机构概况", "职责"], ["财政", "表"]]


def test_ticks_lists_and_addresses() -> None:
    text = '[{"item": "甲", "mode": {"主动": true, "依申请": false}, "channels": ["网站", "公报"], "url": "/a/b.html"}]'
    page = read(text, "a.json")
    assert grid(page) == [
        ["公开事项", "公开方式", "公开方式", "公开渠道", "链接"],
        ["公开事项", "主动", "依申请", "公开渠道", "链接"],
        ["甲", "√", "×", "网站、公报", "/a/b.html"],
    ]
    (link,) = page.links
    assert (link.where, link.target) == ("internal", "a/b.html")
    assert page.tables[0].grid[2][4].links == (0,)


@pytest.mark.parametrize("text", ["[]", "{}", "null", '"目录"', "[1, 2]"])
def test_data_that_lists_nothing_has_no_table(text: str) -> None:
    try:
        assert read(text, "目录.json").tables == ()
    except Refused as refusal:
        assert refusal.variant == "no-text"
