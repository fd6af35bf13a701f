"""The coverage of a run: what was looked at, by which rule, and what was not."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.rule import Rule
from gkcheck.run import Coverage, Tally
from gkcheck.site import Site
from gkcheck.sources.directory import Listing


def measure_coverage(
    rules: Sequence[Rule],
    listing: Listing,
    site: Site,
    unjudged: Iterable[Unjudged],
    problems: Iterable[Problem],
    findings: Iterable[Finding],
) -> Coverage:
    """What of a site was judged by which rule, and what was not. `findings` are all, accepted ones among them."""
    kinds = Counter(page.kind for page in site.pages.values())
    breached: dict[str, set[str]] = {}
    for finding in findings:
        breached.setdefault(finding.code, set()).add(finding.location.path)
    doubtful: dict[str, set[str]] = {}
    for item in unjudged:
        doubtful.setdefault(item.code, set()).add(item.path)
    tallies, silent = {}, {}
    for rule in rules:
        if rule.scope == "core":
            continue
        applicable = sum(kinds[kind] for kind in rule.kinds) if rule.kinds else len(site.pages)
        if rule.documents:
            applicable += sum(not rule.kinds or page.kind in rule.kinds for page in site.documents.values())
        bad = breached.get(rule.code, set())
        unsure = doubtful.get(rule.code, set()) - bad
        if not applicable and not bad and not unsure:
            silent[rule.code] = "no-pages"
            continue
        tallies[rule.code] = Tally(max(applicable, len(bad) + len(unsure)), len(bad), len(unsure))
    unread = tuple(sorted((p for p in problems if p.code in ("GKC001", "GKC005")), key=lambda p: (p.path, p.code)))
    known = {kind: count for kind, count in sorted(kinds.items()) if kind}
    return Coverage(
        len(listing.files), len(listing.pages), known, kinds[""], listing.attachments, unread, tallies, silent, len(site.documents)
    )
