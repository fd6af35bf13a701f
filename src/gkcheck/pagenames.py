"""What people call the pages of a report: title and column."""

from collections.abc import Iterable

from gkcheck.columns import column_owner
from gkcheck.identifiers.masking import mask
from gkcheck.run import PageName
from gkcheck.site import Site


def name_pages(site: Site, paths: Iterable[str]) -> dict[str, PageName]:
    """The names of those of `paths` that are files of the site; numbers of persons in a title are masked."""
    named = {}
    for path in sorted({*paths} - {""}):
        page = site.pages.get(path) or site.documents.get(path)
        title = column = ""
        if page is not None:
            title, column = mask(page.title), page.facts.column
            if not column and path in site.pages:
                owner = site.derive(column_owner)
                column = owner.names.get(owner.of(page), "")
        if not path.startswith("../"):  # a ledger or a configuration lies beside the site
            named[path] = PageName(title, mask(column))
    return named
