"""The whole story of a run: discover, gather, judge."""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from gkcheck import __version__
from gkcheck.cache import Cache
from gkcheck.coverage import measure_coverage
from gkcheck.extract.references import Resolver
from gkcheck.extract.source import NotText, decode
from gkcheck.facts import PageFacts, PageRecord, Suppression
from gkcheck.finding import Finding, Location, Problem, Severity, Unjudged
from gkcheck.gather import digest_of, gather, remember_places
from gkcheck.hosts import own_hosts
from gkcheck.order import Order
from gkcheck.page import has_no_lines
from gkcheck.record import OTHER_KIND, Reader, run_check
from gkcheck.run import Run, SourceFile
from gkcheck.site import Site
from gkcheck.sources.directory import Listing, list_files
from gkcheck.sources.redirects import NAME as REDIRECTS
from gkcheck.sources.redirects import Redirect, Redirects, declared_redirects, read_redirects
from gkcheck.supplements import listing, loaded, stat_supplements
from gkcheck.suppress import apply
from gkcheck.wishes import stat_documents, wishes, without_answered
from gkcheck.workdays import Calendar

_DIGITS = re.compile(r"\d+")
_FEW = 40
"""Files beside the pages up to which no cache is opened for them."""


@dataclass(slots=True)
class _Gathered:
    site: Site
    again: dict[str, tuple[bytes, PageFacts]]
    """Digest and facts of pages that were read a second time, for the places of site findings."""
    findings: list[Finding] = field(default_factory=list)
    unjudged: list[Unjudged] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    suppressions: dict[str, tuple[Suppression, ...]] = field(default_factory=dict)

    def take(self, path: str, record: PageRecord) -> None:
        if _was_read(record):
            self.site.add(path, record.facts)
        self._note(path, record)

    def take_supplement(self, path: str, record: PageRecord) -> None:
        if _was_read(record):
            self.site.add_supplement(path, record.facts)

    def take_document(self, path: str, record: PageRecord) -> None:
        if record.facts.reason == OTHER_KIND:
            return
        if _was_read(record):
            self.site.add_document(path, record.facts)
        self._note(path, record)

    def _note(self, path: str, record: PageRecord) -> None:
        self.findings += record.findings
        self.unjudged += record.unjudged
        self.problems += record.problems
        if record.suppressions:
            self.suppressions[path] = record.suppressions


def _was_read(record: PageRecord) -> bool:
    return not any(problem.code in ("GKC001", "GKC005") for problem in record.problems)


def run(order: Order, progress: Callable[[int, int], None] | None = None) -> Run:
    """Check one site. `progress(done, total)` is told now and then.

    Raises OSError when the root cannot be listed; nothing else that the site's files hold makes it raise.
    """
    clock = _Clock()
    listing = list_files(order.root, order.config.excluded)
    clock.lap("discover")
    reader = make_reader(order, [page.path for page in listing.pages])
    gathered = _gather(order, listing, reader, progress)
    _read_ledgers(order, gathered)
    clock.lap("gather")
    page_findings = list(gathered.findings)
    _judge(order, gathered, reader.clock)
    if order.deleted and order.changed is not None:
        broken = _broken_by_deletion(order, listing, reader, gathered, page_findings)
    else:
        broken = frozenset()
    clock.lap("judge")
    clock.rules = reader.clock or {}
    if gathered.again:
        with Cache(order.cache, _site_key(order.root), _cache_key(order, reader)) as cache:
            remember_places(cache, gathered.again)
    return _report(order, listing, gathered, broken, clock)


def gather_site(order: Order) -> tuple[Site, tuple[Problem, ...]]:
    """The site's facts without judging it, and what could not be read. Raises OSError when the root cannot be listed."""
    listing = list_files(order.root, order.config.excluded)
    reader = make_reader(order, [page.path for page in listing.pages])
    gathered = _gather(order, listing, reader, None)
    return gathered.site, tuple(gathered.problems)


def make_reader(order: Order, paths: list[str]) -> Reader:
    """The reader of a site's pages under this order's rules."""
    rulebook = order.rulebook
    settings = order.config.site
    resolver = Resolver(own_hosts(order.root, paths, settings.hosts), settings.prefix, settings.folders)
    rules = tuple((rule, rulebook.checks[rule.check]) for rule in rulebook.page_rules)
    override = order.config.kind_for if order.config.pages else None
    plugins = rulebook.plugins
    clock: dict[str, float] | None = {} if order.timings else None
    return Reader(resolver, override, rules, dict(plugins.extractors), documents=plugins.documents, clock=clock)


