"""One attachment from bytes to record: what a worker does with a file that is offered for download."""

from dataclasses import dataclass
from typing import BinaryIO

from gkcheck.attached.attachment import WHOLE, Attachment, load
from gkcheck.facts import PageFacts, PageRecord
from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.record import run_check
from gkcheck.rule import Check, Rule
from gkcheck.sources.directory import File


@dataclass(frozen=True, slots=True)
class Examiner:
    """What is needed to judge an attachment: made once a run, inherited by the workers."""

    rules: tuple[tuple[Rule, Check], ...]
    clock: dict[str, float] | None = None
    """Seconds by rule, filled where somebody asked for `--timings`."""

    def load(self, stream: BinaryIO) -> bytes:
        """The bytes that are looked at."""
        return load(stream)

    def read_file(self, file: File, data: bytes) -> PageRecord:
        """What the rules find in the file. Never raises for what the bytes or a check do."""
        # A file may have grown since it was listed: its size is known only where it was not read whole.
        attachment = Attachment(file.path, data, file.size if file.size > WHOLE else len(data))
        name = file.path.lower()
        findings: list[Finding] = []
        unjudged: list[Unjudged] = []
        problems: list[Problem] = []
        for rule, check in self.rules:
            if name.endswith(rule.extensions):
                problem = run_check(rule, check, attachment, findings, unjudged, self.clock)
                if problem:
                    problems.append(problem)
        return PageRecord(PageFacts(), tuple(findings), tuple(unjudged), tuple(problems))
