"""A rule is data, a check is a word of the rules' vocabulary; this room joins them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gkcheck.finding import Finding, Location, Related, Replacement, Severity, Unjudged
from gkcheck.workdays import PUBLISHED, Calendar

Text = Mapping[str, str]
"""One sentence in the report's languages: {"zh": …, "en": …}."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rule list: what is demanded, on which basis, and how it reads.

    `options` are complete and valid: the rule file's, then the profile's, then the site's. `kinds` are the kinds of page
    that it judges (empty = all pages). `messages` maps a variant to its two texts; the placeholders are the same in both.
    """

    code: str
    slug: str
    title: Text
    why: Text
    hint: Text
    basis: tuple[str, ...]
    severity: Severity
    kinds: frozenset[str]
    messages: Mapping[str, Text]
    check: str
    scope: str
    """"page", "site", "file" or "core"."""
    options: Mapping[str, Any]
    family: str
    """The folder of the rule file: the plugin that owns it."""
    source: str
    """Path of the rule file, for messages."""
    enabled: bool = True
    data: Mapping[str, Any] = field(default_factory=dict)
    """Data files that the rule names: name → plain dict."""
    ledgers: Mapping[str, Path] = field(default_factory=dict)
    """Ledgers of the site that it is judged by, with their schemas: silent where none of them is declared."""
    calendar: Calendar = PUBLISHED
    """Working days, with what the site's configuration adds to the published notices."""
    documents: bool = False
    """Whether it also judges files that are not HTML."""
    extensions: tuple[str, ...] = ()
    """Of a rule on attachments: the ends of the names that it judges, as in ".docx"."""
    confidential: bool = False
    """Whether what it finds must not be shown again: no report quotes the place."""

    def finding(
        self,
        page: Any,
        at: Any = None,
        *,
        variant: str = "default",
        severity: Severity | str | None = None,
        subject: str = "",
        related: tuple[Related, ...] = (),
        fix: str | None = None,
        replace: tuple[str, str] | None = None,
        review: bool = False,
        **arguments: object,
    ) -> Finding:
        """A breach of this rule on `page` (a `Page`, a `SitePage` in a site check, an `Attachment` in a file check).

        `at` is where: any part of the page (Link, Cell, Field, LinkFact …), a `Location`, or None for the page as a whole.
        `severity` may only lower the rule's own. `fix` is the text that should stand in the place of `at`; `replace`
        is a text shown there and what it should read, which gives a fix where the source allows it without harm.
        Raises KeyError when the rule has no message of that variant.
        """
        self.messages[variant]
        location = at if isinstance(at, Location) else page.locate(at)
        level = self.severity
        if severity is not None and Severity(severity).rank < level.rank:
            level = Severity(severity)
        fixes: tuple[Replacement, ...] = ()
        if fix is not None and location.end_column:
            fixes = (Replacement(location, fix),)
        elif replace is not None and not isinstance(at, Location):
            from gkcheck.extract.written import replace_text

            fixes = replace_text(page, at, *replace)
        texts = {name: str(value) for name, value in arguments.items()}
        return Finding(self.code, level, location, texts, variant, subject, related, fixes, review)

    def unjudged(self, page: Any, reason: str) -> Unjudged:
        """This rule applies to `page` and cannot be decided there; `reason` is a key of `gkcheck.texts.REASONS`."""
        return Unjudged(self.code, page.path, reason)

    def silent(self, reason: str) -> Unjudged:
        """This rule has nothing to judge by on the whole site: what it needs is not declared, or is not there."""
        return Unjudged(self.code, "", reason)


Outcome = Finding | Unjudged


@dataclass(frozen=True, slots=True)
class Check:
    """A word of the vocabulary: a pure generator `(page, rule)`, `(site, rule)` or `(attachment, rule)` with its options' schema.

    No state, no clock (`site.today`), no input or output. `needle` is a cheap test: where it is given, the check runs only
    on pages whose decoded source contains it. `fixes` = its findings may propose replacements, which `gkcheck fix` applies.
    `extensions` are those of the attachments that a file check judges, or a page check besides pages.
    """

    name: str
    scope: str
    function: Callable[[Any, Rule], Iterator[Outcome]]
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    needle: str = ""
    fixes: bool = False
    extensions: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """What it has to know of other servers, words of `gkcheck.rule.QUESTIONS`: nothing is asked that no rule needs."""


QUESTIONS = ("answers", "looks", "families")
"""Whether addresses answer; what pages look like behind addresses that work; which addresses the site's own hosts have."""


def page_check(
    name: str, needle: str = "", fixes: bool = False, extensions: Iterable[str] = (), **options: Mapping[str, Any]
) -> Callable[[Callable[..., Any]], Check]:
    """Declare a check of one page alone. `options` maps an option's name to its JSON Schema.

    With `extensions` it judges attachments of these names as well, and gets a `Page` or an `Attachment`.
    """

    def declare(function: Callable[..., Any]) -> Check:
        return Check(name, "page", function, options, needle, fixes, tuple(sorted(extensions)))

    return declare


def site_check(
    name: str, asks: tuple[str, ...] = (), **options: Mapping[str, Any]
) -> Callable[[Callable[..., Any]], Check]:
    """Declare a check that needs the facts of the whole site. `options` as in `page_check`, `asks` as in `Check`."""

    def declare(function: Callable[..., Any]) -> Check:
        return Check(name, "site", function, options, asks=asks)

    return declare


def file_check(
    name: str, extensions: Iterable[str], **options: Mapping[str, Any]
) -> Callable[[Callable[..., Any]], Check]:
    """Declare a check of one attachment alone, `(attachment, rule)`, for names that end in one of `extensions` (".docx")."""

    def declare(function: Callable[..., Any]) -> Check:
        return Check(name, "file", function, options, extensions=tuple(sorted(extensions)))

    return declare


@dataclass(frozen=True, slots=True)
class Norm:
    """A legal basis: law, regulation or notice. `key` is the short name that rules cite, as in `条例#50`.

    `standing` is how well the text is known: "D" its own text was read, "S" second-hand, "R" recalled. `region` is the place
    or body that it binds ("" = the whole country): a rule cites it only under a profile of that region.
    """

    key: str
    title: str
    number: str = ""
    issued: str = ""
    in_force: str = ""
    url: str = ""
    standing: str = "D"
    region: str = ""
