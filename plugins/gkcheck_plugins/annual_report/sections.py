"""Check: an annual report has the six sections of the national format, each with its text, in their order."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Related, Rule, Unjudged, page_check
from gkcheck_plugins.annual_report.headings import SECTIONS, Line
from gkcheck_plugins.annual_report.outline import is_empty, outline
from gkcheck_plugins.annual_report.textless import why_unreadable
from gkcheck_plugins.annual_report.year import IN_FORCE, report_year

_NUMERALS = "一二三四五六"


@page_check("report-sections")
def report_sections(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each of the six sections stands, holds something, and comes in its place; a report that misses most gives one finding.

    Reports on years before 2019 had another form. What is only a picture, a file or a frame cannot be read.
    """
    year = report_year(page)
    if not year and page.published:
        year = page.published.year - 1
    if year < IN_FORCE:
        yield rule.unjudged(page, "other-form" if year else "ambiguous")
        return
    headings = outline(page)
    reason = why_unreadable(page, headings)
    if page.is_document and len(headings) < 3:
        reason = "unreadable"  # a file of tables alone, beside the page that holds the text
    if reason:
        yield rule.unjudged(page, reason)
        return
    present = {line.section for line in headings}
    missing = [section for section in range(1, 7) if section not in present]
    if len(missing) >= 4:
        names = "、".join(_NUMERALS[section - 1] for section in missing)
        yield rule.finding(page, variant="most", subject="most", sections=names, count=len(missing))
    else:
        for section in missing:
            yield _missing(page, rule, headings, section)
    for number, line in enumerate(headings):
        if is_empty(page, headings, number):
            name = _name(line.section)
            yield rule.finding(page, page.blocks[line.block], variant="empty", subject=f"empty:{name}", section=name)
    yield from _misplaced(page, rule, headings)


def _name(section: int) -> str:
    return f"{_NUMERALS[section - 1]}、{SECTIONS[section - 1]}"


def _missing(page: Page, rule: Rule, headings: list[Line], section: int) -> Finding:
    """A missing section, reported at its neighbour: the one that it should come before, else the last one before it."""
    later = next((line for line in headings if line.section > section), None)
    earlier = next((line for line in reversed(headings) if line.section < section), None)
    neighbour = later or earlier
    assert neighbour is not None  # at least three sections are there
    other = earlier if later else None
    related = (Related(page.locate(page.blocks[other.block]), "section"),) if other else ()
    return rule.finding(
        page,
        page.blocks[neighbour.block],
        variant="before" if later else "after",
        subject=_name(section),
        related=related,
        section=_name(section),
        neighbour=_name(neighbour.section),
    )


def _misplaced(page: Page, rule: Rule, headings: list[Line]) -> Iterator[Finding]:
    in_order = _longest([line.section for line in headings])
    for number, line in enumerate(headings):
        if number in in_order:
            continue
        later = next((other for other in headings[number + 1 :] if other.section < line.section), None)
        other = later or next(other for other in reversed(headings[:number]) if other.section > line.section)
        related = (Related(page.locate(page.blocks[other.block]), "section"),)
        at, name = page.blocks[line.block], _name(line.section)
        variant = "early" if later else "late"
        yield rule.finding(
            page,
            at,
            variant=variant,
            subject=f"order:{name}",
            related=related,
            section=name,
            neighbour=_name(other.section),
        )


def _longest(sections: list[int]) -> frozenset[int]:
    """Places of a longest rising row; of two equally long ones that which leaves out the sections that come early."""
    chains: list[tuple[int, ...]] = []
    for place, section in enumerate(sections):
        before = [chain for chain in chains if sections[chain[-1]] < section]
        chains.append((*_best(before), place))
    return frozenset(_best(chains))


def _best(chains: list[tuple[int, ...]]) -> tuple[int, ...]:
    return max(chains, key=lambda chain: (len(chain), chain)) if chains else ()
