"""What pages on open months and open days speak of."""

from gkcheck.api import Page, expression

NAME = "open-occasion-1"
_TITLE = expression(r"开放(?:月|日|周|季|活动)|公开(?:月|日|周)")
_PARTS = {
    "问答": expression(r"问答|答疑|咨询|解答|问与答"),
    "座谈": expression(r"座谈|研讨|交流会|恳谈|圆桌|听取意见"),
    "体验": expression(r"体验|参观|走进|观摩|考察|沉浸"),
    "问卷": expression(r"问卷|满意度(?:调查|测评|评价)|网上调查|调查表"),
}
_REPORT = expression(r"圆满|总结|回顾|综述|举办|举行|开展|成功|走进|落幕|来了|顺利")
_AHEAD = expression(r"通知|公告|预告|方案|报名|安排|启事|即将|邀请")


def occasion_facts(page: Page) -> list[object] | None:
    """[parts that the text mentions, whether it tells of an event that took place] of a page on an open month or day."""
    if page.kind in ("home", "list") or not _TITLE.search(page.title):
        return None
    text = "\n".join(block.text for block in page.blocks)
    told = bool(_REPORT.search(page.title)) and not _AHEAD.search(page.title)
    return [[name for name, pattern in _PARTS.items() if pattern.search(text)], told]
