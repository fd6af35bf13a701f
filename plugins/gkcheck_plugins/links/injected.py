"""A page loads and runs nothing that strangers put into it."""

from collections.abc import Callable, Iterator

from gkcheck.api import Finding, Page, Rule, page_check
from gkcheck_plugins.links.deeds import deed_of, has_no_room
from gkcheck_plugins.links.outward import Outward, domain_of, is_government, loaded, names_in, under
from gkcheck_plugins.links.written import written_tag

_FRAMES = frozenset(("iframe", "frame", "embed", "object"))
@page_check("no-injection", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []})
def no_injection(page: Page, rule: Rule) -> Iterator[Finding]:
    """No script sends readers elsewhere by the search engine they came from, loads strange scripts under a veil, or frames
    a strange page in no space; scripts, frames and redirections come from the site, public bodies or known services.

    `allow` are further hosts. A host that is merely unknown is for people to judge.
    """
    known = _knows(page, rule)
    for entry in loaded(page):
        if not known(entry.host):
            yield _foreign(page, rule, entry)
    yield from _scripts(page, rule, known)


def _knows(page: Page, rule: Rule) -> Callable[[str], bool]:
    own = frozenset(domain_of(host) for host in page.hosts)
    names, allowed = names_in(rule.data["known-hosts"]), frozenset(rule.options["allow"])

    def known(host: str) -> bool:
        return is_government(host) or domain_of(host) in own or under(host, names) or under(host, allowed)

    return known


def _foreign(page: Page, rule: Rule, entry: Outward) -> Finding:
    link, host, _ = entry
    if link.tag in _FRAMES and has_no_room(written_tag(page, link)[0]):
        return rule.finding(page, link, variant="hidden-frame", subject=host, host=host)
    variant = "frame" if link.tag in _FRAMES else "refresh" if link.tag == "meta" else "script"
    severity = "note" if variant == "frame" else "warning"
    return rule.finding(page, link, variant=variant, severity=severity, subject=host, review=True, host=host)


def _scripts(page: Page, rule: Rule, known: Callable[[str], bool]) -> Iterator[Finding]:
    for text in page.scripts:
        deed, hosts = deed_of(text)
        strange = next((host for host in hosts if not known(host)), "")
        if not deed or not (strange or deed == "veiled"):
            continue
        at = max(page.source.find(text.strip()), 0)
        if deed == "veiled":
            yield rule.finding(page, at, variant=deed, severity="warning", review=True)
        elif deed in ("script", "frame"):
            severity = "warning" if deed == "script" else "note"
            yield rule.finding(page, at, variant=deed, severity=severity, subject=strange, review=True, host=strange)
        else:
            yield rule.finding(page, at, variant=deed, subject=strange, host=strange)
