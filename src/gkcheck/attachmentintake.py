"""All attachments of a site judged by their content, and the pages that link to them."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import structs

from gkcheck.cache import Cache
from gkcheck.cachekeys import ATTACHED, file_key, site_key
from gkcheck.facts import PageRecord
from gkcheck.finding import Location, Related
from gkcheck.gather import ATTACHMENTS, gather
from gkcheck.intake import Gathered
from gkcheck.order import Order
from gkcheck.rule import Check, Rule
from gkcheck.site import Site
from gkcheck.sources.directory import File, Listing

_LINKING = 3
"""Pages that a finding on an attachment names."""



def attachments_of(order: Order, listing: Listing) -> tuple[list[File], tuple[tuple[Rule, Check], ...]]:
    """The attachments that a rule looks at, as they lie on disk, and the rules with their checks."""
    rules = tuple((rule, order.rulebook.checks[rule.check]) for rule in order.rulebook.file_rules)
    ends = tuple({extension for rule, _ in rules for extension in rule.extensions})
    paths = [path for path in listing.attachments if path.lower().endswith(ends)] if ends else []
    return list(_stated(order.root, paths)), rules


def judge_attachments(order: Order, listing: Listing, gathered: Gathered) -> None:
    """Look at the attachments of the folder, linked or not: all of them are published."""
    files, rules = attachments_of(order, listing)
    if not files:
        return
    from gkcheck.examine import Examiner

    examiner = Examiner(rules, {} if order.timings else None)
    records: dict[str, PageRecord] = {}
    with Cache(order.cache, site_key(order) + ATTACHED, file_key(order)) as cache:
        gather(order.root, files, examiner, cache, order.jobs, records.__setitem__, lambda count: None, ATTACHMENTS, gathered.digests)
    told = {(problem.code, problem.path) for problem in gathered.problems}
    linking = _linking(gathered.site, {path for path, record in records.items() if record.findings})
    for path, record in records.items():
        gathered.findings += [
            structs.replace(finding, related=(*finding.related, *linking[path])) for finding in record.findings
        ]
        gathered.unjudged += record.unjudged
        gathered.problems += [problem for problem in record.problems if (problem.code, problem.path) not in told]
    gathered.times = examiner.clock or {}


def _stated(root: Path, paths: Iterable[str]) -> Iterator[File]:
    """The files as they lie on disk. One that vanished since is missed as a target of links; a pipe would never end."""
    for path in paths:
        try:
            status = os.stat(root / path)
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            yield File(path, status.st_size, status.st_mtime_ns)


def _linking(site: Site, paths: Collection[str]) -> dict[str, tuple[Related, ...]]:
    """The first pages whose text links to each of these files."""
    found: dict[str, dict[str, Related]] = {path: {} for path in paths}
    for page in site.pages.values() if found else ():
        for link in page.links:
            path = site.resolve(link.target) if link.where == "internal" else None
            if path in found and len(found[path]) < _LINKING:
                # Where on the page would mean reading it again, for each of ten thousand attachments.
                found[path].setdefault(page.path, Related(Location(page.path), "linking"))
    return {
        path: tuple(pages.values()) or (Related(Location(path), "unlinked"),) for path, pages in found.items()
    }
