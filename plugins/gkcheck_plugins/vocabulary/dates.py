"""Check: pages of a kind, or the newest of them, are dated within so many days of the day of the run."""

from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, site_check


@site_check(
    "date-within",
    days={"type": "integer", "minimum": 0, "title": "最多多少天", "description": "days at most"},
    field={"enum": ["published", "signed"], "default": "published", "title": "看哪个日期", "description": "which date"},
    paths={
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "default": [],
        "title": "只看这些路径（通配符，如 zwgk/tzgg/*）",
        "description": "only pages at these paths (wildcards, such as zwgk/tzgg/*)",
    },
    which={
        "enum": ["newest", "each"],
        "default": "newest",
        "title": "newest 只要求最新一页，each 要求每一页",
        "description": "newest: of the newest page alone, each: of every page",
    },
)
def date_within(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The newest page of the rule's kinds and paths (or each of them) is at most `days` old on the day of the run.

    The message may use {title}, {date}, {days} (how old it is) and {limit}. Pages without the date are not judged.
    """
    if "days" not in rule.options:
        raise ValueError(f"{rule.code}: give the option days")
    dated: list[tuple[date, SitePage]] = []
    undated: list[SitePage] = []
    for page in site.pages.values():
        if (rule.kinds and page.kind not in rule.kinds) or not _at(page.path, rule.options["paths"]):
            continue
        value = page.signed if rule.options["field"] == "signed" else page.published
        if value:
            dated.append((value, page))
        else:
            undated.append(page)
    if rule.options["which"] == "newest" and dated:
        dated, undated = [max(dated, key=lambda entry: (entry[0], entry[1].path))], []
    for page in undated:
        yield rule.unjudged(page, "unsigned" if rule.options["field"] == "signed" else "undated")
    limit = rule.options["days"]
    for value, page in dated:
        days = (site.today - value).days
        if days > limit:
            yield rule.finding(page, subject=page.path, title=page.title, date=value, days=days, limit=limit)


def _at(path: str, patterns: list[str]) -> bool:
    return not patterns or any(fnmatchcase(path, pattern) for pattern in patterns)
