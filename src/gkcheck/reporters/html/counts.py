"""The figures that a leader reads in ten seconds. What a person has to decide is counted apart, and never added up with the rest."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from gkcheck.published import NOTHING
from gkcheck.reporters.html.details import LEVELS, Pack, Row
from gkcheck.reporters.html.words import word
from gkcheck.reporters.wording import COUNTED, UI, say
from gkcheck.run import Run

RULES = 10


class Line(NamedTuple):
    """One line of a table of counts: its name, how many of each severity, those to be reviewed, and the bar's three widths in percent."""

    name: str
    key: str
    errors: int
    warnings: int
    notes: int
    review: int
    bar: tuple[float, float, float]

    @property
    def whole(self) -> int:
        """All that counts."""
        return self.errors + self.warnings + self.notes


class Figure(NamedTuple):
    """One number of the head, and the filter that shows what is behind it."""

    name: str
    value: str
    tone: str
    link: str
    hint: str = ""


class Counts(NamedTuple):
    """All counts of the first page."""

    headline: str
    more: tuple[str, ...]
    """What has to be known with it: what was not checked, what a person has to decide."""
    tone: str
    figures: tuple[Figure, ...]
    families: tuple[Line, ...]
    rules: tuple[Line, ...]
    """The most frequent ones."""
    owners: tuple[Line, ...]
    """Empty where the configuration names no departments."""


def count(run: Run, packed: Pack, card: Any) -> Counts:
    """The counts of a run; `card` is the scorecard as `cards.card_view` gives it, None where there is none."""
    rows = packed.shown
    firm = Counter(row.level for row in rows if not row.review)
    review = sum(row.review for row in rows)
    hit = card.hit if card else 0
    seen = run.coverage.pages or run.coverage.documents
    return Counts(
        headline=_headline(run, firm, hit, seen),
        more=tuple(_more(run, review)),
        tone="bad" if hit or firm["error"] else "open" if run.exit_code == 3 or not seen else "warn" if firm else "good",
        figures=tuple(_figures(run, firm, review, card)),
        families=_table((row.family, row) for row in rows),
        rules=tuple(sorted(_table(((row.code, row) for row in rows), packed.titles), key=_frequent))[:RULES],
        owners=_table((row.owner, row) for row in rows) if run.owners else (),
    )


def _frequent(line: Line) -> tuple[int, int, str]:
    return -line.whole, -line.review, line.key


def _headline(run: Run, firm: Counter[str], hit: int, seen: int) -> str:
    lang = run.lang
    if not seen:
        return word(lang, "head-nothing")
    told = [say(COUNTED, level, lang, n=firm[level]) for level in LEVELS[:2] if firm[level]]
    if hit:
        told.insert(0, word(lang, "head-veto", n=hit))
    if not told and firm["note"]:
        told.append(say(COUNTED, "note", lang, n=firm["note"]))
    if told:
        return word(lang, "head-found", counts=say(UI, "comma", lang).join(told), pages=f"{seen:,}")
    return word(lang, "head-clean", pages=f"{seen:,}")


def _more(run: Run, review: int) -> Iterable[str]:
    lang = run.lang
    if run.exit_code == 3:
        yield word(lang, "head-incomplete", n=sum(problem.incomplete for problem in run.problems))
    if not run.whole:
        yield word(lang, "head-part")
    if run.unjudged:
        yield word(lang, "head-unjudged", n=f"{len(run.unjudged):,}")
    if "offline" in run.coverage.silent.values():
        yield word(lang, "head-offline")
    if review:
        yield word(lang, "head-review", n=f"{review:,}")


def _figures(run: Run, firm: Counter[str], review: int, card: Any) -> Iterable[Figure]:
    lang = run.lang
    if card:
        hint = word(lang, "figure-veto-open", n=card.open) if card.open else ""
        yield Figure(word(lang, "figure-veto"), str(card.hit), "bad" if card.hit else "plain", "scorecard", hint)
    for level in LEVELS:
        tone = level if firm[level] else "plain"
        yield Figure(word(lang, f"figure-{level}"), f"{firm[level]:,}", tone, f"severity={level}")
    yield Figure(word(lang, "figure-review"), f"{review:,}", "review" if review else "plain", "kind=review", word(lang, "apart"))
    standing = run.standing
    if standing:
        states = Counter(standing.states.values())
        new = states["new"] + states["returned"]
        hint = word(lang, "figure-returned", n=states["returned"]) if states["returned"] else ""
        yield Figure(word(lang, "figure-new"), f"{new:,}", "plain", "state=new,returned", hint)
        yield Figure(word(lang, "figure-fixed"), f"{len(standing.fixed):,}", "plain", "standing")


def _table(named: Iterable[tuple[str, Row]], said: Mapping[str, str] = NOTHING) -> tuple[Line, ...]:
    table: dict[str, Counter[str]] = {}
    for name, row in named:
        table.setdefault(name, Counter())["review" if row.review else row.level] += 1
    most = max((sum(counts[level] for level in LEVELS) for counts in table.values()), default=0) or 1
    lines = [
        Line(said.get(name, name), name, counts["error"], counts["warning"], counts["note"], counts["review"], _bar(counts, most))
        for name, counts in table.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.errors, -line.warnings, -line.notes, -line.review, line.name)))


def _bar(counts: Counter[str], most: int) -> tuple[float, float, float]:
    errors, warnings, notes = (round(100 * counts[level] / most, 2) for level in LEVELS)
    return errors, warnings, notes
