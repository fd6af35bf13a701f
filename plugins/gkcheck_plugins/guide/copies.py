"""Two pages about one matter say the same (同源公开)."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Related, Rule, Site, Unjudged, expression, site_check
from gkcheck_plugins.guide.gaps import item_of
from gkcheck_plugins.guide.labels import DATA, Labels, labels_of
from gkcheck_plugins.guide.phones import numbers_in
from gkcheck_plugins.guide.pieces import squeeze
from gkcheck_plugins.guide.survey import Known, guides_of

_DAYS = expression(r"(\d+|[一二三四五六七八九十]+)个?(工作日|自然日|日|天|个月|月|年)")
_CLOCK = expression(r"(?<!\d)(\d{1,2})[:：∶时点](\d{0,2})")
_FREE = expression(r"不收费|免费|不收取|无收费|^无$|不涉及|^否$|不收$")
_MONEY = expression(r"\d+(?:\.\d+)?\s*(?:元|万元)")
_SHOWN = 3


@site_check("guide-copies-agree")
def copies_agree(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Guides to one matter agree in time limit, office hours, fee and phone, as far as both state figures for them.

    One matter is a name that both give, with the same agency where both name one. The wording may differ. The message may
    use {item}, {fields} and {other}.
    """
    labels = labels_of(rule.data[DATA])
    matters: dict[str, list[Known]] = {}
    for known in guides_of(site, rule.data[DATA]):
        item = item_of(known.guide, known.page.title)
        if known.guide.cut or known.guide.items > 1:
            yield rule.unjudged(known.page, "several-items")
        elif item:
            matters.setdefault(item, []).append(known)
    for item, copies in sorted(matters.items()):
        first, *others = copies
        for other in others:
            fields = _differences(first, other)
            if fields and _same_agency(first, other):
                yield _finding(rule, item, first, other, fields, labels)


def _finding(rule: Rule, item: str, first: Known, other: Known, fields: list[str], labels: Labels) -> Finding:
    return rule.finding(
        other.page,
        subject=first.page.path,
        related=(Related(first.page.locate(), "same-item"),),
        item=item[:40],
        fields="、".join(labels.titles[name] for name in fields[:_SHOWN]),
        other=first.page.path,
    )


def _same_agency(first: Known, other: Known) -> bool:
    """Whether both may be one body's: one of two districts is another matter."""
    one, two = _agency(first), _agency(other)
    return bool(one & two) or not (one and two)


def _agency(known: Known) -> set[str]:
    return {squeeze(element.text) for element in known.guide.of("agency")}


def _differences(first: Known, other: Known) -> list[str]:
    """The fields for which both give figures, and not one of them is shared or implied."""
    found = []
    for name in ("limit", "hours", "fee", "phone"):
        one, two = _figures(first, name), _figures(other, name)
        if one and two and not (one <= two or two <= one):
            found.append(name)
    return found


def _figures(known: Known, name: str) -> frozenset[str]:
    text = squeeze("\n".join(element.text for element in known.guide.of(name)))
    if name == "limit":
        return frozenset("".join(match.groups()) for match in _DAYS.finditer(text))
    if name == "hours":
        return frozenset(f"{int(match[1])}:{(match[2] or '0').zfill(2)}" for match in _CLOCK.finditer(text))
    if name == "phone":
        return frozenset(re.sub(r"\D", "", number.local)[:8] for number in numbers_in(text))
    return frozenset(("free",)) if _FREE.search(text) else frozenset(_MONEY.findall(text))
