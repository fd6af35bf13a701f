"""From a run to the rows of its ledger: one for each finding, and those of the returned ledger whose finding is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from gkcheck.baseline import about
from gkcheck.finding import Finding
from gkcheck.inspection.indicators import read_indicators
from gkcheck.inspection.served import indicators_of
from gkcheck.rectification.cells import Cell, Deadlines, as_day, days_left, family_of, hint_for, place_of
from gkcheck.rectification.columns import COLUMNS, RESULTS, STATUS, word_of
from gkcheck.rectification.wording import LABELS
from gkcheck.reporters.message import clean, message, say_bases
from gkcheck.reporters.wording import SEVERITIES, pick, say
from gkcheck.returned import Entry
from gkcheck.rule import Rule
from gkcheck.run import Run

RANK = {"error": 0, "warning": 1, "note": 2, "review": 3}


@dataclass(slots=True)
class Row:
    """One line of the ledger. `state` is a key of `columns.RESULTS`, `level` a severity or "review"."""

    cells: dict[str, Cell]
    extra: dict[str, str]
    lead: str
    """The department whose sheet it stands on, "" = nobody's."""
    level: str
    code: str
    state: str
    link: str = ""
    """The page's address."""


@dataclass(slots=True)
class Book:
    """All rows. Nothing of `review` or `closed` is counted among `items`."""

    items: dict[str, list[Row]] = field(default_factory=dict)
    """Rows by department, in the order of their names; "" comes last."""
    review: list[Row] = field(default_factory=list)
    closed: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> Iterator[Row]:
        """Everything that is to be mended."""
        return (row for rows in self.items.values() for row in rows)


def build_book(run: Run) -> Book:
    """The rows of a run, sorted and numbered; the same run gives the same book."""
    made = _Maker(run)
    book = Book()
    firm = [row for row in made.present() if row.level != "review"]
    gone = list(made.gone())
    for row in sorted((*firm, *(row for row in gone if row.state == "unverified" and row.level != "review")), key=_order):
        book.items.setdefault(row.lead, []).append(row)
    book.items = {lead: book.items[lead] for lead in sorted(book.items, key=lambda lead: (not lead, lead))}
    doubtful = (*made.doubtful, *(row for row in gone if row.state == "unverified" and row.level == "review"))
    book.review = sorted(doubtful, key=_order)
    book.closed = sorted((row for row in gone if row.state != "unverified"), key=_order)
    for number, row in enumerate((*book.rows, *book.review, *book.closed), 1):
        row.cells["number"] = number
    return book


def _order(row: Row) -> tuple[int, str, str, str, str]:
    """The gravest first, then rule by rule, so that the rows of an indicator stand together."""
    told = row.cells
    return RANK.get(row.level, 9), row.code, str(told.get("file", "")), str(told.get("due", "")), str(told["fingerprint"])


