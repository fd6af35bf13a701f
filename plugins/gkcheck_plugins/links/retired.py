"""No link leads to an address that its owner gave up."""

from collections.abc import Iterator

from gkcheck.api import Finding, Link, Page, Rule, page_check
from gkcheck_plugins.links.outward import host_of, outward, under


@page_check(
    "living-host",
    retired_hosts={"type": "array", "items": {"type": "string", "minLength": 3}, "uniqueItems": True, "default": []},
)
def living_host(page: Page, rule: Rule) -> Iterator[Finding]:
    """No reference leads to one of the site's own former hosts (`retired_hosts`) or to a government site that was closed.

    Each host is reported once a page. A closed site that is known from old papers alone is a note.
    """
    own = frozenset(host.lower() for host in rule.options["retired_hosts"])
    closed = {entry["host"]: entry for entry in rule.data["closed-hosts"]["hosts"]}
    names = own | closed.keys()
    references = [(number, link, host) for link, host, number in outward(page)]
    if own:
        # A former host may be declared as one of the site's hosts: the link then resolves, and is written as ever.
        references += [
            (number, link, host_of(_absolute(link.raw))) for number, link in enumerate(page.links) if _names_host(link)
        ]
        references.sort(key=lambda reference: reference[0])
    seen = set()
    for _, link, host in references:
        if host in seen:
            continue
        seen.add(host)
        if not under(host, names):
            continue
        if under(host, own):
            yield rule.finding(page, link, variant="own", subject=host, host=host)
        elif entry := next((closed[name] for name in _levels(host) if name in closed), None):
            severity = "note" if entry["standing"] == "R" else None
            owner, now = entry["owner"], entry.get("now")
            if now:
                yield rule.finding(
                    page, link, variant="moved", severity=severity, subject=host, host=host, owner=owner, now=now
                )
            else:
                yield rule.finding(page, link, severity=severity, subject=host, host=host, owner=owner)


def _names_host(link: Link) -> bool:
    return link.where in ("internal", "dynamic") and "//" in link.raw[:9]


def _absolute(raw: str) -> str:
    return "http:" + raw.strip() if raw.lstrip().startswith("//") else raw.strip()


def _levels(host: str) -> Iterator[str]:
    while host:
        yield host
        host = host.partition(".")[2]
