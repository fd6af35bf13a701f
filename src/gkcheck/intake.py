"""What a run takes in before it judges: pages, documents and declared ledgers, from the cache or from the disk."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from gkcheck.cache import Cache
from gkcheck.cachekeys import file_key, page_key, site_key
from gkcheck.extract.references import Resolver
from gkcheck.extract.source import decode
from gkcheck.facts import PageFacts, PageRecord, Suppression
from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.gather import DOCUMENTS, digest_of, gather, remember_places
from gkcheck.history import first_commits
from gkcheck.hosts import own_hosts
from gkcheck.judgement import Judgement, judgement_key, read_judgement, write_judgement
from gkcheck.order import Order
from gkcheck.record import OTHER_KIND, Reader
from gkcheck.site import Site
from gkcheck.sources.directory import File, Listing, list_files
from gkcheck.sources.manifest import UNREADABLE, Manifest, unanswered
from gkcheck.sources.redirects import NAME as REDIRECTS
from gkcheck.sources.redirects import Redirect, Redirects, declared_redirects, read_redirects
from gkcheck.supplements import listing as listed
from gkcheck.supplements import loaded, stat_supplements
from gkcheck.wishes import stat_documents, wishes, without_answered

_FEW = 40
"""Files beside the pages up to which no cache is opened for them."""


@dataclass(slots=True)
class Gathered:
    """What the pages and documents of one run gave: the site's facts, and what their own checks said."""

    site: Site
    again: dict[str, tuple[bytes, PageFacts]]
    """Digest and facts of pages that were read a second time, for the places of site findings."""
    findings: list[Finding] = field(default_factory=list)
    unjudged: list[Unjudged] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    suppressions: dict[str, tuple[Suppression, ...]] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    """What the bytes of the files that were read are known by."""
    times: dict[str, float] = field(default_factory=dict)
    """Seconds by rule on attachments, where somebody asked."""

    def take(self, path: str, record: PageRecord) -> None:
        """Take in what one page gave."""
        if _was_read(record):
            self.site.add(path, record.facts)
        self._note(path, record)

    def take_supplement(self, path: str, record: PageRecord) -> None:
        """Take in where a file beside the pages leads."""
        if _was_read(record):
            self.site.add_supplement(path, record.facts)
        self.problems += [problem for problem in record.problems if problem.code == "GKC002"]

    def take_document(self, path: str, record: PageRecord) -> None:
        """Take in what a file that is not HTML gave."""
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


def gather_site(order: Order) -> tuple[Site, tuple[Problem, ...]]:
    """The site's facts without judging it, and what could not be read. Raises OSError when the root cannot be listed."""
    listing = list_files(order.root, order.config.excluded)
    reader = make_reader(order, [page.path for page in listing.pages], whole=True)
    gathered = gather_pages(order, listing, reader, None)
    return gathered.site, tuple(gathered.problems)


def make_reader(order: Order, paths: list[str], *, whole: bool = False) -> Reader:
    """The reader of a site's pages under this order's rules; `whole` = with the facts that none of them asks for as well."""
    rulebook = order.rulebook
    settings = order.config.site
    snapshot = order.snapshot
    hosts = own_hosts(order.root, paths, settings.hosts)
    if snapshot is None:
        resolver = Resolver(hosts, settings.prefix, settings.folders)
    else:
        resolver = Resolver(hosts | set(snapshot.hosts), settings.prefix, settings.folders, snapshot.queried)
    rules = tuple((rule, rulebook.checks[rule.check]) for rule in rulebook.page_rules)
    override = order.config.kind_for if order.config.pages else None
    plugins = rulebook.plugins
    clock: dict[str, float] | None = {} if order.timings else None
    asked = {rule.check for rule in rulebook.site_rules}
    used = plugins.extractors if whole else plugins.extractors_for(asked)
    scripts = plugins.script_extractors_for(asked)
    charsets = snapshot.charsets if snapshot else {}
    return Reader(resolver, override, rules, used, scripts, documents=plugins.documents, charsets=charsets, clock=clock)


def open_site(
    order: Order, listing: Listing, reader: Reader, extra: Iterable[str] = ()
) -> tuple[Site, Reader, dict[str, tuple[bytes, PageFacts]]]:
    """The empty site of a folder, the reader that knows what lies in it, and where pages go that are read a second time."""
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

    files = (*listing.files, *listing.excluded, *extra)
    snapshot = order.snapshot
    redirects = Redirects(_redirects(order, files), reader.resolver, snapshot.redirects if snapshot else None)
    site = Site(files, order.today, settings.index, settings.name, settings.type, reread, settings.extensions, redirects, snapshot)
    site.column_settings = order.config.columns
    if order.in_repository:
        site.history = lambda: first_commits(order.root)
    reader = replace(reader, exists=site.folder.exists)
    return site, reader, again


def readable_pages(order: Order, listing: Listing) -> tuple[list[File], list[Problem]]:
    """The pages that are read, and what is said of those that are too large."""
    pages, problems = [], []
    for page in listing.pages:
        if page.size > order.config.max_page_bytes:
            limit = {"size": f"{page.size:,}", "limit": f"{order.config.max_page_bytes:,}"}
            problems.append(Problem("GKC005", page.path, limit, "size"))
        else:
            pages.append(page)
    return pages, problems


