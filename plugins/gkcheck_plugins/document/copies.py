"""One number belongs to one document, wherever the site shows copies of it."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from gkcheck.api import (
    Finding,
    Location,
    Related,
    Rule,
    Site,
    SitePage,
    expression,
    find_numbers,
    named_documents,
    normalise_title,
    same_title,
    site_check,
)
from gkcheck_plugins.document.number import NUMBER_PLACE

_SAME = 85
"""From this likeness of titles (0–100) on, two pages show one document: typing slips, a missing 的, another quotation mark."""
_SERIES = 3
"""So many numbers of one organ and year make a series that can have gaps."""
_NO_ORGAN = frozenset(("公告", "通告", "通知", "公示", "文件", "文号", "令", "号"))
_COUNTED = expression(r"\d+|[一二三四五六七八九十〇]+(?=[批期次号季届年月])")
_PART = expression(r"^附(?:件|表|图|录)")
_HAN = expression(r"[\u4e00-\u9fff]")


@site_check(
    "number-unique",
    similarity={"type": "integer", "minimum": 50, "maximum": 100, "default": _SAME},
    gaps={"type": "boolean", "default": False},
)
def number_unique(site: Site, rule: Rule) -> Iterator[Finding]:
    """Pages that carry one number show one document: copies, or a notice and what it issues.

    The first published keeps the number; every page of another document is in breach. `similarity` is the likeness of two
    titles from which on they name one document. `gaps`: notes as well where numbers are left out of a year's series, which
    means nothing on a site that does not publish every document.
    """
    if rule.options["gaps"]:
        yield from _gaps(site, rule)
    numbers = {
        number.form: None
        for page in site.of_kind("policy")
        for number in find_numbers(page.facts.number)
        if number.organ not in _NO_ORGAN and "glued" not in number.faults
    }
    for form in numbers:
        pages = [other for other in site.numbered(form) if not _PART.match(other.title) and _HAN.search(other.title)]
        documents = _documents(sorted(pages, key=_order), rule.options["similarity"])
        for other in (copy for document in documents[1:] for copy in document):
            first = documents[0][0]
            yield rule.finding(
                *(other, _place(other)),
                subject=f"{form} {first.path}",
                related=(Related(_place(first), "same-number"),),
                number=form,
                title=first.title,
                path=first.path,
            )


def _gaps(site: Site, rule: Rule) -> Iterator[Finding]:
    """Numbers left out between two that the site shows, told at the page of the one behind the gap."""
    series: dict[tuple[str, int], dict[int, SitePage]] = {}
    for page in sorted(site.of_kind("policy"), key=_order):
        for number in find_numbers(page.facts.number):
            if number.organ not in _NO_ORGAN and "glued" not in number.faults:
                series.setdefault((number.organ, number.year), {}).setdefault(number.serial, page)
    for (organ, year), known in sorted(series.items()):
        serials = sorted(known)
        if len(serials) < _SERIES:
            continue
        for before, after in pairwise(serials):
            if after > before + 1:
                left = f"{before + 1}" if after == before + 2 else f"{before + 1}–{after - 1}"
                page, form = known[after], f"{organ}〔{year}〕{left}号"
                yield rule.finding(
                    page,
                    _place(page),
                    variant="gap",
                    severity="note",
                    subject=form,
                    missing=form,
                    count=after - before - 1,
                )


def _documents(pages: list[SitePage], similarity: int) -> list[list[SitePage]]:
    """The pages by the document that they show, in the order given."""
    documents: list[list[SitePage]] = []
    for page in pages:
        known = next((d for d in documents if any(_is_one(page.title, other.title, similarity) for other in d)), None)
        if known is None:
            documents.append([page])
        else:
            known.append(page)
    return documents


def _is_one(one: str, other: str, similarity: int) -> bool:
    from rapidfuzz.fuzz import ratio

    if same_title(one, other) or any(same_title(name, other) for name in named_documents(one)):
        return True
    if any(same_title(name, one) for name in named_documents(other)):
        return True
    short, long = sorted((normalise_title(one), normalise_title(other)), key=len)
    if len(short) >= 6 and short in long:
        return True
    # Two batches or two years of one series differ in their figures alone, and are two documents.
    return set(_COUNTED.findall(short)) == set(_COUNTED.findall(long)) and ratio(short, long) >= similarity


def _order(page: SitePage) -> tuple[date, str]:
    return page.published or page.signed or date.max, page.path


def _place(page: SitePage) -> Location:
    """The page's number, or its title where the number's place is not known."""
    place = page.extra(NUMBER_PLACE)
    if not place:
        return page.locate()
    line, column, length = place
    return Location(page.path, line, column, column + length)
