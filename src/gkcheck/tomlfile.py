"""TOML files as people write them: readable refusals, and the lines on which tables and keys stand."""

import re
import tomllib
from pathlib import Path
from typing import Any

from gkcheck.refusals import ConfigError, say, shown

# The parser's sentences (tomllib) that people meet; others are shown as they are.
_SYNTAX = {
    "Invalid value": "值的写法不对，文字要用双引号括起来",
    "Expected '=' after a key in a key/value pair": "键的后面应有等号",
    "Expected newline or end of document after a statement": "一行只能写一项，或多写了字符",
    "Unclosed array": "方括号没有闭合，或两项之间缺少逗号",
    "Unclosed inline table": "花括号没有闭合，或两项之间缺少逗号",
    "Cannot overwrite a value": "同一个键写了两次",
    "Unterminated string": "引号没有闭合",
    "Illegal character '\\n'": "引号没有闭合",
    "Unescaped '\\' in a string": "双引号内的反斜杠要写成两个，或改用单引号",
    "Invalid statement": "无法识别这一行，含中文的键要用引号括起来",
    "Invalid initial character for a key part": "无法识别这个键，含中文的键要用引号括起来",
    "Expected ']' at the end of a table declaration": "表头的方括号没有闭合",
    "Expected ']]' at the end of an array declaration": "表头的双方括号没有闭合",
}
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_toml(path: Path, lang: str = "zh", error: type[ConfigError] = ConfigError) -> tuple[dict[str, Any], bytes]:
    """Read a TOML file: its data and its bytes. Raises `error`, naming file, line and cure."""
    try:
        raw = path.read_bytes()
    except OSError as reason:
        text = say(lang, "无法读取", "cannot be read")
        raise error(f"{shown(path)}: {text}: {reason.strerror or reason}") from None
    return parse_toml(raw, shown(path), lang, error), raw


def parse_toml(raw: bytes, name: str, lang: str = "zh", error: type[ConfigError] = ConfigError) -> dict[str, Any]:
    """Data of a TOML file's bytes; `name` is how messages call it. Raises `error`."""
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))  # Windows editors put a byte order mark, which tomllib refuses
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        text = say(lang, "不是 UTF-8 编码，请在编辑器中另存为 UTF-8。", "is not UTF-8; save it as UTF-8 in the editor.")
        raise error(f"{name}:{line}: {text}") from None
    except tomllib.TOMLDecodeError as fault:
        raise error(_syntax(str(fault), raw, name, lang)) from None


def _syntax(fault: str, raw: bytes, name: str, lang: str) -> str:
    place = _PLACE.search(fault)
    sentence = fault[: place.start()] if place else fault
    last = len(raw.rstrip().split(b"\n"))
    line = int(place[1]) if place and place[1] else last
    text = say(lang, "TOML 语法错误：" + _SYNTAX.get(sentence, sentence) + "。", f"TOML syntax error: {sentence}.")
    return f"{name}:{line}: {text}"


_QUOTES = re.compile(r'"""|\'\'\'')
_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


def array_lines(text: str, table: str) -> list[dict[str, int]]:
    """Lines of the n-th `[[table]]`: "" maps to the header's line, each key to its own (counted from 1)."""
    found: list[dict[str, int]] = []
    inside, quote = False, ""
    for number, line in enumerate(text.splitlines(), 1):
        if not quote:
            header = _HEADER.match(line)
            key = _KEY.match(line)
            if header:
                inside = header[1].strip("[\"' ") == table and line.lstrip().startswith("[[")
                if inside:
                    found.append({"": number})
            elif inside and key:
                found[-1].setdefault(key[1], number)
        for mark in _QUOTES.findall(line):  # a header inside a multi-line string is not one
            quote = "" if quote == mark else quote or mark
    return found
