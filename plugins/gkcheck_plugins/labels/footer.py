"""The home page carries the marks of a government site: who runs it, its codes and records, contact, and the door for corrections."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.labels.head import is_whole

_MARKUP = expression(r"<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^>]+>|&[a-z]+;|\s+", re.I | re.S)
_NAMED = expression(r"<img\b[^>]*?\balt\s*=\s*[\"']?([^\"'>]{4,30})", re.I)
"""What a picture is said to show."""
_SHOWN = {
    "sponsor": expression(r"主办(?:单位|机关|部门)?[：:|]|(?:主办|版权所有)(?:单位)?[^，。；]{0,6}[\u4e00-\u9fff]{2,20}(?:局|委|厅|部|院|办公厅|办公室|政府|署|会)|主办$"),
    "code": expression(r"标识码[^\w]{0,3}(?:bm\d{8}|\d{10})(?!\d)", re.I),
    "icp": expression(r"ICP备?案?(?:证)?[^\w]{0,2}\d{6,10}号?|ICP备", re.I),
    "police": expression(r"公网安备|公安备案"),
    "contact": expression(r"(?:联系(?:我们|方式|电话)|电话|地址|邮箱|邮编)[：:]?|(?:0\d{2,3}[-—－]?\d{7,8})"),
    "error": expression(r"我为政府网站找错|网站找错|政府网站找错"),
    "emblem": expression(r"党政机关|事业单位"),
}
_WRITTEN = {
    "error": expression(r"zfwzgl\.www\.gov\.cn|pucha\.kaipuyun\.cn|zfwzzc|jiucuo", re.I),
    "emblem": expression(r"conac\.cn|_ideConac", re.I),
}
"""What puts a mark onto the page: the widgets of the bodies that run them."""
_ELSEWHERE = expression(r"<!--\s*#include|<script\b[^>]*src\s*=\s*[\"']?[^\"'>\s]*(?:foot|bottom|copyright|copy_?right)|<iframe\b[^>]*(?:foot|bottom|copyright)", re.I)


@page_check("footer-marks", marks={"type": "array", "items": {"enum": list(_SHOWN)}, "uniqueItems": True})
def footer_marks(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each of `marks` is shown on the page, or a widget that shows it is built in.

    A home page that shows none of them gets its footer from elsewhere (a script, an included file) or is a mere gate: not judged.
    """
    if not page.derive(is_whole):
        return
    text = _MARKUP.sub("", page.source + " ".join(_NAMED.findall(page.source)))
    shown = {mark for mark in _SHOWN if _SHOWN[mark].search(text)}
    built_in = {mark for mark in _WRITTEN if _WRITTEN[mark].search(page.source)}
    missing = [mark for mark in rule.options["marks"] if mark not in shown | built_in]
    if missing and (not shown - {"contact"} or _ELSEWHERE.search(page.source)):
        yield rule.unjudged(page, "footer-elsewhere")
        return
    for mark in missing:
        yield rule.finding(page, variant=mark, subject=mark)
