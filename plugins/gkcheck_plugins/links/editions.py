"""Reports that appear year by year: the text names one year, and the link leads to another."""

import re

from gkcheck.api import SitePage
from gkcheck_plugins.links.naming import Claim, claim_of, plain, without_years
from gkcheck_plugins.links.targets import SHORTEST_TITLE, Target, Targets, Verdict, others

_SHORTEST_REST = 4
_PLANNED = re.compile(r"(?:计划|方案|要点|清单|安排|预算|决算|名单|名录|目录|通知|公告|公示|标准|工作)$")
_SHOWN = 60


def other_edition(
    claim: Claim, target: Target, targets: Targets, reports: re.Pattern[str], page: SitePage
) -> Verdict | None:
    """Another year of the same report, named by a link of `page`; None where it may be meant.

    A report on one year comes out in the next, and is often called by the latter: where the wording of text and title
    differs, the page has to show by another link that it does not count so.
    """
    if claim.cut:
        return None
    same = _is_same_plan(claim, target)
    if not same and not (reports.search(claim.whole) and reports.search(target.title)):
        return None
    if any(f"{claim.year}年" in name for name in target.names[1:]):
        return None
    ours, theirs = without_years(claim.whole), without_years(target.title)
    within = same or ours in theirs or theirs in ours
    if len(ours) < _SHORTEST_REST or not (within or (target.kind == "annual-report" and "公开" in ours)):
        return None
    wanted = plain(target.title).replace(str(target.year), str(claim.year))
    meant = others(targets.called(wanted), target)
    strict = same or ours == theirs or (len(ours) >= SHORTEST_TITLE and within)
    if not strict and (not meant or (claim.year == target.year + 1 and not _agrees(page, targets))):
        return None
    arguments = {"year": str(claim.year), "other": str(target.year), "title": target.title[:_SHOWN]}
    if not meant:
        return Verdict("year", arguments)
    return Verdict("year-elsewhere", {**arguments, "path": meant[0].path}, meant)


def _is_same_plan(claim: Claim, target: Target) -> bool:
    """Whether text and target name one plan, list or measure letter by letter, but for its year."""
    ours = without_years(claim.name or claim.whole)
    if len(ours) < SHORTEST_TITLE or not _PLANNED.search(ours):
        return False
    return any(ours == without_years(title) for title in (target.title, claim_of(target.title).name) if title)


def _agrees(page: SitePage, targets: Targets) -> bool:
    """Whether the page calls another report by the year that stands in its title."""
    for link in page.links:
        other = targets.at(link.target) if link.where == "internal" and link.target in page.site.files else None
        if other and other.year and claim_of(link.text).year == other.year:
            return True
    return False
