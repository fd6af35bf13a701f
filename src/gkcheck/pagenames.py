"""What people call the pages of a report: title, column and address."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from gkcheck.columns import column_owner
from gkcheck.config import SiteSettings
from gkcheck.identifiers.masking import mask
from gkcheck.published import Published
from gkcheck.run import PageName
from gkcheck.site import Site


def name_pages(site: Site, settings: SiteSettings, paths: Iterable[str], known: Mapping[str, str] | None = None) -> dict[str, PageName]:
    """The names of those of `paths` that are files of the site; numbers of persons in a title are masked.

    `known` are addresses under which a snapshot saw them.
    """
    seen = known or {}
    published = Published(settings.prefix, settings.folders)
    # Every server answers http, if only to send on to https; a host with https alone would be the exception.
    root = f"http://{settings.hosts[0]}/" if settings.hosts else ""
    named = {}
    for path in sorted({*paths} - {""}):
        page = site.pages.get(path) or site.documents.get(path)
        title = column = ""
        if page is not None:
            title, column = mask(page.title), page.facts.column
            if not column and path in site.pages:
                owner = site.derive(column_owner)
                column = owner.names.get(owner.of(page), "")
        address = root + quote(published.address(path), safe="/~:@!$&'()*+,;=", errors="replace") if root else ""
        address = seen.get(path, address)
        if not path.startswith("../"):  # a ledger or a configuration lies beside the site
            named[path] = PageName(title, mask(column), address)
    return named
