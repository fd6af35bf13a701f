"""Files that a page shows in a viewer of the site: the address of the file stands in the query of the viewer's."""

from collections.abc import Iterator, Sequence
from html import unescape

from gkcheck.extract.references import Resolver, decode_percent
from gkcheck.page import Link
from gkcheck.patterns import expression

_VIEWER = expression(r"(?:^|/)[\w.-]*(?:viewer|reader|preview)[\w.-]*\.html?$|(?:^|/)pdf[\w.-]*/[^?#]*\.html?$", 2)
_FILE = expression(r"[?&]file=([^&#]{1,1000})")
_SHOWN = expression(r"\.(?:pdf|ofd)$", 2)


def viewed_files(links: Sequence[Link], resolver: Resolver) -> Iterator[Link]:
    """A reference to the file for each reference to a page of the site that shows files: viewer.html?file=/a/b.pdf.

    The viewer asks for the file by an address that counts from itself. Only files that a server gives out as they are.
    """
    for link in links:
        if "file=" not in link.raw or link.where != "internal" or not _VIEWER.search(link.target):
            continue
        match = _FILE.search(unescape(link.raw))
        address = decode_percent(match[1].replace("+", " ")).strip() if match else ""
        if not address or not _SHOWN.search(address.partition("?")[0].partition("#")[0]):
            continue
        where, target, _ = resolver.resolve(address, link.target)
        if where == "internal":
            yield link._replace(tag="embed", attribute="file", where=where, target=target, fragment="", text="", label="")
