"""Check: no column is empty."""

from collections.abc import Iterator

from gkcheck.api import Finding, Rule, Severity, Site, Unjudged, columns_of, site_check
from gkcheck_plugins.freshness.english import ENGLISH

_EXEMPT = frozenset(("static", "construction", "history", "other"))


@site_check(
    "column-filled",
    warn={
        "type": "integer",
        "minimum": 0,
        "default": 2,
        "title": "空白栏目达到几个时预警，0 为不预警",
        "description": "number of empty columns from which on it warns, 0 = never",
    },
    veto={"type": "integer", "minimum": 1, "default": 5, "title": "单项否决的个数", "description": "number that fails the inspection"},
)  # fmt: skip
def column_filled(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each column has rows, text, pictures or pages; one finding a column.

    A list that a script may fill is not judged: only where the page runs no script but those that run on lists with rows.
    One that says it is being built is for a person to decide; one that the configuration declares so is not asked.
    """
    blank = []
    for column in site.derive(columns_of):
        declared = next((entry.kind for entry in reversed(column.settings) if entry.kind is not None), None)
        if ENGLISH.search(column.path):
            continue  # whether the English part holds anything is a rule of its own
        if declared in _EXEMPT or not column.bare or not column.whole or not column.name:
            continue
        if column.scripted:
            yield rule.unjudged(column.page, "list-by-script")
        elif column.said == "construction":
            yield rule.finding(
                column.page, variant="construction", subject=column.path, review=True, column=column.name
            )
        else:
            blank.append(column)
    for column in blank:
        yield rule.finding(column.page, subject=column.path, column=column.name)
    options = rule.options
    if 0 < options["warn"] <= len(blank) < options["veto"]:
        left = options["veto"] - len(blank)
        yield rule.finding(
            blank[0].page,
            variant="soon",
            severity=Severity.NOTE,
            subject="blank-columns",
            count=len(blank),
            left=left,
            veto=options["veto"],
        )
