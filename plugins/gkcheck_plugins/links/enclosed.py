"""Attachments: the text says 附件2 or a name, and the file it leads to bears another number or the name of its neighbour."""

from collections.abc import Iterator
from typing import NamedTuple

from gkcheck.api import Finding, LinkFact, Location, Related, Rule, Site, SitePage
from gkcheck_plugins.links.naming import FILE, attachment_name, han_count, ordinal_of
from gkcheck_plugins.links.targets import named_files

_SHOWN = 60
_SHORTEST = 4
_ONE_NAME = 0.75
"""Of the pairs of characters of the shorter name: two wordings of one name share so many."""


class _File(NamedTuple):
    """A link to a file that exists. `said` and `borne` are the ordinals of the text and of the file's name, 0 = none."""

    link: LinkFact
    path: str
    said: int
    borne: int
    text: str
    name: str


def wrong_files(site: Site, page: SitePage, rule: Rule) -> Iterator[Finding]:
    """Links of one page to a file of another number or name than their text says."""
    files = [
        _file(link)
        for link in page.links
        # A name that says something here is Chinese, and most files bear the hash of a system.
        if not link.target.isascii()
        and link.where == "internal"
        and FILE.search(link.target)
        and link.target in site.files
    ]
    if not files:
        return
    told = set()
    for file in _misnumbered(files):
        told.add(file.link)
        yield rule.finding(
            *(page, file.link),
            variant="attachment",
            subject=f"{file.path} {file.link.text}"[:200],
            related=_related(next((other.path for other in files if other.borne == file.said), "")),
            number=str(file.said),
            other=str(file.borne),
            title=file.path.rpartition("/")[2][:_SHOWN],
        )
    for file in files:
        meant = _neighbour(site, file) if file.link not in told else ""
        if meant:
            yield rule.finding(
                *(page, file.link),
                variant="file",
                subject=f"{file.path} {file.link.text}"[:200],
                related=_related(meant),
                text=file.link.text[:_SHOWN],
                title=file.path.rpartition("/")[2][:_SHOWN],
                path=meant,
            )


def _file(link: LinkFact) -> _File:
    name = link.target.rpartition("/")[2]
    said = ordinal_of(link.text) or (ordinal_of(link.label) if len(link.label) <= 5 else 0)
    return _File(link, link.target, said, ordinal_of(name), attachment_name(link.text), attachment_name(name))


def _misnumbered(files: list[_File]) -> list[_File]:
    """Files of another number than the text says, where the page's attachments are otherwise numbered as their files.

    A notice that passes on another's attachments numbers them anew: then none agrees, and nothing is said. The same holds
    where name and name agree, and for a number that the page gives twice.
    """
    numbered = {(file.path, file.said): file for file in files if file.said and file.borne}
    said = [number for _, number in numbered]
    wrong = [
        file
        for file in numbered.values()
        if file.said != file.borne and not _agree(file) and said.count(file.said) == 1
    ]
    right = [file for file in numbered.values() if file.said == file.borne]
    swapped = bool(wrong) and {file.said for file in wrong} == {file.borne for file in wrong}
    return wrong if wrong and (swapped or len(right) >= len(wrong)) else []


def _agree(file: _File) -> bool:
    """Whether text and file's name are one but for the number, as far as both say a name."""
    if len(file.text) < 2 or len(file.name) < 2:
        return False
    if file.text in file.name or file.name in file.text:
        return True
    ours, theirs = (frozenset(name[i : i + 2] for i in range(len(name) - 1)) for name in (file.text, file.name))
    return len(ours & theirs) >= _ONE_NAME * min(len(ours), len(theirs))


def _neighbour(site: Site, file: _File) -> str:
    """Another file of the folder that bears the very name of the text, where this one's name is quite another; "" = none."""
    if min(han_count(file.text), han_count(file.name)) < _SHORTEST or _agree(file):
        return ""
    folder = file.path.rpartition("/")[0]
    meant = site.derive(named_files).get((folder, file.text), [])
    return meant[0] if meant else ""


def _related(path: str) -> tuple[Related, ...]:
    return (Related(Location(path), "meant"),) if path else ()
