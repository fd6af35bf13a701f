"""The guide to disclosure (政府信息公开指南) as read from its page: the nine elements of 条例 art. 12 and its time limits."""

import re
from typing import Any, NamedTuple

from gkcheck.api import Block, Link, Page, Table, expression
from gkcheck_plugins.catalogue.dates import dates_on

NAME = "disclosure-guide-1"
ELEMENTS: dict[str, re.Pattern[str]] = {
    "政府信息的分类": re.compile(r"分类|类别|种类|分为|公开(?:的)?(?:范围|内容)|(?:以下|下列)(?:政府)?信息"),
    "编排体系": re.compile(r"编排|排列|编目|编码|目录|索引|体系|检索"),
    "获取方式": re.compile(r"获取|获得|查阅|查询|公开(?:形式|方式|渠道|途径)"),
    "工作机构的名称": re.compile(
        r"(?:机构|单位|部门|机关)名称|(?:工作|受理|承办|主管|办理)(?:机构|部门|单位|机关)|"
        r"(?:办公厅|办公室|处|科|股|中心|局|大厅|窗口)\S{0,8}(?:负责|承担|受理|承办|牵头)|(?:为|由|是|向)\S{2,20}(?:办公厅|办公室|处|科|中心)"
    ),
    "办公地址": re.compile(
        r"(?:地址|地点)\s*[：:为是]\s*\S{2,}|(?:办公|通信|通讯|联系|受理|接待|邮寄)(?:地址|地点)\s*\S{2,}|位于\S{4,}|"
        r"(?:路|街|道|巷|弄|大厦|广场)\s*[\d０-９一二三四五六七八九十]{1,5}\s*号|[\d０-９]{1,5}\s*号\S{0,12}(?:楼|室)"
    ),
    "办公时间": re.compile(
        r"时间[^。；]{0,30}?(?:\d{1,2}\s*[:：∶点时]|周[一至]|星期|工作日|[上下]午)|(?:周|星期)[一至][^。]{0,16}\d|[上下]午\s*\d|"
        r"\d{1,2}\s*[:：∶]\s*\d\d\s*[-—－–~～至到]"
    ),
    "联系电话": re.compile(
        r"(?:电话|热线|手机)[^。；]{0,20}?\d{3,}|(?<!传真)(?<!传真[：:])(?<!传真[：:]\s)(?<!传真号码)(?<!传真号码[：:\s])(?<!\d)0\d{2,3}[)）]?\s*[-—－–]?\s*\d{7,8}(?!\d)"
    ),
    "传真号码": re.compile(
        r"(?:传真|fax)[^。；]{0,14}?(?:\d{3,}|无|没有|同)|\d{3,}[^。；\d]{0,8}传真|(?:没有|未|不)\S{0,4}传真", re.I
    ),
    "互联网联系方式": re.compile(
        r"[\w.-]\s*[@＠#]\s*\w|https?://|www\.|\.gov\.cn|\.(?:com|cn|org)(?!\w)|"
        r"(?:邮箱|信箱|邮件|e-?mail|网址)[^。；\n]{0,8}[：:]\s*\S{3,}|公众号\s*[：:“]",
        re.I,
    ),
}
"""Each element and how a guide states it: numbers and addresses have to be there, and not only their names."""
_ONLINE = expression(r"申请|在线|网上|平台|网站|邮箱")
_SET_WIDE = expression(r"(?<=[电传地邮时名网])[ \t\u3000\xa0]{1,4}(?=[话真址箱间称编])")
"""The blanks in 传 真 and 电　话."""
_HEADS = expression(r"名称|机构|地址|时间|电话|传真|邮箱|邮编|邮政|网址")

