"""Which elements a guide lacks, and when that cannot be told."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from gkcheck.api import Page, expression
from gkcheck_plugins.guide.labels import Labels
from gkcheck_plugins.guide.pieces import read_pieces, squeeze, to_facts
from gkcheck_plugins.guide.reading import Guide

NAME = "service-guide-1"
ELEMENTS = (
    *("name", "basis", "conditions", "materials", "place", "agency"),
    *("hours", "limit", "fee", "phone", "process", "form"),
)
CERTAIN = ("name", "basis", "conditions", "materials", "place", "hours", "phone", "process")
"""The eight classes of the 2015 census, of which the list of 2019 is an extension."""
_ORDERLY = 5
"""A page with so many labels is set out by elements, so that a class without a label is one that it lacks."""
_FEW = 2
_SHELL = 3
"""Labels with nothing behind them: one or two were forgotten, so many wait for a script where one runs."""
_PANE = 16
_MOMENT = expression(r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?\s*\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?")
_ITEM = expression(r"(?:办事|服务|办理|申报|申请|审批)?(?:指南|须知|指引|流程)(?:[（(].{1,12}[)）])?$")
_ENCLOSED = expression(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|zip|rar|jpe?g|png)(?:$|[?#])", re.I)
_WHOLE = expression(r"指南|须知|流程|办事|服务手册|一次性告知|详情|全文")
_DETAILS = expression(r"指南|详情|详见|详细|查看|具体|政务服务网|一网通办|全文")
_PICTURE = 200
"""Characters of a page beside whose pictures there is nothing to read."""


class Surroundings(NamedTuple):
    """What else of the page decides whether an absence proves anything. Kept with its lines."""

    scripted: bool
    """A script fills in the text or its fields."""
    runs: bool
    """The page has scripts, which may fill anything in."""
    file: bool
    """A file on the page holds the guide itself."""
    picture: bool
    elsewhere: bool
    """A link leads to the guide on another server."""


def surroundings(page: Page) -> Surroundings:
    """Scripts, files and pictures of a guide page that may hold what its text lacks."""
    links = [link for link in page.links if link.area == "content"]
    file = any(
        _ENCLOSED.search(link.raw) and _WHOLE.search(link.text or link.title) for link in links if link.tag == "a"
    ) or any(link.tag in ("iframe", "embed", "object") for link in links)
    picture = any(link.tag == "img" for link in links)
    elsewhere = any(
        link.tag == "a" and link.where in ("external", "dynamic") and _DETAILS.search(link.text or link.title)
        for link in links
    )
    scripted = bool({"body", "fields"} & page.scripted) or "{{" in page.source
    return Surroundings(scripted, "<script" in page.source, file, picture, elsewhere)


def guide_facts(page: Page) -> dict[str, Any] | None:
    """The lines of a guide page, for checks that compare the site's guides; None for any other page."""
    if page.kind != "guide":
        return None
    return {"pieces": to_facts(read_pieces(page)), "around": list(surroundings(page))}


def cannot_judge(guide: Guide, around: Surroundings, missing: Iterable[str]) -> str:
    """Why nothing can be said of a guide that lacks `missing`: a key of the reasons, or "" when it can."""
    if guide.cut or guide.items > 1:
        return "several-items"
    named = {element.name for element in guide.elements}
    if len(named) < _FEW:
        return "body-by-script" if around.scripted else "not-text" if around.file or around.picture else "no-elements"
    empty = [element for element in guide.elements if element.state == "empty"]
    unknown = [element for element in guide.elements if element.state == "unknown"]
    if not missing and not empty:
        return ""
    shell = len(empty) >= _SHELL or (unknown and _text(guide) < _PANE * len(unknown))
    if around.scripted or (shell and around.runs):
        return "fields-by-script"
    if missing and around.elsewhere:
        return "outside"
    if around.file:
        return "not-text"
    if around.picture and _text(guide) < _PICTURE:
        return "not-text"
    return ""


def _text(guide: Guide) -> int:
    return sum(len(piece.text) for piece in guide.pieces)


def missing_elements(guide: Guide, title: str, labels: Labels, wanted: Iterable[str]) -> list[str]:
    """The elements of `wanted` that the guide states nowhere, with a label or without.

    A title that names the matter is its name. A page set out by elements states them under labels; of running text
    every manner of saying counts.
    """
    named = {element.name for element in guide.elements if element.state not in ("empty", "none")}
    orderly = len(named) >= _ORDERLY
    text = _MOMENT.sub("", "\n".join(piece.text for piece in guide.pieces))
    found = []
    for name in wanted:
        if name in named or (name == "name" and item_of(guide, title)):
            continue
        signs = [labels.signs.get(name), None if orderly else labels.loose.get(name)]
        if not any(pattern is not None and pattern.search(text) for pattern in signs):
            found.append(name)
    return found


def item_of(guide: Guide, title: str) -> str:
    """The matter that the guide is about: what it calls itself, else its title without 办事指南; "" when neither says."""
    stated = guide.of("name")
    name = squeeze(stated[0].text) if stated else _ITEM.sub("", squeeze(title))
    name = name.strip('《》“”"。；;')
    return name if len(name) >= 4 else ""


def spell(names: Iterable[str], labels: Labels) -> str:
    """The elements by their titles."""
    return "、".join(labels.titles[name] for name in names)
