"""What an address of another server gives out is what was linked: no error page that says 200, no home page, no squatter's."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from gkcheck.api import Finding, Look, Rule, Site, Unjudged, site_check, soft_miss
from gkcheck_plugins.links.live import STRINGS, asked, excepts, told


@site_check("serves-what-was-linked", asks=("answers", "looks"), except_hosts=STRINGS)
def serves_what_was_linked(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """An address that works gives out what was linked.

    Told are pages that say themselves that they are not there, that are the same as what an invented address beside them
    gives, or whose address leads to the home page; and, to be reviewed by a person, what looks like a squatter's page.
    """
    if site.answers is None:
        yield rule.silent("offline")
        return
    signs = rule.data["squatter-signs"]
    spared = tuple(signs.get("except_hosts", ()))
    unsure: set[str] = set()
    for outward, answer in asked(site, site.answers, tuple(rule.options["except_hosts"])):
        look = site.answers.looks.get(outward.address)
        if answer.verdict != "works" or look is None:
            continue
        sign = "" if excepts(spared, outward.address) else _squatter(look, signs)
        if sign:
            # Only a person can say whose page it is now.
            yield told(outward, rule, variant="hijacked", severity="note", review=True, sign=sign)
            continue
        invented = site.answers.looks.get(site.answers.invented.get(outward.address, ""))
        beside = (invented.answer, invented.text) if invented is not None else (None, "")
        state, by = soft_miss(look.answer, look.text, *beside)
        page = outward.pages[0][0]
        if state == "missing":
            variant = by if by in rule.messages else "default"
            yield told(outward, rule, variant=variant, title=look.answer.title, final=answer.final)
        elif state == "unsure" and page.path not in unsure:
            unsure.add(page.path)
            yield rule.unjudged(page, "outside-unsure")


def _squatter(look: Look, signs: Mapping[str, Any]) -> str:
    """What of a page's title or own description says that it is a squatter's, or ""."""
    said = f"{look.answer.title} {look.words}"
    if _any(tuple(signs.get("except_words", ()))).search(said):
        return ""
    found = _any(tuple(signs["titles"])).search(look.answer.title)
    if found:
        return found[0]
    words = list(dict.fromkeys(match[0].lower() for match in _any(tuple(signs["words"])).finditer(said)))
    return f"{words[0]}…{words[1]}" if len(words) > 1 else ""


@lru_cache(maxsize=8)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.I)

