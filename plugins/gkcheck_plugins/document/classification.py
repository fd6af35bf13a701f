"""Topic and genre of a document are words of the site's own classification."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.document.table import TABLE, named, stated

_VOCABULARY = "document-classes"
_FIELDS = {"topic": "topics", "genre": "genres"}
_STEPS = expression(r"\s*(?:>+|›|»|＞+|→|\\|/|／|—>|-->|::|[,，;；|｜]|\n)\s*")
_BLANKS = expression(r"[\s\u200b]+")


@page_check("classes-known")
def classes_known(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each value of a classified row of the information table stands in the vocabulary.

    A value may be a path (综合政务 > 政务公开) or a list: then each of its parts has to be known, or the whole.
    """
    asked = False
    for name, key in _FIELDS.items():
        entries = [entry for entry in named(page.fields, name) if entry.origin in TABLE and stated(entry.value)]
        words = frozenset(map(_plain, rule.data[_VOCABULARY].get(key, ())))
        if not words:
            asked = asked or bool(entries)
            continue
        for entry in entries:
            unknown = _unknown(entry.value, words)
            if unknown:
                label = "".join(entry.label.split()).strip("：:")
                yield rule.finding(page, entry, subject=f"{name} {unknown}", label=label, value=unknown)
    if asked and not any(rule.data[_VOCABULARY].get(key) for key in _FIELDS.values()):
        yield rule.unjudged(page, "no-input")


def _unknown(value: str, words: frozenset[str]) -> str:
    """The first part of the value that is no word of the vocabulary, "" when all are."""
    if _plain(value) in words:
        return ""
    parts = [part for part in _STEPS.split(value.strip()) if part.strip()]
    return next((part.strip() for part in parts if not _is_known(_plain(part), words)), "")


def _is_known(part: str, words: frozenset[str]) -> bool:
    """农业、林业、水利 may be the name of one class or of three."""
    return part in words or all(word in words for word in part.split("、"))


def _plain(text: str) -> str:
    return _BLANKS.sub("", text).replace("，", "、").replace(",", "、").strip("、。")
