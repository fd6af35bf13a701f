"""The judgement of the last run, kept beside its pages: where nothing has changed that a run looks at, it is this run's too.

A judgement stands under one digest of all that it was made from. Whatever is in doubt has no digest, and the run judges
anew: a run that met trouble which may pass, one that asks other servers, or git of a past that has no name, `--changed` and `--timings` (whose point is the work).
"""

import os
import sys
from hashlib import blake2b
from typing import Any

import msgspec

from gkcheck.datafile import DataFiles, data_paths
from gkcheck.excerpt import Excerpt
from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.order import Order
from gkcheck.rulefile import PRODUCT
from gkcheck.run import Coverage, Digests, PageName, Suppressed
from gkcheck.shelf import digest_of_files
from gkcheck.sources.directory import Listing
from gkcheck.sources.manifest import TROUBLES as SNAPSHOT_TROUBLES

KEYED = ("config", "today", "lang", "fail_on", "scope", "ignores", "repository")
"""What of an order is in the key as it stands."""
APART = ("root", "rulebook", "cache", "changed", "deleted", "timings", "online", "answers", "in_repository", "snapshot")
"""What is in the key in another form, or forbids a judgement."""
ASIDE = ("jobs", "display_prefix", "repository_prefix")
"""What changes how a judgement is come by or shown, and never the judgement. Each field of `Order` stands in one of the three."""

SETTLED = {("GKC001", "empty"), ("GKC001", "binary"), ("GKC005", "size"), *(("", word) for word in SNAPSHOT_TROUBLES)}
"""Problems that lie in the bytes of a file: while it stays the same they do. Whatever else was not read is tried again."""


class Judgement(msgspec.Struct, array_like=True):
    """What a whole run found, sorted and ready to be reported: no number of a person can be read in it."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    unjudged: tuple[Unjudged, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage
    exit_code: int
    quotes: dict[str, Excerpt] = {}
    fingerprints: tuple[str, ...] = ()
    hidden_fingerprints: tuple[str, ...] = ()
    digests: Digests | None = None
    measures: dict[str, Any] = {}
    pages: dict[str, PageName] = {}
    """As `Run.pages`."""

    @property
    def holds(self) -> bool:
        """Whether another run over the same files must find the same."""
        return all((problem.code, problem.variant) in SETTLED for problem in self.problems)


def judgement_key(order: Order, listing: Listing, *keys: str) -> str:
    """One digest of everything that a run judges by, "" where that cannot be said.

    Files count by name, size and time, as in the cache of pages; rules, options, data files and code by what they hold.
    `keys` are those under which what was read is kept.
    """
    # What git says of the past depends on the revision; where that is not known, nothing can be said.
    asks = order.online or order.answers is not None or (order.in_repository and order.repository is None)
    if asks or order.cache is None or order.changed is not None or order.deleted or order.timings or listing.problems:
        return ""
    pages = {page.path for page in listing.pages}
    # Where a redirect is declared is a place in the configuration.
    beside = (*order.config.ledgers.values(), *([order.config.source] if order.config.source else []))
    try:
        stamps = [_stamp(path) for path in (*(order.root / file for file in listing.files if file not in pages), *beside)]
        parts = (
            sys.version,
            os.path.realpath(order.root),
            [getattr(order, name) for name in KEYED],
            keys,
            order.rulebook.rules,
            order.snapshot.key() if order.snapshot else None,
            _files_of(order),
            listing.files,
            listing.excluded,
            listing.pages,
            stamps,
        )
        plain = msgspec.to_builtins(parts, str_keys=True, enc_hook=_plain, order="deterministic")
        said = msgspec.json.encode(plain, order="deterministic")
    except (OSError, TypeError, ValueError):
        return ""
    return blake2b(said, digest_size=32).hexdigest()


def _stamp(path: os.PathLike[str]) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns


def _files_of(order: Order) -> str:
    """One digest of the data files and schemas that the rules name. Code and data that ship are in the key of the pages."""
    rules = order.rulebook.rules
    data = {path for rule in rules for path in data_paths(rule.data).values() if PRODUCT / "data" not in path.parents}
    schemas = {path for rule in rules for path in rule.ledgers.values()} if order.config.ledgers else set()
    return digest_of_files(data | schemas)


def _plain(value: Any) -> Any:
    """What JSON cannot say: paths by their names, data files by the names of theirs."""
    if isinstance(value, DataFiles):
        return dict(data_paths(value))
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(type(value).__name__)


def read_judgement(blob: bytes) -> Judgement | None:
    """The judgement in these bytes, None where they hold none."""
    try:
        return msgspec.msgpack.decode(blob, type=Judgement)
    except (msgspec.MsgspecError, ValueError):
        return None


def write_judgement(judgement: Judgement) -> bytes:
    """The bytes that `read_judgement` reads."""
    return msgspec.msgpack.encode(judgement)
