"""What was looked at and what was not: what was not checked is not in order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gkcheck.finding import Problem
from gkcheck.reporters.html.words import word
from gkcheck.reporters.message import clean, problem_text
from gkcheck.reporters.wording import UI, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run
from gkcheck.texts import ANSWERS, KINDS, REASONS

SHOWN = 200
"""Lines of a table here; the JSON report has all."""
_EXAMPLES = 3


class Table(NamedTuple):
    """A table of the report: title, a sentence, its columns' names and rows; `rest` says how many rows were left out."""

    key: str
    title: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rest: str = ""
    open: bool = False


class Limits(NamedTuple):
    """Figures of what was read, and a table for each kind of thing that was not checked."""

    figures: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]


def tell_unchecked(run: Run) -> Limits:
    """What this run says nothing of, and why."""
    rules = {rule.code: rule for rule in run.rules}
    seen, lang = run.coverage, run.lang
    told = {(problem.code, problem.path, problem.variant) for problem in seen.unread}
    others = [other for other in run.problems if (other.code, other.path, other.variant) not in told]
    tables = (
        _table(run, "unread", ("file", "reason"), _problems(run, rules, seen.unread), unfold=True),
        _table(run, "faults", ("file", "reason"), _problems(run, rules, others), unfold=True),
        _table(run, "plugins", ("plugin", "reason"), _plugins(run), unfold=True),
        _table(run, "columns", ("column", "file", "reason"), _columns(run)),
        _table(run, "unjudged", ("rule", "reason", "number", "examples"), _unjudged(run, rules)),
        _table(run, "silent", ("reason", "number", "rules"), _silent(run)),
        _table(run, "asked", ("reason", "number"), _asked(run)),
        _table(run, "off", ("rule", "name"), [(code, slug) for code, slug in sorted((run.inspection.slugs if run.inspection else {}).items()) if code not in rules]),
        _table(run, "suppressed", ("rule", "file", "reason", "approver", "until"), _suppressed(run)),
        _table(run, "tallies", ("rule", "applicable", "breached", "undecided", "in-order"), _tallies(run, rules)),
    )
    sizes = {"files": seen.files, "pages": seen.pages, "attachments": seen.attachments, "documents": seen.documents}
    figures = [(word(lang, f"seen-{name}"), f"{number:,}") for name, number in sizes.items()]
    figures.append((word(lang, "seen-unread"), f"{len(seen.unread):,}"))
    kinds = [f"{say(KINDS, kind, lang)} {n:,}" for kind, n in sorted(seen.kinds.items(), key=lambda item: (-item[1], item[0])) if n]
    if seen.unclassified:
        kinds.append(say(UI, "unclassified", lang, n=f"{seen.unclassified:,}"))
    if kinds:
        figures.append((word(lang, "seen-kinds"), say(UI, "comma", lang).join(kinds)))
    ran = sum(rule.scope != "core" and rule.code not in seen.silent for rule in run.rules)
    figures.append((word(lang, "seen-rules"), f"{ran:,}"))
    return Limits(tuple(figures), tuple(table for table in tables if table.rows))


def _table(run: Run, key: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]], *, unfold: bool = False) -> Table:
    lang, found = run.lang, tuple(rows)
    rest = word(lang, "rest", n=f"{len(found) - SHOWN:,}") if len(found) > SHOWN else ""
    names = tuple(word(lang, f"col-{name}") for name in columns)
    title = word(lang, f"unchecked-{key}")
    return Table(key, f"{title} ({len(found):,})", word(lang, f"unchecked-{key}-text"), names, found[:SHOWN], rest, unfold)


def _problems(run: Run, rules: dict[str, Rule], problems: Iterable[Problem]) -> list[tuple[str, ...]]:
    return [(clean(problem.path, 400), clean(problem_text(rules, problem, run.lang), 400)) for problem in problems]


def _plugins(run: Run) -> list[tuple[str, ...]]:
    unusable = (plugin for plugin in run.plugins if plugin.status != "loaded")
    return [
        (clean(f"{plugin.name} {plugin.version}"), clean(f"{say(UI, f'plugin-{plugin.status}', run.lang)} {plugin.reason}", 300))
        for plugin in unusable
    ]


def _columns(run: Run) -> list[tuple[str, ...]]:
    """Columns whose age decides nothing, as the freshness plugin measured them."""
    return [
        (clean(entry["column"]), clean(entry["path"], 400), say(REASONS, entry["open"], run.lang))
        for entry in run.measures.get("column-ages", ())
        if entry["open"]
    ]


def _unjudged(run: Run, rules: dict[str, Rule]) -> list[tuple[str, ...]]:
    pages: dict[tuple[str, str], list[str]] = {}
    for entry in run.unjudged:
        pages.setdefault((entry.code, entry.reason), []).append(entry.path)
    comma = say(UI, "comma", run.lang)
    return [
        (_name(rules, code, run.lang), say(REASONS, reason, run.lang), f"{len(paths):,}", comma.join(clean(p, 160) for p in paths[:_EXAMPLES]))
        for (code, reason), paths in sorted(pages.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _silent(run: Run) -> list[tuple[str, ...]]:
    reasons: dict[str, list[str]] = {}
    for code, reason in sorted(run.coverage.silent.items()):
        reasons.setdefault(reason, []).append(code)
    return [(say(REASONS, reason, run.lang), str(len(codes)), " ".join(codes)) for reason, codes in sorted(reasons.items())]


def _asked(run: Run) -> list[tuple[str, ...]]:
    """Addresses of other servers that neither work nor are broken, as far as anybody knows."""
    asking = run.coverage.asking
    if asking is None:
        return []
    counts = Counter({say(ANSWERS, reason, run.lang): number for reason, number in asking.reasons.items()})
    if asking.unasked:
        counts[say(ANSWERS, "not-asked", run.lang)] += asking.unasked
    return [(reason, f"{number:,}") for reason, number in counts.most_common()]


def _suppressed(run: Run) -> list[tuple[str, ...]]:
    return [
        (entry.finding.code, clean(entry.finding.location.path, 400), clean(entry.reason, 400), clean(entry.approver), entry.until.isoformat() if entry.until else "")
        for entry in run.suppressed
    ]


def _tallies(run: Run, rules: dict[str, Rule]) -> list[tuple[str, ...]]:
    return [
        (_name(rules, code, run.lang), *(f"{number:,}" for number in (tally.applicable, tally.breached, tally.unjudged, tally.in_order)))
        for code, tally in sorted(run.coverage.tallies.items())
    ]


def _name(rules: dict[str, Rule], code: str, lang: str) -> str:
    return f"{code} {pick(rules[code].title, lang)}" if code in rules else code
