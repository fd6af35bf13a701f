"""Catalogues that are files: tables and data beside the pages, known by what pages or their own names call them."""

import re

from gkcheck.api import Page, Site, SitePage, expression

_FORMATS = (".xlsx", ".csv", ".docx", ".json", ".yaml", ".yml")
_CALLED = expression(r"公开.{0,10}(?:目录|事项清单)|目录.{0,6}公开|公开事项")
_OTHER = expression(r"采购|权责|权力|责任清单|收费|证明|负面|抽查|模板|说明|通知|解读|统计表|申请表")
_NAMES = expression(
    r"(?:^|[._ -])(?:z?f?xxgkml|(?:zd)?gkml|gkbzml|zwgkml|gksx|mulu|catalog(?:ue)?|disclosure)(?=[._ -]|\d|$)", re.I
)
_MOST = 5


def catalogue_files(page: Page) -> list[str]:
    """The files that a page offers as a catalogue, where it does not show one itself."""
    if "目录" not in page.source and "公开事项" not in page.source:
        return []
    found = [
        link.target
        for link in page.links
        if link.where == "internal"
        and link.target.lower().endswith(_FORMATS)
        and _is_called(f"{link.text}{link.title}")
    ]
    return list(dict.fromkeys(found))[:_MOST]


def is_called_catalogue(path: str) -> bool:
    """Whether a file is one of the repository's catalogues by its name."""
    name, _, form = path.rpartition("/")[2].rpartition(".")
    if f".{form.lower()}" not in _FORMATS:
        return False
    return _is_called(name) or bool(_NAMES.search(name)) or ("目录" in name and not _OTHER.search(name))


def _is_called(text: str) -> bool:
    return bool(_CALLED.search(text)) and not _OTHER.search(text)


def catalogues_of(site: Site) -> list[SitePage]:
    """All catalogues of a site, pages first."""
    return [*site.of_kind("catalogue"), *site.documents_of_kind("catalogue")]
