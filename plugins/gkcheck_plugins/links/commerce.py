"""No link leads to advertising or to a shop."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.links.outward import Outward, is_government, outward, under

_EVIDENCE = expression(
    r"抽检|抽查|监测|召回|曝光|处罚|违法|警示|侵权|假冒|打假|不合格|下架|整改|诉|裁定|裁决|拍卖|变卖|司法|案例|典型案|消费提示|维权|比较试验|比较实验|网络交易|平台|电商"
)
"""Words of titles under which the address of a shop is evidence or the subject itself."""

_LINKS = frozenset(("a", "area", "iframe", "embed"))


@page_check("no-commerce", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []})
def no_commerce(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No link leads to an advertising network or a shop; `allow` are hosts that the site may link to all the same.

    Each host is reported once a page. Where the page is about shops (抽检, 曝光, 司法拍卖), nobody can tell from outside.
    """
    links = [entry for entry in outward(page) if entry.link.tag in _LINKS and not is_government(entry.host)]
    if not links:
        return
    data = rule.data["commercial-hosts"]
    allowed = frozenset(data["except"]) | frozenset(rule.options["allow"])
    advertising, shops = frozenset(data["advertising"]), frozenset(data["shops"])
    seen = set()
    found: list[tuple[str, Outward]] = []
    for entry in links:
        if entry.host in seen:
            continue
        kind = "advertising" if under(entry.host, advertising) else "default" if under(entry.host, shops) else ""
        if not kind and _promotes(entry.link.target, data["parameters"]):
            kind = "promotion"
        if kind:
            seen.add(entry.host)
            if not under(entry.host, allowed):
                found.append((kind, entry))
    if found and _EVIDENCE.search(page.title):
        yield rule.unjudged(page, "evidence")
        return
    for kind, (link, host, _) in found:
        yield rule.finding(page, link, variant=kind, subject=host, host=host)


def _promotes(target: str, parameters: list[str]) -> bool:
    query = target.partition("?")[2].lower()
    return bool(query) and any(part.startswith(name) for part in query.split("&") for name in parameters)
