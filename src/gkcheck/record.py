"""One page from bytes to record: decode, extract, classify, check. This is what a worker does, page after page."""

import re
from array import array
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from gkcheck.dates import parse_date
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.references import Resolver
from gkcheck.extract.source import NotText, decode
from gkcheck.extract.tags import LAZY
from gkcheck.facts import FragmentFact, LinkFact, PageFacts, PageRecord, Suppression, Wish
from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.naming import named_by
from gkcheck.outward import pack
from gkcheck.page import Lines, Page, has_no_lines
from gkcheck.patterns import expression
from gkcheck.rule import Check, Rule
from gkcheck.sources.directory import File

if TYPE_CHECKING:
    from gkcheck.classify import Override

MARKDOWN = (".md", ".markdown")
_COMMENT = expression(r"<!--\s*gkcheck:\s*ignore\b\s*(?:\[\s*)?([A-Za-z0-9_-]*)\s*\]?\s*(.*?)\s*-->", re.S)
_YEAR = expression(r"(?:19|20)\d\d|[二一][〇○零Ｏ一二三四五六七八九]{3}")
_LOADS_LAZILY = expression(
    r"lazy|lozad|unveil|echo(?:\.min)?\.js|layui|(?:attr|data|getAttribute)\(\s*[\"'](?:data-)?(?:src|original)[\"']|dataset\.(?:src|original)",
    re.I,
)
OTHER_KIND = "other-kind"
"""Reason in the facts of a file that its name alone put forward, and that is something else."""
SUPPLEMENT = "supplement"
"""`Wish.only` of a style sheet, script, site map or feed."""
_QUIET = ("article", "list")
"""Kinds of which most site checks say nothing: where their title stands is looked up when one does."""
_encode = msgspec.msgpack.encode


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read a page: made once a run, inherited by the workers."""

    resolver: Resolver
    override: "Override | None"
    rules: tuple[tuple[Rule, Check], ...]
    extractors: Mapping[str, Callable[[Page], Any]]
    exists: Callable[[str], bool] | None = None
    """Whether a path of the site leads to a file. Where a reference stands is worked out only when it leads nowhere."""

    documents: Mapping[str, Sequence[Callable[[Page], Iterable[str]]]] = field(default_factory=dict)
    """Kind of page → what names the files that are not HTML and have to be read with it."""

    clock: dict[str, float] | None = None
    """Seconds by rule, filled where somebody asked for `--timings`."""

    def places(self, path: str, data: bytes) -> PageFacts:
        """The page's facts with the place of every reference, for findings that `read` left no place for."""
        from gkcheck.extract.supplement import is_supplement, read_supplement

        if is_supplement(path):
            return build_facts(read_supplement(path, decode(data).text, self.resolver))
        return build_facts(self._classified(path, data))

    def load(self, stream: BinaryIO) -> bytes:
        """The bytes of a file that are needed: all of them."""
        return stream.read()

    def read_file(self, file: File, data: bytes) -> PageRecord:
        """The record of a file as the folder lists it."""
        return self.read(file.path, data, file.wish)

    def read(self, path: str, data: bytes, wish: Wish | None = None) -> PageRecord:
        """The record of one file; one that is not HTML has a `wish`. Never raises for what the bytes or a check do."""
        if wish is not None and wish.only == SUPPLEMENT:
            return self._supplement(path, data)
        if not data or data.isspace():
            return _unread(Problem("GKC001", path, variant="empty"), wish)
        if wish and wish.only and data.isascii() and b"\\u" not in data and not has_no_lines(path):
            return PageRecord(PageFacts(reason=OTHER_KIND))  # data of some program: nothing in it is Chinese
        try:
            page = self._classified(path, data, wish)
            if wish and wish.only and page.kind != wish.only:
                return PageRecord(PageFacts(reason=OTHER_KIND))
            facts, problems = self._facts(page)
        except Refused as refusal:
            return _unread(refusal.problem(path, bool(wish and wish.asked)), wish)
        except NotText:
            return _unread(Problem("GKC001", path, variant="binary"), wish)
        except Exception as error:  # one page that defeats the reading must not take the others with it
            text = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
            return _unread(Problem("GKC001", path, {"error": text[:200]}, "parse"), wish)
        findings, unjudged, more = self._check(page)
        return PageRecord(facts, findings, unjudged, (*problems, *more), suppressions_in(page))

    def _supplement(self, path: str, data: bytes) -> PageRecord:
        """A file beside the pages: all that is asked of it is where it leads, so one that is no text leads nowhere."""
        from gkcheck.extract.supplement import read_supplement

        try:
            return PageRecord(build_facts(read_supplement(path, decode(data).text, self.resolver), self.exists))
        except NotText:
            return PageRecord(PageFacts())

    def _classified(self, path: str, data: bytes, wish: Wish | None = None) -> Page:
        # A run that finds everything in the cache needs neither the parser nor what tells kinds apart.
        from gkcheck.classify import classify

        if wish is None:
            page = self.extract(path, data)
            page.hosts = self.resolver.hosts
        else:
            from gkcheck.extract.documents.reading import extract_document

            page = extract_document(path, data, self.resolver)
            page.title = page.title or path.rpartition("/")[2].rpartition(".")[0]
        page.kind, page.reason = classify(page, self.override)
        if wish and wish.kind not in ("", "home", "list"):
            _complete(page, wish)
        return page

    def extract(self, path: str, data: bytes) -> Page:
        """The page in these bytes, not yet classified. Raises NotText or ValueError."""
        decoded = decode(data)
        if path.lower().endswith(MARKDOWN):
            from gkcheck.extract.markdown import extract_markdown

            return extract_markdown(path, decoded, self.resolver)
        from gkcheck.extract.html import extract_html

        plain = decoded.encoding == "utf-8" and not decoded.damaged and not data.startswith(BOM_UTF8)
        return extract_html(path, decoded, self.resolver, data if plain else b"")

    def _check(self, page: Page) -> tuple[tuple[Finding, ...], tuple[Unjudged, ...], tuple[Problem, ...]]:
        findings: list[Finding] = []
        unjudged: list[Unjudged] = []
        problems: list[Problem] = []
        document = page.is_document
        for rule, check in self.rules:
            if rule.kinds and page.kind not in rule.kinds:
                continue
            if document and not rule.documents:
                continue
            if check.needle and check.needle not in page.source:
                continue
            problem = run_check(rule, check, page, findings, unjudged, self.clock)
            if problem:
                problems.append(problem)
        return tuple(findings), tuple(unjudged), tuple(problems)

    def _facts(self, page: Page) -> tuple[PageFacts, list[Problem]]:
        facts = build_facts(page, self.exists)
        problems = []
        for name, extractor in self.extractors.items():
            try:
                value = extractor(page)
                if value is not None and value is not False:
                    facts.extra[name] = msgspec.Raw(_encode(value))
            except Exception as error:  # an extractor is a plugin's code: its crash is reported like a check's
                text = f"{type(error).__name__}: {error}"[:200]
                problems.append(Problem("GKC002", page.path, {"check": name, "rule": "", "error": text}))
        for want in self.documents.get(page.kind, ()) if page.parts is None else ():
            try:
                facts.wanted = (*facts.wanted, *want(page))
            except Exception as error:  # a plugin's code as well
                text = f"{type(error).__name__}: {error}"[:200]
                problems.append(Problem("GKC002", page.path, {"check": "gkcheck_documents", "rule": "", "error": text}))
        return facts, problems


