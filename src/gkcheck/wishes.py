"""Which files that are not HTML are read: those that the configuration names, and those that a page wants read with it."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from gkcheck.config import Config
from gkcheck.facts import Wish
from gkcheck.finding import Problem, Unjudged
from gkcheck.rule import Rule
from gkcheck.site import Site, SitePage
from gkcheck.sources.directory import DOCUMENTS, File

_GUESSED = 5_000_000
"""Bytes: a larger file is data for a machine, whatever its name says."""
Names = Sequence[tuple[str, Callable[[str], bool]]]


def wishes(site: Site, config: Config, scope: Collection[str] = (), names: Names = ()) -> dict[str, Wish]:
    """Path → why it is read. Of several pages that want a file the first counts.

    `scope` are paths that somebody named, `names` tell kinds by the path alone.
    """
    found: dict[str, Wish] = {}
    for page, path in _wanted(site):
        facts = page.facts
        asked = config.named_document(path) or path in scope
        found.setdefault(path, Wish(facts.kind, facts.title, facts.published or facts.published_label, asked))
    for path in scope:
        if path in site.files and path.lower().endswith(DOCUMENTS):
            found.setdefault(path, Wish(asked=True))
    if config.documents:
        for path in site.files:
            if path.lower().endswith(DOCUMENTS) and config.named_document(path):
                found.setdefault(path, Wish(asked=True))
    if names:
        for path in site.files:
            if path.lower().endswith(DOCUMENTS) and path not in found and not config.excluded(path):
                kind = next((kind for kind, may_be in names if may_be(path)), "")
                if kind:
                    found[path] = Wish(only=kind)
    return {path: wish for path, wish in found.items() if path in scope or not config.excluded(path)}


def _wanted(site: Site) -> Iterable[tuple[SitePage, str]]:
    """Pages in the order of their paths, with the files that they want and the site holds."""
    for page in sorted((page for page in site.pages.values() if page.facts.wanted), key=lambda page: page.path):
        for target in page.facts.wanted:
            path = site.resolve(target)
            if path and path.lower().endswith(DOCUMENTS):
                yield page, path


def stat_documents(root: Path, wished: Mapping[str, Wish], limit: int) -> tuple[list[File], list[Problem]]:
    """The files as they lie in the folder, and those that are gone or larger than `limit` bytes."""
    files, problems = [], []
    for path, wish in sorted(wished.items()):
        try:
            status = os.stat(root / path)
        except OSError as error:
            problems.append(Problem("GKC001", path, {"error": error.strerror or str(error)}, "gone"))
            continue
        if wish.only and status.st_size > min(limit, _GUESSED):
            continue
        if status.st_size > limit:
            problems.append(Problem("GKC005", path, {"size": f"{status.st_size:,}", "limit": f"{limit:,}"}, "size"))
        elif os.path.isfile(root / path):
            files.append(File(path, status.st_size, status.st_mtime_ns, wish))
    return files, problems


def without_answered(unjudged: Iterable[Unjudged], site: Site, rules: Iterable[Rule]) -> list[Unjudged]:
    """What could not be decided, less what was decided in a file that stands in the page's place."""
    codes = {rule.code for rule in rules if rule.documents}
    held = {
        page.path for page, path in _wanted(site) if site.documents.get(path) and site.documents[path].kind == page.kind
    }
    open_ = [item for item in unjudged if not (item.code in codes and item.path in held and item.reason == "not-text")]
    return open_
