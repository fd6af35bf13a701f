"""A site that asks its visitors for personal data says what becomes of it."""

import re
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Page, Rule, Site, expression, site_check

ASKS = "asks-personal-1"
_ASKED = expression(
    r"(姓\s*名|手\s*机|(?:联系)?电\s*话|身份证|证件号码|电子邮箱|通讯地址|联系地址)[^<>]{0,12}(?:<(?!input|textarea)[^>]*>\s*(?:&nbsp;|[*：:\s])*){0,8}<(?:input|textarea)\b(?![^>]*type\s*=\s*[\"']?(?:hidden|button|submit|radio|checkbox))",
    re.I,
)
_FIELDS = 3
_STATED = expression(r"隐私(?:声明|政策|保护|条款|权|说明|协议)|个人信息(?:保护|处理|收集)|网站声明|法律声明|免责声明")


def asks_personal(page: Page) -> list[Any] | None:
    """What a page's form asks a person for, and whether the page says or links to what becomes of it; None for all others."""
    source = page.source
    fields = source.count("<input") + source.count("<INPUT") + source.count("<textarea") + source.count("<TEXTAREA")
    # A search box has two; what asks a person has more, and a label before each.
    if page.markup != "html" or fields < _FIELDS:
        return None
    asked = list(dict.fromkeys("".join(match[1].split()) for match in _ASKED.finditer(page.source)))
    return ["、".join(asked), bool(_STATED.search(page.source))] if len(asked) >= 2 else None


@site_check("privacy-stated")
def privacy_stated(site: Site, rule: Rule) -> Iterator[Finding]:
    """Where forms ask for personal data, their page or a page of the site is a statement about it. One finding a site, at the first form."""
    asking = [(page, facts) for page in site.pages.values() if (facts := page.extra(ASKS))]
    silent = [(page, facts[0]) for page, facts in asking if not facts[1]]
    if silent and not any(_STATED.search(page.title) for page in site.pages.values()):
        page, asked = silent[0]
        yield rule.finding(page, subject="privacy", asked=asked, count=len(silent))
