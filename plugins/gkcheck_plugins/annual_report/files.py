"""Files that hold a report where its page does not: they are read with it."""

import re

from gkcheck.api import Link, Page
from gkcheck_plugins.annual_report.report import report_of

_FORMATS = (".docx", ".xlsx", ".pdf")
_OTHER = re.compile(r"解读|图解|一图|读懂|看懂|申请表|模板|格式|指南|通知|海报")
_MOST = 3


def report_files(page: Page) -> list[str]:
    """The files that a report's page leads to, where none of its tables stands on the page itself.

    Of a report in several formats the one is taken that says most clearly what its cells are: a PDF only alone.
    """
    if report_of(page).reading.heads or report_of(page).reason == "other-form":
        return []
    found = [link for link in page.links if _is_report(link)]
    kept = [link for link in found if not link.target.lower().endswith(".pdf")] or found
    return list(dict.fromkeys(link.target for link in kept))[:_MOST]


def _is_report(link: Link) -> bool:
    return (
        link.where == "internal"
        and link.area == "content"
        and link.target.lower().endswith(_FORMATS)
        and not _OTHER.search(f"{link.text}{link.title}")
    )
