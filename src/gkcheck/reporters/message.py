"""Turns a finding or a problem into a sentence that is safe to print, whatever the page holds."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import NamedTuple, Protocol

from gkcheck.finding import Problem
from gkcheck.reporters.wording import PROBLEMS, UI, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run

LIMIT = 80
"""Characters of one argument in a sentence; the JSON report keeps arguments whole."""

# Control characters could drive the reader's terminal, bidirectional ones could reorder the line before his eyes, and
# lone surrogates (undecodable file names) cannot be written as UTF-8.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]",
)
_NAME = re.compile(r"\w+")


class Said(Protocol):
    """What a rule's message is filled from: a finding, a problem, or one that a saved report tells."""

    @property
    def variant(self) -> str: ...
    @property
    def arguments(self) -> Mapping[str, str]: ...


class Basis(NamedTuple):
    """A legal basis as a rule cites it; `title` and `number` are "" when the norm is not known."""

    key: str
    title: str
    number: str
    article: str


def clean(value: str, limit: int = LIMIT) -> str:
    """`value` on one line without unprintable characters; cut in its middle, since paths differ at the end."""
    text = " ".join(_UNPRINTABLE.sub(" ", value).split())
    if len(text) <= limit:
        return text
    tail = limit // 3
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def pieces(template: str) -> Iterator[tuple[str, str | None]]:
    """The literal pieces of a message, each with the name of the placeholder behind it or None."""
    try:
        parsed = list(Formatter().parse(template))
    except ValueError:
        # A rule file with a lone brace is refused when it is loaded; a plugin's text may come here unseen.
        parsed = [(template, None, None, None)]
    for literal, field, _, _ in parsed:
        match = _NAME.match(field) if field else None
        yield literal, match.group() if match else None


def fill(template: str, arguments: Mapping[str, str]) -> str:
    """`template` with cleaned arguments. Never evaluates attributes or formats; an unknown name stays as `{name}`."""
    parts = []
    for literal, name in pieces(template):
        parts.append(literal)
        if name is not None:
            parts.append(clean(arguments[name]) if name in arguments else f"{{{name}}}")
    return "".join(parts)


def message(rule: Rule, found: Said, lang: str) -> str:
    """What `rule` says of `found` in `lang`; the rule's title when it has no message of that variant."""
    text = rule.messages.get(found.variant)
    return fill(pick(text, lang), found.arguments) if text else pick(rule.title, lang)


def problem_text(rules: Mapping[str, Rule], problem: Problem, lang: str) -> str:
    """What a problem says: by its rule, or by its variant in `wording.PROBLEMS`, or its bare arguments."""
    if problem.code in rules:
        return message(rules[problem.code], problem, lang)
    text = PROBLEMS.get(problem.variant)
    if text and {name for _, name in pieces(pick(text, lang)) if name} <= problem.arguments.keys():
        return fill(pick(text, lang), problem.arguments)
    return "; ".join(clean(value, 200) for value in problem.arguments.values()) or problem.variant


def bases(run: Run, rule: Rule) -> list[Basis]:
    """The rule's legal bases, looked up in the run's norms."""
    found = []
    for key in rule.basis:
        norm, _, article = key.partition("#")
        known = run.norms.get(norm)
        found.append(Basis(key, known.title if known else "", known.number if known else "", article))
    return found


def say_bases(run: Run, rule: Rule, lang: str) -> str:
    """All bases of a rule in one line; a norm that is cited twice is named once."""
    said: list[str] = []
    norm = ""
    for entry in bases(run, rule):
        again = bool(entry.title) and entry.title == norm and entry.article != ""
        said.append(say_article(entry.article, lang) if again else say_basis(entry, lang))
        norm = entry.title
    return say(UI, "comma", lang).join(said)


def say_article(article: str, lang: str) -> str:
    """第 n 条; what is no plain number ("附件", "20（四）") stands as it is written."""
    return say(UI, "article", lang, n=article) if article.isdigit() else article


def say_basis(basis: Basis, lang: str) -> str:
    """《…》（number）第 n 条, or the key as it stands when the norm is not known."""
    if not basis.title:
        return basis.key
    bare = basis.title.strip("《》")
    title = f"《{bare}》" if lang == "zh" else bare
    number = ("（{}）" if lang == "zh" else " ({})").format(basis.number) if basis.number else ""
    if not basis.article:
        return title + number
    return title + number + ("" if lang == "zh" else ", ") + say_article(basis.article, lang)
