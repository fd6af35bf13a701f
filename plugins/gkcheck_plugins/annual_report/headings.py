"""Lines of an annual report that name one of its six sections, however they are numbered and worded."""

import re
import unicodedata
from typing import NamedTuple

from gkcheck.api import Block, expression

SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
"""The six sections in the words of 国办公开办函〔2021〕30号."""

_WHOSE = r"(?:(?:19|20)\d\d年度?)?(?:本?年度?)?(?:本?[^，。；、]{0,12}?(?:机关|局|委|厅|政府|街道|镇|乡))?"
_WORK = r"(?:(?:政府)?信息公开|政务公开)?(?:的)?(?:工作)?(?:的)?"
STRICT = (
    expression(rf"{_WHOSE}{_WORK}(?:年度)?总体(?:工作|公开)?情况"),
    expression(rf"{_WHOSE}主动公开(?:的)?政府信息(?:的)?(?:工作)?情况|{_WHOSE}政府信息主动公开(?:的)?(?:工作)?情况"),
    expression(
        rf"{_WHOSE}(?:收到|受理|接收)(?:和|及|与|并|、|以及)?(?:处理|办理)(?:的)?(?:政府)?(?:信息)?(?:依?申请公开|公开)?(?:政府信息)?(?:的)?申请(?:的)?(?:工作)?情况|"
        rf"{_WHOSE}(?:政府)?信息公开申请(?:的)?(?:收到|受理|接收)?(?:和|及|与|、|以及)?(?:处理|办理|答复)(?:工作)?情况|"
        rf"{_WHOSE}(?:收到|受理|接收)(?:和|及|与|、|以及)?(?:处理|办理)依申请公开(?:政府信息)?(?:的)?(?:工作)?情况"
    ),
    expression(r"(?:因)?[^，。；：:]{0,20}行政法?复议[^，。；：:]{0,14}诉讼(?:的)?(?:工作)?情况"),
    expression(
        r"[^，。；：:]{0,16}(?:存在|主要)(?:的)?(?:主要|突出)?(?:的)?(?:问题|不足|困难)[^，。；：:]{0,8}(?:改进|整改|打算|措施|下一步|解决)[^，。；：:]{0,10}"
    ),
    expression(rf"{_WORK}(?:其[他它])?需要?(?:报告|说明)(?:的)?(?:其[他它])?(?:重要)?(?:事项|情况)(?:等)?"),
)
"""The national headings and the variants in use. A whole line must fit, numbering aside."""
LOOSE = (
    expression(r"(?:基本|工作)情况|概述|总体(?:概述|概况)"),
    expression(r"主动公开(?:工作)?(?:情况)?"),
    expression(r"依申请公开(?:政府信息|工作|办理)*(?:情况)?|(?:政府信息公开)?申请(?:办理|处理)?情况"),
    expression(r"(?:行政)?复议(?:和|及|、)?(?:行政)?(?:应诉|诉讼)?(?:情况)?"),
    expression(r"(?:存在)?(?:的)?(?:主要)?(?:问题|不足)(?:及|和|与)?(?:原因|建议|方向)?"),
    expression(r"其[他它](?:事项|情况)"),
)
"""Short forms: headings only where they are numbered like the other sections, since they also name paragraphs of 一."""

_NUMBER = expression(
    r"^(?:(?P<han>第?[一二三四五六七八九]\s*[、.,:．，]|第[一二三四五六七八九](?:部分|章|节)[、.:]?)|(?P<sub>\([一二三四五六七八九]\)[、.]?)|"
    r"(?P<digit>\(?[1-9]\)?[、.)](?!\d))|(?P<bare>[一二三四五六七八九](?=\s*(?:总体|主动|行政机关|收到|政府信息|因|存在|其[他它]|需要))))\s*"
)
_TOC_TAIL = expression(r"[.…·\-—_]{2,}\s*\d{0,3}$|\s\d{1,3}$")
_END = expression(r"[:：。;；,，、.]+$")
_BEGINNING = expression(r"(?:20)?\d\d年|\(一\)")
_BLANK = expression(r"\s+")
_SIGN = expression(r"[:。]")
_NOTE = expression(r"[(（][^()（）]{0,30}[)）]$")
_NAMED = expression("[况\uFA71\U0002F81B述开议题足\u2F9C难项]")
"""Every name of a section, as it stands or in a compatibility form, has one of these signs; most paragraphs' beginnings have none."""
_LOOKED_AT = 200
"""Signs of a block that are read; a heading is short."""


