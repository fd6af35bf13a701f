"""Which network addresses may be asked: public ones, and what the configuration names.

A link on a page is written by anybody. One that leads to this machine, to the office network or to a cloud's metadata
service must not make gkcheck knock there.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_REFUSED = (
    "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 "
    "135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 "
    "1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080"
)
PORTS = frozenset(map(int, _REFUSED.split()))
"""Ports of other services, which browsers refuse as well (Fetch Standard, "port blocking"). All others may be asked."""

HARD = frozenset(("metadata", "link-local", "multicast", "unspecified"))
"""Classes for which naming the host is not enough: the address itself has to be named."""

_CLOUDS = "169.254.169.254 169.254.170.2 100.100.100.200 168.63.129.16 192.0.0.192 fd00:ec2::254"
_METADATA = frozenset(map(ip_address, _CLOUDS.split()))
_V4 = tuple(
    (IPv4Network(written), word)
    for written, word in (
        ("0.0.0.0/32", "unspecified"),
        ("0.0.0.0/8", "reserved"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved"),
        ("198.51.100.0/24", "reserved"),
        ("203.0.113.0/24", "reserved"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_V6 = tuple(
    (IPv6Network(written), word)
    for written, word in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "reserved"),
        ("3fff::/20", "reserved"),
    )
)
_UNICAST = IPv6Network("2000::/3")  # all that has been given out; the rest of the space is nobody's yet
_CARRIERS = (  # IPv6 networks in whose addresses an IPv4 address travels, and by how many bits it is shifted
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
    (IPv6Network("::/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)
_LOCAL_NAT = IPv6Network("64:ff9b:1::/48")
_TEREDO = IPv6Network("2001::/32")

Address = IPv4Address | IPv6Address


def address_class(address: Address) -> str:
    """What an address is: private, loopback, shared, link-local, metadata, multicast, reserved …; "" = public.

    An address that carries an IPv4 address (mapped, NAT64, 6to4, Teredo) is what the carried one is.
    """
    if address in _METADATA:
        return "metadata"
    if isinstance(address, IPv4Address):
        return next((word for network, word in _V4 if address in network), "")
    if address in _V6[0][0] or address in _V6[1][0]:
        return "loopback" if int(address) else "unspecified"
    for network, shift in _CARRIERS:
        if address in network:
            return address_class(IPv4Address(int(address) >> shift & 0xFFFFFFFF))
    if address in _TEREDO:
        return address_class(IPv4Address(~int(address) & 0xFFFFFFFF)) or address_class(
            IPv4Address(int(address) >> 64 & 0xFFFFFFFF)
        )
    word = next((word for network, word in _V6 if address in network), "")
    return word or ("" if address in _UNICAST and address not in _LOCAL_NAT else "reserved")


class Guard:
    """What may be asked: public addresses, and hosts, addresses and networks that the configuration names."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self._networks: list[IPv4Network | IPv6Network] = []
        for entry in named:
            try:
                self._networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                self._names.add(entry.lower().rstrip("."))

    def refuses(self, host: str, written: str) -> str:
        """Why the address `written`, to which the name `host` leads, must not be asked; "" = it may be."""
        try:
            address = ip_address(written.partition("%")[0])  # without the zone of a link-local address
        except ValueError:
            return "unreadable"
        word = address_class(address)
        if not word or self._names_address(address, word):
            return ""
        return "" if word not in HARD and host.lower().rstrip(".") in self._names else word

    def names(self, host: str) -> bool:
        """Whether the configuration names this very host."""
        return host.lower().rstrip(".") in self._names

    def _names_address(self, address: Address, word: str) -> bool:
        covering = [network for network in self._networks if network.version == address.version and address in network]
        return any(network.num_addresses == 1 for network in covering) if word == "metadata" else bool(covering)
