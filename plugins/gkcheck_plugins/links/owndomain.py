"""The site's own address is one of a government site, and it is one."""

from collections.abc import Iterator

from gkcheck.api import Finding, Link, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.links.outward import domain_of, host_of, is_government, under

_HOST = expression(r"[^\s/?#:@,，、;；]+\.[^\s/?#:@,，、;；.]{2,}")
_SAMPLE = frozenset(("example", "test", "invalid", "localhost", "local"))
"""Names that are reserved for examples and trials: no site is published under them."""
_CHINESE = ("政务", "公益", "中国", "xn--zfr164b", "xn--55qw42g", "xn--fiqs8s")


@page_check(
    "government-domain", allow={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []}
)
def government_domain(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A home page's own address lies under .gov.cn (or 政务), and the site's pages name the site by one domain alone.

    `allow` are further domains under which the site may be published.
    """
    allowed = frozenset(rule.options["allow"])
    if page.kind == "home":
        yield from _of_government(page, rule, allowed)
    yield from _alone(page, rule, allowed)


def _of_government(page: Page, rule: Rule, allowed: frozenset[str]) -> Iterator[Finding | Unjudged]:
    label = page.field("site-domain", "meta")
    stated = _host(label.value) if label else ""
    hosts = (stated,) if stated else tuple(sorted(page.hosts))
    wrong = [host for host in hosts if not is_government(host) and not under(host, allowed) and not _chinese(host)]
    if not wrong:
        return
    if any(_SAMPLE & set(host.split(".")) for host in wrong):
        yield rule.unjudged(page, "sample-host")
    elif stated:
        yield rule.finding(page, label, variant="label", subject=stated, host=stated)
    else:
        yield rule.finding(page, subject=wrong[0], host=wrong[0])


def _alone(page: Page, rule: Rule, allowed: frozenset[str]) -> Iterator[Finding]:
    if len(page.hosts) < 2:
        return
    used: dict[str, tuple[str, Link]] = {}
    for link in page.links:
        if link.where in ("internal", "dynamic") and "//" in link.raw[:9]:
            host = host_of("http:" + link.raw.strip() if link.raw.lstrip().startswith("//") else link.raw.strip())
            if host in page.hosts and not _chinese(host) and not under(host, allowed):
                used.setdefault(domain_of(host), (host, link))
    label = page.field("site-domain", "meta")
    first = _host(label.value) if label else ""
    # Parts of one domain (www, static, xxgk …) are one; a department's site below a portal's domain is another matter.
    main = domain_of(first) if first in page.hosts else next(iter(used), "")
    for domain, (host, link) in used.items():
        if domain != main:
            other = first if first in page.hosts else used[main][0]
            yield rule.finding(page, link, variant="mixed", subject=host, host=host, main=other)


def _host(value: str) -> str:
    """The host in a SiteDomain label, however it is written; "" when there is none."""
    match = _HOST.fullmatch(
        value.strip().lower().removeprefix("http://").removeprefix("https://").split("/")[0].partition(":")[0]
    )
    return match[0] if match else ""


def _chinese(host: str) -> bool:
    """Whether this is the Chinese name that a site may have beside the English one."""
    return host.rpartition(".")[2] in _CHINESE or host.endswith((".政务.cn", ".xn--zfr164b.cn"))
