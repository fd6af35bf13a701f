"""A link's fragment names a place that is on the page it leads to."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Related, Rule, Site, SitePage, Unjudged, decode_percent, expression, site_check

FRAGMENT_READER = "links-fragment-reader-1"
_READERS = ("location.hash", "hashchange")
# "!…" and "/…" are routes of scripts, "##" a placeholder, ":~:" a text to mark, "a=b" parameters of a viewer or a script.
_NO_ANCHOR = expression(r"[!/#]|.*(?::~:|=)")


def reads_fragment(page: Page) -> bool:
    """True when the page's own scripts look at the fragment (tabs, routes): then it need not be an anchor."""
    return "hash" in page.source and any(word in page.source for word in _READERS)


@site_check("anchor-exists", except_names={"type": "array", "items": {"type": "string"}, "default": ["top"]})
def anchor_exists(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Every fragment is an id or a name on the page that its link leads to, on the same page as on others.

    `except_names` (small letters) need no anchor: browsers know "top", and templates use others as placeholders.
    """
    excepted = frozenset(rule.options["except_names"])
    names: dict[str, frozenset[str]] = {}
    seen: set[tuple[str, str, str]] = set()
    for page, link in site.fragments:
        target = site.page_at(link.target)
        key = (page.path, link.target, link.fragment)
        if target is None or key in seen or link.fragment.lower() in excepted or _NO_ANCHOR.match(link.fragment):
            continue
        seen.add(key)
        if target.path not in names:
            written = site.anchors(target)
            names[target.path] = written.union(decode_percent(name) for name in written if "%" in name)
        if link.fragment in names[target.path] or decode_percent(link.fragment) in names[target.path] or not _judgeable(target):
            continue
        if "body" in target.facts.scripted:
            yield rule.unjudged(page, "body-by-script")
            continue
        near = next((name for name in sorted(names[target.path]) if name.lower() == link.fragment.lower()), "")
        here = target is page
        yield rule.finding(
            page,
            link,
            variant="case" if near else "same-page" if here else "default",
            subject=f"{target.path}#{link.fragment}",
            related=() if here else (Related(target.locate(), "target"),),
            fragment=link.fragment,
            anchor=near,
            path=target.path,
        )


def _judgeable(target: SitePage) -> bool:
    """False where the page's scripts make anchors later."""
    return not target.extra(FRAGMENT_READER)
