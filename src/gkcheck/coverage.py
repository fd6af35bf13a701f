"""The coverage of a run: what was looked at, by which rule, and what was not."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.rule import Rule
from gkcheck.run import Captured, Coverage, Tally
from gkcheck.site import Site
from gkcheck.sources.directory import ATTACHMENTS, DOCUMENTS, PAGES, Listing
from gkcheck.sources.manifest import Manifest

_READABLE = (*PAGES, *DOCUMENTS, *ATTACHMENTS)


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
    by_row = {rule.code for rule in rules if _by_row(rule)}
    breached: dict[str, set[str]] = {}
    for finding in findings:
        breached.setdefault(finding.code, set()).add(_unit(finding, by_row))
    doubtful: dict[str, set[str]] = {}
    mute: dict[str, str] = {}
    for number, item in enumerate(unjudged):
        if item.path:  # a row that could not be judged is told by its ledger's path alone
            unit = f"{item.path} {number}" if item.code in by_row else item.path
            doubtful.setdefault(item.code, set()).add(unit)
        else:
            mute[item.code] = item.reason
    tallies, silent = {}, {}
    for rule in rules:
        if rule.scope == "core":
            continue
        applicable = _applicable(rule, kinds, site, listing)
        bad = breached.get(rule.code, set())
        unsure = doubtful.get(rule.code, set()) - bad
        if _by_row(rule) and not any(name in site.ledgers for name in rule.ledgers) and not bad and not unsure:
            silent[rule.code] = "no-input"
            continue
        if not applicable and not bad and not unsure:
            silent[rule.code] = "no-attachments" if rule.scope == "file" else "no-pages"
            continue
        if rule.code in mute and not bad and not unsure:
            silent[rule.code] = mute[rule.code]
            continue
        tallies[rule.code] = Tally(max(applicable, len(bad) + len(unsure)), len(bad), len(unsure))
    unread = tuple(sorted((p for p in problems if p.code in ("GKC001", "GKC005")), key=lambda p: (p.path, p.code)))
    known = {kind: count for kind, count in sorted(kinds.items()) if kind}
    read = _read(rules, listing, site, {problem.path for problem in unread})
    files = (*listing.files, *listing.excluded)
    unseen = tuple(sorted(path for path in files if path not in read and path.lower().endswith(_READABLE)))
    return Coverage(
        len(listing.files),
        len(listing.pages),
        known,
        kinds[""],
        len(listing.attachments),
        unread,
        tallies,
        silent,
        len(site.documents),
        read=read,
        unseen=unseen,
    )


def measure_snapshot(manifest: Manifest, site: Site) -> Captured:
    """What a snapshot holds of its site, and what pages link to that it does not."""
    unseen = {item.target for item in site.unseen}
    reasons = Counter(manifest.failed.get(target, "not-captured") for target in unseen)
    return Captured(
        manifest.sha256,
        manifest.hosts,
        manifest.first,
        manifest.last,
        manifest.captures,
        manifest.repeated,
        manifest.foreign,
        len(unseen),
        dict(sorted(reasons.items())),
        manifest.scripted,
        manifest.cut.bound if manifest.cut else "",
        manifest.cut.remaining if manifest.cut else 0,
    )


def _read(rules: Sequence[Rule], listing: Listing, site: Site, unread: set[str]) -> dict[str, str]:
    """Everything that was read and judged → its column, sorted by path."""
    ends = tuple({extension for rule in rules for extension in rule.extensions})
    read = {path: "" for path in listing.attachments if ends and path.lower().endswith(ends)}
    read |= {path: page.facts.column for pages in (site.supplements, site.documents, site.pages) for path, page in pages.items()}
    return {path: read[path] for path in sorted(read) if path not in unread}


def _by_row(rule: Rule) -> bool:
    """Whether a rule is judged by ledgers alone. One that names kinds of pages as well judges those without any ledger."""
    return bool(rule.ledgers) and not rule.kinds


def _applicable(rule: Rule, kinds: Counter[str], site: Site, listing: Listing) -> int:
    """What a rule applies to: the pages of its kinds, the rows of its ledgers, or the attachments."""
    if rule.scope == "file":
        return sum(path.lower().endswith(rule.extensions) for path in listing.attachments)
    rows = sum(len(site.ledgers.get(name, ())) for name in rule.ledgers)
    if _by_row(rule):
        return rows
    pages = rows + (sum(kinds[kind] for kind in rule.kinds) if rule.kinds else len(site.pages))
    pages += sum(path.lower().endswith(rule.extensions) for path in listing.attachments) if rule.extensions else 0
    if rule.documents:
        pages += sum(not rule.kinds or page.kind in rule.kinds for page in site.documents.values())
    return pages


def _unit(finding: Finding, by_row: set[str]) -> str:
    """What a finding counts as breached: its page, or the row of a ledger."""
    at = finding.location
    return f"{at.path}:{at.line}{at.part} {finding.subject}" if finding.code in by_row else at.path
