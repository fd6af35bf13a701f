"""What editing programs write about themselves and the person in front of them: names of authors, folders of their computers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Finding, Page, Rule, expression, page_check

_SIGNS = ("Author>", "Users", "Settings")
_AUTHOR = expression(r"<o:(?:Last)?Author>\s*([^<]{1,40})</o:(?:Last)?Author>", re.I)
_FOLDER = expression(
    r"(?:file:/{0,3})?[A-Za-z]:[\\/](?:Users|Documents(?:%20| )and(?:%20| )Settings)[\\/](?!Public|Default|All|Administrator|admin|user|pc|lenovo|dell|hp)([^\\/<>\"']{2,30})[\\/]",
    re.I,
)
_PROGRAM = expression(
    r"<meta\b[^>]*\bcontent\s*=\s*[\"']?(Microsoft (?:Word|Excel|FrontPage)[^\"'>]{0,12}|(?:Word|Excel)\.(?:Document|Sheet)|WPS Office[^\"'>]{0,12})[\"'\s/>]",
    re.I,
)
_PROGRAMS = ("ProgId", "Originator", "Generator", "generator", "GENERATOR")
_GENERIC = frozenset(("administrator", "admin", "user", "lenovo", "dell", "hp", "pc", "微软用户", "微软中国", "雨林木风", "系统管理员", "作者", "windows 用户"))

_START = 20_000
"""Characters in which the head stands."""


class _Place(NamedTuple):
    offset: int
    length: int


@page_check("no-editor-metadata")
def editor_metadata(page: Page, rule: Rule) -> Iterator[Finding]:
    """The source names neither the author that a word processor knew nor the folder of a computer's user. Names are shown masked.

    Nor does the page carry the head of such a program's document: that it was pasted whole is for the editor to know.
    """
    first = min((found for word in _PROGRAMS if (found := page.source.find(word, 0, _START)) >= 0), default=-1)
    program = _PROGRAM.search(page.source, max(0, page.source.rfind("<", 0, first)), _START) if first >= 0 else None
    if program:
        name = " ".join(program[1].split())
        yield rule.finding(page, _Place(program.start(1), len(program[1])), variant="program", subject="program", name=name)
    if not any(sign in page.source for sign in _SIGNS):
        return
    for variant, pattern in (("author", _AUTHOR), ("folder", _FOLDER)):
        for match in pattern.finditer(page.source):
            name = match[1].strip()
            if name and name.lower() not in _GENERIC:
                at = _Place(match.start(1), len(match[1]))
                yield rule.finding(page, at, variant=variant, subject=variant, name=name[0] + "*" * min(3, max(1, len(name) - 1)))
                break
