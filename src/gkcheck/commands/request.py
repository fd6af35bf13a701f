"""The command line of a check, as it was given."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

LEVELS = ("error", "warning", "note", "never")


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of a check, as given."""

    paths: tuple[Path, ...]
    lang: str
    config: Path | None = None
    isolated: bool = False
    blocked: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    profile: str = ""
    fail_on: str = ""
    as_of: date | None = None
    formats: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    timings: bool = False
    no_cache: bool = False
    cache_dir: Path | None = None
    jobs: int = 0
    changed: bool = False
    diff: str = ""
    """A revision: only what changed since is reported."""
    exit_zero: bool = False
    color: bool | None = None
    online: bool = False
    online_time: float | None = None
    max_requests: int | None = None
    snapshot: Path | None = None
    """Where a live site is fetched into; None = into the cache."""
    baseline: Path | None = None
    no_baseline: bool = False
    show_known: bool = False
    owners: tuple[str, ...] = ()
    ledger_in: Path | None = None
    """The ledger that came back from departments."""
    by: str | None = None
    """"owner" = one file for each department, in a folder."""
    shard: str = ""
    """"2/8" = read this share of the pages alone; "" = check the site."""
