"""References of a page that lead to other hosts, and what kind of host one is."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from gkcheck.api import Link, Page

_GOVERNMENT = ("gov.cn", "政务", "xn--zfr164b", "政务.cn", "xn--zfr164b.cn", "gov.hk", "gov.mo")
"""Endings of the addresses of public bodies."""
_SCHOOLS = ("edu.cn", "ac.cn", "mil.cn")
_SECOND_LEVEL = frozenset(("com", "net", "org", "gov", "edu", "ac", "mil", "co"))
_LOADING = frozenset(("script", "iframe", "frame", "embed", "object", "meta"))


class Outward(NamedTuple):
    """A reference to another host. `number` is its index in `Page.links`; the host is in small letters, without port."""

    link: Link
    host: str
    number: int


def outward(page: Page) -> tuple[Outward, ...]:
    """The page's references to other hosts, in document order."""
    return page.derive(_outward)


def _outward(page: Page) -> tuple[Outward, ...]:
    return tuple(
        Outward(link, host, number)
        for number, link in enumerate(page.links)
        if link.where == "external" and (host := host_of(link.target))
    )


def loaded(page: Page) -> list[Outward]:
    """Those of them that a browser follows by itself: scripts, frames and redirections."""
    return [entry for entry in outward(page) if entry.link.tag in _LOADING]


def own_domains(page: Page) -> frozenset[str]:
    """The registered domains that are the site's own; where nothing says them, those that its pictures, styles and scripts come from."""
    if page.hosts:
        return frozenset(domain_of(host) for host in page.hosts)
    return frozenset(domain_of(entry.host) for entry in outward(page) if entry.link.tag in ("img", "link", "script"))


@lru_cache(maxsize=16_384)
def host_of(address: str) -> str:
    """The host of an absolute address, "" for one that names none."""
    try:
        return (urlsplit(address.replace("\\", "/")).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def under(host: str, names: Iterable[str]) -> bool:
    """Whether a host is one of the names or lies below one."""
    known = names if isinstance(names, frozenset) else frozenset(names)
    while host:
        if host in known:
            return True
        host = host.partition(".")[2]
    return False


@lru_cache(maxsize=16_384)
def is_government(host: str) -> bool:
    """Whether the address is one of a public body: below .gov.cn or .政务."""
    return under(host, _GOVERNMENT)


@lru_cache(maxsize=16_384)
def is_public(host: str) -> bool:
    """Whether the address is one that only public bodies, schools and institutes are given."""
    return is_government(host) or under(host, _SCHOOLS)


@lru_cache(maxsize=16_384)
def domain_of(host: str) -> str:
    """The domain that was registered, of which the host is a part: a.b.example.com.cn → example.com.cn."""
    labels = host.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


_names: dict[int, tuple[Mapping[str, Any], frozenset[str]]] = {}
"""Data files whose names were gathered: they stay as they are for the whole run, and every page asks."""


def names_in(data: Mapping[str, Any]) -> frozenset[str]:
    """All host names in the lists of a data file."""
    known = _names.get(id(data))
    if known is None or known[0] is not data:
        known = _names[id(data)] = data, frozenset(name for names in data.values() for name in names)
    return known[1]
