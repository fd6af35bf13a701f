"""What the text of a link, or the name of a file, says it is: documents, a number, a year, the ordinal of an attachment."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from gkcheck.api import DocumentNumber, expression, find_number, find_numbers, named_documents, number_key

FILE = expression(r"\.(?:pdf|ofd|docx?|wps|wpt|xlsx?|et|csv|pptx?|dps|ceb|rtf|txt|zip|rar|7z|jpe?g|png)$", re.I)
_ISSUE = r"(?:印发|发布|公布|颁布|修订|修改|转发|下发|出台|制定)"
_READING = r"(?:的?(?:政策|文件|图文|文字|部门|专家|媒体|视频|内容)?(?:解读|图解|问答|释义)(?:材料|稿)?|一图(?:读懂|看懂|速览)|图解|图说|解读)"
_AROUND = expression(
    rf"{_READING}|关于|{_ISSUE}|的?(?:通知|公告|通告)|全文|原文|正文|文件|点击|查看|下载|阅读|浏览|请见|详见|参见|政策|相关|链接|附件\d{{0,2}}|"
    r"pdf|docx?|wps|ofd|html?|[\W_\d]",
    re.I,
)
"""What may stand beside 《…》 in a text that names this document and no other: 关于印发《甲》的通知, 点击查看《甲》全文."""
READS = expression(_READING)
_SPEAKS_OF_OTHERS = expression(r"废止|失效|修改|修正|转发|贯彻|落实|根据|依据|按照|执行|配套|依照|有关|等\d*[份项个]")
_DAY = expression(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?")
_YEAR = expression(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?=年|版|\D|$)")
_HAN_YEAR = expression(r"二[〇○零Ｏ][一二三四五六七八九〇○零]{2}(?=年)")
_HAN_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_CUT = expression(r"(?:…|\.{2,}|。{2,}|·{3,}|﹒{2,})+$")
_LEAD = expression(
    r"^(?:上|下|前|后)一(?:篇|条|页|个|则)[：:]|^(?:\[[^\[\]]{1,8}\]|【[^【】]{1,8}】)(?=.{8})|^[·•▪■◆●>»\-\s]+|^\d{1,3}[.、．](?!\d)\s*|^(?:new|hot|置顶|最新)\s*",
    re.I,
)
ORDINAL = expression(
    r"^\W{0,2}附\s*[件表录]\s*[(（]?\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d一二三四五六七八九十年月日]|\s*[-—~～至、和及]\s*\d)[)）]?"
)
_BEFORE_NAME = expression(r"^[\s：:、.．,，_\-—（()）]+|^\d{1,2}\s*[.、．_\-]\s*(?!\d)")
_HAN_ORDINAL = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_SIGNS = expression(r"[^\w]|_")


class Claim(NamedTuple):
    """What a text says its link leads to. `whole` = the text as a title, less dates and marks of a list.

    `name` is the one document in 《》 that it names and nothing else, "" = none; `reading` = an interpretation of it.
    `year` is the only year that it names, 0 = none or several. `cut` = the text was shortened by the system.
    """

    whole: str
    key: str
    name: str
    reading: bool
    number: DocumentNumber | None
    year: int
    cut: bool


def plain(text: str) -> str:
    """`text` in one width without blanks and punctuation: titles that differ in these only are one."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def years_of(text: str) -> frozenset[int]:
    """The years that a text names, days and document numbers aside."""
    wide = unicodedata.normalize("NFKC", text)
    wide = _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), wide)
    for number in find_numbers(wide) if "号" in wide else ():
        wide = wide.replace(number.written, " ")
    return frozenset(int(year) for year in _YEAR.findall(_DAY.sub(" ", wide)))


def without_years(text: str) -> str:
    """The plain text less its years: equal for the editions of one report."""
    wide = _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), unicodedata.normalize("NFKC", text))
    return plain(re.sub(r"(?:19|20)\d\d\s*年?度?", "", _DAY.sub(" ", wide)))


@lru_cache(maxsize=4096)
def claim_of(text: str) -> Claim:
    """What a link's text claims."""
    whole = _DAY.sub(" ", " ".join(text.split())).strip(" []()（）【】")
    whole = FILE.sub("", _LEAD.sub("", _LEAD.sub("", whole)))
    cut = bool(_CUT.search(whole))
    whole = _CUT.sub("", whole)
    names = named_documents(whole)
    number = _own_number(whole)
    rest = whole
    for name in names:
        rest = rest.replace(f"《{name}》", " ")
    if number:
        rest = rest.replace(number.written, " ")
    sole = names[0] if len(names) == 1 and not _AROUND.sub("", rest) else ""
    years = years_of(whole)
    year = next(iter(years)) if len(years) == 1 else 0
    return Claim(whole, plain(whole), sole, bool(READS.search(rest)), number, year, cut)


def _own_number(whole: str) -> DocumentNumber | None:
    """The number that the text gives to what it leads to: all there is, or in brackets at the end behind a title."""
    if "号" not in whole or len(find_numbers(whole)) != 1 or _SPEAKS_OF_OTHERS.search(whole):
        return None
    number = find_number(whole)
    if number is None:
        return None
    before, _, after = whole.partition(number.written)
    if after.strip(" )）】]》全文原件"):
        return None
    return (
        number
        if not before.strip(" (（【[《")
        or before.rstrip().endswith(("》(", "》（", "》", "通知(", "通知（", "意见(", "意见（"))
        else None
    )


def same_number(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether two numbers may be one: year and serial agree, and an organ is only lost or glued to its neighbour words."""
    return (one.year, one.serial) == (other.year, other.serial)


def same_series(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether two numbers are of one series of one organ."""
    return (
        one.organ == other.organ or number_key(one.form).partition("〔")[0] == number_key(other.form).partition("〔")[0]
    )


def ordinal_of(text: str) -> int:
    """The N of a text that begins 附件N; 0 = it does not, or it names several."""
    match = ORDINAL.match(unicodedata.normalize("NFKC", text))
    if match is None:
        return 0
    figure = match["number"]
    if figure.isdigit():
        return int(figure)
    tens, sign, ones = figure.partition("十")
    if not sign:
        return _HAN_ORDINAL.get(figure, 0)
    return _HAN_ORDINAL.get(tens, 1) * 10 + _HAN_ORDINAL.get(ones, 0)


def attachment_name(text: str) -> str:
    """The plain name of an attachment: less 附件N, a number of its own, the extension and words about loading it."""
    wide = FILE.sub("", unicodedata.normalize("NFKC", text).strip())
    wide = ORDINAL.sub("", wide) if ORDINAL.match(wide) else re.sub(r"^\s*附\s*[件表]\s*[:：]?", "", wide)
    wide = _BEFORE_NAME.sub("", _BEFORE_NAME.sub("", wide))
    wide = re.sub(
        r"[(（]?(?:点击|附件)?(?:下载|查看)[)）]?$|[(（]\d{1,2}[)）]$|\.(?:pdf|docx?|xlsx?)$", "", wide, flags=re.I
    )
    return plain(_DAY.sub(" ", wide))


def han_count(text: str) -> int:
    """How many Chinese characters `text` has."""
    return sum("\u4e00" <= sign <= "\u9fff" for sign in text)
