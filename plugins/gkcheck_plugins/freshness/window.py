"""Check: columns whose window a norm fixes were updated within it."""

from collections.abc import Iterator
from datetime import date

from gkcheck.api import Column, Finding, Rule, Severity, Site, Unjudged, kind_of, site_check
from gkcheck_plugins.freshness.age import KINDS, columns_of_kinds, is_old_copy, limit_of, obstacle

_NUMBER = {"type": "integer", "minimum": 0}


@site_check(
    "columns-current",
    kinds={
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "minItems": 1,
        "default": ["news"],
        "title": "适用的栏目类别",
        "description": "kinds of columns that are judged",
    },
    days=_NUMBER | {"default": 14, "title": "期限（天）", "description": "the window in days"},
    months=_NUMBER
    | {"default": 0, "title": "期限（月），写了就不按天计", "description": "the window in months, instead of days"},
    warn=_NUMBER
    | {"default": 10, "title": "从第几天起预警，0 为不预警", "description": "days from which on it warns, 0 = never"},
    level={
        "enum": ["all", "first"],
        "default": "all",
        "title": "只看一级栏目（first）还是全部（all）",
        "description": "columns of the first level alone, or all",
    },
    copy=_NUMBER
    | {
        "default": 90,
        "title": "整个目录最新内容早于多少天即视为旧副本，交人工判断，0 为不看",
        "description": "days after which the whole folder is taken for an old copy and left to a person, 0 = never",
    },
)
def columns_current(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each column of `kinds` lists something published within the window; one finding a column, at its list page.

    A page without a date is no update, a future date none either. Empty columns are another rule's.
    """
    options = rule.options
    old = bool(options["copy"]) and is_old_copy(site, options["copy"])
    for column, limit in windows_of(site, rule):
        if column.latest and column.latest >= limit:
            gone = (site.today - column.latest).days
            left = (column.latest - limit).days
            if 0 < options["warn"] <= gone and not column.scripted:
                yield rule.finding(
                    column.page, variant="soon", severity=Severity.NOTE, subject=column.path,
                    column=column.name, date=column.latest, days=gone, days_left=left,
                )  # fmt: skip
            continue
        reason = obstacle(site, column, limit)
        if reason:
            yield rule.unjudged(column.page, reason)
            continue
        assert column.latest_guess is not None
        yield rule.finding(
            column.page,
            variant="copy" if old else "default",
            subject=column.path,
            review=old,
            column=column.name,
            date=column.latest_guess,
            days=(site.today - column.latest_guess).days,
            months=options["months"],
        )


def windows_of(site: Site, rule: Rule) -> Iterator[tuple[Column, date]]:
    """The columns that a rule of this check judges, each with the first day that is still in time."""
    options = rule.options
    for column, _ in columns_of_kinds(site, rule, frozenset(options["kinds"])):
        if column.empty or not _asked(column, options["level"], rule):
            continue
        days = min(column.days or options["days"], options["days"]) if not options["months"] else 0
        yield column, limit_of(site.today, days, options["months"])


def _asked(column: Column, level: str, rule: Rule) -> bool:
    """News columns that only lead on are judged by the columns below them, first-level ones as a whole."""
    if level == "first":
        return is_first(column, rule)
    return not column.container


def is_first(column: Column, rule: Rule) -> bool:
    """Whether a column is of the first level: the home page leads to it, and no column of its own kind stands above it."""
    vocabulary = rule.data[KINDS]
    own = column.kind(vocabulary)
    return column.first and not any(kind_of(name, "", (), vocabulary) == own for name in column.above)
