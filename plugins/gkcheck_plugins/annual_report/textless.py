"""Reports that are not text: only a picture, a file or a frame, so that nothing on the page can be read."""

import re

from gkcheck.api import Page, expression
from gkcheck_plugins.annual_report.headings import Line
from gkcheck_plugins.annual_report.outline import outline

_DOCUMENT = expression(r"\.(?:pdf|docx?|ofd|wps|xlsx?|zip|rar|jpe?g|png|gif)$", re.I)
_SHOWN = ("img", "iframe", "embed", "object")
_ICON = expression(r"icon|ico[_/]|\.gif$|fileTypeImages", re.I)
_THIN, _SHORT = 300, 1000
"""Characters of running text under which a page with an attachment, frame or picture is only the cover of its report:
the first always, the second where it has none of the sections."""


def why_unreadable(page: Page, headings: list[Line]) -> str:
    """Why the text of the report is not on the page, "" when it is."""
    if len(headings) >= 3:
        return ""
    text = sum(len(block.text) for block in page.content if len(block.text) >= 20)
    if "body" in page.scripted and text < _THIN:
        return "body-by-script"
    other = any(
        link.area == "content"
        and (link.tag in ("iframe", "embed", "object", "img", "frame") or _DOCUMENT.search(link.target))
        for link in page.links
    )
    return "not-text" if other and (text < _THIN or (not headings and text < _SHORT)) else ""


def shown_instead(page: Page, section: int) -> bool:
    """Whether a picture or frame stands in a section, where its table should be."""
    headings = page.derive(outline)
    line = next((line for line in headings if line.section == section), None)
    if line is None:
        return False
    following = next((other.block for other in headings if other.block > line.block), None)
    start = page.blocks[line.block].offset
    end = page.blocks[following].offset if following is not None else len(page.source)
    return any(
        link.area == "content" and link.tag in _SHOWN and start < link.offset < end and not _ICON.search(link.raw)
        for link in page.links
    )