_TITLE = expression(r"(?:(?:信息|政务)公开(?:工作)?|^公开)指南(?:[（(【\[].{1,20}[)）】\]]|[\d年版]+)?$")
_OTHER = expression(r"申请公开|公开申请|办事|服务|解读|通知|说明|培训")
_UNFILLED = expression(
    r"[\u4e00-\u9fff]{2,9}[ \t\u3000]*[：:][ \t\u3000]*(?=[ \t\u3000\n]*[\u4e00-\u9fff]{2,9}[ \t\u3000]*[：:]|\s*\Z)"
)
_SENTENCE = expression(r"[^。；;\n]+")
_LIMIT = expression(r"(?<!\d)(?:15|１５|十五)\s*个?\s*工作日")
_NEW_LIMIT = expression(r"(?<!\d)(?:20|２０|二十)\s*个?\s*工作日")
_ANSWER = expression(r"答复|申请之日|收到申请|登记之日|提供(?:政府)?信息|予以回复")
_ASKED = expression(
    r"第三方|第三人|征求|征询|权利人|共同制作|意见书|协商|承诺|压缩|缩短|复议|诉讼|举报|投诉|补正|更正|公告|报告"
)
_EXTENSION = expression(r"延长|延期")
_OLD_NORM = expression(r"(?:国务院令|国令)\s*[（(〔]?\s*第?\s*492\s*号")
_HISTORY = expression(r"修订|修改|废止|原《|原条例|同时|历史")
_AWAY = ("internal", "external", "dynamic", "mail")
_LEAST, _SHORT = 80, 250
"""Characters of text under which a page is no guide, and under which one that leads on only introduces it."""
_GUIDE = expression(r"指南|附件|下载")
_EMBEDDED = ("iframe", "embed", "object", "img")


def guide_facts(page: Page) -> dict[str, Any] | None:
    """What the page of a guide to disclosure states; None for any other page.

    `reason` is why its text says nothing: too short, filled by a script, a picture or a file.
    """
    if "指南" not in page.title:
        return None
    title = "".join(page.title.split())
    if not _TITLE.search(title) or _OTHER.search(title):
        return None
    blocks = page.content
    text = "\n".join(_lines(page, blocks))
    own = sum(len(block.text) for block in blocks) - sum(
        len(link.text) for link in page.links if link.area == "content"
    )
    reason = ""
    if own < _LEAST or (own < _SHORT and any(_leads_on(link) for link in page.links)):
        reason = "body-by-script" if "body" in page.scripted else "not-text"
    missing = [name for name, words in ELEMENTS.items() if not words.search(text)]
    if any(link.area == "content" and link.where in _AWAY and _ONLINE.search(link.text) for link in page.links):
        missing = [name for name in missing if name != "互联网联系方式"]
    return {
        "reason": reason,
        "missing": missing,
        "outdated": [] if reason else _outdated(page, blocks),
        "dates": dates_on(page),
    }


def _leads_on(link: Link) -> bool:
    """Whether a link of the text shows or leads to the guide itself."""
    return link.area == "content" and (link.tag in _EMBEDDED or bool(_GUIDE.search(link.text)))


def _lines(page: Page, blocks: list[Block]) -> list[str]:
    """The text without labels that nothing follows: 传真： is no fax number."""
    tables = [number for table in page.tables for number in range(*table.blocks)]
    inside = {id(page.blocks[number]) for number in tables if number < len(page.blocks)}
    prose = "\n".join(block.text for block in blocks if id(block) not in inside)
    lines = [prose, *(line for table in page.tables for line in _rows(table))]
    plain = [_SET_WIDE.sub("", line) for line in lines]
    return [_UNFILLED.sub("", plain[0]), *plain[1:]]


def _rows(table: Table) -> list[str]:
    """Labels with the values beside or below them, without those that have none."""
    head, *rest = table.grid
    if (
        rest
        and all(1 < len(cell.text) <= 14 for cell in head)
        and sum(bool(_HEADS.search(cell.text)) for cell in head) >= 2
    ):
        return [
            f"{label.text}：{cell.text}" for row in rest for label, cell in zip(head, row, strict=True) if cell.text
        ]
    lines = []
    for row in table.grid:
        cells = list({id(cell): cell for cell in row}.values())
        after = [cell.text for cell in cells[1:]] + ["" if len(cells) > 1 else "."]
        kept = [cell.text for cell, value in zip(cells, after, strict=True) if value or not _HEADS.search(cell.text)]
        lines.append(" ".join(kept))
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
