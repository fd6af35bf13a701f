"""What was looked at and what was not: “not read” and “not judged” are other things than “nothing found”."""

from collections import Counter
from collections.abc import Iterable

from gkcheck.rectification.wording import COVERAGE, LABELS
from gkcheck.rectification.workbook import Book, Look, Sheet
from gkcheck.reporters.message import clean, problem_text
from gkcheck.reporters.wording import pick, say
from gkcheck.run import Run
from gkcheck.texts import KINDS, REASONS

_WIDTHS = (44, 12, 12, 12, 70)
_EXAMPLES = 3


def write_coverage(run: Run, book: Book, name: str) -> None:
    """Write the sheet."""
    sheet = book.sheet(name, _WIDTHS)
    _objects(run, sheet)
    _unread(run, sheet)
    _unjudged(run, sheet)
    _silent(run, sheet)
    _judged(run, sheet)


def _table(sheet: Sheet, lang: str, title: str, heads: Iterable[str]) -> None:
    if sheet.written:
        sheet.row()
    if title:
        sheet.row(Look(say(COVERAGE, title, lang), "heading"))
    sheet.height(20)
    sheet.row(*(Look(say(COVERAGE, head, lang) if head else "", "head") for head in heads))


def _objects(run: Run, sheet: Sheet) -> None:
    """Pages by kind, columns, attachments and addresses: how many were read, and how many were not."""
    lang, seen = run.lang, run.coverage
    _table(sheet, lang, "", ("what", "read", "unread", "", "why"))

    def line(what: str, read: int | str, missed: int | str = "", why: str = "") -> None:
        sheet.row(Look(what), Look(read, "short"), Look(missed, "error" if missed else "short"), Look("", "short"), Look(why))

    line(say(COVERAGE, "other-files", lang), seen.files)
    pages = sum(seen.kinds.values()) + seen.unclassified
    line(say(COVERAGE, "pages", lang), pages, max(seen.pages - pages, 0) or "", "" if seen.pages <= pages else say(COVERAGE, "unread-title", lang))
    for kind, count in sorted(seen.kinds.items(), key=lambda item: (-item[1], item[0])):
        line(say(COVERAGE, "kind", lang, kind=say(KINDS, kind, lang)), count)
    if seen.unclassified:
        line(say(COVERAGE, "unclassified", lang), seen.unclassified)
    line(say(COVERAGE, "attachments", lang), seen.attachments)
    line(say(COVERAGE, "documents", lang), seen.documents)
    columns = Counter(column for column in seen.read.values() if column)
    missed = Counter(run.pages[problem.path].column for problem in seen.unread if problem.path in run.pages)
    for column, count in sorted(columns.items(), key=lambda item: (-item[1], item[0])):
        line(say(COVERAGE, "column", lang, name=clean(column, 100)), count, missed[column] or "")
    if seen.asking is None:
        line(say(COVERAGE, "asking", lang), "", "", say(COVERAGE, "offline", lang))
    else:
        numbers = {key: getattr(seen.asking, key) for key in ("works", "broken", "unverified", "unasked")}
        told = seen.asking.addresses - seen.asking.unasked
        line(say(COVERAGE, "asking", lang), told, seen.asking.unasked or "", say(COVERAGE, "asked", lang, **numbers))


def _unread(run: Run, sheet: Sheet) -> None:
    lang = run.lang
    rules = {rule.code: rule for rule in run.rules}
    _table(sheet, lang, "unread-title", ("file", "rule", "", "", "why"))
    told = {(item.code, item.path, item.variant): item for item in (*run.coverage.unread, *run.problems)}
    for problem in told.values():
        sheet.row(Look(problem.path), Look(problem.code, "short"), Look(""), Look(""), Look(problem_text(rules, problem, lang)))
    for path in run.coverage.unseen:
        sheet.row(Look(path), Look("", "short"), Look(""), Look(""), Look(say(COVERAGE, "unseen", lang)))
    if not told and not run.coverage.unseen:
        _none(sheet, lang)


def _none(sheet: Sheet, lang: str) -> None:
    sheet.row(Look(say(COVERAGE, "none", lang)), Look(""), Look(""), Look(""), Look(""))


def _unjudged(run: Run, sheet: Sheet) -> None:
    lang = run.lang
    rules = {rule.code: rule for rule in run.rules}
    _table(sheet, lang, "unjudged-title", ("rule", "times", "", "", "why"))
    groups: dict[tuple[str, str], list[str]] = {}
    for item in run.unjudged:
        groups.setdefault((item.code, item.reason), []).append(item.path)
    for (code, reason), paths in sorted(groups.items()):
        title = pick(rules[code].title, lang) if code in rules else ""
        examples = say(LABELS, "comma", lang).join(paths[:_EXAMPLES]) + ("…" if len(paths) > _EXAMPLES else "")
        colon, where = say(LABELS, "colon", lang), say(COVERAGE, "where", lang)
        why = f"{say(REASONS, reason, lang)}\n{where}{colon}{examples}"
        sheet.row(Look(f"{code} {title}".strip()), Look(len(paths), "short"), Look(""), Look(""), Look(why))
    if not groups:
        _none(sheet, lang)


def _silent(run: Run, sheet: Sheet) -> None:
    lang = run.lang
    rules = {rule.code: rule for rule in run.rules}
    _table(sheet, lang, "silent-title", ("rule", "", "", "", "why"))
    for code, reason in sorted(run.coverage.silent.items(), key=lambda item: (item[1], item[0])):
        title = pick(rules[code].title, lang) if code in rules else ""
        sheet.row(Look(f"{code} {title}".strip()), Look(""), Look(""), Look(""), Look(say(REASONS, reason, lang)))
    if not run.coverage.silent:
        _none(sheet, lang)


def _judged(run: Run, sheet: Sheet) -> None:
    lang = run.lang
    rules = {rule.code: rule for rule in run.rules}
    _table(sheet, lang, "judged-title", ("rule", "applicable", "breached", "unjudged", "in-order"))
    for code, tally in sorted(run.coverage.tallies.items()):
        title = pick(rules[code].title, lang) if code in rules else ""
        breached = Look(tally.breached, "error" if tally.breached else "short")
        sheet.row(
            Look(f"{code} {title}".strip()), Look(tally.applicable, "short"), breached, Look(tally.unjudged, "short"), Look(tally.in_order, "short")
        )
