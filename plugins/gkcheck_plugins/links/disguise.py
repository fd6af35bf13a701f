"""What an address of another server gives out is what was linked: no error page that says 200, no home page, no squatter's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from gkcheck.api import Answer, Answers, Finding, Look, Outward, Rule, Site, Unjudged, expression, site_check
from gkcheck_plugins.links.live import STRINGS, asked, excepts, told

_INDEX = expression(r"(?:index|default|home|main)(?:\.\w{2,5})?", re.I)
_ALIKE = 400
"""Characters of the text by which two pages are taken for one."""
_TOKEN = expression(r"gkcheck-[0-9a-f]{16}|\d+")


@site_check("serves-what-was-linked", asks=("answers", "looks"), except_hosts=STRINGS)
def serves_what_was_linked(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """An address that works gives out what was linked.

    Told are: titles that are nothing but an error message; pages that say "not found" and are the same as what an invented
    address beside them gives; redirects from a page to a home page; and, to be reviewed by a person, titles of squatters.
    """
    if site.answers is None:
        yield rule.silent("offline")
        return
    error, hijacked = rule.data["page-signs"]["error"], rule.data["page-signs"]["hijacked"]
    spared = tuple(hijacked.get("except_hosts", ()))
    for outward, answer in asked(site, site.answers, tuple(rule.options["except_hosts"])):
        if answer.verdict != "works":
            continue
        look = site.answers.looks.get(outward.address)
        sign = _squatter(look, hijacked) if look and not excepts(spared, outward.address) else ""
        if sign:
            # Only a person can say whose page it is now.
            yield told(outward, rule, variant="hijacked", severity="note", review=True, sign=sign)
        else:
            yield from _gone(outward, answer, look, site.answers, error, rule)


def _gone(
    outward: Outward, answer: Answer, look: Look | None, known: Answers, error: Mapping[str, Any], rule: Rule
) -> Iterator[Finding]:
    invented = known.looks.get(known.invented.get(outward.address, ""))
    if look is not None and look.title and _whole(tuple(error["titles"])).fullmatch(look.title):
        yield told(outward, rule, variant="title", title=look.title)
    elif look is not None and invented is not None and _alike(look, invented) and _says(look, error["words"]):
        yield told(outward, rule, variant="alike")
    elif _led_home(answer, invented):
        yield told(outward, rule, variant="home", final=answer.final)


def _alike(look: Look, invented: Look) -> bool:
    """Whether an address and an invented one beside it give the same page. Pages that scripts build are left alone."""
    if invented.verdict != "works" or look.scripted or not look.text:
        return False
    return _form(look) == _form(invented)


def _form(look: Look) -> tuple[str, str]:
    return _TOKEN.sub("", look.title), _TOKEN.sub("", look.text)[:_ALIKE]


def _says(look: Look, words: Sequence[str]) -> bool:
    return bool(_any(tuple(words)).search(f"{look.title} {look.text[:_ALIKE]}"))


def _led_home(answer: Answer, invented: Look | None) -> bool:
    """Whether a page's address led to a home page. A folder counts only where an invented address is led there as well."""
    if not answer.hops or not answer.final or not _is_home(answer.final) or _is_home(answer.url):
        return False
    parts = urlsplit(answer.url)
    steps = [step for step in parts.path.split("/") if step]
    if len(steps) > 1 or (steps and "." in steps[-1]):
        return not _INDEX.fullmatch(steps[-1])
    return invented is not None and invented.verdict == "works" and invented.final == answer.final


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    path = parts.path.strip("/")
    return not parts.query and (not path or bool(_INDEX.fullmatch(path)))


def _squatter(look: Look, signs: Mapping[str, Any]) -> str:
    """What of a page's title or own description says that it is a squatter's, or ""."""
    if look.verdict != "works":
        return ""
    found = _any(tuple(signs["titles"])).search(look.title)
    if found:
        return found[0]
    words = list(dict.fromkeys(match[0].lower() for match in _any(tuple(signs["words"])).finditer(f"{look.title} {look.words}")))
    return f"{words[0]}…{words[1]}" if len(words) > 1 else ""


@lru_cache(maxsize=8)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.I)


@lru_cache(maxsize=8)
def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\s*(?:{pattern})\s*" for pattern in patterns) or r"(?!)", re.I)
