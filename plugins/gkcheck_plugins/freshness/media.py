"""The new-media accounts that pages lead to."""

import re

from gkcheck.api import Page, expression

NAME = "media-links-1"
_HOSTS = expression(
    r"^https?://(?:[\w.-]*\.)?(?:weibo\.(?:com|cn)|mp\.weixin\.qq\.com|douyin\.com|toutiao\.com|kuaishou\.com|bilibili\.com|xiaohongshu\.com|ximalaya\.com)(?:/|$)",
    re.I,
)
_ABOUT = expression(r"新媒体|微博|微信|矩阵|两微一端")


def media_links(page: Page) -> list[list[str]] | None:
    """[address, text] of the accounts that the home page, or a page on new media, leads to; None for others."""
    if page.kind != "home" and not _ABOUT.search(page.title):
        return None
    found = {
        (link.target, link.text[:40]): None
        for link in page.links
        if link.where == "external" and link.tag == "a" and _HOSTS.search(link.target)
    }
    return [list(entry) for entry in found] or None
