"""A saved report (`gkcheck check -f json`) as the scorecard reads it."""

from datetime import date
from typing import Literal

import msgspec

from gkcheck.refusals import ConfigError, say


class Message(msgspec.Struct, frozen=True):
    """What a finding says."""

    text: str
    variant: str
    arguments: dict[str, str]


class Told(msgspec.Struct, frozen=True):
    """One finding of a report."""

    code: str
    kind: str
    path: str
    display_path: str
    line: int
    column: int
    part: str
    message: Message
    subject: str
    fingerprint: str


class Accepted(msgspec.Struct, frozen=True):
    """A finding that somebody accepted."""

    finding: Told


class Unread(msgspec.Struct, frozen=True):
    """Something that was not read or did not run."""

    code: str
    path: str
    text: str
    arguments: dict[str, str]
    incomplete: bool


class Undecided(msgspec.Struct, frozen=True):
    """A rule that could not be decided on a page."""

    code: str
    path: str
    reason: str


class Judged(msgspec.Struct, frozen=True):
    """How one rule went: see `gkcheck.run.Tally`."""

    applicable: int
    breached: int
    unjudged: int


class Seen(msgspec.Struct, frozen=True):
    """What was looked at."""

    pages: int
    documents: int
    unread: tuple[Unread, ...]
    rules: dict[str, Judged]
    silent: dict[str, str]


class Tool(msgspec.Struct, frozen=True):
    """What wrote the report."""

    name: str
    version: str


class Report(msgspec.Struct, frozen=True):
    """As much of a report as the scorecard needs; `whole` is false where only a part of the site was judged."""

    schema: Literal["gkcheck-report-1"]
    tool: Tool
    root: str
    as_of: date
    profile: str
    lang: str
    complete: bool
    findings: tuple[Told, ...]
    suppressed: tuple[Accepted, ...]
    unjudged: tuple[Undecided, ...]
    problems: tuple[Unread, ...]
    coverage: Seen
    whole: bool = True


def read_report(data: bytes, source: str, lang: str = "zh") -> Report:
    """The report in `data`, which `source` names in refusals. Raises ConfigError for whatever is no report of a whole site."""
    try:
        report = msgspec.json.decode(data, type=Report)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        zh = f"{source}: 不是 gkcheck 的 JSON 报告（{fault}）。请用 gkcheck check 网站 -f json -o {source} 重新生成。"
        en = f"{source}: no JSON report of gkcheck ({fault}). Make it anew with gkcheck check SITE -f json -o {source}."
        raise ConfigError(say(lang, zh, en)) from None
    if not report.whole:
        zh = f"{source}: 这份报告只含网站的一部分（--changed，或只检查了其中的文件夹），不能据以评分。请检查全站后再用。"
        en = f"{source}: the report holds a part of the site (--changed, or a folder of it) and cannot be scored. Check the whole site."
        raise ConfigError(say(lang, zh, en))
    return report
