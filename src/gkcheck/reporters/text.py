"""The report for a person at a terminal: where, what, on which legal basis and how to mend it; then the summary."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gkcheck.finding import Finding, Location
from gkcheck.owners import Owner
from gkcheck.reporters.fresh import fresh
from gkcheck.reporters.message import clean, message, say_bases
from gkcheck.reporters.quote import frame
from gkcheck.reporters.summary import statistics_table, summary
from gkcheck.reporters.wording import SEVERITIES, UI, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run
from gkcheck.texts import ROLES

REPEATED_PAGES = 5
"""On so many pages the same finding is the template's, and is told once."""
EXAMPLES = 3

Paint = Callable[[str, str], str]
_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "review": "bold magenta",
    "place": "bold",
    "faint": "dim",
    "label": "bold blue",
}
"""How each part looks, in rich's words."""


def render(
    run: Run,
    *,
    color: bool = False,
    verbose: bool = False,
    quiet: bool = False,
    statistics: bool = False,
    show_known: bool = False,
    width: int = 100,
) -> str:
    """The whole report. `quiet` = one line a finding and nothing else; `statistics` = the table of counts alone.

    `verbose` tells every finding in full, also those that one template repeats. What a baseline knows is left out unless
    `verbose` or `show_known`. Never raises for what a page holds.
    """
    paint = _painter(color)
    told = run if verbose or show_known else fresh(run)
    if statistics:
        lines = statistics_table(told, paint)
    else:
        teller = _Teller(told, {rule.code: rule for rule in run.rules}, paint, verbose, max(width, 40), _states(told))
        lines = teller.lines() if quiet else [*teller.findings(), *summary(run, paint, verbose, hidden=told is not run)]
    # Paths and rule texts come from outside as well: nothing may keep the report from being written as UTF-8.
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace").decode("utf-8")


def _states(run: Run) -> dict[int, str]:
    standing = run.standing
    if standing is None:
        return {}
    # In a baseline nearly all is known, and what is new stands out by itself; against the last run it is the other way round.
    plain = "new" if standing.baseline else "unchanged"
    pairs = zip(run.findings, run.fingerprints, strict=True)
    states = ((found, standing.states.get(name, "new")) for found, name in pairs)
    return {id(found): say(UI, f"state-{state}", run.lang) for found, state in states if state != plain}


def _painter(color: bool) -> Paint:
    if not color:
        return lambda style, text: text
    from rich.color import ColorSystem
    from rich.style import Style

    looks = {name: Style.parse(words) for name, words in _STYLES.items()}
    # Sixteen colours: the reader's own terminal theme decides how red its red is.
    return lambda style, text: looks[style].render(text, color_system=ColorSystem.STANDARD)