def _unread(problem: Problem, wish: Wish | None) -> PageRecord:
    """The record of a file that could not be read. One that only its name put forward makes no run incomplete."""
    guessed = wish is not None and bool(wish.only)
    return PageRecord(PageFacts(), problems=(msgspec.structs.replace(problem, incomplete=False) if guessed else problem,))


def _complete(page: Page, wish: Wish) -> None:
    """Give a file that does not say itself what it is the kind and title of the page that wants it, and its date."""
    if page.kind != wish.kind and page.kind in ("", "article") and page.reason != "configured":
        page.kind, page.reason, page.title = wish.kind, "linked", wish.title
    page.published = page.published or parse_date(wish.published)


def run_check(
    rule: Rule,
    check: Check,
    subject: Any,
    findings: list[Finding],
    unjudged: list[Unjudged],
    clock: dict[str, float] | None,
) -> Problem | None:
    """Run one check on a page or the site; what it gave before a crash is dropped: no half result passes for a whole one.

    `clock` takes the seconds by rule, None = nobody asked.
    """
    started = perf_counter() if clock is not None else 0.0
    try:
        outcomes: Iterable[Finding | Unjudged] = list(check.function(subject, rule))
    except Exception as error:  # the house's answer to a crash: GKC002, and the run goes on
        text = f"{type(error).__name__}: {error}"[:200]
        path = getattr(subject, "path", "")  # the site has none
        return Problem("GKC002", path, {"check": check.name, "rule": rule.code, "error": text})
    if clock is not None:
        clock[rule.code] = clock.get(rule.code, 0.0) + perf_counter() - started
    for outcome in outcomes:
        if isinstance(outcome, Finding):
            findings.append(outcome)
        else:
            unjudged.append(outcome)
    return None


