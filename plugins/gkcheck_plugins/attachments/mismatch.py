"""An attachment is what its name says."""

import re
from collections.abc import Iterator

from gkcheck.api import Attachment, Finding, Rule, Unjudged, beginning, compound, expression, file_check, format_of
from gkcheck_plugins.attachments.kinds import ALLOWED, FOREIGN, OFFICE, shown

_TITLE = expression(r"<title[^>]*>\s*(.*?)\s*</title", re.I | re.S)
_ERROR = expression(
    r"\b(?:40[0134]|50[0234])\b|not\s*found|forbidden|error|sign\s*in|log\s*in|错误|出错|不存在|未找到|找不到|无法访问|拒绝访问|没有权限|无权|登录|登陆|维护",
    re.I,
)
_SHOWN = 40
_WRITTEN = ("web-page", "old-xml")
"""Variants that an office program may have made on purpose: a page or XML of 2003 under its own extension."""


@file_check("is-what-its-name-says", extensions=[f".{name}" for name in ALLOWED])
def is_what_its_name_says(attachment: Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The content is of a format that the extension stands for. What is not recognised is not judged."""
    named = attachment.extension
    if not attachment.data.strip(b"\x00 \t\r\n"):
        return  # empty: whether it opens is another rule's question
    found = attachment.derive(format_of)
    if found in ALLOWED[named]:
        return
    if reason := _doubt(attachment, found):
        yield rule.unjudged(attachment, reason)
        return
    variant, title = _variant(attachment, found)
    # Office programs write such files themselves and open them, some with a warning: whether readers can is for a person to say.
    written = variant in _WRITTEN
    severity = "note" if written else None
    yield rule.finding(
        attachment, variant=variant, named=f".{named}", found=shown(found), title=title, review=written, severity=severity
    )


def _doubt(attachment: Attachment, found: str) -> str:
    """Why the content cannot be told; "" = it can."""
    if (found == "ole" and attachment.derive(compound).trouble) or (not found and attachment.head.startswith(b"PK")):
        return "attachment-damaged"
    # Containers and XML without known parts may be what some other program writes under these names.
    foreign = found in ("ole", "zip", "xml") and attachment.extension in FOREIGN
    old = found == "ole" and attachment.extension in OFFICE
    return "attachment-unknown" if not found or foreign or old else ""


def _variant(attachment: Attachment, found: str) -> tuple[str, str]:
    """Which message says it, and the title of a page that stands in the file's place."""
    if found == "html":
        title = _TITLE.search(beginning(attachment.head))
        words = re.sub(r"<[^>]*>|\s+", " ", title[1]).strip() if title else ""
        if words and _ERROR.search(words):
            return "error-page", words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    if found in ("html", "mhtml") and attachment.extension in OFFICE:
        return "web-page", ""
    if found == "xml-sheet" and attachment.extension in ("xls", "et"):
        return "old-xml", ""
    return ("program", "") if found == "exe" else ("default", "")
