"""JSON and YAML as a tree whose values know where they stand in the file."""

import re
from dataclasses import dataclass
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from gkcheck.extract.documents.refused import Refused

DEEPEST = 40
"""Levels of nesting: a catalogue has six at most, and what refers to itself has no end."""


@dataclass(slots=True, eq=False)
class Value:
    """A single value as text: true is √ and false ×, as people tick, and null is nothing."""

    text: str
    offset: int


@dataclass(slots=True, eq=False)
class Record:
    """Keys with what they hold, in the order of the file."""

    entries: list[tuple[Value, "Node"]]


@dataclass(slots=True, eq=False)
class Series:
    """A list."""

    nodes: list["Node"]


Node = Value | Record | Series

_BLANK = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"-?\d[\d.eE+-]*|true|false|null")
_MERGE = "tag:yaml.org,2002:merge"
_WORDS = {"true": "√", "false": "×", "null": ""}


def read_json(text: str) -> Node:
    """The tree of a JSON text. Raises Refused."""
    try:
        node, end = _json(text, _BLANK.match(text, 0).end(), 0)  # type: ignore[union-attr]
    except (JSONDecodeError, IndexError, _Misplaced) as error:
        raise _refusal(text, getattr(error, "pos", len(text))) from error
    if text[end:].strip():
        raise _refusal(text, end)
    return node


class _Misplaced(ValueError):
    def __init__(self, pos: int) -> None:
        super().__init__(pos)
        self.pos = pos


def _json(text: str, start: int, depth: int) -> tuple[Node, int]:
    if depth > DEEPEST:
        raise Refused("GKC005", "depth", {"limit": str(DEEPEST)})
    sign = text[start]
    if sign == '"':
        value, end = scanstring(text, start + 1, False)
        return Value(value, start + 1), end
    if sign == "{":
        return _json_record(text, start, depth)
    if sign == "[":
        nodes = []
        end = _skip(text, start + 1)
        while text[end] != "]":
            node, end = _json(text, end, depth + 1)
            nodes.append(node)
            end = _separator(text, end, "]")
        return Series(nodes), end + 1
    match = _PLAIN.match(text, start)
    if match is None:
        raise _Misplaced(start)
    return Value(_WORDS.get(match[0], match[0]), start), match.end()


def _json_record(text: str, start: int, depth: int) -> tuple[Record, int]:
    entries = []
    end = _skip(text, start + 1)
    while text[end] != "}":
        if text[end] != '"':
            raise _Misplaced(end)
        key, after = scanstring(text, end + 1, False)
        colon = _skip(text, after)
        if text[colon] != ":":
            raise _Misplaced(colon)
        node, after = _json(text, _skip(text, colon + 1), depth + 1)
        entries.append((Value(key, end + 1), node))
        end = _separator(text, after, "}")
    return Record(entries), end + 1


def _separator(text: str, start: int, close: str) -> int:
    """Where the next entry begins, or the sign that closes the list."""
    end = _skip(text, start)
    if text[end] == close:
        return end
    if text[end] != ",":
        raise _Misplaced(end)
    return _skip(text, end + 1)


def _skip(text: str, start: int) -> int:
    match = _BLANK.match(text, start)
    return match.end() if match else start


def read_yaml(text: str) -> Node:
    """The tree of the first document of a YAML text. Raises Refused."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        root = loader.get_node() if loader.check_node() else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(text, mark.index if mark else 0) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _refusal(text, 0) from error
    finally:
        loader.dispose()
    return _yaml(root, 0) if root is not None else Value("", 0)


def _yaml(node: Any, depth: int) -> Node:
    if depth > DEEPEST:
        raise Refused("GKC005", "depth", {"limit": str(DEEPEST)})
    if node.id == "mapping":
        return _yaml_record(node, depth)
    if node.id == "sequence":
        return Series([_yaml(value, depth + 1) for value in node.value])
    return _scalar(node)


def _yaml_record(node: Any, depth: int) -> Record:
    """A mapping with what it merges in (<<: *defaults), as far as it does not say so itself."""
    own = [(_scalar(key), _yaml(value, depth + 1)) for key, value in node.value if key.tag != _MERGE]
    said = {key.text for key, _ in own}
    for key, value in node.value:
        if key.tag == _MERGE:
            merged = _yaml(value, depth + 1)
            for record in merged.nodes if isinstance(merged, Series) else [merged]:
                if isinstance(record, Record):
                    own += [entry for entry in record.entries if entry[0].text not in said]
                    said |= {entry[0].text for entry in record.entries}
    return Record(own)


def _scalar(node: Any) -> Value:
    if node.id != "scalar":
        return Value("", node.start_mark.index)
    text = {"tag:yaml.org,2002:null": ""}.get(node.tag, node.value)
    if node.tag == "tag:yaml.org,2002:bool":
        text = "√" if node.value.lower() in ("true", "yes", "on") else "×"
    return Value(text, node.start_mark.index + (1 if node.style in ("'", '"') else 0))


def _refusal(text: str, offset: int) -> Refused:
    line = text.count("\n", 0, offset) + 1
    return Refused("GKC001", "parse", {"error": f"第 {line} 行格式有误 (malformed at line {line})"})
