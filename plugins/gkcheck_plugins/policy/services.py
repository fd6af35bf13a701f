"""Check: a policy that names an item of the service platform leads to the page where it is handled (阅办联动)."""

import re
from collections.abc import Iterator
from datetime import date

from gkcheck.api import Block, Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.policy.scope import SINCE, WORDS, pattern

_NAMED = expression(
    r"[“\"「『《]([^“”\"「」『』《》]{4,40})[”\"」』》](?:服务事项|政务服务事项|事项|业务|申报入口|办理入口)"
)
_CODED = expression(r"(?:事项|实施|办理|业务)(?:编码|编号|代码)[：:为]?([\dA-Z]{6,36})")
_ACTS = expression(r"申请|申报|办理|提交|填报|登录|登陆|提出|受理")
_PLANS = expression(r"推动|推进|探索|纳入|打造|建设|拓展|完善|优化|接入|上线|梳理|依托")
"""Words of what is still to be done, which tells nobody to handle an item now."""
_GENERIC = expression(r"互联网|一件事|跑一次|一次办|一窗|免申即享|通办|好差评|放管服|证照|套餐|掌上办|网上办|全程网办")
"""Words for the platform's manner of working, which name no item."""
_HANDLE = expression(r"办理|申报|申请|在线办|网上办|我要办|立即办|马上办|一网通办|阅办联动|办事|登录|入口|服务平台")
_GUIDE = expression(r"(?:^|/)(?:bszn|bsfw|zwfw|fwzn|banshi|guide|ywtb|fwsx)\w*(?:/|$)", re.I)
_REAL = frozenset(("internal", "external", "dynamic"))


@page_check(
    "service-linked",
    since=SINCE,
    platforms=WORDS | {"title": "服务平台的名称", "description": "names of service platforms"},
    hosts=WORDS
    | {"title": "服务平台的域名（其中一段即可）", "description": "hosts of service platforms (a part will do)"},
)
def service_linked(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Where a policy names an item of one of the `platforms`, by its name or its code, its content links to a handling page.

    A handling page is at one of the `hosts`, is a guide of the site, or the link says that it is for handling.
    """
    platforms = pattern(tuple(map(re.escape, rule.options["platforms"])))
    item = next((found for block in page.content if (found := _item(block, platforms))), None)
    if item is None or _linked(page, tuple(rule.options["hosts"])):
        return
    block, name, platform = item
    if page.published is None:
        yield rule.unjudged(page, "undated")
    elif page.published < date.fromisoformat(rule.options["since"]):
        return
    elif {"related", "body"} & page.scripted:
        yield rule.unjudged(page, "related-by-script")
    else:
        yield rule.finding(page, block, subject=name, item=name, platform=platform)


def _item(block: Block, platforms: re.Pattern[str]) -> tuple[Block, str, str] | None:
    """The item that a sentence tells to handle on a platform: a mention of the platform alone names none."""
    text = "".join(block.text.split())
    if not platforms.search(text):
        return None
    for sentence in re.split("[。；]", text):
        platform = platforms.search(sentence)
        if platform is None or not _ACTS.search(sentence) or _PLANS.search(sentence):
            continue
        for words in (_CODED, _NAMED):
            for match in words.finditer(sentence):
                if platform[0] not in match[1] and not _GENERIC.search(match[1]):
                    return block, match[1], platform[0]
    return None


def _linked(page: Page, hosts: tuple[str, ...]) -> bool:
    known = pattern(tuple(map(re.escape, hosts)))
    for link in page.links:
        if link.area != "content" or link.tag != "a" or link.where not in _REAL:
            continue
        if link.where == "external" and known.search(link.target):
            return True
        if (
            _HANDLE.search(link.text)
            or _HANDLE.search(link.title)
            or (link.where == "internal" and _GUIDE.search(link.target))
        ):
            return True
    return False
