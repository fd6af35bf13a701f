"""The findings as the report's script reads them: rows of numbers into lists, in which every text stands once."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import quote

from gkcheck.excerpt import Quote, key_of
from gkcheck.finding import Finding, Location
from gkcheck.owners import Owner
from gkcheck.reporters.descriptors import help_uri
from gkcheck.reporters.html.words import word
from gkcheck.reporters.message import bases, clean, message, say_basis
from gkcheck.reporters.quote import visible
from gkcheck.reporters.wording import SEVERITIES, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run
from gkcheck.texts import ROLES

LEVELS = ("error", "warning", "note")
STATES = ("", "new", "unchanged", "returned")
EARLY = "soon"
"""The variant of findings that warn before a limit."""
PLAIN = 200
"""Findings that stand in the page itself, for readers without script."""
_BEFORE, _MARKED, _BEHIND = 40, 160, 80
"""Characters of a quotation before the place, at it and behind it."""


class Row(NamedTuple):
    """One finding in words, for the parts of the report that need no script."""

    level: str
    review: bool
    code: str
    text: str
    place: str
    file: str
    """The page below the site's folder, as links write it; "" = the finding is of no page."""
    href: str
    """Its published address, "" = not known."""
    owner: str
    family: str
    state: str
    left: int | None
    """Days until the limit, of an early warning."""


class Pack(NamedTuple):
    """All findings: `data` for the script, `shown` in words, `facets` what can be chosen and how many there are of each."""

    data: dict[str, Any]
    shown: list[Row]
    facets: dict[str, list[tuple[str, str, int]]]
    address: str
    """Where the site is published, "http://host/"; "" = not known."""
    titles: dict[str, str]
    """Code of a rule with findings → code and title."""


