"""The site can be reached over both versions of the Internet Protocol."""

from collections.abc import Iterator

from gkcheck.api import Finding, Location, Rule, Site, Unjudged, site_check


@site_check("has-ipv6", asks=("families",))
def has_ipv6(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each of the site's own host names has an IPv6 address, as far as a name service answered."""
    if site.answers is None:
        yield rule.silent("offline")
        return
    home = site.page_at("") or next(iter(site.pages.values()), None)
    if home is None or not site.answers.families:
        yield rule.silent("no-names")
        return
    for host, versions in sorted(site.answers.families.items()):
        if 6 not in versions:
            yield rule.finding(home, Location(home.path, 1, 1), subject=host, host=host)
