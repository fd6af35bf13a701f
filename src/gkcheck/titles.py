"""Titles of documents: what a title names, and when two titles name the same document."""

import re
import unicodedata
from functools import lru_cache

from gkcheck.patterns import expression

_QUOTED = expression(r"《((?:[^《》]|《[^《》]*》)+)》")
_ISSUE = r"(?:印发|发布|公布|颁布|转发|修订|修改|修订印发|印发修订后的|重新印发|重新发布|下发|出台|制定)"
_WRAPPER = expression(rf"关于\s*{_ISSUE}\s*(?P<inner>.+?)\s*的\s*(?:通知|公告|决定|通告|函)(?:[（(].*[)）])?$")
_EDITION = expression(
    r"[（(\[〔](?:[^（）()]{0,6}(?:试行|暂行|修订|修正|修改|草案|送审稿|征求意见稿|公开征求意见稿|意见稿|讨论稿)[^（）()]{0,4}"
    r"|(?:19|20)\d\d(?:年)?(?:版|修订版|修订|修正|年版|本)?|第[一二三四五六七八九十\d]+版|最新版|全文|摘要)[)）\]〕]|(?:19|20)\d\d年?版|修订版|试行版"
)
_NUMBER = expression(r"[（(][^（()）]{1,16}[〔\[［【﹝(（](?:19|20)\d\d[〕\]］】﹞)）]第?\d{1,5}号?[)）]")
_ORDER = expression(
    r"[（(][^（()）]{0,30}令(?:(?:19|20)\d\d年)?第?\d{1,4}号[)）]$|[（(]?(?:(?:19|20)\d\d年)?第\d{1,4}号令[)）]?$|^[\u4e00-\u9fff]{2,24}令(?:第?\d{1,4}号)?(?=《)"
)
"""The order that issues a document, as it stands beside its name: 《…规定》 2026年第41号令, …办法（市政府令第12号）."""
_BRACKETS = expression(r"[《》〈〉「」『』“”\"'‘’＂<>\s]")
_ORGAN = expression(
    r"^(?:中共)?[\u4e00-\u9fff]{2,24}?(?:人民政府办公厅|人民政府办公室|人民政府|委员会办公室|管理委员会|知识产权局|办公厅|办公室|管理局|"
    r"监督管理局|委员会|管委会|[\u4e00-\u9fff](?:局|厅|委|部|署|院|会|中心|处))"
    r"(?:[、\s]*(?:[\u4e00-\u9fff]{2,20}?(?:局|厅|委员会|委|部|办公室|办公厅|院|会|署|银行|中心)))*(?:等[^关]{1,8}部门)?\s*(?=关于|印发|《)"
)
_FORM_HEAD = expression(
    r"^[\s\[【（(]*(?:一图读懂|一图看懂|一图速览|一图|图解|图说|图文解读|图文|政策图解|政策解读|文件解读|文字解读|部门解读|专家解读|"
    r"媒体解读|视频解读|动漫解读|音频解读|政策问答|政策速递|解读|问答|长图|H5|动画)[\]】）)]*\s*(?:[：:|｜丨—\-·]|之[一二三四五六七八九十])*\s*"
)
_FORM_TAIL = expression(
    r"(?:的?(?:起草|编制|修订|制定)说明|的?(?:有关|相关)?(?:政策|文件|图文|文字|部门|专家|媒体|视频|内容)?(?:的)?(?:解读|图解|问答|答问|释义|解析)"
    r"(?:材料|说明|稿|之?[一二三四五六七八九十]|[（(].{1,8}[)）])*|一图读懂|一图看懂|(?:有关|相关)?(?:情况|问题)?答记者问)$"
)


def named_documents(title: str) -> list[str]:
    """Titles in 《》 of a text, outermost, in order. 《〈甲〉实施细则》 gives one title."""
    return [match[1].strip() for match in _QUOTED.finditer(title)]


@lru_cache(maxsize=20_000)
def normalise_title(title: str) -> str:
    """A key under which one document's title in different spellings is equal.

    Drops blanks, brackets, width, the edition in brackets, the issuer before 关于 and an 印发…的通知 wrapper.
    """
    text = unicodedata.normalize("NFKC", inner_title(title)).replace("(", "（").replace(")", "）")
    # Most titles are those of news: one sign that an expression cannot do without is sooner looked for than the whole.
    if "（" in text:
        text = _NUMBER.sub("", text)
    if "令" in text:
        text = _ORDER.sub("", text) or text
    if "（" in text or "[" in text or "〔" in text or "版" in text:
        text = _EDITION.sub("", text)
    text = _without_organ(text)
    return _BRACKETS.sub("", text).replace("（", "(").replace("）", ")").strip("。.:：,，;；")


def _without_organ(text: str) -> str:
    return _ORGAN.sub("", text) or text if "关于" in text or "印发" in text or "《" in text else text


def inner_title(title: str) -> str:
    """The document inside an 印发/发布…的通知 wrapper, else `title` itself."""
    squeezed = "".join(title.split())
    match = _WRAPPER.search(squeezed)
    if not match:
        return squeezed
    inner = match["inner"]
    quoted = named_documents(inner)
    return quoted[0] if quoted and inner.lstrip().startswith("《") else inner


@lru_cache(maxsize=20_000)
def title_keys(title: str) -> tuple[str, ...]:
    """All keys under which a document can be looked up: itself, each document that its wrapper issues."""
    keys = [normalise_title(title)]
    squeezed = "".join(title.split())
    match = _WRAPPER.search(squeezed)
    if match:
        keys += [normalise_title(name) for name in named_documents(match["inner"])]
        keys.append(_key_of_whole(squeezed))
    return tuple(dict.fromkeys(key for key in keys if len(key) >= 4))


def _key_of_whole(squeezed: str) -> str:
    text = unicodedata.normalize("NFKC", squeezed)
    return _BRACKETS.sub("", _without_organ(text))


def same_title(one: str, other: str) -> bool:
    """True when two titles name one document (see `normalise_title`)."""
    return bool(set(title_keys(one)) & set(title_keys(other)))


def interpreted_documents(title: str) -> list[str]:
    """Titles of the documents that an interpretation's title says it interprets.

    Titles in 《》 first; without them the title less its form words (政策解读, 一图读懂 …). Empty when nothing is named.
    """
    quoted = [name for name in named_documents(title) if len(normalise_title(name)) >= 4]
    if quoted:
        return quoted
    text = re.sub(r"\s+", "", title)
    bare = _FORM_HEAD.sub("", text)
    bare = _FORM_TAIL.sub("", bare)
    bare = re.sub(r"^关于(?=.+(?:办法|规定|意见|细则|条例|措施|方案|规划|通知|决定|规则|纲要|标准|指引|计划)$)", "", bare)
    return [bare] if bare != text and len(normalise_title(bare)) >= 6 else []
