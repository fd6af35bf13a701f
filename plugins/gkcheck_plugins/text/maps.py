"""Maps carry the number under which they were approved."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Finding, Page, Rule, expression, page_check

_WORDS = ("地图", "划图", "区图", "略图", "意图", "布图", "国图", "省图", "市图", "县图")
_IMAGE = expression(r"<img\b[^>]*\b(?:alt|title)\s*=\s*[\"']([^\"']{2,60})[\"'][^>]*>", re.I)
_MAP = expression(
    r"(?:行政区划|政区|区划|中国|全国|世界|全省|全市|全区|省域|市域|[\u4e00-\u9fff]{2,6}[省市区县])(?:略|示意|分布)?地?图$|标准地图|政区地图|"
    r"[\u4e00-\u9fff]{2,10}[省市区县州旗][\u4e00-\u9fff]{0,10}地图$|[\u4e00-\u9fff]{2,}(?:旅游|资源|产业|分布|文化|生态|水系|地质|红色|景区|景点)[\u4e00-\u9fff]{0,4}地图$"
)
_OTHER = expression(r"网站|导航|站点|职能|风险|服务|热力|思维|技术|规划图|百度|高德|腾讯|位置|交通|路线|效果|流程|示范|业务")
_APPROVED = expression(r"审图号|[国\u4e00-\u9fff]?S?[（(]\d{4}[)）]\d{1,5}号")


class _Place(NamedTuple):
    offset: int
    length: int


@page_check("maps-approved", needle="图")
def maps_approved(page: Page, rule: Rule) -> Iterator[Finding]:
    """A page with an image that its own label calls a map of an area shows an approval number (审图号), for people to look into.

    Maps of a site, of a service or of a way are other things, and the number may stand inside the image.
    """
    if not any(word in page.source for word in _WORDS):
        return
    for match in _IMAGE.finditer(page.source):
        label = match[1].strip()
        if _MAP.search(label) and not _OTHER.search(label) and not _APPROVED.search(page.source):
            at = _Place(match.start(1), len(match[1]))
            yield rule.finding(page, at, subject=label, review=True, label=label)
            return
