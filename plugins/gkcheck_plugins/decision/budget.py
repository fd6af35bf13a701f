"""Check: budget and final accounts of the years that are due are published."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, chinese_year, expression, site_check
from gkcheck_plugins.decision.due import DEADLINE, EXPECTED, due_year, home_of

_PART = expression(r"((?:19|20)\d\d|[二一][〇○零Ｏ一二三四五六七八九]{3})\s*年?(?:度)?|(预\s*算|决\s*算|预决算)")
_ABOUT = expression(
    r"通知$|编制|采购|执行情况|调整|评审|培训|会议|解读|问答|预算法|绩效(?:评价|目标|自评)|专项(?:资金)?预算|工程|项目预算|决算审计|审计|财务人员|办法|规定|制度|布置|座谈|动员|竣工|结算"
)
_COLUMN = expression(r"预\s*决\s*算|部门预算|部门决算|预算决算|财政(?:信息|预决算|资金)|预算公开|决算公开|财务公开")
_ELSEWHERE = {"external": "outside", "dynamic": "dynamic"}
_RECENT = 3
_LONGEST = 60


class Shelf(NamedTuple):
    """Years of budget and accounts that the site shows, its columns for them, and why there may be more."""

    years: dict[str, dict[int, SitePage]]
    columns: tuple[SitePage, ...]
    undated: bool
    elsewhere: str


def named_years(title: str) -> dict[str, set[int]]:
    """Years of budgets and accounts in a title: 2026年部门预算和2024年决算. A year of 0 = the title names none."""
    text = "".join(title.split())
    found: dict[str, set[int]] = {}
    if len(text) > _LONGEST or ("预算" not in text and "决算" not in text) or _ABOUT.search(text):
        return found
    year = 0
    for match in _PART.finditer(text):
        if match[1]:
            year = chinese_year(match[1])
            continue
        word = "".join(match[2].split())
        for kind in ("budget", "accounts") if word == "预决算" else ("budget",) if word == "预算" else ("accounts",):
            found.setdefault(kind, set()).add(year)
    return found


def shelf_of(site: Site) -> Shelf:
    """What the site shows of budgets and accounts. Ask for it by `site.derive`."""
    years: dict[str, dict[int, SitePage]] = {"budget": {}, "accounts": {}}
    undated, elsewhere = False, ""
    columns = []
    for page in (*site.pages.values(), *site.documents.values()):
        named = named_years(page.title) if "算" in page.title else {}
        listed = page.kind in ("list", "home") and not any(year for found in named.values() for year in found)
        if page.kind in ("list", "") and (_COLUMN.search(page.title) or _COLUMN.search(page.facts.column)):
            columns.append(page)
            listed = listed or page.kind == "list"
        for kind, found in named.items():
            for year in found:
                undated = undated or not (year or listed)
                if year:
                    years[kind].setdefault(year, page)
    for page in site.pages.values():
        for link in page.links:
            if "算" not in link.text:
                continue
            for kind, found in named_years(link.text).items():
                for year in found:
                    if year:
                        years[kind].setdefault(year, page)
                    elif link.where in _ELSEWHERE:
                        elsewhere = _ELSEWHERE[link.where]
            if _COLUMN.search(link.text) and link.where in _ELSEWHERE and len(link.text) <= 12:
                elsewhere = _ELSEWHERE[link.where]
    return Shelf(years, tuple(columns), undated, elsewhere)


@site_check(
    "budget-published",
    budget=DEADLINE | {"default": "06-30"},
    accounts=DEADLINE | {"default": "12-31"},
    expected=EXPECTED,
)
def budget_published(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The budget of the last year that is due, and the final accounts of the last one, have a page, a file or a link of a list.

    The budget is due by `budget` of its own year, the accounts by `accounts` of the year after. Judged where the site
    published them in the years before, or where `expected` says that it must: many are published on another site.
    """
    shelf = site.derive(shelf_of)
    home = home_of(site)
    doubts: dict[tuple[str, str], Unjudged] = {}
    for kind, later in (("budget", 0), ("accounts", 1)):
        known = shelf.years[kind]
        year = due_year(site.today, rule.options[kind], later)
        place = shelf.columns[0] if shelf.columns else known[max(known)] if known else home
        if place is None or year in known:
            continue
        reason = _doubt(site, shelf)
        if reason:
            doubts[place.path, reason] = rule.unjudged(place, reason)
        elif known and max(known) >= year - _RECENT and max(known) < year:
            yield rule.finding(place, variant=kind, subject=f"{kind} {year}", year=year, last=max(known))
        elif rule.options["expected"]:
            yield rule.finding(place, variant=f"no-{kind}", subject=f"{kind} {year}", year=year)
        else:
            doubts[place.path, "no-entry"] = rule.unjudged(place, "no-entry")
    yield from doubts.values()


def _doubt(site: Site, shelf: Shelf) -> str:
    if site.partial:
        return "partial-site"
    if any({"list", "body"} & set(page.facts.scripted) for page in shelf.columns):
        return "list-by-script"
    return shelf.elsewhere or ("ambiguous" if shelf.undated else "")
