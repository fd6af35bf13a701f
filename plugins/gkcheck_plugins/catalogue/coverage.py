"""Check: what the law lists, as far as it applies to the unit, is covered by the items of its catalogues."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.catalogue.extract import NAME
from gkcheck_plugins.catalogue.files import catalogues_of
from gkcheck_plugins.catalogue.scope import ONE_FIELD
from gkcheck_plugins.catalogue.statutory import STATUTORY, article_of, covered_by

_GENERAL = expression(r"(?:主动|政务|信息)公开.{0,6}目录|公开.{0,4}目录")


@site_check(
    "statutory-items-covered",
    items={
        "type": "array",
        "items": {"enum": list(STATUTORY)},
        "uniqueItems": True,
        "default": [],
        "title": "对本单位适用的法定事项：条例第二十条各项写 20.1 至 20.15，第二十一条按列举次序写 21.1 至 21.7",
        "description": "statutory items that apply to the unit: 20.1 to 20.15 and, in the order of art. 21, 21.1 to 21.7",
    },
)
def statutory_items_covered(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each of `items` is what some item of some catalogue is about, by its words or by the article that it cites.

    Which of them apply depends on what a unit does: a bureau takes no land. So nothing is missing until the site or its
    profile declares what applies, and that is said. A catalogue that could not be read may hold what the others miss,
    and so may the general one where there are only those of single fields.
    """
    pages = [(page, facts) for page in catalogues_of(site) if (facts := page.extra(NAME))]
    read = [(page, facts) for page, facts in pages if facts["items"]]
    main = main_catalogue(read)
    if main is None:
        for page, facts in pages:
            yield rule.unjudged(page, facts["reason"] or "unreadable")
        return
    if not rule.options["items"]:
        yield rule.unjudged(main, "undeclared")
        return
    found = {key for _, facts in read for item in facts["items"] for key in covered_by(item["text"], item["basis"])}
    missing = [key for key in rule.options["items"] if key not in found]
    if not missing:
        return
    doubt = _doubt(site, pages) or ("further-catalogues" if ONE_FIELD.search(main.title) else "")
    if doubt:
        yield rule.unjudged(main, doubt)
        return
    for key in missing:
        yield rule.finding(main, subject=key, article=article_of(key), item=STATUTORY[key].name)


def main_catalogue(read: list[tuple[SitePage, dict[str, Any]]]) -> SitePage | None:
    """The catalogue that is the unit's general one: by its title, then by the number of its items."""
    if not read:
        return None

    def rank(entry: tuple[SitePage, dict[str, Any]]) -> tuple[bool, bool, int, str]:
        page, facts = entry
        title = "".join(page.title.split())
        return (
            facts["issued"],
            not _GENERAL.search(title) or bool(ONE_FIELD.search(title)),
            -len(facts["items"]),
            page.path,
        )

    return min(read, key=rank)[0]


def _doubt(site: Site, pages: list[tuple[SitePage, dict[str, Any]]]) -> str:
    unread = next((facts["reason"] for _, facts in pages if facts["reason"]), "")
    if unread:
        return unread
    if any(facts["unread"] for _, facts in pages):
        return "not-text"
    return "partial-site" if site.partial else ""
