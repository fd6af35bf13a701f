"""Whoever follows a link off the site is told before that it leaves the site."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gkcheck.api import Finding, Link, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.links.outward import domain_of, host_of, is_government, outward, own_domains, under

_WORDS = ("离开", "跳转")
_PROMPT = expression(
    r"(?:即将|将要|将会|正在|准备|您将|你将|是否|确[定认]要?).{0,12}(?:离开|跳转)|离开(?:本|当前|我|“|\"|')|继续访问|外部链接|站外链接|第三方网站|站外|外链"
)
_NAME = expression(r"(?:leave|leaving|out|ex|external)_?-?(?:site|link|tip|url|prompt|page|dialog|confirm)s?\b", re.I)
_LIBRARY = expression(
    r"(?:^|/)(?:jquery|zepto|bootstrap|swiper|superslide|jquery\.superslide|slick|echarts|vue|react|angular|avalon|axios|lodash|underscore|moment|require|sea|"
    r"modernizr|respond|html5shiv|html5|css3-mediaqueries|pie|dd_belatedpng|selectivizr|es5-shim|polyfill|video|ckplayer|flowplayer|swfobject|jwplayer|hls|"
    r"qrcode|jquery\.qrcode|clipboard|pdf|viewer|lightbox|fancybox|owl\.carousel|wow|animate|iscroll|hammer|font-?size|print|calendar|my97datepicker|"
    r"wdatepicker|crypto-js|md5|base64|sm[234]|tj|tongji|hm|stat|count|share|bdshare|weather|tianqi|gray|jiucuo|conac)[\w.-]*\.js(?:$|[?#])",
    re.I,
)
"""Scripts by the names of well-known libraries: none of them knows which hosts are the site's."""


@page_check(
    "departure-prompt", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []}
)
def departure_prompt(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A page with links to other sites holds a prompt for them, or loads a script that may hold it.

    Public bodies' sites and the signs of a government site in its footer need no prompt, nor do the hosts in `allow`.
    """
    leaving = [entry for entry in outward(page) if entry.link.tag in ("a", "area") and not is_government(entry.host)]
    if not leaving:
        return
    known = frozenset(rule.data["known-hosts"].get("marks", ())) | frozenset(rule.options["allow"])
    own = own_domains(page)
    bare = [entry for entry in leaving if not under(entry.host, known) and domain_of(entry.host) not in own]
    if not bare or _prompts(page):
        return
    open_ = [entry for entry in bare if not entry.link.handled]
    if not open_:
        return
    if any(_may_prompt(link) for link in page.links if link.tag == "script"):
        yield rule.unjudged(page, "handler-in-script")
        return
    hosts = {entry.host: None for entry in open_}
    yield rule.finding(
        page,
        open_[0].link,
        variant="default" if len(hosts) == 1 else "several",
        subject=open_[0].host,
        host=open_[0].host,
        n=len(hosts),
    )


def _prompts(page: Page) -> bool:
    """Whether the page holds the words of a prompt, in a box or a script, or a script speaks of one by its name."""
    source = page.source
    if any(_speaks_of_prompt(script) for script in page.scripts):
        return True
    return any(word in source for word in _WORDS) and bool(_PROMPT.search(source))


@lru_cache(maxsize=2048)
def _speaks_of_prompt(script: str) -> bool:
    return bool(_NAME.search(script) or _PROMPT.search(script))


def _may_prompt(link: Link) -> bool:
    """Whether a script file may be the site's own work: neither a library by its name nor a service of another host."""
    if link.where == "external" and not is_government(host_of(link.target)):
        return False
    return not _LIBRARY.search(link.target if link.where != "dynamic" else link.raw)