def _gather(
    order: Order, listing: Listing, reader: Reader, progress: Callable[[int, int], None] | None, extra: Iterable[str] = ()
) -> _Gathered:
    settings = order.config.site

    again: dict[str, tuple[bytes, PageFacts]] = {}

    def reread(path: str) -> PageFacts | None:
        try:
            data = (order.root / path).read_bytes()
            facts = reader.places(path, data)
        except (OSError, ValueError):
            return None
        again[path] = digest_of(data), facts
        return facts

    files = (*listing.files, *extra)
    redirects = Redirects(_redirects(order, files), reader.resolver)
    site = Site(files, order.today, settings.index, settings.name, settings.type, reread, settings.extensions, redirects)
    reader = replace(reader, exists=site.folder.exists)
    gathered = _Gathered(site, again, problems=list(listing.problems))
    pages = []
    for page in listing.pages:
        if page.size > order.config.max_page_bytes:
            limit = {"size": f"{page.size:,}", "limit": f"{order.config.max_page_bytes:,}"}
            gathered.problems.append(Problem("GKC005", page.path, limit, "size"))
        else:
            pages.append(page)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress and done % 50 == 0:
            progress(done, len(pages))

    with Cache(order.cache, _site_key(order.root), _cache_key(order, reader)) as cache:
        gather(order.root, pages, reader, cache, order.jobs, gathered.take, advance)
        if cache.trouble:
            gathered.problems.append(Problem("", "", {"reason": cache.trouble}, "cache", incomplete=False))
    _gather_supplements(order, gathered, reader)
    _gather_documents(order, gathered, reader)
    site.settle()
    return gathered


def _redirects(order: Order, files: Iterable[str]) -> Iterator[Redirect]:
    """What the configuration and a file of redirects declare."""
    source = order.config.source
    if order.config.redirects and source is not None:
        name = PurePath(os.path.relpath(source, order.root)).as_posix()
        written = load_source(order.root, name)
        yield from declared_redirects(order.config.redirects, written.text if written else "", name)
    if REDIRECTS in files:
        declared = load_source(order.root, REDIRECTS)
        yield from read_redirects(declared.text) if declared else ()


def _read_ledgers(order: Order, gathered: _Gathered) -> None:
    """Read the declared ledgers that the rules of this run ask for."""
    schemas = {name: schema for rule in order.rulebook.rules for name, schema in rule.ledgers.items()}
    if order.config.ledgers and schemas:
        from gkcheck.ledgerread import read_ledgers

        found, problems = read_ledgers(order.config.ledgers, schemas, order.root, order.lang)
        gathered.site.ledgers = found
        gathered.problems += problems


def _gather_supplements(order: Order, gathered: _Gathered, reader: Reader) -> None:
    """Read what the pages load, and what that loads in turn; a few files are read sooner than they are looked up."""
    site = gathered.site
    seen: set[str] = set()
    paths = loaded(site) | listing(site)
    while paths:
        files = stat_supplements(order.root, sorted(paths))
        place = order.cache if len(files) > _FEW else None
        with Cache(place, _site_key(order.root) + "-supplements", _cache_key(order, reader)) as cache:
            gather(order.root, files, reader, cache, order.jobs, gathered.take_supplement, lambda count: None)
        seen |= paths
        paths = loaded(site) - seen


def _gather_documents(order: Order, gathered: _Gathered, reader: Reader) -> None:
    """Read the files that are not HTML and that a page or the configuration asks for, now that all pages are known."""
    wished = wishes(gathered.site, order.config, order.scope, order.rulebook.plugins.document_names)
    if not wished:
        return
    files, problems = stat_documents(order.root, wished, order.config.max_page_bytes)
    gathered.problems += problems
    with Cache(order.cache, _site_key(order.root) + "-documents", _cache_key(order, reader)) as cache:
        gather(order.root, files, reader, cache, order.jobs, gathered.take_document, lambda count: None, heavy=True)
    gathered.unjudged = without_answered(gathered.unjudged, gathered.site, order.rulebook.page_rules)


def _site_key(root: Path) -> str:
    return hashlib.blake2b(os.fsencode(os.path.realpath(root)), digest_size=8).hexdigest()


def _cache_key(order: Order, reader: Reader) -> str:
    hosts = ",".join(sorted(reader.resolver.hosts))
    return f"{order.rulebook.fingerprint} {hosts}"


def _judge(order: Order, gathered: _Gathered, times: dict[str, float] | None = None) -> None:
    """Run the site checks over the facts of all pages."""
    checks = order.rulebook.checks
    for rule in order.rulebook.site_rules:
        problem = run_check(rule, checks[rule.check], gathered.site, gathered.findings, gathered.unjudged, times)
        if problem:
            gathered.problems.append(problem)


def _broken_by_deletion(
    order: Order, listing: Listing, reader: Reader, gathered: _Gathered, page_findings: list[Finding]
) -> frozenset[tuple[str, ...]]:
    """Site findings that are there only because pages were deleted: those that vanish when the pages are put back."""
    before = _gather(order, listing, reader, None, order.deleted)
    for path, data in order.deleted.items():
        if data:
            before.take(path, reader.read(path, data))
    before.site.settle()
    before.site.ledgers = gathered.site.ledgers
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


