"""Addresses of other servers answer. What they answered is known when the run went online."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from gkcheck.api import (
    Answer,
    Answers,
    Finding,
    Location,
    Outward,
    Related,
    Rule,
    Site,
    SitePage,
    Unjudged,
    glob_match,
    locate_address,
    outward_addresses,
    site_check,
)

STRINGS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []}
_DAYS = {"type": "integer", "minimum": 0, "maximum": 365, "default": 0}
_KNOWN = frozenset(("status", "dns", "tls-host", "tls-expired", "tls-untrusted"))


@site_check("answers", asks=("answers",), grace_days=_DAYS, except_hosts=STRINGS)
def answers(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Every address of another server answers: its host exists, and it does not say that there is no such page.

    One finding an address, whatever number of pages refers to it. `grace_days`: for so long after it was first found broken it
    is a note. What only turns programs away is never broken.
    """
    if site.answers is None:
        yield rule.silent("offline")
        return
    for outward, answer in asked(site, site.answers, tuple(rule.options["except_hosts"])):
        if answer.verdict != "broken":
            continue
        since = site.answers.since.get(outward.address)
        yield told(
            outward,
            rule,
            variant=answer.reason if answer.reason in _KNOWN else "default",
            severity="note" if _recent(since, site.today, rule.options["grace_days"]) else None,
            status=answer.status,
            since=since.isoformat() if since else "",
        )


def _recent(since: date | None, today: date, grace: int) -> bool:
    return bool(grace and since and today < since + timedelta(days=grace))


def asked(site: Site, known: Answers, excepted: tuple[str, ...]) -> Iterator[tuple[Outward, Answer]]:
    """Each address that was asked, with its answer. `excepted` are patterns of hosts that are left alone."""
    for address, outward in site.derive(outward_addresses).items():
        answer = known.answers.get(address)
        if answer is not None and not (excepted and excepts(excepted, address)):
            yield outward, answer


def told(outward: Outward, rule: Rule, **given: object) -> Finding:
    """A finding about an address: at the first page that refers to it, with the next few beside it."""
    (first, target), *others = outward.pages
    where: SitePage = first
    related = tuple(Related(locate_address(page, written), "referrer") for page, written in others[:3])
    related += tuple(Related(Location(page.path), "referrer") for page, _ in others[3:])
    return rule.finding(
        where,
        locate_address(where, target),
        subject=outward.address,
        related=related,
        address=outward.address,
        pages=outward.count,
        **given,  # type: ignore[arg-type]
    )


@lru_cache(maxsize=4096)
def excepts(patterns: tuple[str, ...], address: str) -> bool:
    """Whether the host of `address` is one of those in `patterns`."""
    host = address.split("/", 3)[2].rpartition("@")[2].partition(":")[0]
    return any(glob_match(pattern.lower(), host) for pattern in patterns)
