"""The columns of the ledger, and the words that its cells may hold."""

import re
from collections.abc import Mapping
from typing import NamedTuple


class Column(NamedTuple):
    """One column. `width` in characters; `people` = what stands there is theirs, and is carried to the next ledger."""

    key: str
    zh: str
    en: str
    width: int
    people: bool = False

    def head(self, lang: str) -> str:
        """The heading."""
        return self.zh if lang == "zh" else self.en


COLUMNS = (
    Column("number", "序号", "No.", 6),
    Column("indicator", "指标", "Indicator", 16),
    Column("kind", "问题类型", "Kind of problem", 18),
    Column("severity", "严重程度", "Severity", 9),
    Column("column", "栏目", "Column of the site", 12),
    Column("title", "页面标题", "Page title", 28),
    Column("address", "网址", "Address", 30),
    Column("problem", "问题描述", "Problem", 40),
    Column("place", "位置/片段", "Place", 40),
    Column("basis", "依据条款", "Basis", 30),
    Column("hint", "整改建议", "How to mend", 36),
    Column("found", "发现时间", "Found", 11),
    Column("first_seen", "首次发现", "First found", 11),
    Column("days_left", "剩余天数", "Days left", 9),
    Column("owner", "责任单位", "Department", 16, people=True),
    Column("person", "责任人", "Person", 10, people=True),
    Column("due", "整改期限", "Deadline", 12, people=True),
    Column("status", "整改状态", "Status", 12, people=True),
    Column("note", "整改说明", "Note", 30, people=True),
    Column("rechecked", "复查时间", "Re-checked", 11),
    Column("result", "复查结果", "Result of re-check", 12),
    Column("rule", "规则", "Rule", 9),
    Column("file", "文件", "File", 24),
    Column("about", "相关文件", "Related files", 20),
    Column("fingerprint", "指纹", "Fingerprint", 14),
)
KEYS = tuple(column.key for column in COLUMNS)

STATUS: Mapping[str, Mapping[str, str]] = {
    "open": {"zh": "未整改", "en": "open"},
    "working": {"zh": "整改中", "en": "being mended"},
    "done": {"zh": "已整改", "en": "mended"},
    "false": {"zh": "误报", "en": "false alarm"},
    "foreign": {"zh": "不属于我单位", "en": "not ours"},
    "other": {"zh": "其他（见说明）", "en": "other (see note)"},
}
"""What people may choose; anything else that they write is kept as well."""

RESULTS: Mapping[str, Mapping[str, str]] = {
    "new": {"zh": "新增", "en": "new"},
    "unchanged": {"zh": "未整改", "en": "not mended"},
    "returned": {"zh": "反复出现", "en": "back again"},
    "fixed": {"zh": "已整改", "en": "mended"},
    "unverified": {"zh": "待复查", "en": "to be re-checked"},
    "accepted": {"zh": "已豁免", "en": "accepted"},
}
"""What a run says of a row, by its state; "" = there was nothing to compare with."""

FINGERPRINT = re.compile(r"[0-9a-f]{32,128}")
_BLANK = re.compile(r"\s+")
_HEADS = {_BLANK.sub("", head).casefold(): column.key for column in COLUMNS for head in (column.zh, column.en)}


def key_of(heading: str) -> str:
    """The column of a heading in either language, "" = none of ours."""
    return _HEADS.get(_BLANK.sub("", heading).casefold(), "")


def word_of(table: Mapping[str, Mapping[str, str]], text: str) -> str:
    """The key of `table` that a cell's text means, in either language; "" = none."""
    bare = _BLANK.sub("", text).casefold()
    return next((key for key, words in table.items() if any(_BLANK.sub("", word).casefold() == bare for word in words.values())), "")
