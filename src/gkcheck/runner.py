"""The whole story of a run: discover, gather, judge."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from gkcheck import __version__
from gkcheck.attachmentintake import judge_attachments
from gkcheck.corefindings import core_findings
from gkcheck.coverage import measure_coverage, measure_snapshot
from gkcheck.digests import digests_of
from gkcheck.excerpt import SourceFile
from gkcheck.finding import Finding, Problem
from gkcheck.intake import Gathered, gather_pages, make_reader, read_declared, recall, remember
from gkcheck.judgement import Judgement
from gkcheck.measures import masked_measure, take_measures
from gkcheck.online.answers import Asking, Waiting
from gkcheck.order import Order, within
from gkcheck.pagenames import name_pages
from gkcheck.quotations import load_source, quote_files
from gkcheck.record import Reader, run_check
from gkcheck.referrers import outward_addresses
from gkcheck.reporters.fingerprint import identify_all
from gkcheck.run import Publication, Run, exit_code_of
from gkcheck.shown import masked, masked_coverage, masked_problem
from gkcheck.sources.directory import Listing, list_files
from gkcheck.suppress import apply

_DIGITS = re.compile(r"\d+")


def run(
    order: Order,
    progress: Callable[[int, int], None] | None = None,
    waiting: Callable[[Waiting], None] | None = None,
) -> Run:
    """Check one site. `progress(done, total)` is told now and then; `waiting`, while other servers are asked.

    Raises OSError when the root cannot be listed; nothing else that the site's files hold makes it raise.
    """
    clock = _Clock()
    listing = list_files(order.root, order.config.excluded)
    clock.lap("discover")
    reader = make_reader(order, [page.path for page in listing.pages])
    key, kept = recall(order, listing, reader)
    if kept is not None:
        clock.lap("recall")
        return _run_of(order, kept, clock)
    gathered = gather_pages(order, listing, reader, progress)
    read_declared(order, gathered)
    judge_attachments(order, listing, gathered)
    clock.lap("gather")
    asking = _ask(order, gathered, reader, waiting)
    clock.lap("ask")
    page_findings = list(gathered.findings)
    _judge(order, gathered, reader.clock)
    if order.deleted and order.changed is not None:
        broken = _broken_by_deletion(order, listing, reader, gathered, page_findings)
    else:
        broken = frozenset()
    measures = _measure(order, gathered)
    clock.lap("judge")
    clock.rules = {**(reader.clock or {}), **gathered.times}
    judgement = _judgement(order, listing, gathered, broken, measures, asking)
    clock.lap("report")
    remember(order, reader, gathered, key if judgement.holds else "", judgement)
    return _run_of(order, judgement, clock)


def _ask(
    order: Order, gathered: Gathered, reader: Reader, waiting: Callable[[Waiting], None] | None
) -> Asking | None:
    """Ask other servers what the rules of this run need to know; None = nothing was asked."""
    questions = {question for rule in order.rulebook.site_rules for question in order.rulebook.checks[rule.check].asks}
    gathered.site.answers = order.answers
    if order.answers is not None or not order.online or not questions:
        return None
    from gkcheck.online.inquiry import Inquiry

    inquiry = Inquiry(order.config.online, order.cache, waiting)
    site = gathered.site
    site.answers = inquiry.run(site.derive(outward_addresses), reader.resolver.hosts, questions)
    gathered.problems += inquiry.problems
    return inquiry.outcome


def _judge(order: Order, gathered: Gathered, times: dict[str, float] | None = None) -> None:
    """Run the site checks over the facts of all pages."""
    checks = order.rulebook.checks
    for rule in order.rulebook.site_rules:
        problem = run_check(rule, checks[rule.check], gathered.site, gathered.findings, gathered.unjudged, times)
        if problem:
            gathered.problems.append(problem)


def _measure(order: Order, gathered: Gathered) -> dict[str, Any]:
    """What plugins measure of the whole site; a change is no occasion for it."""
    if order.changed is not None:
        return {}
    rulebook = order.rulebook
    wanted = rulebook.plugins.measures_for({rule.check for rule in rulebook.site_rules})
    measures, problems = take_measures(wanted, gathered.site, rulebook.rules)
    gathered.problems += problems
    return measures


def _broken_by_deletion(
    order: Order, listing: Listing, reader: Reader, gathered: Gathered, page_findings: list[Finding]
) -> frozenset[tuple[str, ...]]:
    """Site findings that are there only because pages were deleted: those that vanish when the pages are put back."""
    before = gather_pages(order, listing, reader, None, order.deleted)
    for path, data in order.deleted.items():
        if data:
            before.take(path, reader.read(path, data))
    before.site.settle()
    before.site.ledgers, before.site.answers = gathered.site.ledgers, gathered.site.answers
    before.findings.clear()
    _judge(order, before)
    stood = {_identity(finding) for finding in before.findings}
    own = {_identity(finding) for finding in page_findings}
    return frozenset(
        identity for finding in gathered.findings if (identity := _identity(finding)) not in stood and identity not in own
    )


def _identity(finding: Finding) -> tuple[str, ...]:
    at = finding.location
    return finding.code, at.path, str(at.line), str(at.column), finding.variant, finding.subject


def _judgement(
    order: Order,
    listing: Listing,
    gathered: Gathered,
    broken: frozenset[tuple[str, ...]],
    measures: dict[str, Any],
    asking: Asking | None = None,
) -> Judgement:
    rulebook, site = order.rulebook, gathered.site
    problems = [*gathered.problems, *rulebook.problems]
    findings = [*gathered.findings, *core_findings(order, gathered)]
    outcome = apply(
        findings,
        gathered.suppressions,
        order.ignores,
        columns={path: page.facts.column for path, page in (site.supplements | site.documents | site.pages).items()},
        today=order.today,
        rulebook=rulebook,
        overrides=order.config.pages,
        unjudged=gathered.unjudged,
        whole=True,
        config_file=_config_file(order),
    )
    reported = tuple(sorted((f for f in outcome.findings if _concerns(order, f, broken)), key=_order))
    told = [*outcome.findings, *(item.finding for item in outcome.suppressed)]
    coverage = measure_coverage(rulebook.rules, listing, site, gathered.unjudged, gathered.problems, told)
    undecided = (item for item in gathered.unjudged if item.path)  # without a page: the rule is silent, as the coverage says
    confidential = {rule.code for rule in rulebook.rules if rule.confidential}
    shown = tuple(map(masked, reported))
    accepted = tuple(item._replace(finding=masked(item.finding)) for item in outcome.suppressed)
    quotes = quote_files([*shown, *(item.finding for item in accepted)], confidential, partial(_source, order))
    names, hidden = identify_all(shown, accepted, quotes, confidential)
    return Judgement(
        findings=shown,
        suppressed=accepted,
        unjudged=tuple(sorted(undecided, key=lambda item: (item.path, item.code, item.reason))),
        problems=tuple(map(masked_problem, sorted(problems, key=lambda item: (item.path, item.code, item.variant, sorted(item.arguments.items()))))),
        coverage=masked_coverage(replace(coverage, asking=asking, snapshot=measure_snapshot(order.snapshot, site) if order.snapshot else None, unanswered=_unanswered(gathered))),
        pages=name_pages(site, {finding.location.path for finding in told}),
        exit_code=exit_code_of(reported, order.fail_on, any(_weighs(order, problem) for problem in problems)),
        measures={name: masked_measure(value) for name, value in measures.items()},
        quotes=quotes,
        fingerprints=names,
        hidden_fingerprints=hidden,
        digests=digests_of(order, listing, gathered.digests),
    )


def _config_file(order: Order) -> str:
    """The configuration's path from the site's root, "" where there is none."""
    source = order.config.source
    return Path(os.path.relpath(source, order.root)).as_posix() if source else ""


def _unanswered(gathered: Gathered) -> tuple[str, ...]:
    """Addresses of other servers that were to be asked and of which nothing is known, sorted."""
    known = gathered.site.answers
    if known is None:
        return ()
    given = known.answers
    addresses = gathered.site.derive(outward_addresses)
    return tuple(sorted(one for one in addresses if one not in given or given[one].verdict == "unverified"))


def _run_of(order: Order, judgement: Judgement, clock: "_Clock") -> Run:
    """The judgement with what its readers have to know of the run."""
    rulebook = order.rulebook
    site = order.config.site
    return Run(
        version=__version__,
        lang=order.lang,
        profile=rulebook.profile,
        today=order.today,
        fail_on=order.fail_on,
        root=order.snapshot.base if order.snapshot else order.root.as_posix(),
        display_prefix=order.display_prefix,
        repository_prefix=order.repository_prefix,
        in_repository=order.in_repository,
        rules=rulebook.rules,
        norms=rulebook.norms,
        findings=judgement.findings,
        suppressed=judgement.suppressed,
        unjudged=judgement.unjudged,
        problems=judgement.problems,
        plugins=rulebook.plugins.statuses,
        coverage=judgement.coverage,
        exit_code=judgement.exit_code,
        quotes=judgement.quotes,
        fingerprints=judgement.fingerprints,
        hidden_fingerprints=judgement.hidden_fingerprints,
        digests=judgement.digests,
        timings={**clock.laps, **clock.rules},
        repository=order.repository,
        whole=order.changed is None and not order.scope,
        manual=order.config.manual,
        addresses=_addresses(order, judgement),
        pages=judgement.pages,
        site_name=order.config.site.name,
        terms=order.config.terms,
        published=Publication(site.hosts, site.prefix, site.folders, site.scheme),
        measures=judgement.measures,
    )


def _addresses(order: Order, judgement: Judgement) -> dict[str, str]:
    """The published addresses of all pages that the judgement names."""
    if order.snapshot is None:
        return {}
    found = (*judgement.findings, *(item.finding for item in judgement.suppressed))
    paths = {place.path for finding in found for place in (finding.location, *(entry.location for entry in finding.related))}
    paths.update(item.path for item in judgement.unjudged)
    paths.update(problem.path for problem in judgement.problems)
    known = order.snapshot.addresses
    return {path: known[path] for path in sorted(paths) if path in known}


def _concerns(order: Order, finding: Finding, broken: frozenset[tuple[str, ...]]) -> bool:
    path = finding.location.path
    if order.changed is not None:
        ends = {path, finding.subject, *(related.location.path for related in finding.related)}
        return bool(ends & order.changed) or _identity(finding) in broken
    return not path or within(order.scope, path)


def _order(finding: Finding) -> tuple[str, int, int, str, str, str, str]:
    at = finding.location
    part = _DIGITS.sub(lambda digits: digits[0].zfill(7), at.part)  # 第9行 before 第10行
    return at.path, at.line, at.column, part, finding.code, finding.variant, finding.subject


def _weighs(order: Order, problem: Problem) -> bool:
    """Whether a problem makes this result incomplete: a page that the change does not touch does not block the change."""
    return problem.incomplete and (order.changed is None or not problem.path or problem.path in order.changed)


def _source(order: Order, path: str) -> SourceFile | None:
    """A file of this run's site, for quotations."""
    return load_source(order.root, path, order.snapshot.charsets.get(path, "") if order.snapshot else "")


class _Clock:
    """Time per stage in seconds, for `--timings`; never part of a report."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.rules: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = now - self._last
        self._last = now
