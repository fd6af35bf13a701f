"""Ledger files as they are kept: CSV, workbook, YAML or JSON, each row with the line on which it stands."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.extract.source import NotText, decode
from gkcheck.refusals import say

_DELIMITERS = ",\t;"
_GAP = re.compile(r"[\s,]*")
_WORKBOOK_FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, EOFError, SyntaxError)
"""What the workbook's reader raises over a damaged file, besides its own and the archive's."""


class Raw(NamedTuple):
    """A row as the file has it: its line (in a workbook its row), and what stands in it by column or by key."""

    line: int
    cells: Sequence[Any] | Mapping[str, Any]
    part: str = ""
    """Its first cell in a workbook, which has no lines."""


class LedgerFault(Exception):
    """A ledger that cannot be used; the message says why and what to do."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


KEYED = (".json", ".yaml", ".yml")
"""Endings of files whose rows name their columns; the others have a head row."""


def read_rows(path: Path, lang: str = "zh") -> list[Raw]:
    """All rows of a ledger file. Raises OSError and LedgerFault."""
    data = path.read_bytes()
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return list(_workbook(data, lang))
    try:
        text = decode(data).text
    except NotText:
        zh = "不是文本文件；扩展名为 .csv 的工作簿请另存为 .xlsx，或另存为“CSV UTF-8”"
        raise LedgerFault(say(lang, zh, "it is no text; save a workbook as .xlsx or as “CSV UTF-8”")) from None
    if ending == ".json":
        return list(_json(text, lang))
    if ending in KEYED:
        return list(_yaml(text, lang))
    return list(_csv(text, lang))


def _csv(text: str, lang: str) -> Iterator[Raw]:
    head = "\n".join(text.split("\n", 10)[:10])  # a title without any may stand above the head row
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield Raw(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        zh = f"CSV 有误：{error}；请用表格软件打开后另存为“CSV UTF-8”"
        raise LedgerFault(
            say(lang, zh, f"bad CSV: {error}; open it in a spreadsheet and save it as “CSV UTF-8”"), line
        ) from None


def _workbook(data: bytes, lang: str) -> Iterator[Raw]:
    import zipfile
    import zlib

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is not None:
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield Raw(number, cells, f"{sheet.title}!A{number}")
    except (zipfile.BadZipFile, zlib.error, InvalidFileException, *_WORKBOOK_FAULTS) as error:
        zh = f"工作簿无法打开（{error}）；请在表格软件中打开并另存为 .xlsx"
        raise LedgerFault(
            say(lang, zh, f"the workbook cannot be opened ({error}); open it in a spreadsheet and save it as .xlsx")
        ) from None


def _yaml(text: str, lang: str) -> Iterator[Raw]:
    import yaml

    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if isinstance(node, yaml.MappingNode):  # the list may stand under a key of its own
            node = next((value for _, value in node.value if isinstance(value, yaml.SequenceNode)), node)
        if not isinstance(node, yaml.SequenceNode):
            raise _no_list(lang)
        for item in node.value:
            yield _raw(item.start_mark.line + 1, loader.construct_object(item, deep=True), lang)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "YAML"
        zh = f"YAML 有误：{reason}；请核对缩进和冒号后的空格"
        line = mark.line + 1 if mark else 1
        raise LedgerFault(
            say(lang, zh, f"bad YAML: {reason}; look over indentation and the blank after colons"), line
        ) from None
    finally:
        loader.dispose()


def _json(text: str, lang: str) -> Iterator[Raw]:
    decoder = json.JSONDecoder()
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        zh = f"JSON 有误：{error.msg}；请核对逗号、引号和括号"
        raise LedgerFault(
            say(lang, zh, f"bad JSON: {error.msg}; look over commas, quotes and brackets"), error.lineno
        ) from None
    key = next((key for key, value in whole.items() if isinstance(value, list)), "") if isinstance(whole, dict) else ""
    name = rf'"{re.escape(key)}"\s*:\s*' if isinstance(whole, dict) else r"\s*"
    head = re.search(rf"{name}\[", text)
    if head is None or not isinstance(whole, dict | list):
        raise _no_list(lang)
    place, line = head.end(), text.count("\n", 0, head.end()) + 1
    while True:
        item_at = _GAP.match(text, place).end()  # type: ignore[union-attr]
        line += text.count("\n", place, item_at)
        if text[item_at] == "]":
            return
        item, place = decoder.raw_decode(text, item_at)
        yield _raw(line, item, lang)
        line += text.count("\n", item_at, place)


def _raw(line: int, item: Any, lang: str) -> Raw:
    if not isinstance(item, dict):
        zh = "每一项应为一组“键: 值”"
        raise LedgerFault(say(lang, zh, "every entry should be a set of “key: value”"), line)
    return Raw(line, item)


def _no_list(lang: str) -> LedgerFault:
    return LedgerFault(say(lang, "应为一个列表，每行一项", "it should be a list with one entry a row"))
