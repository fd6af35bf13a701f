"""References are written as the files are named: a Linux server forgives neither case nor blanks, an editor's Windows does."""

from collections.abc import Iterator

from gkcheck.api import Finding, Rule, Site, decode_percent, site_check


@site_check("exact-case")
def exact_case(site: Site, rule: Rule) -> Iterator[Finding]:
    """No reference leads to a file only when case, blanks or the encoding of its percent signs are ignored."""
    for broken in site.broken:
        other = site.spelled_otherwise(broken.target)
        if other:
            yield rule.finding(
                broken.page,
                broken,
                variant=_difference(broken.target, other),
                subject=decode_percent(broken.target),
                path=broken.target,
                file=other,
            )


def _difference(target: str, other: str) -> str:
    if other.lower().startswith(target.rstrip("/").lower()):
        return "default"
    # Percent signs that are left in a path stood for no UTF-8.
    return "encoding" if "%" in target else "blank"
