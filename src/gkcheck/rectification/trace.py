"""留痕: by which version and rules, on which content and at which day the ledger was made."""

from collections.abc import Iterator

from gkcheck.rectification.wording import TRACE
from gkcheck.rectification.workbook import Book, Look
from gkcheck.reporters.message import clean
from gkcheck.reporters.summary import verdict
from gkcheck.reporters.wording import say
from gkcheck.run import Run


def made_by(run: Run) -> str:
    """The foot of every sheet: version, day, and in twelve characters each the rules, the configuration and the content."""
    digests = run.digests
    told = [say(TRACE, "foot", run.lang, version=run.version, rules=len(run.rules), day=run.today.isoformat())]
    if digests is not None:
        told.append(say(TRACE, "foot-digests", run.lang, rules=digests.rules[:12], config=digests.config[:12], site=digests.site[:12]))
    return " · ".join(told)


def write_trace(run: Run, book: Book, name: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(name, (24, 110))
    sheet.row(Look(say(TRACE, "item", run.lang), "head"), Look(say(TRACE, "value", run.lang), "head"))
    for key, value in _traces(run):
        sheet.row(Look(say(TRACE, key, run.lang)), Look(value))


def _traces(run: Run) -> Iterator[tuple[str, str]]:
    lang = run.lang
    yield "version", run.version
    if run.site_name:
        yield "site", clean(run.site_name, 200)
    yield "root", clean(run.root, 500)
    yield "part", say(TRACE, "whole" if run.whole else "partial", lang)
    yield "as-of", run.today.isoformat()
    yield "profile", clean(run.profile, 500) or say(TRACE, "no-profile", lang)
    yield "rules", say(TRACE, "rules-text", lang, n=len(run.rules), digest=f"SHA-256 {run.digests.rules}" if run.digests else say(TRACE, "unknown", lang))
    if run.digests:
        yield "config", f"SHA-256 {run.digests.config}"
        yield "content", f"SHA-256 {run.digests.site}"
    if run.repository:
        branch = f" ({run.repository.branch})" if run.repository.branch else ""
        yield "revision", f"{run.repository.uri} {run.repository.revision}{branch}"
    yield "plugins", "\n".join(clean(f"{one.name} {one.version} {one.status} {one.reason}", 300) for one in run.plugins)
    if run.returned:
        numbers = {"entries": len(run.returned.entries), "loose": len(run.returned.loose)}
        yield "returned", say(TRACE, "returned-text", lang, source=clean(run.returned.source, 300), sha256=run.returned.sha256, **numbers)
    yield "suppressed", str(len(run.suppressed))
    yield "problems", str(len(run.problems))
    yield "masked", say(TRACE, "masked-text", lang)
    yield "result", verdict(run, below=True)
