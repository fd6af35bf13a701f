"""What the process that crawls is asked to do, and what it says at its end: both travel as JSON."""

import msgspec

from gkcheck.crawl.settings import DEFAULTS, CrawlSettings


class CrawlOrder(msgspec.Struct):
    """One crawl. `part` is the snapshot being written, `journal` what is known of addresses; both are there again after a kill."""

    seed: str
    hosts: tuple[str, ...]
    """Names of the site, as `plain_host` writes them."""
    part: str
    journal: str
    last: str = ""
    """An earlier snapshot by gkcheck: what has not changed since is taken over from it."""
    settings: CrawlSettings = DEFAULTS
    agent: str = ""
    private_hosts: tuple[str, ...] = ()
    proxies: bool = True