class _Table:
    """Values in the order in which they came, each once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[Any, int] = {}

    def __call__(self, value: Any) -> int:
        """The number of that value."""
        place = self._places.get(value)
        if place is None:
            place = self._places[value] = len(self.values)
            self.values.append(value)
        return place


def pack(run: Run) -> Pack:
    """All findings of the run."""
    packer = _Packer(run)
    rows = [packer.row(found, name) for found, name in zip(run.findings, run.fingerprints, strict=True)]
    return Pack(packer.data(rows), packer.shown, packer.facets(rows), packer.address, packer.titles)


def days_left(found: Finding) -> int | None:
    """Days until the limit that an early warning is about; None = it is none, or does not say."""
    left = found.arguments.get("days_left", "")
    return int(left) if found.variant == EARLY and left.isdecimal() and len(left) < 9 else None


def family_name(rule: Rule | None, lang: str) -> str:
    """The duty that a rule belongs to, in words."""
    from gkcheck.reporters.wording import DIGEST

    if rule is None:
        return word(lang, "other")
    key = f"family-{rule.family}"
    return say(DIGEST, key, lang) if key in DIGEST else rule.family


def owner_name(owner: Owner, lang: str) -> str:
    """The department that leads, or that there is none."""
    return clean(owner.lead, 200) or word(lang, "nobody")


class _Packer:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.rules = {rule.code: rule for rule in run.rules}
        self.address = run.published.start
        if run.coverage.snapshot is not None:  # the scheme and host under which the site was seen
            self.address = "/".join(run.root.split("/", 3)[:3]) + "/"
        self.shown: list[Row] = []
        self.titles = {code: f"{code} {pick(rule.title, run.lang)}" for code, rule in self.rules.items()}
        self._texts, self._codes, self._paths = _Table(), _Table(), _Table()
        self._families, self._owners, self._columns = _Table(), _Table(), _Table()
        self._texts("")

    def row(self, found: Finding, name: str) -> list[Any]:
        """Rule, level, review, state, owner, column of the site, path, line, column, text, part, quotation (before, marked, behind),
        related (role, path, line, column), fingerprint, first seen, days left (-1 = no warning), way to the element."""
        run, at, texts = self.run, found.location, self._texts
        rule = self.rules.get(found.code)
        text = message(rule, found, run.lang) if rule else found.code
        standing, owner, left = run.standing, run.owner(at.path, found.code), days_left(found)
        state = standing.states.get(name, "") if standing else ""
        first = standing.first_seen.get(name) if standing else None
        self._show(found, rule, text, state, left)
        return [
            self._codes(found.code),
            LEVELS.index(found.severity.value),
            int(found.review),
            STATES.index(state) if state in STATES else 0,
            self._owners(owner),
            self._columns(self._column(at.path)),
            self._path(at.path),
            at.line,
            at.column,
            texts(text),
            texts(clean(at.part, 200)),
            *map(texts, self._quotation(rule, at)),
            [[texts(say(ROLES, entry.role, run.lang)), *self._place(entry.location)] for entry in found.related],
            name,
            texts(first.isoformat() if first else ""),
            -1 if left is None else left,
            texts(self._element(at)),
        ]

    def data(self, rows: list[list[Any]]) -> dict[str, Any]:
        """The lists that the rows point into, and the rows."""
        run = self.run
        owners = [(owner_name(owner, run.lang), [*map(clean, owner.support)], clean(owner.contact, 200)) for owner in self._owners.values]
        return {
            "texts": self._texts.values,
            "rules": [self._rule(code) for code in self._codes.values],
            "families": self._families.values,
            "owners": owners,
            "columns": self._columns.values,
            "paths": self._paths.values,
            "rows": rows,
        }

    def facets(self, rows: Iterable[list[Any]]) -> dict[str, list[tuple[str, str, int]]]:
        """What the findings can be filtered by: value, words and number, the most frequent first."""
        counts: dict[str, dict[str, int]] = {name: {} for name in ("severity", "family", "rule", "owner", "column", "state")}
        said = dict(self.titles)
        for row in rows:
            code = self._codes.values[row[0]]
            rule = self.rules.get(code)
            owner = owner_name(self._owners.values[row[4]], self.run.lang)
            values = {
                "severity": LEVELS[row[1]],
                "family": family_name(rule, self.run.lang),
                "rule": code,
                "owner": owner,
                "column": self._columns.values[row[5]],
                "state": STATES[row[3]],
            }
            for name, value in values.items():
                counts[name][value] = counts[name].get(value, 0) + 1
        for level in LEVELS:
            said[level] = say(SEVERITIES, level, self.run.lang)
        for state in STATES[1:]:
            said[state] = word(self.run.lang, f"state-{state}")
        counts["state"].pop("", None)
        if not self.run.owners:
            counts["owner"].clear()
        said[""] = word(self.run.lang, "root-folder")
        return {
            name: [(value, said.get(value, value), n) for value, n in sorted(table.items(), key=lambda item: (-item[1], item[0]))]
            for name, table in counts.items()
        }

    def _column(self, path: str) -> str:
        """The column of the site that a page belongs to, else its folder."""
        named = self.run.pages.get(path)
        return (clean(named.column, 200) if named else "") or folder_of(path)

    def _show(self, found: Finding, rule: Rule | None, text: str, state: str, left: int | None) -> None:
        at = found.location
        place = clean(at.path, 400) + (f":{at.line}" if at.line else "") + (f" [{clean(at.part, 80)}]" if at.part else "")
        owner = owner_name(self.run.owner(at.path, found.code), self.run.lang)
        href = self.run.address(at.path) or self.run.published.address(at.path)
        file = quote(at.path, errors="surrogateescape")
        family = family_name(rule, self.run.lang)
        self.shown.append(
            Row(found.severity.value, found.review, found.code, text, place, file, href, owner, family, state, left)
        )

    def _quotation(self, rule: Rule | None, at: Location) -> tuple[str, str, str]:
        excerpt = self.run.quotes.get(at.path) if at.line and not (rule and rule.confidential) else None
        quote = excerpt.quote(at) if excerpt else None
        return _shortened(quote) if quote and quote.text.strip() else ("", "", "")

    def _element(self, at: Location) -> str:
        excerpt = self.run.quotes.get(at.path)
        return clean(excerpt.elements.get(key_of(at), ""), 400) if excerpt else ""

    def _place(self, at: Location) -> tuple[int, int, int]:
        return self._path(at.path), at.line, at.column

    def _path(self, path: str) -> int:
        """A path as shown, and where it differs from the file's own, as links write it; then its published address, if any."""
        shown = clean(path, 400)
        href = "" if shown == path else quote(path, errors="surrogateescape")
        seen = self.run.address(path)
        if seen.startswith(self.address) and self.address:
            address = seen.removeprefix(self.address)
        else:
            address = self.run.published.place(path) if self.address else ""
        same = quote(path, errors="surrogateescape")
        # An address that is the path itself need not be said; "-" = not published under a name of its own.
        told = "" if address == same else address or "-"
        entry = (shown, href, told) if told else (shown, href) if href else (shown,)
        return self._paths(entry)

    def _rule(self, code: str) -> dict[str, Any]:
        rule, lang = self.rules.get(code), self.run.lang
        family = self._families(family_name(rule, lang))
        if rule is None:
            return {"code": code, "slug": "", "title": "", "family": family, "basis": [], "why": "", "hint": ""}
        return {
            "code": code,
            "slug": rule.slug,
            "title": pick(rule.title, lang),
            "family": family,
            "basis": [say_basis(entry, lang) for entry in bases(self.run, rule)],
            "why": pick(rule.why, lang),
            "hint": pick(rule.hint, lang),
            **({"manual": help_uri(code, self.run.manual)} if self.run.manual else {}),
        }


def _shortened(quote: Quote) -> tuple[str, str, str]:
    """What stands before a place, there, and behind; `…` where it was cut."""
    line, start = quote.text, quote.start
    left, right = max(start - _BEFORE, 0), min(quote.end, start + _MARKED)
    ahead, behind = line[left:start], line[right : right + _BEHIND]
    cut = quote.skipped or line[:left].strip()
    more = quote.rest or line[right + _BEHIND :].strip()
    before = "…" + visible(ahead) if cut else visible(ahead.lstrip())
    return before, visible(line[start:right]), visible(behind) + ("…" if more else "")


def folder_of(path: str) -> str:
    """What stands for the column of a page that names none: the first two folders of its path, where most sites keep their columns."""
    return "".join(f"{clean(part)}/" for part in path.split("/")[:-1][:2])