def _report(
    order: Order, listing: Listing, gathered: _Gathered, broken: frozenset[tuple[str, ...]], clock: "_Clock"
) -> Run:
    rulebook, site = order.rulebook, gathered.site
    problems = [*gathered.problems, *rulebook.problems]
    findings = [*gathered.findings, *_core_findings(order, gathered)]
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
    )
    reported = tuple(sorted((f for f in outcome.findings if _concerns(order, f, broken)), key=_order))
    told = [*outcome.findings, *(item.finding for item in outcome.suppressed)]
    coverage = measure_coverage(rulebook.rules, listing, site, gathered.unjudged, gathered.problems, told)
    undecided = (item for item in gathered.unjudged if item.path)  # without a page: the rule is silent, as the coverage says
    clock.lap("report")
    return Run(
        version=__version__,
        lang=order.lang,
        profile=rulebook.profile,
        today=order.today,
        fail_on=order.fail_on,
        root=order.root.as_posix(),
        display_prefix=order.display_prefix,
        repository_prefix=order.repository_prefix,
        in_repository=order.in_repository,
        rules=rulebook.rules,
        norms=rulebook.norms,
        findings=reported,
        suppressed=outcome.suppressed,
        unjudged=tuple(sorted(undecided, key=lambda item: (item.path, item.code, item.reason))),
        problems=tuple(sorted(problems, key=lambda item: (item.path, item.code, item.variant, sorted(item.arguments.items())))),
        plugins=rulebook.plugins.statuses,
        coverage=coverage,
        exit_code=_exit_code(order, reported, [problem for problem in problems if _weighs(order, problem)]),
        load=lambda path: load_source(order.root, path),
        timings={**clock.laps, **clock.rules},
        repository=order.repository,
    )


def _core_findings(order: Order, gathered: _Gathered) -> list[Finding]:
    """What the core itself has to say: pages not read, checks crashed, pages unclassified."""
    rules = {rule.code: rule for rule in order.rulebook.rules}
    found = []
    for problem in gathered.problems:
        if problem.code:
            rule = rules[problem.code]
            at_line = not has_no_lines(problem.path)
            line = int(problem.arguments.get("line", 1))
            location = Location(problem.path, line, 1) if problem.path and at_line else Location(problem.path)
            arguments = dict(problem.arguments)
            subject = arguments.get("check", "") or arguments.get("ledger", "")
            found.append(Finding(rule.code, rule.severity, location, arguments, problem.variant, subject))
    for year, path in sorted(_unknown_years(gathered, order.config.calendar).items()):
        rule = rules["GKC006"]
        found.append(Finding(rule.code, rule.severity, Location(path, 1, 1), {"year": str(year)}, subject=str(year)))
    if "GKC007" in rules:
        rule = rules["GKC007"]
        found += [rule.finding(page) for page in gathered.site.of_kind("")]
    return found


def _unknown_years(gathered: _Gathered, calendar: Calendar) -> dict[int, str]:
    """Years whose holidays a rule had to know and nobody has published → the first page that asks for them.

    A finding says the year in its argument `unknown_year`; of a page that was not judged it is that of its date or the next.
    """
    asked = {(int(year), item.location.path) for item in gathered.findings if (year := item.arguments.get("unknown_year"))}
    paths = {item.path for item in gathered.unjudged if item.reason == "calendar"}
    for page in (gathered.site.pages[path] for path in paths if path in gathered.site.pages):
        for day in page.published_dates:
            own = day.year  # where its own year is known, the limit runs into the next
            asked_year = own + calendar.knows(own)
            if not calendar.knows(asked_year):
                asked.add((asked_year, page.path))
    return dict(sorted(asked, reverse=True))


def _concerns(order: Order, finding: Finding, broken: frozenset[tuple[str, ...]]) -> bool:
    path = finding.location.path
    if order.changed is not None:
        ends = {path, finding.subject, *(related.location.path for related in finding.related)}
        return bool(ends & order.changed) or _identity(finding) in broken
    if not order.scope or not path:
        return True
    return any(path == item or path.startswith(item + "/") for item in order.scope)


def _order(finding: Finding) -> tuple[str, int, int, str, str, str, str]:
    at = finding.location
    part = _DIGITS.sub(lambda digits: digits[0].zfill(7), at.part)  # 第9行 before 第10行
    return at.path, at.line, at.column, part, finding.code, finding.variant, finding.subject


def _weighs(order: Order, problem: Problem) -> bool:
    """Whether a problem makes this result incomplete: a page that the change does not touch does not block the change."""
    return problem.incomplete and (order.changed is None or not problem.path or problem.path in order.changed)


def _exit_code(order: Order, findings: Iterable[Finding], problems: Iterable[Problem]) -> int:
    """3 the result is incomplete (`problems` make it so), 1 findings at or above the threshold, 0 neither."""
    if problems:
        return 3
    if order.fail_on == "never":
        return 0
    limit = Severity(order.fail_on).rank
    return int(any(finding.severity.rank >= limit and not finding.review for finding in findings))


def load_source(root: Path, path: str) -> SourceFile | None:
    """A file of the site as text, for quotations; None when it cannot be read (any more) as text."""
    try:
        data = (root / path).read_bytes()
        decoded = decode(data)
    except (OSError, NotText, ValueError):
        return None
    return SourceFile(decoded.text, decoded.encoding, hashlib.sha256(data).hexdigest(), len(data))


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


__all__ = ["gather_site", "load_source", "make_reader", "run"]