@dataclass(frozen=True, slots=True)
class _Teller:
    run: Run
    rules: dict[str, Rule]
    paint: Paint
    verbose: bool
    width: int
    states: Mapping[int, str]
    """A word for each finding (by its id in memory) that is not as most are: known in a baseline, new or back since the last run."""

    def lines(self) -> list[str]:
        return [self.headline(found) for found in self.run.findings]

    def findings(self) -> Iterator[str]:
        repeated = {} if self.verbose else self.of_templates()
        told: tuple[str, set[str]] = ("", set())
        for found in self.run.findings:
            if identity(found) in repeated:
                continue
            if found.location.path != told[0]:
                told = (found.location.path, set())
            # Basis and mending are the rule's: once a page is enough, unless everything is asked for.
            yield from self.tell(found, explained=found.code in told[1] and not self.verbose)
            told[1].add(found.code)
        if repeated:
            yield self.paint("label", say(UI, "repeated", self.run.lang))
            yield ""
        for group in repeated.values():
            yield from self.tell_group(group)

    def of_templates(self) -> dict[tuple[object, ...], list[Finding]]:
        """Groups of equal findings whose places read alike: five titles without an attribute are no template's fault."""
        groups = repetitions(self.run.findings)
        return {key: group for key, group in groups.items() if len({*map(self.quoted, _sample(group))}) == 1}

    def quoted(self, found: Finding) -> str:
        """The underlined words, less the ../ that a page's depth puts before an address."""
        return self.quoted_at(found.location).lstrip("./") or found.location.path

    def quoted_at(self, location: Location) -> str:
        """The words at a place, "" where it has none."""
        excerpt = self.run.quotes.get(location.path) if location.line and location.end_column else None
        quote = excerpt.quote(location) if excerpt else None
        return quote.words if quote else ""

    def headline(self, found: Finding) -> str:
        return f"{self.paint('place', self.place(found.location))} {self.name(found)}"

    def name(self, found: Finding) -> str:
        level = "review" if found.review else found.severity.value
        rule = self.rules.get(found.code)
        label = f"{say(SEVERITIES, level, self.run.lang)} {found.code}"
        state = self.paint("faint", self.states.get(id(found), ""))
        if rule is None:
            return state + self.paint(level, label)
        return f"{state}{self.paint(level, f'{label} {rule.slug}')}: {message(rule, found, self.run.lang)}"

    def place(self, location: Location) -> str:
        path = clean(self.run.shown(location.path), 400) if location.path else ""
        part = f" [{clean(location.part, 80)}]" if location.part else ""
        if not location.line:
            return path + part
        place = f"{path}:{location.line}:{location.column}" if location.column else f"{path}:{location.line}"
        return place + part

    def tell(self, found: Finding, explained: bool) -> Iterator[str]:
        yield self.headline(found)
        yield from self.quotation(found)
        yield from self.details(found, explained)
        yield ""

    def tell_group(self, group: list[Finding]) -> Iterator[str]:
        pages = {found.location.path for found in group}
        yield self.name(group[0])
        yield from self.quotation(group[0])
        yield "  " + say(UI, "repeated-at", self.run.lang, n=len(group), pages=len(pages))
        firsts = {found.location.path: found for found in reversed(group)}
        for path in sorted(firsts)[:EXAMPLES]:
            yield "    " + self.paint("place", self.place(firsts[path].location))
        if len(group) > EXAMPLES:
            yield "    " + say(UI, "more", self.run.lang, n=len(group) - EXAMPLES)
        yield from self.details(group[0], explained=False, owners=sorted({self.owner(found) for found in group}))
        yield ""

    def quotation(self, found: Finding) -> Iterator[str]:
        location, rule = found.location, self.rules.get(found.code)
        quoted = location.line and not (rule and rule.confidential)
        excerpt = self.run.quotes.get(location.path) if quoted else None
        quote = excerpt.quote(location) if excerpt else None
        if not quote or not quote.text.strip():
            return
        number = str(location.line)
        shown, carets = frame(quote, self.width - len(number) - 5)
        yield f"  {self.paint('faint', f'{number} |')} {shown}"
        yield f"  {' ' * len(number)} {self.paint('faint', '|')} {self.paint('error', carets)}"

    def owner(self, found: Finding) -> Owner:
        return self.run.owner(found.location.path, found.code)

    def owned(self, owners: Sequence[Owner]) -> str:
        told = [say_owner(owner, self.run.lang) for owner in owners if owner.lead]
        return say(UI, "comma", self.run.lang).join(told)

    def details(self, found: Finding, explained: bool, owners: Sequence[Owner] = ()) -> Iterator[str]:
        lang = self.run.lang
        rule = self.rules.get(found.code)
        if rule and not explained:
            yield from self.detail("basis", say_bases(self.run, rule, lang))
            yield from self.detail("hint", pick(rule.hint, lang))
            yield from self.detail("page-of-rule", self.manual_page(rule))
            yield from self.detail("owner", self.owned(owners or [self.owner(found)]))
        for entry in found.related:
            yield from self.detail("related", f"{say(ROLES, entry.role, lang)} {self.place(entry.location)}")
        yield from self.detail("fix", self.proposal(found))

    def manual_page(self, rule: Rule) -> str:
        """Address of the rule's page, "" where the configuration names no manual."""
        if not self.run.manual:
            return ""
        from gkcheck.reporters.descriptors import help_uri

        return help_uri(rule.code, self.run.manual)

    def proposal(self, found: Finding) -> str:
        """What should stand there; the whole of it, where a rule's `form` says so, rather than each replaced piece."""
        if not found.fixes:
            return ""
        if "form" in found.arguments:
            return clean(found.arguments["form"], 200)
        if len(found.fixes) == 1:
            return clean(found.fixes[0].text, 200)
        pieces = ((self.quoted_at(change.location), change.text) for change in found.fixes)
        return say(UI, "comma", self.run.lang).join(f"“{clean(old, 40)}” → “{clean(new, 40)}”" for old, new in pieces)

    def detail(self, label: str, text: str) -> Iterator[str]:
        if text:
            lang = self.run.lang
            yield f"  {self.paint('label', say(UI, label, lang))}{say(UI, 'colon', lang)}{clean(text, 2000)}"


def say_owner(owner: Owner, lang: str) -> str:
    """Who has to mend it, "" where nobody is named."""
    told = clean(owner.lead, 80)
    if owner.support:
        names = say(UI, "comma", lang).join(clean(name, 80) for name in owner.support)
        told = say(UI, "owner-support", lang, lead=told, support=names)
    return say(UI, "owner-contact", lang, owner=told, contact=clean(owner.contact, 80)) if owner.contact else told


def identity(found: Finding) -> tuple[object, ...]:
    """What is equal for the findings that one template repeats."""
    return (found.code, found.severity, found.review, found.variant, found.subject, *sorted(found.arguments.items()))


def _sample(group: list[Finding]) -> list[Finding]:
    """The first, the middle and the last: reading every page again would take as long as the run."""
    return [group[0], group[len(group) // 2], group[-1]]


def repetitions(findings: tuple[Finding, ...]) -> dict[tuple[object, ...], list[Finding]]:
    """Groups of equal findings on at least `REPEATED_PAGES` pages, in the order of their first place."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for found in findings:
        groups.setdefault(identity(found), []).append(found)
    return {
        key: group for key, group in groups.items() if len({found.location.path for found in group}) >= REPEATED_PAGES
    }
