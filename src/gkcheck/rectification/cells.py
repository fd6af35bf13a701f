"""What stands in the cells of a ledger's row: places, hints, deadlines, indicators."""

from datetime import date
from typing import NamedTuple

from gkcheck.finding import Finding
from gkcheck.rectification.wording import LABELS
from gkcheck.reporters.message import clean
from gkcheck.reporters.quote import visible
from gkcheck.reporters.wording import DIGEST, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run
from gkcheck.workdays import add_working_days

AROUND = 30
"""Characters of the page that are quoted on each side of a fault."""
FAULT = 120


class Fragment(NamedTuple):
    """The place of a finding in words, and the piece of the page around the fault."""

    lead: str
    before: str = ""
    fault: str = ""
    after: str = ""


Cell = str | int | date | Fragment


def family_of(rule: Rule | None, lang: str) -> str:
    """The duty that a rule belongs to, for rules that serve no indicator."""
    if rule is None:
        return ""
    named = say(DIGEST, f"family-{rule.family}", lang)
    return rule.family if named.startswith("family-") else named


def hint_for(found: Finding, rule: Rule | None, lang: str) -> str:
    """What to write there where that is known, and how the rule says to mend it."""
    said = [pick(rule.hint, lang)] if rule else []
    proposed = found.arguments.get("form") or (found.fixes[0].text if len(found.fixes) == 1 else "")
    if proposed:
        said.insert(0, say(LABELS, "write-instead", lang, text=clean(proposed, 500)))
    return "\n".join(said)


def place_of(run: Run, found: Finding, rule: Rule | None) -> Fragment:
    """Where a finding stands, with the page's own words around it; of a confidential rule none are quoted."""
    at = found.location
    said = [clean(at.part, 80)] if at.part else []
    if at.line:
        key = "place" if at.column else "line"
        said.append(say(LABELS, key, run.lang, line=at.line, column=at.column))
    lead = say(LABELS, "comma", run.lang).join(said) or say(LABELS, "whole", run.lang)
    excerpt = run.quotes.get(at.path) if at.line and not (rule and rule.confidential) else None
    quote = excerpt.quote(at) if excerpt else None
    if quote is None or not quote.words.strip():
        return Fragment(lead)
    start, end = quote.start, quote.end
    before, fault, after = quote.text[max(0, start - AROUND) : start], quote.words, quote.text[end : end + AROUND]
    if len(fault) > FAULT:
        fault, after = fault[:FAULT], "…"
    return Fragment(lead, *(" ".join(visible(piece).split("\n")) for piece in (before.lstrip(), fault, after.rstrip())))


class Deadlines:
    """Until when findings have to be mended; each day is counted once."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: dict[tuple[str, date], Cell] = {}

    def of(self, severity: str, first: Cell) -> Cell:
        """The last day for a finding of that severity, first seen on `first`; in words where the year's holidays are not known."""
        start = first if isinstance(first, date) else self._run.today
        key = severity, start
        if key not in self._known:
            self._known[key] = self._counted(severity, start)
        return self._known[key]

    def _counted(self, severity: str, start: date) -> Cell:
        terms = self._run.terms
        day, known = add_working_days(start, terms.days.get(severity, 0), terms.calendar)
        if known:
            return day
        return say(LABELS, "guessed", self._run.lang, day=day.isoformat(), year=terms.calendar.unknown_year(start, day))


def as_day(text: str) -> str | date:
    """A day where the text is one and nothing else."""
    if len(text) == 10 and text[4:5] == text[7:8] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def days_left(found: Finding) -> Cell:
    """Days until the limit that an early warning is about; "" = it is none."""
    left = found.arguments.get("days_left", "")
    return int(left) if left.isdecimal() and len(left) < 9 else ""
