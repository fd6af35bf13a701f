"""Document numbers (发文字号): reading them however they are written, and the form that GB/T 9704 asks for."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from gkcheck.patterns import expression

_OPEN = r"[〔\[［【(（﹝〖｛{<《〈]"
_CLOSE = r"[〕\]］】)）﹞〗｝}>》〉]"
_ORG = r"[\u4e00-\u9fff\u3400-\u4dbf](?:[\u4e00-\u9fff\u3400-\u4dbf\s]{0,20}[\u4e00-\u9fff\u3400-\u4dbf])?"

_BRACKETED = expression(
    rf"(?P<org>{_ORG})(?P<gap>\s*)(?P<open>{_OPEN})\s*(?P<year>(?:19|20)?\s*\d\s*\d)\s*年?\s*(?P<close>{_CLOSE})(?P<gap2>\s*)"
    r"(?P<ordinal>第?)(?P<gap3>\s*)(?P<serial>\d{1,5})(?P<gap4>\s*)(?P<suffix>号?)"
)
_GLUED = expression(
    r"(?P<org>[\u4e00-\u9fff]{2,14})(?P<open>[〔\[【(（]?)(?P<year>(?:19|20)\d\d)(?P<close>[〕\]】)）]?)(?P<serial>\d{1,4})(?P<suffix>号)"
)
_BARE = expression(r"(?P<organ>[\u4e00-\u9fff]{2,14})\s*(?P<year>(?:19|20)\d\d)\s*年?\s*第?\s*(?P<serial>\d{1,4})\s*号")
_CHINESE_YEAR = expression(r"(?<=[〔\[［【(（﹝])[一二][〇○零一二三四五六七八九]{3}(?=[〕\]］】)）﹞])")

WELL_FORMED = expression(r"[\u4e00-\u9fff]{2,16}〔(?:19|20)\d\d〕[1-9]\d{0,4}号")
"""GB/T 9704—2012, 7.2.5: organ's short name, full year in hexagonal brackets, serial number without 第 or padding, 号."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number as read. `written` is the text as it stands, `form` the form of GB/T 9704.

    `faults` are the ways in which `written` departs from `form`: "brackets", "year", "ordinal", "padding", "spaces",
    "suffix", "width", "glued".
    """

    written: str
    form: str
    organ: str
    year: int
    serial: int
    faults: tuple[str, ...]


def parse_number(text: str) -> DocumentNumber | None:
    """Read the whole of `text` as a document number; None when it is none (无, an order 第711号, a register number)."""
    found = find_number(text) or _find_bare(text)
    if not found:
        return None
    rest = text.strip()
    return found if len(rest) - len(found.written) <= 2 else None


def _find_bare(text: str) -> DocumentNumber | None:
    """A number whose brackets were left out (云教发2025年53号), where the text is nothing else."""
    match = _BARE.fullmatch(text.strip().translate(_DIGITS))
    if not match or match["organ"].endswith(("公告", "通告", "令", "公示")):
        return None
    year, serial = int(match["year"]), int(match["serial"])
    form = f"{match['organ']}〔{year}〕{serial}号"
    return DocumentNumber(text.strip(), form, match["organ"], year, serial, ("brackets",)) if serial else None


def find_number(text: str) -> DocumentNumber | None:
    """The first document number in `text` in any written form, or None."""
    return _known(text) if len(text) <= _SHORT else _find(text)


def _find(text: str) -> DocumentNumber | None:
    wide = text.translate(_DIGITS)
    if "二" in wide:
        wide = _CHINESE_YEAR.sub(lambda match: match[0].translate(_HAN), wide)
    match = _BRACKETED.search(wide)
    if match and re.match(r"\s*[-－—之]\s*\d", wide[match.end("serial") :]):
        return None  # 60－1号 is a number of its own kind, which no form of ours would mend
    if match is None:
        match = _GLUED.search(wide)
        if match is None or (match["open"] and match["close"]) or not (match["open"] or match["close"]):
            return None
        return _build(text[match.start() : match.end()], match, glued=True)
    return _build(text[match.start() : match.end()], match)


_SHORT = 64
"""Characters: the number of a page is asked for by one rule after the other; a sentence is read once."""
_known = lru_cache(maxsize=10_000)(_find)


def find_numbers(text: str) -> list[DocumentNumber]:
    """All document numbers in `text`, in order: documents issued jointly carry one of each organ."""
    found = []
    while number := find_number(text):
        found.append(number)
        text = text[text.index(number.written) + len(number.written) :]
    return found


def number_key(text: str) -> str:
    """A key that is equal for one number in different spellings; "" when `text` holds no number."""
    found = find_number(text)
    return found.form if found else ""


_LEAD = expression(r".*(?:关于|根据|依据|按照|转发|印发|贯彻|落实|废止|文件|参照|执行)")
"""Words of a sentence that stand before a number and are no part of it."""
_HAN = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def _build(written: str, match: re.Match[str], glued: bool = False) -> DocumentNumber | None:
    lead = _LEAD.match(match["org"])
    if lead:
        written = written[lead.end() :]
    organ = re.sub(r"\s", "", match["org"][lead.end() if lead else 0 :])
    if not organ:
        return None
    digits = re.sub(r"\s", "", match["year"])
    year = int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) > 60 else 2000)
    if len(digits) == 2 and (match["open"] not in "〔[［【(（" or year > 2100 or not match["suffix"]):
        return None
    serial = int(match["serial"])
    if not serial or not (1949 <= year <= 2100):
        return None
    if not match["suffix"] and match["open"] not in "〔﹝[［【":
        return None
    form = f"{organ}〔{year}〕{serial}号"
    return DocumentNumber(written, form, organ, year, serial, _faults(written, match, glued, len(digits)))


def _faults(written: str, match: re.Match[str], glued: bool, year_digits: int) -> tuple[str, ...]:
    faults = []
    if glued:
        faults.append("glued")
    elif (match["open"], match["close"]) != ("〔", "〕"):
        faults.append("brackets")
    if year_digits == 2 or "年" in written:
        faults.append("year")
    if not glued and match["ordinal"]:
        faults.append("ordinal")
    if match["serial"].startswith("0"):
        faults.append("padding")
    if any(unicodedata.category(c) in ("Zs", "Cc") for c in written):
        faults.append("spaces")
    if not match["suffix"]:
        faults.append("suffix")
    if written != written.translate(_DIGITS) or _CHINESE_YEAR.search(written):
        faults.append("width")
    return tuple(faults)
