"""Check: columns whose window no norm fixes keep to the cycle that the site declares; without one a person decides."""

from collections.abc import Iterator
from typing import Any

from gkcheck.api import Column, Finding, Rule, Site, Unjudged, site_check
from gkcheck_plugins.freshness.age import columns_of_kinds, limit_of, obstacle
from gkcheck_plugins.freshness.window import is_first

_FIRST_ELSEWHERE = frozenset(("notices", "policy"))
"""Kinds whose columns of the first level have a window of their own (UPD003)."""
_ELSEWHERE = frozenset(("news", "topic"))
"""Kinds that have rules of their own (UPD002, UPD006), which keep to a declared cycle as well."""


@site_check(
    "columns-on-cycle",
    windows={
        "type": "object",
        "additionalProperties": {
            "type": "integer",
            "minimum": 1,
            "title": "这一类栏目多少个月没有更新就列出",
            "description": "months after which columns of this kind are listed",
        },
        "default": {"personnel": 12},
        "title": "各类栏目的参考期限（月）",
        "description": "windows of the kinds of columns, in months",
    },
    declared={
        "type": "boolean",
        "default": False,
        "title": "是否检查所有声明了更新周期的栏目",
        "description": "whether every column that declares a cycle is judged",
    },
    over={
        "type": "integer",
        "minimum": 0,
        "default": 0,
        "title": "超过多少个月没有更新即视为已经结束，不再列出，0 为不适用",
        "description": "months after which a column counts as closed and is listed no more, 0 = never",
    },
)
def columns_on_cycle(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A column with a declared cycle was updated within it; others are listed for review after the window of their kind.

    That a column has no news because nothing happened is the false alarm that offices complain of: without a declared
    cycle nobody but a person can tell. Columns that another rule judges are left out, so that each gives one finding.
    """
    windows: dict[str, int] = rule.options["windows"]
    over: int = rule.options["over"]
    for column, kind in columns_of_kinds(site, rule, frozenset(windows), rule.options["declared"]):
        if column.empty or column.container or (kind in _ELSEWHERE and kind not in windows):
            continue
        if not (column.items or column.scripted or column.days):
            continue  # a column that is one page of text has no list to be kept up
        months = windows.get(kind, 0)
        if kind in _FIRST_ELSEWHERE and is_first(column, rule) and not _within(site, column, months):
            continue
        declared = column.days
        limit = limit_of(site.today, declared) if declared else limit_of(site.today, 0, months)
        if column.latest and column.latest >= limit:
            continue
        reason = obstacle(site, column, limit)
        if not reason and over and not declared and column.latest and column.latest < limit_of(site.today, 0, over):
            reason = "column-over"
        if reason:
            yield rule.unjudged(column.page, reason)
        else:
            yield _finding(site, rule, column, months)


def _within(site: Site, column: Column, months: int) -> bool:
    """Whether the column is new enough for the norm's own window, so that its declared cycle is all that it can miss."""
    return bool(column.days and column.latest and column.latest >= limit_of(site.today, 0, months))


def _finding(site: Site, rule: Rule, column: Column, months: int) -> Finding:
    assert column.latest_guess is not None
    arguments: dict[str, Any] = {
        "column": column.name or column.path,
        "date": column.latest_guess,
        "days": (site.today - column.latest_guess).days,
    }
    if column.days:
        return rule.finding(column.page, variant="declared", subject=column.path, cycle=column.days, **arguments)
    return rule.finding(column.page, subject=column.path, review=True, months=months, **arguments)
