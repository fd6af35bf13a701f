"""Checks: the numbers of tables three and four add up, per column, per row and per group."""

from collections.abc import Callable, Iterator

from gkcheck.api import Finding, Page, Related, Rule, Unjudged, page_check
from gkcheck_plugins.annual_report.cells import FormCell, Reading
from gkcheck_plugins.annual_report.culprits import culprits
from gkcheck_plugins.annual_report.relations import (
    Relation,
    applicants,
    outcomes,
    received,
    reviews,
    spelled,
)
from gkcheck_plugins.annual_report.report import report_of


@page_check("received-equals-handled")
def received_equals_handled(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """New and carried-in applications are as many as handled and carried-out ones, in each column of table three.

    A column of which a number is missing, blank or unreadable is not judged; 0 is never put in its place.
    """
    yield from _judge(page, rule, "三", received)


@page_check("outcomes-add-up")
def outcomes_add_up(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """三（七）总计 is the sum of the outcomes above it, in each column of table three."""
    yield from _judge(page, rule, "三", outcomes)


@page_check("applicants-add-up")
def applicants_add_up(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """总计 is the sum of natural persons and the five kinds of bodies, in each row of table three."""
    yield from _judge(page, rule, "三", applicants)


@page_check("reviews-add-up")
def reviews_add_up(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """总计 is the sum of the four outcomes, in review and in both kinds of litigation of table four."""
    yield from _judge(page, rule, "四", reviews)


def _judge(
    page: Page, rule: Rule, sheet: str, relate: Callable[[Reading], Iterator[Relation | None]]
) -> Iterator[Finding | Unjudged]:
    report = report_of(page)
    if report.reason:
        yield rule.unjudged(page, report.reason)
        return
    relations = list(relate(report.reading))
    broken = sheet == "三" and any(relation and not relation.holds for relation in relations)
    suspects = culprits(report.reading) if broken else {}
    for relation in relations:
        if relation and not relation.holds:
            yield _finding(page, rule, report.reading, sheet, relation, suspects.get(relation.line))
    if None in relations:
        yield rule.unjudged(page, "unreadable")


def _finding(
    page: Page, rule: Rule, reading: Reading, sheet: str, relation: Relation, suspect: FormCell | None
) -> Finding:
    """At the likeliest culprit, where a row and a column cross in one; else at the stated result."""
    at = suspect or relation.at
    left, right = relation.sums
    related = tuple(Related(page.locate(cell), "cell") for cell in relation.cells if cell is not at)
    return rule.finding(
        page,
        at,
        subject=relation.line,
        related=related,
        left=spelled(relation.left, left),
        right=spelled(relation.right, right),
        line=reading.sheets[sheet].label(relation.line),
    )
