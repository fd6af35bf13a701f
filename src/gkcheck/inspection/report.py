"""A run as the scorecard reads it: its findings, each with its identity."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.finding import Finding
from gkcheck.refusals import ConfigError, say
from gkcheck.run import Run


class Told(NamedTuple):
    """One finding of a run and its fingerprint."""

    finding: Finding
    fingerprint: str

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def path(self) -> str:
        return self.finding.location.path


def told(run: Run) -> Iterator[Told]:
    """The findings that nobody accepted."""
    yield from map(Told, run.findings, run.fingerprints)


def hidden(run: Run) -> Iterator[Told]:
    """Those that somebody accepted."""
    yield from (Told(item.finding, name) for item, name in zip(run.suppressed, run.hidden_fingerprints, strict=True))


def require_whole(run: Run, source: str, lang: str = "zh") -> None:
    """Refuse a run that tells of a part of the site only. Raises ConfigError."""
    if not run.whole:
        zh = f"{source}: 这份报告只含网站的一部分（--changed，或只检查了其中的文件夹），不能据以评分。请检查全站后再用。"
        en = f"{source}: the report holds a part of the site (--changed, or a folder of it) and cannot be scored. Check the whole site."
        raise ConfigError(say(lang, zh, en))
