"""Check: the site has a channel on which people can ask or suggest something online (互动回应差, a veto of the inspection)."""

import re
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Page, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.interaction.anchors import shown_links

NAME = "interaction-channels-1"
_CHANNEL = expression(
    r"互动|咨询|信箱|留言|写信|来信|建言|献策|问政|人民建议|意见建议|建议(?:征集|箱)|投诉|诉求|有问必答|在线问答|我要[问写提]|民生热线|市民热线|市民服务热线|12345|接诉即办|领导邮箱|邮箱|民意直通|随手拍|网上12345"
)
_NO_CHANNEL = expression(r"信访|举报|检举|纪检|纪委|监察|找错|邮箱登录|邮件系统|内部邮箱|工作邮箱|^互动(?:百科|地图)$")
"""What the inspection does not count."""
_PARTLY = expression(r"征集|征求意见|调查|民意|公众参与|政民|联系我们|联系方式|投诉举报|举报投诉")
"""What may hold a channel: people have to look."""
_PATH = expression(
    r"hdjl|zmhd|gzhd|zxzx|zxts|wlwz|ldxx|jzxx|szxx|xinxiang|mailbox|message|liuyan|lyb|interact|consult|advice", re.I
)
_LOADED = expression(r"#include|document\.write|\.load\(|innerHTML|v-for=|ng-repeat")
"""Signs of a navigation that the file does not hold."""
_NEWS = 20
"""A longer text is the title of an article."""
_HINT = expression(
    r"互动|咨询|信箱|留言|写信|来信|建言|献策|问政|建议|投诉|诉求|问答|我要|热线|12345|接诉|邮箱|民意|参与|征集|征求|调查|政民|联系|mailto:|随手"
)


def channel_facts(page: Page) -> dict[str, Any] | None:
    """Entries of a home page or list that lead to a channel, and whether something else may be one; None without either.

    `channels` are [where, target, text]; `perhaps` the first text or address that may be a channel, `loaded` whether a script
    may write the navigation.
    """
    if page.kind not in ("home", "list", "") or not (page.kind == "home" or _HINT.search(page.source)):
        return None
    channels: dict[tuple[str, str, str], None] = {}
    perhaps = ""
    for link, text in shown_links(page):
        if link.where == "mail":
            channels["mail", "", link.raw[:60]] = None
        elif not text and link.where != "empty":
            perhaps = perhaps or (link.raw[:60] if _PATH.search(link.raw) else "")
        elif len(text) > _NEWS or not text:
            continue
        elif _CHANNEL.search(text) and not _NO_CHANNEL.search(text):
            channels[link.where, link.target, text] = None
        elif _PARTLY.search(text):
            perhaps = perhaps or text
    if "<textarea" in page.source:
        channels["form", "", ""] = None
    loaded = page.kind == "home" and bool(_LOADED.search(page.source))
    if not channels and not perhaps and not loaded:
        return None
    return {"channels": [list(entry) for entry in channels][:40], "perhaps": perhaps, "loaded": loaded}


@site_check("channel-offered")
def channel_offered(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Some page that leads on offers consultation, a letter box, messages or a hotline, and at least one entry leads somewhere.

    Petitions and denunciations are no such channel. Judged on whole sites with a home page; where scripts write the
    navigation, or the site offers something that may hold a channel, nothing is said.
    """
    homes = site.of_kind("home")
    if not homes:
        return
    home = min(homes, key=lambda page: (page.path.count("/"), page.path))
    told = [(page, facts) for page in site.of_kind("home", "list", "") if (facts := page.extra(NAME))]
    entries = [(page, entry) for page, facts in told for entry in facts["channels"]]
    dead = [(page, entry) for page, entry in entries if not _leads(site, entry)]
    if len(entries) > len(dead):
        return
    reason = _doubt(site, home, [facts for _, facts in told])
    if reason:
        yield rule.unjudged(home, reason)
    elif dead:
        yield rule.finding(
            home, variant="dead", subject="channel", names="、".join(dict.fromkeys(entry[2] for _, entry in dead))
        )
    else:
        yield rule.finding(home, subject="channel")


def _leads(site: Site, entry: list[str]) -> bool:
    where, target, _ = entry
    if where == "internal":
        return site.resolve(target) is not None or site.is_dynamic(target)
    return where not in ("empty", "invalid", "local")


def _doubt(site: Site, home: SitePage, facts: list[dict[str, Any]]) -> str:
    """Why a channel that was not found may be there all the same."""
    if site.partial:
        return "partial-site"
    if home.path.count("/"):
        return "no-entry"
    if {"list", "body"} & set(home.facts.scripted) or any(entry["loaded"] for entry in facts):
        return "list-by-script"
    if any(entry["perhaps"] for entry in facts):
        return "ambiguous"
    return ""
