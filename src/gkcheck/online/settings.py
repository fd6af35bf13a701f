"""`[online]`: how addresses of other servers are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and manners of asking. Times are seconds, sizes bytes; 0 requests = no limit."""

    time_limit: float = 20.0
    """For one address with all its redirects, slow headers and slow bodies included."""
    total_time_limit: float = 3600.0
    """For the whole run."""
    max_body: int = 131_072
    """How much of a body is read, before and after decompression. The rest is left where it is."""
    max_redirects: int = 10
    max_requests: int = 0
    """Of a run."""
    workers: int = 64
    """Addresses asked at the same time, over all hosts."""
    per_host: int = 4
    """Requests at the same time to one host."""
    delay: float = 0.1
    """Between the starts of two requests to one host."""
    contact: str = ""
    """Address or mailbox named in the User-Agent."""
    private_hosts: tuple[str, ...] = ()
    """Hosts, addresses and networks that the guard lets pass although they are not public."""
    proxies: bool = True
    """Whether HTTP_PROXY, HTTPS_PROXY and NO_PROXY are heeded."""
    keep_works: float = 144.0
    """Hours for which an address that worked is not asked again: a day less than a week, for a weekly run."""
    keep_broken: float = 20.0
    keep_unverified: float = 4.0


DEFAULTS = Settings()


def read_settings(table: Mapping[str, Any]) -> Settings:
    """The `[online]` table, which has been validated; what it leaves out has its default.

    Raises ValueError with the entry of `private-hosts` that is neither a name nor an address nor a network.
    """
    values: dict[str, Any] = {key.replace("-", "_"): value for key, value in table.items()}
    if "private_hosts" in values:
        values["private_hosts"] = tuple(map(_named, values["private_hosts"]))
    return Settings(**values)


def _named(entry: str) -> str:
    """One of `private-hosts`, as it is compared. Raises ValueError."""
    if "/" not in entry and ":" not in entry:
        try:
            return entry.encode("idna").decode("ascii").lower().rstrip(".")
        except UnicodeError:
            raise ValueError(entry) from None
    from ipaddress import ip_network

    try:
        return str(ip_network(entry.strip("[]"), strict=False))
    except ValueError:
        raise ValueError(entry) from None