def suppressions_in(page: Page) -> tuple[Suppression, ...]:
    """The `<!-- gkcheck: ignore CODE reason -->` comments of a page."""
    if "gkcheck:" not in page.source:
        return ()
    found = []
    for match in _COMMENT.finditer(page.source):
        line, column = page.position(match.start())
        found.append(Suppression(match[1], " ".join(match[2].split()), line, column))
    return tuple(found)


def build_facts(page: Page, exists: Callable[[str], bool] | None = None) -> PageFacts:
    """The part of a page that site checks need. References to what `exists` get no places: hardly one is reported."""
    later = exists is not None and page.kind in _QUIET
    line, column = (0, 0) if later else page.position(page.title_place.__index__()) if page.title else (1, 1)
    names, numbers = named_by(page) if page.kind == "interpretation" else ((), ())
    facts = PageFacts(
        kind=page.kind,
        reason=page.reason,
        title=page.title,
        title_line=line,
        title_column=column,
        published=page.published.isoformat() if page.published else "",
        published_label=page.published_label.isoformat() if page.published_label else "",
        signed=page.signed.isoformat() if page.signed else "",
        number=page.number,
        issuer=page.issuer,
        attribute=page.attribute,
        site_name=page.site_name,
        column=page.column,
        year=report_year(page) if page.kind == "annual-report" else 0,
        names=names,
        numbers=numbers,
        scripted=tuple(sorted(page.scripted)),
        extra={},
    )
    if page.kind in ("home", "list", "", "article"):
        from gkcheck.extract.listing import read_listing

        facts.listing = read_listing(page)
    _add_links(facts, page, exists)
    return facts


def report_year(page: Page) -> int:
    """The year that an annual report's title says it is about, 0 when it says none."""
    from gkcheck.dates import chinese_year

    match = _YEAR.search(page.title)
    return chinese_year(match[0]) if match else 0


def _add_links(facts: PageFacts, page: Page, exists: Callable[[str], bool] | None) -> None:
    references: list[str] = []
    places: list[int] = []
    links: list[LinkFact] = []
    fragments: list[FragmentFact] = []
    outward: dict[str, tuple[int, int, int]] = {}
    seen: set[str] = set()
    position = Lines(page.source).position
    lazy: bool | None = None
    for link in page.links:
        tag, attribute, raw, where, target, fragment, text, _, area, label, handled, _ = link
        chrome = area == "chrome"
        if attribute in LAZY:
            lazy = bool(_LOADS_LAZILY.search(page.source)) if lazy is None else lazy
            if not lazy:
                continue
        if where == "internal" and not (chrome and target in seen):
            seen.add(target)
            if exists is None or not exists(target):
                places += (len(references), *position(link.offset), len(raw))
            references.append(target)
        if fragment and not handled and _asks_for_anchor(tag, where, area):
            fragments.append(FragmentFact(target, fragment, *position(link.offset), len(raw)))
        if tag == "a" and not chrome and where in ("internal", "external", "dynamic"):
            line, column = position(link.offset) if exists is None else (0, 0)
            links.append(LinkFact(where, target, fragment, text, label, line, column, len(raw), tag))
        elif (where == "external" or where == "local") and target not in outward:
            outward[target] = (*position(link.offset), len(raw)) if exists is None else (0, 0, 0)
    facts.references = msgspec.Raw(_encode(references))
    facts.places = array("I", places).tobytes()
    facts.anchors = msgspec.Raw(_encode(sorted(page.anchors)))
    facts.links = tuple(links)
    if outward:
        facts.outward = pack(tuple(outward))
        if exists is None:
            facts.outward_places = array("I", (number for place in outward.values() for number in place)).tobytes()
    if page.parts is not None:
        # Every link of a document is one of its text.
        shown = [link for link in page.links if link.tag == "a" and link.where in ("internal", "external", "dynamic")]
        facts.link_parts = tuple(page.parts.at(link.offset) for link in shown)
    facts.fragments = tuple(fragments)


def _asks_for_anchor(tag: str, where: str, area: str) -> bool:
    """Tabs and switches of the chrome point into their own page without meaning an anchor."""
    return tag in ("a", "area") and (where == "internal" or (where == "same-page" and area == "content"))
