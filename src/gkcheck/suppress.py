"""Accepted findings: taken out of the report but counted, and never without a trace.

Three places accept findings: a comment in a page (`<!-- gkcheck: ignore CODE reason -->`, for that whole page), an entry of
gkcheck-ignore.toml, and `ignore` of a `[[pages]]` block in the configuration, which has no date. What holds for them:

* a reason is asked for: without one it still hides, and is itself a finding (GKC004);
* after its date an entry hides nothing any more, and says so (GKC003, lapsed);
* one that hides nothing is a finding (GKC003), but only where the run could have found something: its pages were read, its
  rules ran and were decided there. On a part of a site, an entry for other pages is not called unused;
* one that names no rule (GKC003, unknown; not where a plugin is missing, whose rule it may be), cannot be understood
  (malformed) or names one of the core's rules (core), which nobody can hide, hides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gkcheck.acceptance import Acceptance, Sight
from gkcheck.config import PageOverride
from gkcheck.facts import Suppression
from gkcheck.finding import Finding, Location, Unjudged
from gkcheck.ignorefile import IgnoreEntry, load_ignores
from gkcheck.rulebook import Rulebook
from gkcheck.run import Suppressed
from gkcheck.selection import ALL, CORE, named

__all__ = ["IgnoreEntry", "Outcome", "apply", "load_ignores"]

UNUSED = "GKC003"
REASONLESS = "GKC004"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings that stay (with those about suppressions) and findings that were accepted, both sorted as they came."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]


def apply(
    findings: Iterable[Finding],
    page_suppressions: Mapping[str, Sequence[Suppression]],
    entries: Sequence[IgnoreEntry],
    *,
    columns: Mapping[str, str],
    today: date,
    rulebook: Rulebook,
    overrides: Sequence[PageOverride] = (),
    unjudged: Iterable[Unjudged] = (),
    whole: bool = False,
    config_file: str = "",
) -> Outcome:
    """Take the accepted findings out.

    `page_suppressions`: path → comments of that page. `columns`: path of every page that was read → its column ("" = none).
    `overrides`: `Config.pages`, which stand in `config_file` (its path from the site's root; without it nothing is told of them). `unjudged`: where a rule could not decide, an entry is not called unused. `whole`: the run
    read the whole site, so that an entry for pages that are not there is unused as well. Call it before findings are
    filtered by what changed.
    """
    accepted: list[Acceptance] = []
    about: list[Finding] = []
    for path, comment in [(page, one) for page in sorted(page_suppressions) for one in page_suppressions[page]]:
        _sort_out(_of_comment(path, comment, rulebook), comment.code, today, rulebook, accepted, about)
    for entry in entries:
        if entry.malformed:
            about.append(_malformed(entry, rulebook))
        else:
            _sort_out(_of_entry(entry, rulebook), entry.rule, today, rulebook, accepted, about)
    accepted += [_of_override(block, selector, rulebook, config_file) for block in overrides for selector in block.ignore]
    everything = list(findings)
    kept, suppressed = _split(everything, accepted, columns)
    sight = Sight.of(everything, unjudged, columns, rulebook, whole)
    for one in accepted:
        if one.origin == "config" and not config_file:
            continue
        if not one.used and sight.reached(one):
            about.append(_finding(rulebook, UNUSED, one.at, "default", one.subject, rule=one.selector))
        elif not one.reason:
            about.append(_finding(rulebook, REASONLESS, one.at, "default", one.subject, rule=one.selector))
    return Outcome((*kept, *about), tuple(suppressed))


def _malformed(entry: IgnoreEntry, rulebook: Rulebook) -> Finding:
    at = Location(entry.file, entry.line(entry.malformed))
    return _finding(rulebook, UNUSED, at, "malformed", entry.malformed, key=entry.malformed)


def _of_comment(path: str, comment: Suppression, rulebook: Rulebook) -> Acceptance:
    at = Location(path, comment.line, comment.column)
    return Acceptance("page", comment.code, _codes(comment.code, rulebook), None, at, comment.reason.strip())


def _of_entry(entry: IgnoreEntry, rulebook: Rulebook) -> Acceptance:
    at, codes = Location(entry.file, entry.line()), _codes(entry.rule, rulebook)
    return Acceptance("file", entry.rule, codes, entry, at, entry.reason, entry.approver, entry.until)


def _of_override(block: PageOverride, selector: str, rulebook: Rulebook, file: str) -> Acceptance:
    codes = _without_core(named(selector, rulebook.slugs))
    return Acceptance("config", selector, codes, block, Location(file, block.line if file else 0), block.reason)


def _codes(selector: str, rulebook: Rulebook) -> frozenset[str]:
    # ALL would accept what nobody has seen yet, so here it is no selector.
    return frozenset() if selector == ALL else named(selector, rulebook.slugs)


def _without_core(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code for code in codes if not code.startswith(CORE))


def _sort_out(
    one: Acceptance, rule: str, today: date, rulebook: Rulebook, accepted: list[Acceptance], about: list[Finding]
) -> None:
    """Put what can accept findings into `accepted`, and what cannot, with the reason, into `about`."""
    core, at = one.codes and not _without_core(one.codes), one.at
    if not rule:
        about.append(_finding(rulebook, UNUSED, at, "malformed", "rule", key="rule"))
    elif not one.codes and rulebook.plugins.absent:
        return
    elif not one.codes or core:
        at = Location(at.path, one.entry.line("rule")) if isinstance(one.entry, IgnoreEntry) else at
        about.append(_finding(rulebook, UNUSED, at, "core" if core else "unknown", one.subject, rule=rule))
    elif one.until is not None and one.until < today:
        at = Location(at.path, one.entry.line("until")) if isinstance(one.entry, IgnoreEntry) else at
        about.append(_finding(rulebook, UNUSED, at, "lapsed", one.subject, rule=rule, until=one.until.isoformat()))
    else:
        one.codes = _without_core(one.codes)
        accepted.append(one)


def _split(
    findings: Iterable[Finding], accepted: Sequence[Acceptance], columns: Mapping[str, str]
) -> tuple[list[Finding], list[Suppressed]]:
    by_code: dict[str, list[Acceptance]] = {}
    for one in accepted:
        for code in one.codes:
            by_code.setdefault(code, []).append(one)
    kept, suppressed = [], []
    for finding in findings:
        path = finding.location.path
        hits = [one for one in by_code.get(finding.code, ()) if one.covers(path, columns.get(path, ""))]
        for one in hits:  # all of them are of use, the first one is named
            one.used = True
        if hits:
            first = hits[0]
            suppressed.append(Suppressed(finding, first.origin, first.reason, first.approver, first.until))
        else:
            kept.append(finding)
    return kept, suppressed


def _finding(rulebook: Rulebook, code: str, at: Location, variant: str, subject: str, **arguments: str) -> Finding:
    return Finding(code, rulebook.rule(code).severity, at, arguments, variant, subject)
