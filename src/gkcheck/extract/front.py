"""Front matter: what a Markdown page states about itself above its text, in YAML or TOML."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from gkcheck.extract.labels import canonical
from gkcheck.page import Field
from gkcheck.texts import KINDS

_OPEN = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_LIMIT = 64 * 1024
"""Characters: no page needs more, and what is larger was not written by hand."""
_LATE = frozenset(("date", "日期", "category", "categories", "分类", "type", "时间"))
"""Keys that give way to a more exact key of the same meaning (publish_date, column, kind)."""
_NESTED = frozenset(("params", "extra", "taxonomies", "meta"))
_KEYS: dict[str, str] = {
    name: canonical_name
    for canonical_name, names in {
        "title": "title 文件名称",
        "published": "date published publish_date publishdate pub_date pubdate published_at 日期 时间",
        "signed": "signed signed_date sign_date 签署日期",
        "number": "number doc_number docnumber document_number doc_no",
        "issuer": "issuer department",
        "source": "source",
        "attribute": "attribute disclosure 公开属性 公开方式",
        "column": "column category categories 栏目 所属栏目",
        "kind": "kind type 类型 页面类型",
        "index": "index index_number",
        "topic": "topic 主题",
        "genre": "genre",
        "validity": "validity",
        "effective": "effective",
        "expires": "expires",
        "interprets": "interprets 解读文件 解读对象 被解读文件",
        "draft": "draft 草稿",
        "major": "major 重大政策",
        "tags": "tags tag 标签",
        "keywords": "keywords",
        "summary": "summary description",
        "author": "author",
        "site-name": "site_name 网站名称",
    }.items()
    for name in names.split()
}
_KIND_WORDS = {texts["zh"]: kind for kind, texts in KINDS.items() if kind} | {
    **dict.fromkeys(("政策", "规范性文件", "公文", "文件"), "policy"),
    **dict.fromkeys(("解读", "图解", "文件解读"), "interpretation"),
    **dict.fromkeys(("目录", "主动公开目录", "标准目录", "公开事项目录"), "catalogue"),
    **dict.fromkeys(("年报", "年度报告", "政府信息公开年报", "政府信息公开年度报告"), "annual-report"),
    **dict.fromkeys(("服务指南", "指南"), "guide"),
    **dict.fromkeys(("征求意见", "征集意见", "意见征求", "民意征集"), "consultation"),
    **dict.fromkeys(("列表", "栏目页"), "list"),
    **dict.fromkeys(("主页", "网站首页"), "home"),
    **dict.fromkeys(("文章", "新闻", "动态", "信息"), "article"),
}


class Entry(NamedTuple):
    """A key with one value as text, and where the value stands in the file."""

    key: str
    value: str
    offset: int


def read_front(text: str) -> tuple[tuple[Field, ...], int]:
    """The fields of the front matter and the offset at which the text of the page begins (0 without front matter).

    Raises ValueError with the line at fault when it cannot be read.
    """
    opening = _OPEN.match(text)
    if opening is None:
        return _read_json(text) if text.startswith("{") else ((), 0)
    fence = opening[1]
    ending = r"(?:---|\.\.\.)" if fence == "---" else r"\+\+\+"
    closing = re.compile(rf"(?<=[\r\n]){ending}[ \t]*(?:\r\n?|\n|\Z)").search(
        text, opening.end(), opening.end() + _LIMIT
    )
    if closing is None:
        if fence == "---" and not re.match(r"\s*[\w\"'-]+\s*[:：]", text[opening.end() : opening.end() + 200]):
            return (), 0  # a ruled line at the top of the text
        raise ValueError(f"the front matter that begins with {fence} has no closing {fence} within {_LIMIT} characters")
    front = text[opening.end() : closing.start()]
    entries = _yaml(front, opening.end()) if fence == "---" else _toml(front, opening.end())
    return tuple(_fields(entries)), closing.end()


def _read_json(text: str) -> tuple[tuple[Field, ...], int]:
    """Front matter as one JSON object at the very beginning."""
    import json

    try:
        front, end = json.JSONDecoder().raw_decode(text[:_LIMIT])
    except (ValueError, RecursionError):
        return (), 0  # a page that begins with a brace is not thereby broken
    return tuple(_fields(_json(front, text))), end


def _json(front: dict[str, Any], text: str) -> Iterator[Entry]:
    for key, value in front.items():
        values = value if isinstance(value, list) else [value]
        for one in values:
            if isinstance(one, str | int | float):
                shown = str(one).lower() if isinstance(one, bool) else str(one)
                place = text.find(f'"{key}"')
                yield Entry(key, shown, max(0, text.find(shown, place)))


def _fields(entries: Iterable[Entry]) -> list[Field]:
    exact: list[Field] = []
    late: list[Field] = []
    for key, value, offset in entries:
        plain = re.sub(r"[\s-]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key.strip()).lower())
        name = _KEYS.get(plain) or canonical(key)
        value = " ".join(value.split())
        if not name or not value:
            continue
        if name == "kind":
            value = _KIND_WORDS.get(value, value.lower())
        (late if plain in _LATE else exact).append(Field(name, key, value, offset, "front"))
    return exact + late


def _yaml(front: str, base: int) -> Iterator[Entry]:
    """Keys and values as written: the tree of nodes is read, no objects are made, so dates and numbers stay as text."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Without aliases: a few lines of them can stand for gigabytes."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                event = self.peek_event()
                raise yaml.MarkedYAMLError(problem="aliases (*name) are not read", problem_mark=event.start_mark)
            return super().compose_node(parent, index)

    try:
        node = yaml.compose(front, Loader=Loader)
    except RecursionError:
        raise ValueError("the front matter is nested too deeply") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise ValueError(f"front matter{line}: {problem}") from error
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise ValueError(
            "the front matter is no list of keys and values (“key: value”, with a half-width colon and a blank)"
        )
    return _nodes(node, base, yaml) if node is not None else iter(())


def _nodes(mapping: Any, base: int, yaml: Any, depth: int = 0) -> Iterator[Entry]:
    for key, value in mapping.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if isinstance(value, yaml.MappingNode):
            if depth == 0 and key.value.lower() in _NESTED:
                yield from _nodes(value, base, yaml, depth + 1)
            continue
        for node in value.value if isinstance(value, yaml.SequenceNode) else (value,):
            if isinstance(node, yaml.ScalarNode):
                quoted = 1 if node.style in ("'", '"') else 0
                text = "" if node.tag.endswith(":null") else node.value
                yield Entry(key.value, text, base + node.start_mark.index + quoted)


def _toml(front: str, base: int) -> Iterator[Entry]:
    import tomllib

    try:
        table = tomllib.loads(front.replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        text = re.sub(r"at line (\d+)", lambda match: f"at line {int(match[1]) + 1}", str(error))
        raise ValueError(f"front matter: {text}") from error
    nested = (table[name] for name in _NESTED & set(table) if isinstance(table[name], dict))
    return _values([table, *nested], front, base)


def _values(tables: list[dict[str, Any]], front: str, base: int) -> Iterator[Entry]:
    for table in tables:
        for key, value in table.items():
            written = re.compile(
                rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=[ \t]*\[?[ \t]*[\"']{{0,3}}", re.M
            ).search(front)
            offset = base + (written.end() if written else 0)
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, str | int | float | date | datetime) and not isinstance(item, bool):
                    yield Entry(key, item.isoformat() if isinstance(item, date) else str(item), offset)
