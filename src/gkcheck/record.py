"""One page from bytes to record: decode, extract, classify, check. This is what a worker does, page after page."""

import re
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
from gkcheck.facts import PageFacts, PageRecord, Suppression, Wish
from gkcheck.factsheet import build_facts
from gkcheck.finding import Finding, Problem, Unjudged
from gkcheck.page import Page, has_no_lines
from gkcheck.patterns import expression
from gkcheck.rule import Check, Rule
from gkcheck.sources.directory import File

if TYPE_CHECKING:
    from gkcheck.classify import Override

MARKDOWN = (".md", ".markdown")
_COMMENT = expression(r"<!--\s*gkcheck:\s*ignore\b\s*(?:\[\s*)?([A-Za-z0-9_-]*)\s*\]?\s*(.*?)\s*-->", re.S)
OTHER_KIND = "other-kind"
"""Reason in the facts of a file that its name alone put forward, and that is something else."""
SUPPLEMENT = "supplement"
"""`Wish.only` of a style sheet, script, site map or feed."""
_encode = msgspec.msgpack.encode


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read a page: made once a run, inherited by the workers."""

    resolver: Resolver
    override: "Override | None"
    rules: tuple[tuple[Rule, Check], ...]
    extractors: Mapping[str, Callable[[Page], Any]]
    script_extractors: Mapping[str, Callable[[Page], Any]] = field(default_factory=dict)
    """Facts of script files."""

    exists: Callable[[str], bool] | None = None
    """Whether a path of the site leads to a file. Where a reference stands is worked out only when it leads nowhere."""

    documents: Mapping[str, Sequence[Callable[[Page], Iterable[str]]]] = field(default_factory=dict)
    """Kind of page → what names the files that are not HTML and have to be read with it."""

    charsets: Mapping[str, str] = field(default_factory=dict)
    """Path → charset that the server told, where it makes a difference."""

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
        """A file beside the pages: all that is asked of it is where it leads, and of a script what plugins ask. One that is no text leads nowhere."""
        from gkcheck.extract.supplement import SCRIPT, read_supplement

        try:
            page = read_supplement(path, decode(data).text, self.resolver)
        except NotText:
            return PageRecord(PageFacts())
        facts = build_facts(page, self.exists)
        problems = self._extract(facts, page, self.script_extractors) if page.kind == SCRIPT else []
        return PageRecord(facts, problems=tuple(problems))

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
        decoded = decode(data, self.charsets.get(path, ""))
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
        problems = self._extract(facts, page, self.extractors)
        for want in self.documents.get(page.kind, ()) if page.parts is None else ():
            try:
                facts.wanted = (*facts.wanted, *want(page))
            except Exception as error:  # a plugin's code as well
                text = f"{type(error).__name__}: {error}"[:200]
                problems.append(Problem("GKC002", page.path, {"check": "gkcheck_documents", "rule": "", "error": text}))
        return facts, problems

    @staticmethod
    def _extract(facts: PageFacts, page: Page, extractors: Mapping[str, Callable[[Page], Any]]) -> list[Problem]:
        """Put what plugins' extractors find into the facts."""
        problems = []
        for name, extractor in extractors.items():
            try:
                value = extractor(page)
                if value is not None and value is not False:
                    facts.extra[name] = msgspec.Raw(_encode(value))
            except Exception as error:  # an extractor is a plugin's code: its crash is reported like a check's
                text = f"{type(error).__name__}: {error}"[:200]
                problems.append(Problem("GKC002", page.path, {"check": name, "rule": "", "error": text}))
        return problems


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
