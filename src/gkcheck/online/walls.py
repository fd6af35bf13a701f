"""Walls: protective systems that answer a program with a riddle for browsers instead of the page.

What is known of them is public: the words that their scripts, headers and pages carry. A page behind a wall may carry the
same script around real content, so a response counts as a challenge only where nothing else is in it.
"""

from collections.abc import Mapping

from gkcheck.online.head import Head
from gkcheck.patterns import expression

_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-datadome", "protected"),
)
_SCRIPT = expression(
    r"\$_ts\b|_\$\w{2}\(\)|__jsl_clearance|acw_sc__v[23]|\$\('#renderData'\)|cdn-cgi/challenge-platform|__cf_chl|_Incapsula_Resource"
    r"|awswaf|captcha-delivery\.com|wzws-waf-cgi|WZWS_|yunsuo_session|/\.safeline/|sl-challenge|btwaf|waf_text_verify"
    r"|__tst_status|EO_Bot_Ssid|document\.cookie\s*=[^<]{0,1500}?location(?:\.href|\.reload|\.replace|\s*=|\[)"
)
"""瑞数, 加速乐, 阿里云, Cloudflare, Imperva, AWS, DataDome, 360, 云锁, 雷池, 宝塔, 腾讯云; and any script that sets a cookie to come again."""

_MARK = expression(r"<meta[^<>]{0,4000}?\br=['\"]m['\"]")
_WORDS = expression(
    r"安全(?:检查|验证|检测)|人机(?:验证|识别)|访问验证|请(?:先)?(?:开启|启用|打开)(?:浏览器的?)?\s*JavaScript|浏览器安全|滑动(?:滑块|验证)|"
    r"正在(?:验证|进行安全)|访问(?:被|已被)?(?:拦截|阻断|拒绝)|(?:已|您的请求).{0,12}(?:被|遭)?拦截|创宇盾|安全狗|云防护|网站防火墙|"
    r"疑似(?:黑客)?攻击|请求(?:存在|带有)(?:不合法|威胁|风险)|"
    r"Checking your browser|Just a moment|enable JavaScript|are you (?:a )?human|security check|Access Denied|Request (?:blocked|rejected)",
    2,  # IGNORECASE
)

THIN = 300
"""Characters that people see; a page of content has more, a challenge has fewer."""


def thin(head: Head) -> bool:
    """Whether there is hardly anything to see."""
    return head.whole and len(head.visible) < THIN and head.links <= 3


def challenged(status: int, headers: Mapping[str, str], head: Head) -> bool:
    """Whether the response is a wall's riddle and no page. `headers` with lower-case names."""
    if any(value in headers.get(name, "").lower() for name, value in _HEADERS):
        return True
    if not head.text:
        return status == 521 and "__jsl" in headers.get("set-cookie", "")
    if not thin(head):
        # A wall's own script may be long, and what people see of it is nothing.
        return not head.whole and not head.visible and bool(_SCRIPT.search(head.text))
    if _SCRIPT.search(head.text) or _MARK.search(head.text):
        return True
    if status == 202 and head.scripted and not head.visible:
        return True
    said = f"{head.title} {head.visible}"
    if not head.visible and (status != 200 or "<div id=" not in head.text.lower()):
        said = head.text  # a call to switch scripts on; but the shells of script-made sites carry one too
    return bool(_WORDS.search(said)) and (head.scripted or status != 200)
