"""What travels to the process that checks a site, and what comes back: plain data in msgpack, none of it code."""

import zlib
from datetime import date

import msgspec

CLEAN, FINDINGS, INCOMPLETE, FAILED = "clean", "findings", "incomplete", "failed"
"""How a site's run ended: `FAILED` has no report, `INCOMPLETE` one that does not tell all."""


WHOLE = (CLEAN, FINDINGS)
"""All of the site was checked."""


class Task(msgspec.Struct, frozen=True, array_like=True):
    """One site to be checked. Limits as in `Entry`; `identity` is the gkcheck that asks, `known` the key of a run that is there.

    `cache` is the folder for what is kept of this site, "" = that of the user on the machine that does the work; `evidence`
    the fleet's folder, in which snapshots of live sites are kept.
    """

    name: str
    slug: str
    address: str
    place: str
    config: str
    profile: str
    lang: str
    today: date
    identity: str
    version: str
    formats: tuple[str, ...]
    known: str
    cache: str
    time_limit: float
    memory_limit: int
    copy_limit: int
    evidence: str = ""


class Figures(msgspec.Struct, frozen=True, array_like=True):
    """What the roll-up keeps of a report. `families` maps family → severity (or "review") → findings.

    `vetoes`, `veto_reviews` and `veto_open` count veto items of the inspection that fall, that a person has to decide, and
    that were not wholly checked; `score` is that of the inspection.
    """

    pages: int = 0
    documents: int = 0
    unread: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    reviews: int = 0
    suppressed: int = 0
    unjudged: int = 0
    vetoes: int = 0
    veto_reviews: int = 0
    veto_open: int = 0
    score: float = 0.0
    families: dict[str, dict[str, int]] = {}


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """How one site's run ended. `reason` is a sentence for whatever is neither clean nor findings.

    `same` = the run under `Task.known` holds still, nothing else is told. `reports` are packed, by format. Seconds are of
    the clock and of the processor, `memory` is the most that was resident, in megabytes; 0 = not known.
    """

    name: str
    status: str
    reason: str = ""
    exit_code: int = 3
    key: str = ""
    same: bool = False
    figures: Figures = Figures()
    reports: dict[str, bytes] = {}
    seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0


_tasks = msgspec.msgpack.Decoder(tuple[Task, ...])
_answers = msgspec.msgpack.Decoder(tuple[Answer, ...])
_encode = msgspec.msgpack.encode


def write_tasks(tasks: tuple[Task, ...]) -> bytes:
    """The bytes that `read_tasks` reads."""
    return _encode(tasks)


def read_tasks(data: bytes) -> tuple[Task, ...]:
    """Raises msgspec.MsgspecError for other bytes."""
    return _tasks.decode(data)


def write_answers(answers: tuple[Answer, ...]) -> bytes:
    """The bytes that `read_answers` reads."""
    return _encode(answers)


def read_answers(data: bytes) -> tuple[Answer, ...]:
    """Raises msgspec.MsgspecError for other bytes."""
    return _answers.decode(data)


def pack(report: bytes) -> bytes:
    """A report as it travels: JSON shrinks to a tenth."""
    return zlib.compress(report, 1)


def unpack(packed: bytes) -> bytes:
    """The report that `pack` was given. Raises zlib.error."""
    return zlib.decompress(packed)
