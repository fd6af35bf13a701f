"""Which part of a page an element is: the article, or the chrome around it (navigation, header, footer, side bars)."""

import re

_CHROME_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_CHROME_WORDS = frozenset(
    ["nav", "navs", "navbar", "navigation", "navigator", "menu", "menus", "topnav", "mainnav", "subnav", "sidenav", "leftnav", "leftmenu", "header", "head", "top", "topbar", "toolbar", "footer", "foot", "bottom", "copyright", "friendlink", "friendlinks", "yqlj", "side", "sidebar", "sider", "side", "sideleft", "sideright", "aside", "share", "fenxiang", "bshare", "bdsharebuttonbox", "jiathis", "social", "login", "search", "searchbox", "sousuo", "qrcode", "ewm", "dropdown", "banner", "logo", "wza", "langs", "tools", "pager", "paging", "pagination", "fanye", "prevnext", "ranking", "rank", "daohang", "dh", "caidan", "yejiao", "dibu", "topmenu", "mainmenu", "slider", "swiper", "carousel", "ad", "ads", "advert", "float", "piaofu", "hotnews", "hotlist", "lefter"]
)
_CRUMB_WORDS = frozenset(["breadcrumb", "breadcrumbs", "crumb", "crumbs", "position", "location", "dqwz", "weizhi", "curpos", "mbx", "bread", "dangqian"])
_INFORMATION = ("索引号", "索取号", "发文字号", "文号", "文件编号", "发文机关", "发布机构", "成文日期", "主题分类", "公开方式")
_SPLIT = re.compile(r"[\s_\-]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")
_TAIL_DIGITS = re.compile(r"\d+$")


class Areas:
    """Judges elements by name, class and id. Remembers each class it has judged; one instance a process."""

    def __init__(self) -> None:
        self._judged: dict[tuple[str, str, str], str] = {}

    def judge(self, tag: str, classes: str, identity: str) -> str:
        """ "chrome", "crumb" or "" for an element with that tag, class attribute and id."""
        key = (tag, classes, identity)
        found = self._judged.get(key)
        if found is None:
            if len(self._judged) > 50_000:
                self._judged.clear()
            found = self._judged[key] = _judge(tag, classes, identity)
        return found


def _judge(tag: str, classes: str, identity: str) -> str:
    if tag in ("nav", "footer", "aside", "menu"):
        return "chrome"
    words = {_TAIL_DIGITS.sub("", word.lower()) for word in _SPLIT.split(f"{classes} {identity}") if word}
    whole = {_TAIL_DIGITS.sub("", word.lower()) for word in f"{classes} {identity}".split()}
    if whole & _CRUMB_WORDS or words & _CRUMB_WORDS:
        return "crumb"
    if whole & _CHROME_WORDS or words & _CHROME_WORDS:
        return "chrome"
    return ""


def is_chrome_role(role: str | None) -> bool:
    """True for ARIA landmarks that are not the article."""
    return role in _CHROME_ROLES


def holds_article(text: str, title: str, whole_length: int) -> bool:
    """True when an element named like chrome, whose text is `text`, holds the article all the same.

    Unclosed tags make a header swallow the page, and some templates call the box of the article or of its information "top".
    """
    if len(text) * 2 > whole_length > 600:
        return True
    if sum(label in text for label in _INFORMATION) >= 2:
        return True
    if len(title) < 6 or title[:3] not in text:
        return False
    squeezed = "".join(text.split())
    return title in squeezed and len(squeezed) > len(title) + 120
