"""Links lead to names that readers can know: no bare numbers, no names in disguise, no endings that are mostly abused."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.links.outward import outward, under

_NUMBERS = expression(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]+|\d{8,10}|0x[0-9a-f]{1,8}", re.I)
_CHINESE_ENDINGS = frozenset(
    (
        "政务",
        "公益",
        "中国",
        "中國",
        "公司",
        "网络",
        "xn--zfr164b",
        "xn--55qw42g",
        "xn--fiqs8s",
        "xn--fiqz9s",
        "xn--55qx5d",
        "xn--io0a7i",
    )
)
"""Chinese endings under which names in Chinese are the rule."""


@page_check("known-name", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []})
def known_name(page: Page, rule: Rule) -> Iterator[Finding]:
    """No reference leads to a bare number, a name written in punycode, or below one of the endings that are mostly abused.

    An ending alone proves nothing, so it is for people to judge. Each host is reported once a page. Names in Chinese below 政务, 公益, 中国 are in order.
    """
    references = outward(page)
    if not references:
        return
    allowed = frozenset(rule.options["allow"])
    endings = frozenset(rule.data["suspicious-hosts"]["endings"])
    seen = set()
    for link, host, _ in references:
        if host in seen:
            continue
        seen.add(host)
        ending = host.rpartition(".")[2]
        if (ending.isdigit() or ":" in host or host[:2] == "0x") and _NUMBERS.fullmatch(host):
            variant = "number"
        elif "xn--" in host and ending not in _CHINESE_ENDINGS:
            variant = "punycode"
        elif ending in endings:
            variant = "ending"
        else:
            continue
        if under(host, allowed):
            continue
        if variant == "punycode":
            yield rule.finding(page, link, variant=variant, subject=host, host=host, shown=_decoded(host))
        elif variant == "ending":
            yield rule.finding(page, link, variant=variant, subject=host, review=True, host=host, ending=ending)
        else:
            yield rule.finding(page, link, variant=variant, subject=host, host=host)


def _decoded(host: str) -> str:
    """The host as a browser shows it; as written where it cannot be decoded."""
    parts = []
    for part in host.split("."):
        try:
            parts.append(part[4:].encode("ascii").decode("punycode") if part.startswith("xn--") else part)
        except (UnicodeError, ValueError, OverflowError):
            parts.append(part)
    return ".".join(parts) if all(part.isprintable() for part in parts) else host
