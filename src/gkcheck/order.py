"""What a run is asked to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gkcheck.config import Config
from gkcheck.ignorefile import IgnoreEntry
from gkcheck.online.answers import Answers
from gkcheck.rulebook import Rulebook
from gkcheck.run import Repository
from gkcheck.sources.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked to do. `scope` limits the report (not the reading) to these paths and folders; empty = all.

    `changed` keeps only findings that concern these files, at either end of a pair or link; `deleted` are pages of before
    the change (path → bytes): findings that they would have prevented are kept as well. None = everything is reported.
    """

    root: Path
    config: Config
    rulebook: Rulebook
    today: date
    lang: str = "zh"
    fail_on: str = "error"
    jobs: int = 1
    cache: Path | None = None
    scope: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    deleted: Mapping[str, bytes] = field(default_factory=dict)
    ignores: tuple[IgnoreEntry, ...] = ()
    display_prefix: str = ""
    repository_prefix: str = ""
    in_repository: bool = False
    repository: Repository | None = None
    timings: bool = False
    online: bool = False
    """Whether addresses of other servers are asked, by the manners of `config.online`."""
    snapshot: Manifest | None = None
    """What the snapshot says that was unpacked into `root`; None = a folder of the user's own."""
    answers: Answers | None = None
    """What other servers said at another time: they are not asked again."""


def within(scope: Sequence[str], path: str) -> bool:
    """Whether a path is one of these paths or lies in one of these folders; no scope = everything does."""
    return not scope or any(path == item or path.startswith(item + "/") for item in scope)
