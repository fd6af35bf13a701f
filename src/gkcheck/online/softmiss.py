"""Soft 404: a server that answers 200 although there is no such page. Pure functions; the asking is done elsewhere.

Three signs, and conservative in each: the page says itself that it is not there; it was led to the home page; a sibling
that nobody ever wrote is answered alike. A page behind a login, or one that a script fills, tells nothing.
"""

import posixpath
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from gkcheck.online.answer import BROKEN, WORKS, Answer
from gkcheck.online.head import visible
from gkcheck.patterns import expression

_LONGEST = 20_000
_ALIKE = 97.0
_SHELL = 60
"""Characters that people see; below it a script makes the page."""
_NOTE = 200
"""A note that there is no page is not longer."""

_ERROR = expression(
    r"(?:(?:抱歉|对不起|很遗憾|错误(?:提示|信息|页面)?|出错了?|提示(?:信息)?)[\s，,：:!！。]*){0,2}"
    r"(?:您?(?:所?要?|正在)?(?:访问|浏览|查看|请求|查找|打开)的?)?"
    r"(?:该|此|这个?|您的|当前)?(?:页面?|网页|页|文件|内容|信息|文章|栏目|资源|链接|地址|网址)(?:可能)?"
    r"(?:已(?:经)?)?(?:不存在|未找到|没有找到|找不到了?|无法找到|丢失了?|失效|(?:被)?(?:删除|移除|下线))(?:或.{0,12})?[\s!！。.…]*"
    r"|(?:抱歉|对不起)?[\s，,]*(?:找不到|无法找到|没有找到|未找到)(?:您.{0,8})?(?:该|此)?(?:页面?|网页|文件或目录|文件|内容|资源|对象)[\s!！。.…]*"
    r"|(?:http\s*)?(?:error|错误)?\s*[:：-]?\s*404\s*[:：.-]?\s*(?:not found|error|page|页面?|错误(?:页面?|提示)?|file or directory not found\.?|页面?(?:不存在|未找到)|找不到页面)?[\s!！。.…]*"
    r"|(?:http status )?404\s*[-–—:：]?\s*(?:not found|未找到|file or directory not found\.?)"
    r"|(?:page|file|object|resource|document) (?:was )?not found[\s!.]*|not found[\s!.]*",
    2,  # IGNORECASE
)
_SEPARATORS = expression(r"\s*[|｜_—–]+\s*|\s+[-·]\s+|-{2,}")
_LOGIN = expression(r"登录|登陆|统一身份认证|单点登录|\blog ?in\b|\bsign ?in\b|\bsso\b", 2)
_BUSY = expression(r"[\d\s]+|[0-9a-f]{8,}")
_HOME = frozenset(("", "index", "default", "home", "main"))
_PAGES = (".html", ".htm", ".shtml", ".shtm", ".jhtml", ".jsp", ".jspx", ".asp", ".aspx", ".php", ".do", ".action", "")


class Miss(NamedTuple):
    """`state` is "missing", "present" (no sign of a miss) or "unsure"; `sign` says by what: title, text, home, twin …"""

    state: str
    sign: str


def soft_miss(page: Answer, text: str, sibling: Answer | None = None, sibling_text: str = "") -> Miss:
    """Whether a page that answers is there. `sibling` is what `sibling_of` its address gave; None = nobody asked.

    The texts are the beginnings of the bodies, as `Client.fetch` gives them.
    """
    if page.verdict != WORKS:
        return Miss("unsure", "answer")
    if "html" not in (page.content_type or "html"):
        return Miss("present", "type")
    seen = visible(text)
    if _says_missing(page.title):
        return Miss("missing", "title")
    if len(seen) < _NOTE and _says_missing_text(seen):
        return Miss("missing", "text")
    if _is_home(page.url):
        return Miss("present", "home")
    if _LOGIN.search(page.title) or _LOGIN.search(urlsplit(page.final).path):
        return Miss("unsure", "login")
    twin = _twin(page, seen, sibling, visible(sibling_text))
    if _led_home(page):
        # A server that says of a made-up sibling that it is not there has led this one home on purpose.
        return Miss("missing", "home") if sibling is None or twin == "alike" else Miss("unsure", "home")
    if twin == "alike":
        return Miss("unsure", "shell") if len(seen) < _SHELL else Miss("missing", "twin")
    if twin == "unsure" or urlsplit(page.url).query:
        return Miss("unsure", "twin")  # a sibling tells of paths; what a number in the query leads to it cannot tell
    return Miss("present", "twin")


def sibling_of(url: str, token: str) -> str:
    """An address beside `url` that nobody wrote: same host, folder and ending, `token` for a name; "" = it has none.

    A home page has none. The query is dropped.
    """
    parts = urlsplit(url)
    folder, name = posixpath.split(parts.path.rstrip("/"))
    if parts.scheme not in ("http", "https") or _is_home(url):
        return ""
    ending = posixpath.splitext(name)[1]
    path = f"{folder.rstrip('/')}/{token}{ending}" + ("/" if parts.path.endswith("/") else "")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _says_missing(title: str) -> bool:
    """Whether the title, or one part of it beside the site's name, is that of an error page, from end to end."""
    if not title or len(title) > 80:
        return False
    return any(_ERROR.fullmatch(part.strip()) for part in (title, *_SEPARATORS.split(title)) if part.strip())


def _says_missing_text(seen: str) -> bool:
    first = seen.replace("?", " ").split("。")[0].split("！")[0].split(" ")[:4]
    return any(_ERROR.fullmatch(part) for part in (*first, " ".join(first)) if 3 < len(part) <= 80)


def _is_home(url: str) -> bool:
    """Whether the address is a host's home page."""
    path = urlsplit(url).path.strip("/")
    return posixpath.splitext(path)[0].lower() in _HOME and posixpath.splitext(path)[1].lower() in _PAGES


def _led_home(page: Answer) -> bool:
    """Whether redirects of the same host end at its home page, from an address deep enough to have been a page."""
    asked, final = urlsplit(page.url), urlsplit(page.final)
    deep = (
        asked.path.strip("/").count("/") >= 1
        and posixpath.splitext(posixpath.basename(asked.path.rstrip("/")))[0].lower() not in _HOME
    )
    return (
        bool(page.hops)
        and deep
        and not final.query
        and _is_home(page.final)
        and _bare(asked.hostname) == _bare(final.hostname)
    )


def _bare(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


def _twin(page: Answer, seen: str, sibling: Answer | None, other: str) -> str:
    """How the sibling was answered: "alike", "otherwise", or "unsure"."""
    if sibling is None:
        return "unsure"
    if sibling.verdict == BROKEN and sibling.reason == "status":
        return "otherwise"
    if sibling.verdict != WORKS:
        return "unsure"
    if _says_missing(sibling.title) or (len(other) < _NOTE and _says_missing_text(other)):
        return "otherwise"
    if page.title != sibling.title:
        return "otherwise"
    return "alike" if _alike(seen, other) else "otherwise"


def _alike(one: str, other: str) -> bool:
    """Whether two texts are one but for numbers (dates, counters, identifiers)."""
    one, other = _BUSY.sub(" ", one[:_LONGEST]), _BUSY.sub(" ", other[:_LONGEST])
    if one == other:
        return True
    if abs(len(one) - len(other)) * 20 > max(len(one), len(other)):
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(one, other, score_cutoff=_ALIKE) > 0
