"""Check: the platform of disclosure has its fixed columns, under the names that 国办公开办函〔2019〕61号 gives them."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from gkcheck.api import Finding, Page, Rule, Severity, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.catalogue.home import home_of

NAME = "platform-columns-1"


class _Fixed(NamedTuple):
    proper: re.Pattern[str]
    """The name itself."""
    other: re.Pattern[str]
    """What else such a column is called."""
    path: re.Pattern[str]
    """Folders in which it is usually kept."""


def _fixed(proper: str, other: str, path: str) -> _Fixed:
    return _Fixed(re.compile(proper), re.compile(other), re.compile(rf"(?:^|/)(?:{path})(?:/|\.|$)", re.I))


COLUMNS: dict[str, _Fixed] = {
    "政府信息公开指南": _fixed(
        r"政府信息公开(?:工作)?指南", r"公开指南|公开(?:工作)?的?指引", r"z?f?x?xgkzn|gkzn|xxgkzn"
    ),
    "政府信息公开制度": _fixed(
        r"政府信息公开(?:工作)?制度",
        r"公开(?:工作)?(?:制度|规定|法规|依据|规范)|制度(?:文件|规范)",
        r"z?f?x?xgkzd|gkzd|xxgkzd|gkgd|xxgkgd",
    ),
    "法定主动公开内容": _fixed(
        r"法定主动公开内容",
        r"法定(?:主动)?公开|主动公开(?:内容|信息|目录|事项|基本目录)?|公开(?:内容|目录)|信息公开.{0,4}目录|重点领域",
        r"fdzdgknr|fdzdgk|zdgk|z?f?xxgkml|gkml",
    ),
    "政府信息公开年报": _fixed(
        r"政府信息公开(?:工作)?(?:年报|年度报告|年度工作报告)",
        r"公开(?:工作)?(?:年报|年度报告|年度工作报告)|^年报$|^年度报告$",
        r"z?f?x?xgknb|gknb|xxgknb|ndbg|nb",
    ),
    "依申请公开": _fixed(r"依申请公开|依法申请公开", r"申请公开|公开申请", r"ysqgk|sqgk|yfsqgk"),
}
"""The fixed columns. 依申请公开 is not of the four that the notice names, but every platform has its entry."""

_ANCHOR = expression(r"<a\b([^<>]*)>(.{0,400}?)</a\s*>", re.I | re.S)
_ADDRESS = expression(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_TAGS = expression(r"<[^<>]*>")
_PICTURE = expression(r"\b(?:alt|title)\s*=\s*[\"']([^\"'<>]{2,40})", re.I)
_WORDS = ("公开", "年报", "年度报告", "制度", "重点领域")
_HINTS = ("公开指南", "公开制度", "主动公开", "公开年报", "申请公开", "公开目录", "年度报告")
_PLATFORM = expression(r"^政府信息公开(?:平台|专栏|专区|网)?$|信息公开(?:平台|专栏)$|^(?:政务|信息)公开$")
_AWAY = ("external", "dynamic", "script")
_COMMENT = expression(r"<!--.*?-->", re.S)
_SCRIPTED = frozenset(("list", "body"))
_PROPER, _OTHER, _PATH = 2, 1, 0


def platform_facts(page: Page) -> dict[str, Any] | None:
    """The fixed columns that a page leads to or is: 2 by their name, 1 by another name, 0 by the address alone.

    Only pages that can be a platform are read: home, lists, and pages about disclosure. `away` = it leads to a platform
    on another site or behind a program, `platforms` = to one at these paths.
    """
    about = page.kind in ("home", "list", "") or "公开" in page.title
    if not about or not any(hint in page.source for hint in _HINTS):
        return None
    levels: dict[str, int] = {}
    linked: set[str] = set()
    targets = {link.raw.strip(): (link.where, link.target) for link in page.links if link.tag == "a"}
    outward: set[str] = set()
    platforms: set[str] = set()
    texts = [(text, "") for text in (page.title, page.column) if text]
    for text, address in [*texts, *_anchors(page.source)]:
        squeezed = "".join(text.split())
        if squeezed and not any(word in squeezed for word in _WORDS):
            continue
        for name, column in COLUMNS.items():
            level = _level(column, squeezed, address)
            if level >= 0:
                levels[name] = max(level, levels.get(name, 0))
                if address:
                    linked.add(name)
                    if targets.get(address, ("", ""))[0] in _AWAY:
                        outward.add(name)
        if address and _PLATFORM.search(squeezed):
            where, target = targets.get(address, ("", ""))
            if where == "internal" or where in _AWAY:
                platforms.add(target if where == "internal" else "")
    if not levels and not platforms:
        return None
    away = "" in platforms or len(outward) * 2 > len(linked)
    return {"levels": levels, "linked": sorted(linked), "away": away, "platforms": sorted(platforms - {""})}


def _level(column: _Fixed, text: str, address: str) -> int:
    if len(text) > 24 and address:
        return -1
    if column.proper.search(text):
        return _PROPER
    if column.other.search(text):
        return _OTHER
    return _PATH if address and column.path.search(address) else -1


def _anchors(source: str) -> Iterator[tuple[str, str]]:
    """Text and address of each link, those of the navigation too; a picture speaks by its words."""
    for match in _ANCHOR.finditer(_COMMENT.sub("", source) if "<!--" in source else source):
        shown = unescape(_TAGS.sub("", match[2]))
        text = shown if shown.strip() else " ".join(_PICTURE.findall(match[1] + match[2])[:1])
        address = _ADDRESS.search(match[1])
        yield text, unescape(address[1]) if address else "#"


@site_check(
    "platform-columns",
    columns={
        "type": "array",
        "items": {"enum": list(COLUMNS)},
        "uniqueItems": True,
        "default": list(COLUMNS),
        "title": "平台应有的栏目",
        "description": "columns that the platform must have",
    },
    names={
        "type": "boolean",
        "default": True,
        "title": "是否检查栏目名称规范",
        "description": "whether columns under another name are reported",
    },
)
def platform_columns(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A site that has a platform has all of `columns`: somewhere it leads to each, or has a page of that name.

    A platform is a page that leads to two of them. With two alone, where a script may add the others, nothing can be
    told; nor where most of the site is not in the folder, or the platform is another site's.
    """
    pages = [(page, facts) for page in site.pages.values() if (facts := page.extra(NAME))]
    levels: dict[str, int] = {}
    for _, facts in pages:
        for name, level in facts["levels"].items():
            levels[name] = max(level, levels.get(name, 0))
    platform = max(pages, key=lambda entry: _rank(*entry), default=None)
    home = home_of(site)
    if platform is None or len(platform[1]["linked"]) < 2:
        place = home or (platform[0] if platform else None)
        if place is not None:
            yield rule.unjudged(place, "no-entry")
        return
    place = platform[0]
    wanted: list[str] = rule.options["columns"]
    for page, facts in pages:
        if page is not place and _is_platform(page, facts) and any(name not in facts["linked"] for name in wanted):
            yield rule.unjudged(page, "shared-platform")
    missing = [name for name in wanted if name not in levels]
    renamed = [name for name in wanted if levels.get(name) == _OTHER] if rule.options["names"] else []
    reason = _doubt(site, place, platform[1]) if missing or renamed else ""
    if reason:
        yield rule.unjudged(place, reason)
        return
    for name in missing:
        yield rule.finding(place, subject=name, column=name)
    # A home page has no room for full names: the platform itself has to bear them.
    level = Severity.NOTE if place.kind == "home" else Severity.WARNING
    for name in renamed:
        yield rule.finding(place, variant="name", severity=level, subject=name, column=name)


def _rank(page: SitePage, facts: dict[str, Any]) -> tuple[int, bool, int, str]:
    """The page that leads to most of the columns; of several the one nearest to the root, but the home page last."""
    return len(facts["linked"]), page.kind != "home", -page.path.count("/"), page.path


def _is_platform(page: SitePage, facts: dict[str, Any]) -> bool:
    """A further platform page, such as a department's own: it bears the name and leads to most of the columns."""
    named = page.kind in ("list", "") and _PLATFORM.search("".join(page.title.split()))
    return bool(named) and len(facts["linked"]) >= 3


def _doubt(site: Site, place: SitePage, facts: dict[str, Any]) -> str:
    """Why a column that was not found may be there all the same."""
    if site.partial:
        return "partial-site"
    if facts["away"]:
        return "outside"
    held = [site.page_at(target) for target in facts["platforms"]]
    if place.kind == "home" and None in held:
        return "no-entry"
    shown = [page for page in held if page] if place.kind == "home" else []
    if any(_SCRIPTED & set(page.facts.scripted) for page in shown):
        return "list-by-script"
    return "list-by-script" if _SCRIPTED & set(place.facts.scripted) and len(facts["linked"]) < 3 else ""
