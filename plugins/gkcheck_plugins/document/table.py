"""The information table of a policy page: which fields it has, and which of them say something."""

from collections.abc import Iterable

from gkcheck.api import Field, Page

TABLE = ("block", "front")
"""Origins of fields that stand in the information table, or in the front matter that takes its place."""
ROWS = 3
"""From so many fields on a page counts as having an information table."""
_DASHES = frozenset("-—－–/\\·. 　\xa0")
_NOTHING = frozenset(("无", "暂无", "空", "null", "undefined", "none", "号", "〔〕号", "[]号"))


def rows(page: Page) -> list[Field]:
    """The fields of the page's information table; [] when it has none."""
    found = [entry for entry in page.fields if entry.origin in TABLE]
    return found if len({entry.name for entry in found}) >= ROWS else []


_LITTLE = 200
"""Characters of a page without its text."""


def stated(value: str) -> bool:
    """True when a value says something: it is not blank, a dash, 无, or what a template writes around nothing."""
    text = value.strip()
    return bool(text) and not set(text) <= _DASHES and text.lower() not in _NOTHING


def states_none(value: str) -> bool:
    """True when a value says in words that there is none: 无, 无文号."""
    return value.strip().rstrip("。") in ("无", "暂无", "无文号", "没有", "无字号", "无发文字号", "无编号")


def named(fields: Iterable[Field], name: str) -> list[Field]:
    """The fields of that canonical name."""
    return [entry for entry in fields if entry.name == name]


def filled_by_script(page: Page) -> bool:
    """True when a script may put the fields in, so that their absence proves nothing."""
    return "fields" in page.scripted or "body" in page.scripted


def written_by_script(page: Page) -> bool:
    """True when a script writes the text and the page itself shows no more than a title."""
    return "body" in page.scripted and sum(len(block.text) for block in page.content) < _LITTLE
