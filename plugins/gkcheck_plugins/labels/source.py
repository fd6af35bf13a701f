"""A page says where its text comes from, and says one thing."""

from collections.abc import Iterator

from gkcheck.api import Field, Finding, Page, Rule, expression, page_check
from gkcheck_plugins.labels.head import is_whole, label_of, label_value

_LABEL = "contentsource"
_SIGNS = expression(r"[^\w\u4e00-\u9fff]+")
_ORGAN = expression(r"(?:局|委|厅|院|署|政府|办公厅|办公室|管委会|委员会|日报|晚报|时报|社|台)$")
_UNIT = expression(r"(?:处|科|(?<!办公)室|司|中心|大队)$")
"""A unit inside a body: it publishes in the name of that body."""
_LONGEST = 24
"""A longer value is not the source alone: the line's other statements ran into it."""


@page_check("source-agrees")
def source_agrees(page: Page, rule: Rule) -> Iterator[Finding]:
    """The label ContentSource is a source and not the title, and is the source that readers see.

    A shown source and its label may be a short and a long name of one body; they disagree when neither holds the other.
    """
    if not page.derive(is_whole):
        return
    stated = label_value(page, _LABEL) or ""
    value = _plain(stated)
    if len(value) >= 8 and value == _plain(page.title):
        yield rule.finding(page, label_of(page, _LABEL), variant="title", subject="title", source=stated[:80])
        return
    shown = [entry for entry in page.fields if entry.name == "source" and entry.origin in ("text", "block")]
    told = [entry for entry in shown if entry.value.strip()]
    if shown and not told and not value and "fields" not in page.scripted:
        yield rule.finding(page, shown[0], variant="empty", subject="empty", label=shown[0].label)
    if value and told and not any(_agrees(entry, value) for entry in told):
        yield rule.finding(page, told[0], variant="differs", subject="differs", shown=told[0].value, source=stated[:80])


def _agrees(entry: Field, value: str) -> bool:
    """Whether a shown source can be the label's; also where it is no name of a body, and so cannot be compared."""
    shown = _plain(entry.value)
    if not 4 <= min(len(shown), len(value)) <= max(len(shown), len(value)) <= _LONGEST:
        return True
    if not (_ORGAN.search(shown) and _ORGAN.search(value)) or _UNIT.search(shown) or _UNIT.search(value):
        return True
    return shown in value or value in shown or _is_short(shown, value) or _is_short(value, shown)


def _is_short(short: str, long: str) -> bool:
    """Whether all signs of one name stand in the other in this order: 市知产局 of 上海市知识产权局."""
    rest = iter(long)
    return all(sign in rest for sign in short)


def _plain(text: str) -> str:
    return _SIGNS.sub("", text)
