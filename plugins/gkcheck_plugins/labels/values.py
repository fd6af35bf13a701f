"""Labels have values of the form that the standard asks for, and values that are this site's."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.labels.head import is_whole, label_of, label_value

_STANDARD = (
    *("sitename", "sitedomain", "siteidcode", "columnname", "columndescription", "columnkeywords", "columntype"),
    *("articletitle", "pubdate", "contentsource", "keywords", "author", "description", "image", "url"),
)
_UNFILLED = expression(r"null|undefined|none|nan|n/a|\$\{.*\}|\{\{.*\}\}|<\$?\[.*\]>|<%.*%>|#\[\[.*\]\]#|\[object Object\]", re.I)
_HOST = expression(r"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}|[\u4e00-\u9fff][^\s/:]*\.[\u4e00-\u9fffa-z]{2,}")
_CODE = expression(r"bm\d{8}|\d{10}", re.I)
_DATE = expression(r"(\d{4})-(\d\d)-(\d\d)(?: ([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?")
_GOVERNMENT = expression(r"([\u4e00-\u9fff]{2,8}?(省|市|[县区旗]))人民政府")
"""A government's name: its region, and of which level that is."""
_LEVELS = {"省": "省", "市": "市"}
_TITLE_PARTS = expression(r"\s*[-_|｜—–]+\s*")
_DASHES = expression(r"[—–－‐-]+")
_PROVINCES = {
    **{"bj": "11", "beijing": "11", "tj": "12", "hebei": "13", "shanxi": "14", "nmg": "15", "ln": "21", "jl": "22", "hlj": "23"},
    **{"sh": "31", "shanghai": "31", "jiangsu": "32", "zj": "33", "ah": "34", "fujian": "35", "jiangxi": "36", "shandong": "37"},
    **{"henan": "41", "hubei": "42", "hunan": "43", "gd": "44", "gxzf": "45", "hainan": "46", "cq": "50", "sc": "51"},
    **{"guizhou": "52", "yn": "53", "xizang": "54", "shaanxi": "61", "gansu": "62", "qinghai": "63", "nx": "64", "xinjiang": "65"},
}
"""Names of provinces in domains, as their own sites use them → the first two digits of administrative codes."""


@page_check("labels-well-formed", seconds={"type": "boolean", "default": True}, date_only={"type": "boolean", "default": False})
def labels_well_formed(page: Page, rule: Rule) -> Iterator[Finding]:
    """No label holds what a template left behind; domain, code and date have their form; domain and code are this site's.

    `seconds` lets a publish time end in seconds, `date_only` lets it have no time at all.
    """
    if not page.derive(is_whole):
        return
    for name in _STANDARD:
        value = label_value(page, name)
        if not value:
            continue
        odd = len(value) < 10 or value[0] in "$<{#["
        variant = "unfilled" if odd and _UNFILLED.fullmatch(value) else _fault(name, value, rule)
        if variant:
            yield _finding(page, rule, name, variant, "note" if variant == "date-only" else None)
    yield from _foreign(page, rule)


def _fault(name: str, value: str, rule: Rule) -> str:
    if name == "sitedomain" and not _HOST.fullmatch(value.lower()):
        return "domain"
    if name == "siteidcode" and not _CODE.fullmatch(value):
        return "code"
    if name == "columntype" and value.isdecimal():
        return "column-type"
    return _date_fault(value, rule) if name == "pubdate" else ""


def _date_fault(value: str, rule: Rule) -> str:
    # The printed standard itself writes long dashes between the numbers, and editors' systems a ratio sign for the colon.
    match = _DATE.fullmatch(_DASHES.sub("-", value).replace("\u2236", ":").replace("：", ":"))
    if match is None:
        return "date"
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return "date"
    if match[5] and not rule.options["seconds"]:
        return "date"
    return "date-only" if match[4] is None and not rule.options["date_only"] else ""


def _foreign(page: Page, rule: Rule) -> Iterator[Finding]:
    """Labels that came with a template from another site."""
    name = label_value(page, "sitename") or ""
    other = _other_government(name, page.head_title)
    if other:
        yield _finding(page, rule, "sitename", "other-name", review=True, own=other)
    host, code = _host(label_value(page, "sitedomain") or ""), label_value(page, "siteidcode") or ""
    if host.endswith(".gov.cn"):
        own = {name for name in page.hosts if name.endswith(".gov.cn")}
        # A platform holds many units' sites under one government's name: only another government's is foreign.
        if own and _government(host) not in {_government(name) for name in own}:
            yield _finding(page, rule, "sitedomain", "other-domain", own=min(own))
    if host and code[:2].isdecimal() and _CODE.fullmatch(code):
        province = next((_PROVINCES[step] for step in host.split(".")[-3:-2] if step in _PROVINCES), "")
        if province and not code.startswith(province):
            yield _finding(page, rule, "siteidcode", "other-region", domain=host, own=province)


def _other_government(name: str, title: str) -> str:
    """The government of the same level that the end of the title names instead, "" where it names none."""
    labelled = _GOVERNMENT.fullmatch(name)
    shown = _GOVERNMENT.fullmatch(_TITLE_PARTS.split(title)[-1]) if labelled else None
    if labelled is None or shown is None or _LEVELS.get(labelled[2], "县") != _LEVELS.get(shown[2], "县"):
        return ""
    return "" if labelled[1].endswith(shown[1]) or shown[1].endswith(labelled[1]) else shown[0]


def _host(value: str) -> str:
    host = value.lower()
    return re.sub(r"^https?://|[/:].*$", "", host) if "/" in host or ":" in host else host


def _government(host: str) -> str:
    """The part of a host name that a government registers: sh.gov.cn of sipa.sh.gov.cn."""
    return ".".join(host.split(".")[-3:])


def _finding(
    page: Page, rule: Rule, name: str, variant: str, severity: str | None = None, review: bool = False, **arguments: Any
) -> Finding:
    label = label_of(page, name)
    texts = {"name": label.name, "value": label.value[:80], **arguments}
    return rule.finding(page, label, variant=variant, severity=severity, review=review, subject=f"{variant} {label.name}", **texts)
