"""Whether a script may ask readers before a link takes them off the site: read from its text, and nothing is run."""

import re
from functools import lru_cache

from gkcheck.api import Page, expression
from gkcheck_plugins.links.outward import host_of, is_government
from gkcheck_plugins.links.unveiled import unveil

CLICKS = "links-clicks-1"
PROMPTS, HANDLES = "prompts", "handles"
_WORDS = expression(
    r"(?:即将|将要|将会|正在|准备|您将|你将|是否|确[定认]要?).{0,12}(?:离开|跳转)|离开(?:本|当前|我|“|\"|')|继续访问|外部链接|站外链接|第三方网站|站外|外链"
)
_NAME = expression(r"(?:leave|leaving|out|ex|external)_?-?(?:site|link|tip|url|prompt|page|dialog|confirm)s?\b", re.I)
_CLUES = ("离开", "跳转", "继续访问", "外部链接", "站外", "第三方网站", "外链")
_TAKES_CLICKS = expression(
    r"\bconfirm\s*\(|\bhostname\b|\.host\b|location\.origin|document\.links|beforeunload|onunload|nodeName|\.tagName|srcElement|\.target\b|\bclosest\s*\(|parentNode(?!\.(?:insertBefore|removeChild))|\bleav(?:e|ing)\b|"
    r"getElementsByTagName\(\s*[\"'](?:a|\*)[\"']|\battr\(\s*[\"'](?:href|target)[\"']|getAttribute\(\s*[\"'](?:href|target)[\"']|this\.href|\[\s*(?:href|target)\b|"
    r"(?:document|window|\bbody|documentElement|[\"'](?:body|html)[\"'])\s*\)?\s*\.\s*(?:on|bind|live|delegate|click|addEventListener|attachEvent|onclick|onmousedown|onmouseup)\b|"
    r"\.(?:live|delegate)\s*\(|\.on\(\s*[\"'](?:click|mousedown|mouseup|touch\w+)[^\"']*[\"']\s*,\s*[\"']|"
    r"[\"'](?:[^\"'\n]{0,120}[\s>+~,(])?a(?:[.:\[#][^\"'\n]{0,80})?(?:\s*,[^\"'\n]{0,80})?[\"']\s*[,)]"
)
"""What a handler of clicks on links cannot do without: it picks links out by their tag, address or target, or stands on the whole page."""
_BRINGS_CODE = expression(
    r"createElement\(\s*[\"']script|<\\?/?script|getScript|importScripts|\bimport\b|\brequire(?:js)?\s*[(.]|seajs|\bdefine\s*\(|webpack|\beval\b|\bFunction\s*\(|\.load\s*\(|"
    r"set(?:Timeout|Interval)\(\s*[\"']|\$\.(?:get|post|ajax)\s*\([^;]{0,300}\.s?html?[\"']"
)
"""How further code comes in that does not stand in the script's text."""
_LETTER = expression(r"\\u([4-9][0-9a-fA-F]{3})")
"""A Chinese letter as scripts escape it."""
_SOURCE = expression(r"[\"'(=]\s*((?:https?:)?(?:\\?/){2}[^\s\"'<>\\)]+)", re.I)
_OWN_FILE = expression(r"[\"'](?!https?:|\\?/\\?/)[^\"'\n]{0,200}\.js\b", re.I)
_LIBRARY = expression(
    r"(?:^|/)(?:jquery|zepto|bootstrap|swiper|superslide|jquery\.superslide|slick|echarts|vue|react|angular|avalon|axios|lodash|underscore|moment|require|sea|"
    r"modernizr|respond|html5shiv|html5|css3-mediaqueries|pie|dd_belatedpng|selectivizr|es5-shim|polyfill|video|ckplayer|flowplayer|swfobject|jwplayer|hls|"
    r"qrcode|jquery\.qrcode|clipboard|pdf|viewer|lightbox|fancybox|owl\.carousel|wow|animate|iscroll|hammer|font-?size|print|calendar|my97datepicker|"
    r"wdatepicker|crypto-js|md5|base64|sm[234]|tj|tongji|hm|stat|count|share|bdshare|weather|tianqi|gray|jiucuo|conac)[\w.-]*\.js(?:$|[?#])",
    re.I,
)
_COUNTER = expression(r"(?:^|/)[\w-]{0,24}(?:hits?|visits?|clicks?|views?|counts?|counter)\.(?:jsp|do|action|aspx?|ashx|php)\b", re.I)
"""What a server writes a page's number of readers with."""
_REACH = 20
"""Characters on either side of a clue in which the words of a prompt stand."""
_LONGEST = 300_000
"""Characters: a longer script that is no library is a bundle of many."""


@lru_cache(maxsize=4096)
def is_library(address: str) -> bool:
    """Whether a script bears the name of a well-known library or of a counter: none of them knows which hosts are the site's."""
    return bool(_LIBRARY.search(address) or _COUNTER.search(address))


def clicks_of(page: Page) -> str | None:
    """What a script file may do with clicks on links; a library is only looked through for words that somebody put in."""
    if page.kind != "script":
        return None
    said = on_clicks(page.source)
    return None if said == HANDLES and is_library(page.path) else said or None


@lru_cache(maxsize=1024)
def on_clicks(script: str) -> str:
    """PROMPTS = it asks before readers leave, HANDLES = it may, "" = it cannot."""
    if len(script) > _LONGEST:
        return HANDLES
    text = f"{script}\n{unveil(script)}"
    if "\\u" in text:
        text = _LETTER.sub(lambda match: chr(int(match[1], 16)), text)
    takes = bool(_TAKES_CLICKS.search(text))
    if speaks_of_leaving(text):
        return PROMPTS if takes else HANDLES
    return HANDLES if takes or (_BRINGS_CODE.search(text) and not _loads_services_only(text)) else ""


@lru_cache(maxsize=2048)
def speaks_of_leaving(text: str) -> bool:
    """Whether a text holds the words of a prompt, or names a function for one."""
    return bool(_NAME.search(text) or (any(clue in text for clue in _CLUES) and _WORDS.search(text)))


def shows_prompt(source: str) -> bool:
    """Whether a page holds the box of a prompt: that outside links are called so by their label is none."""
    for clue in _CLUES[:2]:
        at = source.find(clue)
        while at >= 0:
            if _WORDS.search(source, max(0, at - _REACH), at + _REACH):
                return True
            at = source.find(clue, at + 1)
    return False


def _loads_services_only(text: str) -> bool:
    """Whether all code that a script brings in comes from other hosts by whole addresses: statistics, sharing."""
    if re.search(r"\beval\b|\bFunction\s*\(|\bimport\b|\brequire|seajs|define\s*\(|webpack|\.load\s*\(|\$\.", text) or _OWN_FILE.search(text):
        return False
    hosts = [host_of("http:" + address if address.startswith("//") else address) for address in (match[1].replace("\\/", "/") for match in _SOURCE.finditer(text))]
    return bool(hosts) and not any(is_government(host) for host in hosts)
