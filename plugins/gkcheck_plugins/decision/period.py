"""How long a consultation lasts, as its page says: two days, a last day, or a number of days."""

from datetime import date, timedelta
from typing import NamedTuple

from gkcheck.api import Page, expression, parse_date

_DAY = r"(?:19|20)\d\d\s*(?:年|[-./])\s*\d{1,2}\s*(?:月|[-./])\s*\d{1,2}\s*日?"
_CLOCK = r"(?:\s*(?:上午|下午)?\s*\d{1,2}\s*[:：时点]\s*\d{0,2}(?:[:：]\d\d)?\s*分?)?"
_RANGE = expression(
    rf"(?P<start>{_DAY}){_CLOCK}\s*(?:起|开始)?\s*(?:至|到|—|－|–|-|~|～|―|─){{1,2}}\s*(?P<end>(?:(?:19|20)\d\d\s*(?:年|[-./])\s*)?\d{{1,2}}\s*(?:月|[-./])\s*\d{{1,2}}\s*日?)(?!\d)"
)
_UNTIL = expression(
    rf"(?:截止(?:日期|时间|时限|期限|到|至|于)?|(?:请|可|敬请|务必)?(?:于|在)|至|到|截至|限于)\s*[：:为是]?\s*(?P<end>{_DAY}){_CLOCK}\s*(?P<tail>前|之前|以前|止|截止|结束|为止|[，。；,;）)]|$)"
)
_LENGTH = expression(
    r"(?:期限|时间|为期|公示期|征集期|征求意见期|之日起|起|时限|周期)\s*[：:为是共]{0,2}\s*(?:不少于)?\s*(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>个?工作日|个?自然日|日|天|个月)(?:内|以内|。|，|；|止|$|[（(])"
)
_ABOUT = expression(r"征求|征集|征询|意见|建议|反馈|公示|公开|截止|期限|时间|期间")
_COMMENT = expression(r"征求意见|意见(?:和|与)?建议|反馈意见|提出意见|征集|意见反馈|修改意见|书面意见|意见征集|征求")
_REASON = expression(
    r"(?:因|由于|鉴于|考虑到|为(?:尽快|及时|加快|赶在)).{0,40}(?:缩短|时间紧|紧急|尽快|需要|要求|必要)|缩短.{0,16}(?:期限|时间)|情况紧急|时间紧迫|应急|疫情|特殊(?:情况|原因)"
)
_HAN = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
_LONGEST = 400
_OTHER = expression(r"报名|听证|座谈会|有效期|施行|实施之日|开工|受理时间|会议|培训|评审")
"""Other periods than that for comments."""
_LABEL = 24
"""A block no longer than this may be the label of the next one."""


class Period(NamedTuple):
    """First and last day, both counted; `count` working days instead where the page gives such. None = not stated."""

    start: date | None
    end: date | None
    working: int
    text: str
    """The passage that says so."""
    block: int
    """Index in `Page.blocks`."""

    @property
    def days(self) -> int | None:
        """Calendar days, first and last one counted; None where that is not told."""
        return (self.end - self.start).days + 1 if self.start and self.end else None


def period_of(page: Page) -> Period | None:
    """The period for comments. The longest where the page states several; None where it states none that is certain."""
    found = []
    for number, block in enumerate(page.blocks):
        if block.area != "content" or not any(sign in block.text for sign in ("日", "天", "-", ".", "/", "月")):
            continue
        before = page.blocks[number - 1].text if number else ""
        label = before if len(before) <= _LABEL and len(block.text) <= 80 else ""
        for line in _lines(label + block.text):
            if len(line) <= _LONGEST and _ABOUT.search(line) and not _OTHER.search(line):
                period = _read(line, page.published, number)
                if period is not None:
                    found.append(period)
    ends = [period for period in found if period.end]
    if ends:
        return max(ends, key=lambda period: period.end or date.min)
    return found[0] if found else None


def _lines(text: str) -> list[str]:
    return [part for part in text.replace("。", "。\n").split("\n") if part.strip()]


def _read(line: str, published: date | None, number: int) -> Period | None:
    match = _RANGE.search(line)
    if match:
        start = parse_date(match["start"])
        end = parse_date(match["end"])
        if start and end is None:
            end = parse_date(f"{start.year}年{match['end'].replace('.', '月').replace('-', '月').replace('/', '月')}")
            if end and end < start:
                end = end.replace(year=start.year + 1)
        if start and end and timedelta(0) <= end - start <= timedelta(days=400):
            return Period(start, end, 0, match[0], number)
        return None
    if not _COMMENT.search(line) and not line.strip().startswith("截止"):
        return None
    match = _UNTIL.search(line)
    if match:
        end = parse_date(match["end"])
        if end and published and timedelta(0) <= end - published <= timedelta(days=400):
            return Period(published, end, 0, match[0], number)
        return None
    match = _LENGTH.search(line)
    if match and published:
        count = int(match["count"]) if match["count"].isdigit() else _han(match["count"])
        if "工作日" in match["unit"]:
            return Period(published, None, count, match[0], number) if 0 < count <= 120 else None
        if "月" in match["unit"]:
            count *= 30
        if 0 < count <= 400:
            return Period(published, published + timedelta(days=count - 1), 0, match[0], number)
    return None


def _han(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _HAN.get(text, 0)
    return (_HAN.get(tens, 1) if tens else 1) * 10 + (_HAN.get(ones, 0) if ones else 0)


def gives_reason(page: Page) -> bool:
    """Whether the page says why the period is shorter than usual."""
    return any(_REASON.search(block.text) for block in page.content)
