"""Check: the text of a report is this year's, not last year's once more."""

import re
import zlib
from collections.abc import Iterator

from gkcheck.api import Finding, Page, Related, Rule, Site, SitePage, expression, site_check
from gkcheck_plugins.annual_report.statements import prose_of
from gkcheck_plugins.annual_report.year import subject_of

NAME = "annual-report-prose-1"
_NUMBER = expression(r"[\d.,，%％〇零一二三四五六七八九十百千万亿两]+")
_SHORT = 12
"""Characters of a clause that may well be said again each year."""


def report_prose_facts(page: Page) -> list[int] | None:
    """A digest of each sentence of sections one and five, numbers aside; None for what is no report."""
    if page.kind != "annual-report":
        return None
    texts = ["".join(block.text.split()) for section in (1, 5) for block in prose_of(page, section)]
    sentences = [_NUMBER.sub("", sentence) for text in texts for sentence in re.split(r"[。；;！]", text)]
    return [zlib.crc32(sentence.encode()) for sentence in sentences if len(sentence) >= _SHORT]


@site_check(
    "report-prose-new",
    share={
        "type": "integer",
        "minimum": 10,
        "maximum": 100,
        "default": 80,
        "title": "与上年相同的句子达到百分之几时提示",
        "description": "percentage of sentences that are last year's from which it is noted",
    },
    sentences={
        "type": "integer",
        "minimum": 1,
        "default": 6,
        "title": "正文至少有几句才判断",
        "description": "sentences that a report has at least to be judged",
    },
)
def report_prose_new(site: Site, rule: Rule) -> Iterator[Finding]:
    """Most sentences of sections one and five are not those of the same body's last report, numbers aside."""
    reports: dict[tuple[str, int], SitePage] = {}
    for page in site.of_kind("annual-report"):
        reports.setdefault((subject_of(page.title), page.facts.year), page)
    for (subject, year), page in reports.items():
        before = reports.get((subject, year - 1))
        said = page.extra(NAME) or []
        known = set(before.extra(NAME) or []) if before else set()
        same = sum(sentence in known for sentence in said)
        if before and len(said) >= rule.options["sentences"] and same * 100 >= len(said) * rule.options["share"]:
            related = (Related(before.locate(), "report"),)
            yield rule.finding(
                page, subject=str(year), related=related, year=year, last=year - 1, same=same, count=len(said)
            )
