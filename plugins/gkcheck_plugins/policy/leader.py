"""Who interprets: whether the head of the unit speaks, by the title or the lines of the text that name the speaker."""

from gkcheck.api import expression

_HEAD = (
    r"(?:(?:(?<!分)局长|(?<!办公室)(?<!中心)(?<![科处所])主任|厅长|署长|部长|院长|行长|市长|区长|县长|省长|州长|镇长|乡长|党组书记|党委书记|党工委书记)|"
    r"主要负责(?:人|同志)|主要领导|一把手|第一解读人)"
)
_DEPUTY = expression(r"副(?:局长|主任|厅长|署长|部长|院长|行长|市长|区长|县长|省长|州长|镇长|乡长|书记)")
_TITLE = expression(
    rf"{_HEAD}.{{0,24}}(?:解读|详解|谈|答|访|解析|介绍|说|讲)|(?:专访|对话|访谈).{{0,24}}{_HEAD}|{_HEAD}(?:解读|访谈)"
)
_LINE = expression(
    rf"(?:第一解读人|解读人|主讲人|嘉宾|发布人|发言人|受访人|作者|撰稿)[：:].{{0,30}}{_HEAD}|第一解读人[：:]"
)
_SPEAKS = expression(
    rf"{_HEAD}[^。；]{{0,24}}(?:进行了?解读|作了?解读|解读了|接受.{{0,10}}(?:采访|专访)|答记者问|回答(?:了)?.{{0,8}}提问|作(?:主题)?(?:发布|介绍)|介绍(?:了|说|道)|表示|指出)"
)
_CHIEF = expression("[局厅署部院行市区县省州镇乡]长")
_OPENING = 3_000
_HINTS = ("主任", "书记", "主要负责", "主要领导", "一把手", "第一解读人")


def by_leader(title: str, text: str) -> bool:
    """True when the head of the unit interprets. A deputy, a section's head or "the person in charge" is not the head."""
    plain = _DEPUTY.sub("副职", "".join(title.split()))
    if _TITLE.search(plain):
        return True
    if not any(hint in text for hint in _HINTS) and not _CHIEF.search(text):
        return False
    said = _DEPUTY.sub("副职", text)
    return bool(_LINE.search(said) or _SPEAKS.search(said[:_OPENING]))