class _Maker:
    """Makes the rows of one run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.lang = run.lang
        self.rules = {rule.code: rule for rule in run.rules}
        self.served = indicators_of(run.inspection.indicators if run.inspection else read_indicators(lang=run.lang), run.lang)
        self.known: Mapping[str, Entry] = run.returned.entries if run.returned else {}
        # The name under which the ledger knows a finding whose page has moved since.
        self.formerly: Mapping[str, str] = run.returned.standing.formerly if run.returned else {}
        self.fixed = {known.fingerprint for known in run.returned.standing.fixed} if run.returned else set()
        hidden = zip(run.hidden_fingerprints, run.suppressed, strict=True)
        self.accepted = {self.formerly.get(name, name): entry for name, entry in hidden}
        self.doubtful: list[Row] = []
        self._bases: dict[str, str] = {}
        self._deadlines = Deadlines(run)

    def present(self) -> Iterator[Row]:
        """Rows of this run's findings; those that a person has to decide go to `doubtful`."""
        for found, name in zip(self.run.findings, self.run.fingerprints, strict=True):
            row = self._row(found, name)
            if row.level == "review":
                self.doubtful.append(row)
            else:
                yield row

    def _row(self, found: Finding, name: str) -> Row:
        run, lang, rule = self.run, self.lang, self.rules.get(found.code)
        path = found.location.path
        address = run.address(path) or run.published.address(path)
        named, owner = run.pages.get(path), run.owner(path, found.code)
        level = "review" if found.review else found.severity.value
        state = self.state(name)
        lead = owner.lead
        department = lead
        if owner.support:
            names = say(LABELS, "comma", lang).join(owner.support)
            department = say(LABELS, "support", lang, lead=lead, names=names)
        cells: dict[str, Cell] = {
            "indicator": self.served.get(found.code, "") or family_of(rule, lang),
            "kind": pick(rule.title, lang) if rule else found.code,
            "severity": say(SEVERITIES, level, lang),
            "column": clean(named.column, 200) if named else "",
            "title": clean(named.title, 500) if named else "",
            "address": address or clean(run.display_prefix + path, 2000),
            "problem": message(rule, found, lang) if rule else found.code,
            "place": place_of(run, found, rule),
            "basis": self._basis(rule) if rule else "",
            "hint": hint_for(found, rule, lang),
            "found": run.today,
            "first_seen": self._first_seen(name),
            "days_left": days_left(found),
            "owner": department,
            "person": owner.contact,
            "due": "",
            "status": say(STATUS, "open", lang),
            "note": "",
            "rechecked": run.today if state else "",
            "result": say(RESULTS, state, lang) if state else "",
            "rule": found.code,
            "file": path,
            "about": "\n".join(about(found, run.coverage.read, bool(rule and rule.confidential))),
            "fingerprint": name,
        }
        extra: dict[str, str] = {}
        entry = self._entry(name)
        if entry is not None:
            extra = self._carry(cells, entry, bool(lead))
        if not cells["due"]:
            cells["due"] = self._deadlines.of(found.severity.value, cells["first_seen"])
        lead = lead or str(cells["owner"])
        return Row(cells, extra, lead, level, found.code, state, address)

    def _carry(self, cells: dict[str, Cell], entry: Entry, owned: bool) -> dict[str, str]:
        """Put what people wrote into the cells; what of it has no place there goes to columns at the end."""
        extra = dict(entry.extra)
        for column in COLUMNS:
            written = entry.cells.get(column.key, "")
            if not column.people or not written:
                continue
            if column.key == "owner" and owned and written != cells["owner"]:
                extra[say(LABELS, "before-owner", self.lang)] = written
            else:
                cells[column.key] = as_day(written)
        written = entry.cells.get("result", "")
        if written and not word_of(RESULTS, written) and not _is_accepted(written):
            extra[say(LABELS, "before-result", self.lang)] = written
        return extra

    def gone(self) -> Iterator[Row]:
        """Rows of the returned ledger that stand for no finding of this run."""
        present = {self.formerly.get(name, name) for name in self.run.fingerprints}
        for name, entry in self.known.items():
            if name not in present:
                yield self._old(name, entry)

    def _old(self, name: str, entry: Entry) -> Row:
        run, lang = self.run, self.lang
        cells: dict[str, Cell] = {column.key: as_day(entry.cells.get(column.key, "")) for column in COLUMNS}
        extra = dict(entry.extra)
        before = word_of(RESULTS, entry.cells.get("result", ""))
        if not before and entry.cells.get("result") and not _is_accepted(entry.cells["result"]):
            extra[say(LABELS, "before-result", lang)] = entry.cells["result"]
        if name in self.accepted:
            state, told = "accepted", say(LABELS, "accepted", lang, reason=clean(self.accepted[name].reason, 500))
        else:
            # Mended once stays mended; else as the comparison says.
            state = "fixed" if before == "fixed" or name in self.fixed else "unverified"
            told = say(RESULTS, state, lang)
        cells["result"] = told
        if not (state == before == "fixed"):  # the day on which it was seen to be mended stays
            cells["rechecked"] = run.today
        level = word_of(SEVERITIES, entry.cells.get("severity", ""))
        owner = run.owner(entry.cells.get("file", ""), entry.cells.get("rule", ""))
        link = entry.cells.get("address", "")
        link = link if link.startswith(("http://", "https://")) else ""
        lead = owner.lead or entry.cells.get("owner", "")
        return Row(cells, extra, lead, level, entry.cells.get("rule", ""), state, link)

    def state(self, name: str) -> str:
        """How a present finding stands to the returned ledger, else to what else the run was compared with."""
        if self.run.returned is not None:
            entry = self._entry(name)
            if entry is None:
                return "new"
            before = word_of(RESULTS, entry.cells.get("result", ""))
            return "returned" if before in ("fixed", "returned") else "unchanged"
        return self.run.standing.states.get(name, "") if self.run.standing else ""

    def _entry(self, name: str) -> Entry | None:
        """The ledger's row of a present finding."""
        return self.known.get(self.formerly.get(name, name))

    def _first_seen(self, name: str) -> date:
        days = [self.run.today]
        entry = self._entry(name)
        if entry is not None and isinstance(day := as_day(entry.cells.get("first_seen", "")), date):
            days.append(day)
        if self.run.standing and name in self.run.standing.first_seen:
            days.append(self.run.standing.first_seen[name])
        return min(days)

    def _basis(self, rule: Rule) -> str:
        if rule.code not in self._bases:
            self._bases[rule.code] = say_bases(self.run, rule, self.lang)
        return self._bases[rule.code]


def _is_accepted(text: str) -> bool:
    return any(text.startswith(say(LABELS, "accepted", lang, reason="")) for lang in ("zh", "en"))