class Line(NamedTuple):
    """A line that may head a section. `style` is its kind of numbering, "" = none; `rest` the text behind the name."""

    section: int
    block: int
    style: str
    strict: bool
    rest: str
    end: int
    """Index of the block behind the line, which <br> may have cut in two."""


def lines_of(blocks: tuple[Block, ...]) -> list[Line]:
    """All lines that name a section, in order."""
    found: list[Line] = []
    read: tuple[int, Line | None] = (-1, None)
    for number, block in enumerate(blocks):
        if block.area != "content" or len(block.text) < 3 or (found and number < found[-1].end):
            continue
        line = read[1] if read[0] == number else _read(block.text, number)
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        if line is None and below and max(len(block.text), len(below)) <= 30:
            read = number + 1, _read(below, number + 1)
            if read[1] is not None:
                continue
            line = _read(block.text + below, number)
            line = line._replace(end=number + 2) if line and line.style and not line.rest else None
        if line:
            found.append(line)
    return found


def _read(text: str, number: int) -> Line | None:
    if not _NAMED.search(text, 0, _LOOKED_AT):
        return None
    plain = "".join(unicodedata.normalize("NFKC", text[:_LOOKED_AT]).split())
    match = _NUMBER.match(plain)
    style = (match.lastgroup or "").replace("bare", "han") if match else ""
    body = plain[match.end() :] if match else plain
    whole = _END.sub("", _NOTE.sub("", _END.sub("", _TOC_TAIL.sub("", body))))
    section = _section(whole, STRICT)
    if section:
        return Line(section, number, style, True, "", number + 1)
    section = _section(whole, LOOSE)
    if section:
        return Line(section, number, style, False, "", number + 1)
    # The text may go on behind the heading: 六、其他需要报告的事项：无。
    name, rest = _split(body)
    section = _section(_NOTE.sub("", name), STRICT) if style and rest else 0
    if section:
        return Line(section, number, style, True, rest, number + 1)
    if style != "han":
        return None
    section = _beginning(plain, body)
    if section:
        return Line(section, number, style, True, body[len(SECTIONS[section - 1]) :], number + 1)
    return _before_a_blank(text, number)


def _beginning(plain: str, body: str) -> int:
    """The section whose number and whole name a line begins with: the end of the line between them and the text was lost."""
    for section, name in enumerate(SECTIONS, 1):
        if body.startswith(name) and "一二三四五六"[section - 1] in plain[:2]:
            rest = body[len(name) :]
            # 总体情况 may begin a sentence as well: 总体情况良好.
            begun = len(name) > 6 or _BEGINNING.match(rest)
            return section if begun and not any(other in rest for other in SECTIONS) else 0
    return 0


def _before_a_blank(text: str, number: int) -> Line | None:
    """A heading that a blank alone parts from its text, since the line's end between them was lost."""
    for blank in _BLANK.finditer(text, 0, 80):
        plain = "".join(unicodedata.normalize("NFKC", text[: blank.start()]).split())
        match = _NUMBER.match(plain)
        section = _section(plain[match.end() :], STRICT) if match else 0
        if section:
            return Line(section, number, "han", True, text[blank.end() :], number + 1)
    return None


def _section(text: str, patterns: tuple[re.Pattern[str], ...]) -> int:
    if not 2 <= len(text) <= 50:
        return 0
    return next((section for section, pattern in enumerate(patterns, 1) if pattern.fullmatch(text)), 0)


def _split(body: str) -> tuple[str, str]:
    """Heading and text of a line that holds both; the last section's name needs no sign behind it."""
    last = next((name for name in ("其他需要报告的事项", "其它需要报告的事项") if body.startswith(name)), "")
    if last:
        return last, body[len(last) :]
    match = _SIGN.search(body, 0, 50)
    return (body[: match.start()], body[match.end() :]) if match else (body, "")