def gather_pages(
    order: Order, listing: Listing, reader: Reader, progress: Callable[[int, int], None] | None, extra: Iterable[str] = ()
) -> Gathered:
    """Every page and every document that is wished for, from the cache or read. `extra` are files that the folder held before."""
    site, reader, again = open_site(order, listing, reader, extra)
    pages, problems = readable_pages(order, listing)
    gathered = Gathered(site, again, problems=[*listing.problems, *problems])
    if order.snapshot is not None:
        gathered.problems += _troubles(order.snapshot)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress and done % 50 == 0:
            progress(done, len(pages))

    with Cache(order.cache, site_key(order), page_key(order, reader)) as cache:
        gather(order.root, pages, reader, cache, order.jobs, gathered.take, advance, digests=gathered.digests)
        if cache.trouble:
            gathered.problems.append(Problem("", "", {"reason": cache.trouble}, "cache", incomplete=False))
    _gather_supplements(order, gathered, reader)
    _gather_documents(order, gathered, reader)
    site.settle()
    return gathered


def _troubles(snapshot: Manifest) -> Iterator[Problem]:
    """What of a snapshot was not read, and that its crawl was cut."""
    if not snapshot.addresses:
        yield Problem("", "", {}, "snapshot-empty")
    for path, variant, arguments in snapshot.troubles:
        yield Problem("", path, arguments, variant)
    lost = ((path, reason) for path, reason in snapshot.failed.items() if reason in UNREADABLE)
    for path, reason in lost:
        yield Problem("", path, {"reason": reason}, f"snapshot-{reason}")
    silent = unanswered(snapshot.failed)
    if silent:
        yield Problem("", "", {"count": f"{len(silent):,}", "examples": ", ".join(silent[:3])}, "snapshot-unanswered")
    if snapshot.cut is not None:
        yield Problem("", "", {"remaining": f"{snapshot.cut.remaining:,}"}, f"crawl-{snapshot.cut.bound}")


def _redirects(order: Order, files: Iterable[str]) -> Iterator[Redirect]:
    """What the configuration and a file of redirects declare."""
    source = order.config.source
    if order.config.redirects and source is not None:
        name = PurePath(os.path.relpath(source, order.root)).as_posix()
        yield from declared_redirects(order.config.redirects, _text(source), name)
    if REDIRECTS in files:
        yield from read_redirects(_text(order.root / REDIRECTS))


def _text(path: Path) -> str:
    """A file's text, "" where it cannot be read as text."""
    try:
        return decode(path.read_bytes()).text
    except (OSError, ValueError):
        return ""


def read_declared(order: Order, gathered: Gathered) -> None:
    """Read the declared ledgers that the rules of this run ask for."""
    schemas = {name: schema for rule in order.rulebook.rules for name, schema in rule.ledgers.items()}
    if order.config.ledgers and schemas:
        from gkcheck.ledgerread import read_ledgers

        found, problems = read_ledgers(order.config.ledgers, schemas, order.root, order.lang)
        gathered.site.ledgers = found
        gathered.problems += problems


def _gather_supplements(order: Order, gathered: Gathered, reader: Reader) -> None:
    """Read what the pages load, and what that loads in turn; a few files are read sooner than they are looked up."""
    site = gathered.site
    seen: set[str] = set()
    paths = loaded(site) | listed(site)
    while paths:
        files = stat_supplements(order.root, sorted(path for path in paths if not order.config.excluded(path)))
        place = order.cache if len(files) > _FEW else None
        with Cache(place, site_key(order) + "-supplements", page_key(order, reader)) as cache:
            gather(order.root, files, reader, cache, order.jobs, gathered.take_supplement, lambda count: None, digests=gathered.digests)
        seen |= paths
        paths = loaded(site) - seen


def _gather_documents(order: Order, gathered: Gathered, reader: Reader) -> None:
    """Read the files that are not HTML and that a page or the configuration asks for, now that all pages are known."""
    wished = wishes(gathered.site, order.config, order.scope, order.rulebook.plugins.document_names)
    if not wished:
        return
    files, problems = stat_documents(order.root, wished, order.config.max_page_bytes)
    gathered.problems += problems
    with Cache(order.cache, site_key(order) + "-documents", page_key(order, reader)) as cache:
        gather(order.root, files, reader, cache, order.jobs, gathered.take_document, lambda count: None, DOCUMENTS, gathered.digests)
    gathered.unjudged = without_answered(gathered.unjudged, gathered.site, order.rulebook.page_rules)


def key_of(order: Order, listing: Listing, reader: Reader) -> str:
    """The key of this run's judgement: one digest of all that it looks at; "" where that cannot be said."""
    return judgement_key(order, listing, page_key(order, reader), file_key(order))


def recall(order: Order, listing: Listing, reader: Reader) -> tuple[str, Judgement | None]:
    """The key of this run's judgement ("" = it can have none), and the judgement, where the last run looked at the very same."""
    key = key_of(order, listing, reader)
    if not key:
        return "", None
    with Cache(order.cache, site_key(order), page_key(order, reader)) as cache:
        blob = cache.judgement(key)
    if cache.trouble:
        return "", None
    return key, read_judgement(blob) if blob else None


def remember(order: Order, reader: Reader, gathered: Gathered, key: str, judgement: Judgement) -> None:
    """Keep the places that site findings made this run look up and, under its key, the judgement, so that the next run need not."""
    if gathered.again or key:
        with Cache(order.cache, site_key(order), page_key(order, reader)) as cache:
            if key:
                cache.keep(key, write_judgement(judgement))
            remember_places(cache, gathered.again)
