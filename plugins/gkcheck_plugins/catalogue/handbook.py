"""The guide to disclosure (政府信息公开指南) as read from its page: the nine elements of 条例 art. 12 and its time limits."""

import re
from typing import Any, NamedTuple

from gkcheck.api import Block, Page, Table
from gkcheck_plugins.catalogue.dates import dates_on

NAME = "disclosure-guide-1"
ELEMENTS: dict[str, re.Pattern[str]] = {
    "政府信息的分类": re.compile(r"分类|类别|种类|分为|公开(?:的)?(?:范围|内容)|(?:以下|下列)(?:政府)?信息"),
    "编排体系": re.compile(r"编排|编目|编码|目录|索引|排列|体系|检索"),
    "获取方式": re.compile(r"获取|获得|查阅|查询|公开(?:形式|方式|渠道|途径)"),
    "工作机构的名称": re.compile(
        r"(?:机构|单位|部门|机关)名称|(?:工作|受理|承办|主管|办理)(?:机构|部门|单位|机关)(?:名称)?\s*(?:为|是|[：:])|"
        r"(?:办公厅|办公室|处|科|股|中心|局|大厅|窗口)\S{0,8}(?:负责|承担|受理|承办|牵头)|(?:为|由|是)\S{2,20}(?:办公厅|办公室|处|科|中心)|"
        r"(?:受理|工作|承办)(?:机构|部门)"
    ),
    "办公地址": re.compile(r"地址|办公地点|受理地点|(?:路|街|道|大道|巷|弄)\d{1,5}号"),
    "办公时间": re.compile(
        r"(?:办公|工作|接待|受理|服务|对外)时间|(?:周|星期)[一至]|[上下]午\s*\d|\d{1,2}[:：]\d\d\s*[-—－–~～至]"
    ),
    "联系电话": re.compile(r"电话|热线|(?<!\d)0\d{2,3}\s?[-—－–]\s?\d{7,8}"),
    "传真号码": re.compile(r"传真|fax", re.I),
    "互联网联系方式": re.compile(
        r"邮箱|电子邮件|电子信箱|e-?mail|[\w.]+@\w+|https?://|www\.|网址|互联网(?:联系|申请|地址|受理|渠道)|网上(?:申请|受理|提交)|在线申请|公众号|微信",
        re.I,
    ),
}
"""Each element and the words by which a guide states it: generous, so that what is missing is missing."""

_TITLE = re.compile(r"(?:信息|政务)公开(?:工作)?指南(?:[（(【\[].{1,20}[)）】\]]|[\d年版]+)?$")
_OTHER = re.compile(r"申请公开|公开申请|办事|服务|解读|通知|说明|培训")
_UNFILLED = re.compile(
    r"[\u4e00-\u9fff]{2,9}[ \t\u3000]*[：:][ \t\u3000]*(?=[ \t\u3000\n]*[\u4e00-\u9fff]{2,9}[ \t\u3000]*[：:]|\s*\Z)"
)
_SENTENCE = re.compile(r"[^。；;\n]+")
_LIMIT = re.compile(r"(?<!\d)(?:15|１５|十五)\s*个?\s*工作日")
_NEW_LIMIT = re.compile(r"(?<!\d)(?:20|２０|二十)\s*个?\s*工作日")
_ANSWER = re.compile(r"答复|申请之日|收到申请|登记之日|提供(?:政府)?信息|予以回复")
_ASKED = re.compile(
    r"第三方|第三人|征求|征询|权利人|共同制作|意见书|协商|承诺|压缩|缩短|复议|诉讼|举报|投诉|补正|更正|公告|报告"
)
_EXTENSION = re.compile(r"延长|延期")
_OLD_NORM = re.compile(r"(?:国务院令|国令)\s*[（(〔]?\s*第?\s*492\s*号")
_HISTORY = re.compile(r"修订|修改|废止|原《|原条例|同时|历史")
_SHORT = 250
"""Characters of text under which a page only introduces a guide that stands elsewhere."""


def guide_facts(page: Page) -> dict[str, Any] | None:
    """What the page of a guide to disclosure states; None for any other page.

    `reason` is why its text says nothing: too short, filled by a script, a picture or a file.
    """
    title = "".join(page.title.split())
    if "公开" not in title or not _TITLE.search(title) or _OTHER.search(title):
        return None
    blocks = page.content
    text = "\n".join(_lines(page, blocks))
    own = sum(len(block.text) for block in blocks) - sum(
        len(link.text) for link in page.links if link.area == "content"
    )
    reason = ""
    if own < _SHORT:
        reason = "body-by-script" if "body" in page.scripted else "not-text"
    return {
        "reason": reason,
        "missing": [name for name, words in ELEMENTS.items() if not words.search(text)],
        "outdated": [] if reason else _outdated(page, blocks),
        "dates": dates_on(page),
    }


def _lines(page: Page, blocks: list[Block]) -> list[str]:
    """The text without labels that nothing follows: 传真： is no fax number."""
    tables = [number for table in page.tables for number in range(*table.blocks)]
    inside = {id(page.blocks[number]) for number in tables if number < len(page.blocks)}
    prose = "\n".join(block.text for block in blocks if id(block) not in inside)
    return [_UNFILLED.sub("", prose), *(line for table in page.tables for line in _rows(table))]


def _rows(table: Table) -> list[str]:
    lines = []
    for row in table.grid:
        texts = list(dict.fromkeys(cell.text for cell in row))
        labels = [
            cell.text for cell, follower in zip(row, [*row[1:], None], strict=True) if follower is None or follower.text
        ]
        lines.append(" ".join(labels if len(texts) > 1 else texts))
    return lines


def _outdated(page: Page, blocks: list[Block]) -> list[dict[str, Any]]:
    """Time limits and numbers of 条例 before its revision of 2019, with their places."""
    answers = [
        sentence[0]
        for block in blocks
        for sentence in _SENTENCE.finditer(block.text)
        if _ANSWER.search(sentence[0]) and _NEW_LIMIT.search(sentence[0]) and not _EXTENSION.search(sentence[0])
    ]
    found = []
    for block in blocks:
        after = 0
        for sentence in _SENTENCE.finditer(block.text):
            sort, written = _fault(sentence[0])
            if not sort:
                continue
            place, after = _place(page, block, written, after)
            sure = sort == "norm" or not answers
            found.append({"sort": sort, "text": "".join(written.split()), "sure": sure, "place": place})
    return found


def _fault(sentence: str) -> tuple[str, str]:
    """What is outdated in a sentence, and the words that say it: "limit", "extension", "norm", or "" for nothing."""
    norm = _OLD_NORM.search(sentence)
    if norm and not _HISTORY.search(sentence):
        return "norm", norm[0]
    limit = _LIMIT.search(sentence)
    if limit and not _ASKED.search(sentence) and not _NEW_LIMIT.search(sentence):
        if _EXTENSION.search(sentence):
            return "extension", limit[0]
        if _ANSWER.search(sentence):
            return "limit", limit[0]
    return "", ""


class _Words(NamedTuple):
    offset: int
    length: int


def _place(page: Page, block: Block, written: str, after: int) -> tuple[list[Any], int]:
    """Where words of a block are written, past the last that were found; the block itself where tags part them."""
    offset = page.source.find(written, max(after, block.offset), block.offset + 4 * len(block.text) + 400)
    found = page.locate(_Words(offset, len(written)) if offset >= 0 else block)
    return [found.line, found.column, found.end_column, found.part], offset + 1 if offset >= 0 else after
