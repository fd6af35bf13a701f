"""One text published twice, and copies of one document that say different things."""

from collections.abc import Iterator
from posixpath import dirname

from gkcheck.api import Finding, Related, Rule, Site, SitePage, normalise_title, site_check
from gkcheck_plugins.text.retitled import KINDS as PLAIN
from gkcheck_plugins.text.retitled import OTHER_FORM, twins
from gkcheck_plugins.text.sample import KINDS, likeness, sample_of

_MANY = 12
"""Under a title that so many pages share they are issues of a series, not copies of one another."""


def same_titles(site: Site) -> dict[str, list[SitePage]]:
    """Pages that people read, by their titles; for `site.derive`. Titles of one page alone and of series are left out."""
    groups: dict[str, list[SitePage]] = {}
    for kind in sorted(KINDS):
        for page in site.of_kind(kind):
            key = normalise_title(page.title)
            if len(key) >= 8 and not OTHER_FORM.search(page.path):
                groups.setdefault(f"{kind} {key}", []).append(page)
    return {key: pages for key, pages in groups.items() if 2 <= len(pages) <= _MANY}


@site_check("texts-published-once", likeness={"type": "number", "minimum": 0.5, "maximum": 1, "default": 0.95})
def texts_published_once(site: Site, rule: Rule) -> Iterator[Finding]:
    """No text stands on the site twice, in different folders. One finding a copy, at the later ones.

    Texts are compared by a sample of their sentences (`likeness` of them in common). Under two titles that have little in
    common, and where a sentence was exchanged, a person has to look.
    """
    told: set[str] = set()
    for pages in site.derive(same_titles).values():
        ordered = sorted(pages, key=lambda page: (page.facts.published or "9999", page.path))
        firsts: list[SitePage] = []
        for page in ordered:
            first = next((other for other in firsts if _is_copy(page, other, rule.options["likeness"])), None)
            if first is None:
                firsts.append(page)
            elif dirname(first.path) != dirname(page.path) or first.facts.published == page.facts.published:
                related = (Related(first.locate(), "copy"),)
                told.add(page.path)
                yield rule.finding(page, subject=first.path, related=related, title=page.title, other=first.path)
    for page, first, sure in twins(site, rule.options["likeness"]):
        if page.path not in told:
            yield rule.finding(
                page, variant="retitled" if sure else "alike", subject=first.path, review=not sure,
                related=(Related(first.locate(), "copy"),), title=page.title, second=first.title, other=first.path,
            )  # fmt: skip


def _is_copy(page: SitePage, other: SitePage, least: float) -> bool:
    one, two = sample_of(page), sample_of(other)
    return bool(one and two and likeness(one, two) >= least)


@site_check("copies-agree")
def copies_agree(site: Site, rule: Rule) -> Iterator[Finding]:
    """Copies of one document (same document number and text) state one date of signing, and their texts do not differ.

    That texts differ is for people to look into: one page may hold an enclosure that the other links to. Dates are compared
    under one title alone.
    """
    told: set[tuple[str, str]] = set()
    groups = list(site.derive(same_titles).values())
    groups.append([page for kind in PLAIN for page in site.of_kind(kind) if not OTHER_FORM.search(page.path)])
    for pages in groups:
        numbered: dict[str, list[SitePage]] = {}
        for page in pages:
            if page.facts.number:
                numbered.setdefault("".join(page.facts.number.split()), []).append(page)
        for number, copies in numbered.items():
            first, *others = sorted(copies, key=lambda page: (page.facts.published or "9999", page.path))
            for page in others if len(others) < _MANY else ():
                if (first.path, page.path) not in told:
                    told.add((first.path, page.path))
                    yield from _conflicts(rule, first, page, number)


def _conflicts(rule: Rule, first: SitePage, page: SitePage, number: str) -> Iterator[Finding]:
    related = (Related(first.locate(), "copy"),)
    named = normalise_title(first.title) == normalise_title(page.title)
    if named and first.signed and page.signed and first.signed != page.signed:
        yield rule.finding(
            page, variant="signed", subject=first.path, related=related, number=number, one=page.signed, two=first.signed, other=first.path
        )
    one, two = sample_of(page), sample_of(first)
    if not one or not two or not (one.whole and two.whole):
        return
    mine, theirs = one.digests - two.digests, two.digests - one.digests
    if mine and theirs and likeness(one, two) >= 0.6:
        yield rule.finding(
            page, variant="text", subject=first.path, related=related, review=True,
            number=number, count=max(len(mine), len(theirs)), other=first.path,
        )
