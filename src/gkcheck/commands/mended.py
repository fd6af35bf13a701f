"""What `gkcheck fix` did to each page, and how it is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from gkcheck.extract.source import NotText, decode
from gkcheck.finding import Finding
from gkcheck.identifiers.masking import mask
from gkcheck.refusals import say
from gkcheck.reporters.message import message, problem_text
from gkcheck.run import Run
from gkcheck.shown import masked
from gkcheck.texts import REFUSALS


@dataclass(slots=True)
class Change:
    """What became of one page: bytes before and after, findings mended and left, or why it was not touched."""

    path: str
    before: bytes = b""
    after: bytes = b""
    changed: bool = False
    mended: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    refused: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells about the pages of one run, in its language; `prefix` is put before their paths."""

    run: Run
    prefix: str
    lang: str

    def lines(self, changes: Sequence[Change], diff: bool) -> Iterator[str]:
        """What was done and what was not, page by page, then the sum."""
        done = [change for change in changes if change.changed and not change.error and not change.refused]
        if not diff:
            for change in done:
                yield f"{self.prefix}{change.path}: {self._counts(change)}"
        for change in changes:
            if change.refused or change.error:
                reason = REFUSALS[change.refused][self.lang] if change.refused else change.error
                yield f"{self.prefix}{change.path}: {say(self.lang, '没有改', 'not changed')}: {reason}"
            for finding in change.left:
                yield f"{self._place(finding)}: {say(self.lang, '请人工改', 'to be changed by hand')}: {self._text(finding)}"
        rules = {rule.code: rule for rule in self.run.rules}
        for problem in self.run.problems:
            if problem.incomplete:
                where = f"{self.prefix}{problem.path}: " if problem.path else ""
                yield f"{where}{say(self.lang, '没有检查', 'not looked at')}: {problem_text(rules, problem, self.lang)}"
        count = sum(len(change.mended) for change in done)
        would = say(self.lang, "可改", "to change") if diff else say(self.lang, "已改", "changed")
        zh = f"{would} {count} 处，{len(done)} 个页面。"
        yield say(self.lang, zh, f"{would}: {count} place(s) on {len(done)} page(s).")

    def diff(self, change: Change) -> str:
        """A unified diff of the page as text; "" when nothing changes."""
        if not change.changed:
            return ""
        old, new = (_lines(data) for data in (change.before, change.after))
        name = self.prefix + change.path
        rows = unified_diff(old, new, f"a/{name}", f"b/{name}")
        ending = "\n\\ No newline at end of file\n"
        # The lines around a change are a quotation like any other: a person's numbers are not told again.
        return mask("".join(row if row.endswith("\n") else row + ending for row in rows))

    def _counts(self, change: Change) -> str:
        codes: Mapping[str, int] = {one.code: 0 for one in change.mended}
        counted = {code: sum(one.code == code for one in change.mended) for code in codes}
        return ", ".join(f"{code} × {number}" for code, number in sorted(counted.items()))

    def _place(self, finding: Finding) -> str:
        at = finding.location
        return f"{self.prefix}{at.path}:{at.line}:{at.column}"

    def _text(self, finding: Finding) -> str:
        return f"{finding.code} {message(self.run.rule(finding.code), masked(finding), self.lang)}"


def _lines(data: bytes) -> list[str]:
    try:
        text = decode(data).text
    except NotText:
        return []
    return [line + "\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]
