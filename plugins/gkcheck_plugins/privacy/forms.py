"""Personal data do not travel in addresses: neither in links that are published, nor by forms that put them there."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Link, Page, Rule, Unjudged, expression, find_identities, mask_value, page_check
from gkcheck_plugins.privacy.outcome import Spot

_LONG = expression(r"1[3-9]\d{9}|\d{17}[\dXx]")
_PHONE = expression(
    r"[?&](?:phone|mobile|mobilephone|telphone|telephone|tel|cell|sj|sjh|sjhm|lxdh|lxfs|yhsj|shouji)(?:no|num|number)?=(1[3-9]\d{9})(?!\d)",
    re.I,
)
_IDENTITY = expression(r"(?<![0-9A-Za-z])(\d{17}[\dXx])(?![0-9A-Za-z])")
_NAMED = expression(r"[?&](?:id_?card\w{0,4}|id_?no|id_?num(?:ber)?|card_?id|sfz\w{0,3}|shenfenzheng\w{0,4}|zjhm?)=(\d{17}[\dXx])(?![0-9A-Za-z])", re.I)
_FORM = expression(r"<form\b([^>]*)>(.*?)</form\s*>", re.I | re.S)
_ASKS = expression(
    r"(?:name|id|placeholder)\s*=\s*[\"']?[^\"'>]{0,20}(?:idcard|id_card|idno|cardid|sfzh|sfzhm|shenfenzheng|zjhm|身份证)|(?:身份证|证件)号码?\s*[:：]?\s*(?:</?\w+[^>]*>\s*)*<input",
    re.I,
)
_ATTRIBUTE = r"\b{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
_SCRIPTED = expression(r"onsubmit|v-|@submit|ng-", re.I)


@page_check("no-data-in-addresses")
def no_data_in_addresses(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No link carries an identity number or a person's mobile number, and no form sends one by GET or without encryption."""
    yield from _links(page, rule)
    if "<form" in page.source or "<FORM" in page.source:
        yield from _forms(page, rule)


def _links(page: Page, rule: Rule) -> Iterator[Finding]:
    if not _LONG.search("\n".join([link.raw for link in page.links])):
        return
    for link in page.links:
        found = _carried(link) if _LONG.search(link.raw) else None
        if found:
            variant, masked, sure = found
            yield rule.finding(page, link, variant=variant, subject=masked, review=not sure, masked=masked)


def _carried(link: Link) -> tuple[str, str, bool] | None:
    """What a link carries: its variant, the masked number, and whether it can be nothing else."""
    if link.tag != "a" or link.where in ("mail", "script", "data", "empty"):
        return None
    for match in _IDENTITY.finditer(link.raw):
        number = next(find_identities(f"身份证 {match[1]}"), None)
        if number is not None and number.sure:
            return "identity-link", number.masked, True
    for match in _NAMED.finditer(link.raw):
        # An area that no list of areas has, or a slip of the pen, under a name that says what it is.
        number = next(find_identities(f"身份证 {match[1]}"), None)
        if number is not None:
            return "identity-link", number.masked, False
    phone = _PHONE.search(link.raw)
    return ("phone-link", mask_value("mobile", phone[1]), True) if phone else None


def _forms(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    for match in _FORM.finditer(page.source):
        if not _ASKS.search(match[2]):
            continue
        spot = Spot(match.start(), 5)
        method = _attribute(match[1], "method").lower()
        action = _attribute(match[1], "action").strip()
        if action.lower().startswith("http://"):
            yield rule.finding(page, spot, variant="plain-form", subject="plain-form")
        if method == "get":
            yield rule.finding(page, spot, variant="query-form", subject="query-form")
        elif not method or not action or action.startswith(("#", "javascript:")) or _SCRIPTED.search(match[1]):
            yield rule.unjudged(page, "form-by-script")
        elif not action.lower().startswith(("http://", "https://")):
            yield rule.unjudged(page, "scheme-unknown")


def _attribute(tag: str, name: str) -> str:
    match = re.search(_ATTRIBUTE.format(name), tag, re.I)
    return (match[1] or match[2] or match[3] or "") if match else ""
