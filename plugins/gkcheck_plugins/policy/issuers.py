"""Whose document it is: the duty to interpret is the issuer's, not that of a site which reprints."""

import re

from gkcheck.api import Site, SitePage

_NATION = re.compile(
    r"^(?:中共中央|国务院|全国人民代表大会|全国人大|最高人民|国家|中央|中华人民共和国|财政部|教育部|科技部|工业和信息化部|司法部)"
)
_NUMBER = re.compile(r"^(?:国发|国办|国函|国令|中发|中办|国知)")
_GOVERNMENT = re.compile(r"人民政府(?:办公厅|办公室)?$")


def _own_name(site: Site, page: SitePage) -> str:
    return "".join((site.name or page.facts.site_name).split())


def issued_elsewhere(site: Site, page: SitePage) -> bool:
    """True when the page shows another body's document: the State Council's, or the government's on a bureau's site."""
    own = _own_name(site, page)
    if _NATION.match(own):
        return False
    issuer = "".join(page.facts.issuer.split())
    if _NATION.match(issuer) or _NUMBER.match(page.facts.number) or page.title.startswith(("国务院", "中华人民共和国")):
        return True
    return bool(own) and "政府" not in own and bool(_GOVERNMENT.search(issuer))


def of_higher_body(site: Site, reading: SitePage, name: str) -> bool:
    """True when a document's name says that a national body made it."""
    own = _own_name(site, reading)
    return not _NATION.match(own) and bool(_NATION.match(name) or "中华人民共和国" in name)
