"""All guides of the site at once: what each lacks, which matter it is about, and where that is told."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from gkcheck.api import Site, SitePage
from gkcheck_plugins.guide.gaps import NAME, Surroundings
from gkcheck_plugins.guide.labels import Labels, labels_of
from gkcheck_plugins.guide.pieces import from_facts
from gkcheck_plugins.guide.reading import Guide, read_guide


class Known(NamedTuple):
    """A guide of the site as its facts tell it: its lines have no places."""

    page: SitePage
    guide: Guide
    around: Surroundings


def guides_of(site: Site, data: Mapping[str, Any]) -> list[Known]:
    """The site's guides by the labels of a data file, sorted by path."""
    labels = labels_of(data)
    surveys = site.derive(_surveys)
    for known, guides in surveys:
        if known is labels:
            return guides
    guides = _read(site, labels)
    surveys.append((labels, guides))
    return guides


def _surveys(site: Site) -> list[tuple[Labels, list[Known]]]:
    return []


def _read(site: Site, labels: Labels) -> list[Known]:
    found = []
    for page in site.of_kind("guide"):
        facts = page.extra(NAME)
        if facts is not None:
            guide = read_guide(from_facts(facts["pieces"]), labels)
            found.append(Known(page, guide, Surroundings(*facts["around"])))
    return found
