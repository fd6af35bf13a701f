"""`[crawl]`: how far and how fast a live site is fetched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Bounds and manners of a crawl. Times are seconds, sizes bytes. Contact, private hosts and proxies are those of `[online]`."""

    max_pages: int = 50_000
    """Addresses fetched, pictures and style sheets among them."""
    max_bytes: int = 20_000_000_000
    max_time: float = 6 * 3600.0
    max_depth: int = 60
    """Links from the first page. Paged lists hang together one by one, so that this is no small number."""
    max_body: int = 50_000_000
    """Of one answer: an attachment that is larger is not fetched."""
    per_host: int = 4
    delay: float = 0.1
    """Between the starts of two requests to one host, at least; a server that answers slowly is given more."""
    time_limit: float = 60.0
    """For one answer."""
    robots: bool = True
    media: bool = True
    """Whether pictures and films are fetched, so that broken ones are found."""
    sitemaps: bool = True
    verify_certificates: bool = True
    """Whether a server whose certificate browsers would refuse is left alone."""


DEFAULTS = CrawlSettings()


def read_crawl(table: Mapping[str, Any]) -> CrawlSettings:
    """The `[crawl]` table, which has been validated; what it leaves out has its default."""
    values: dict[str, Any] = {key.replace("-", "_"): value for key, value in table.items()}
    return CrawlSettings(**values)
