"""Which addresses may be asked, and how addresses are read."""

import ipaddress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.config import ConfigError, load_config
from gkcheck.online.fault import Fault
from gkcheck.online.guard import PORTS, Guard, address_class
from gkcheck.online.place import next_place, read_place

CLASSES = {
    "8.8.8.8": "",
    "223.5.5.5": "",
    "172.15.255.255": "",
    "172.32.0.0": "",
    "100.128.0.0": "",
    "2400:3200::1": "",
    "2001:4860:4860::8888": "",
    "::ffff:8.8.8.8": "",
    "64:ff9b::808:808": "",
    "2002:808:808::1": "",
    "0.0.0.0": "unspecified",
    "0.1.2.3": "reserved",
    "10.1.2.3": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "100.64.0.1": "shared",
    "100.127.255.255": "shared",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.1.1": "link-local",
    "169.254.169.254": "metadata",
    "100.100.100.200": "metadata",
    "192.0.0.192": "metadata",
    "168.63.129.16": "metadata",
    "192.0.2.1": "reserved",
    "198.18.0.1": "reserved",
    "198.51.100.1": "reserved",
    "203.0.113.1": "reserved",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::7f00:1": "loopback",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:10.0.0.1": "private",
    "::ffff:169.254.169.254": "metadata",
    "::ffff:0:10.0.0.1": "private",
    "64:ff9b::10.0.0.1": "private",
    "64:ff9b::a9fe:a9fe": "metadata",
    "64:ff9b:1::1": "reserved",
    "2002:a00:1::": "private",
    "2002:7f00:1::1": "loopback",
    "2001:0:808:808::f5ff:fffe": "private",  # Teredo: 10.0.0.1, inverted
    "2001:0:a00:1::f7f7:f7f7": "private",  # Teredo by a server at 10.0.0.1
    "fc00::1": "private",
    "fd12:3456::1": "private",
    "fd00:ec2::254": "metadata",
    "fe80::1": "link-local",
    "fec0::1": "private",
    "ff02::1": "multicast",
    "2001:db8::1": "reserved",
    "2001:2::1": "reserved",
    "3fff::1": "reserved",
    "100::1": "reserved",
    "4000::1": "reserved",
}


@pytest.mark.parametrize("written", CLASSES)
def test_every_address_has_its_class(written: str) -> None:
    assert address_class(ipaddress.ip_address(written)) == CLASSES[written]


@given(st.integers(0, 2**32 - 1))
def test_nothing_inward_is_called_public(number: int) -> None:
    """Held against the standard library, of which versions differ in what they call global."""
    address = ipaddress.IPv4Address(number)
    if not address_class(address):
        assert address.is_global
        assert not (address.is_private or address.is_multicast or address.is_loopback or address.is_link_local)


@given(st.integers(0, 2**32 - 1), st.sampled_from(["::ffff:0:0", "64:ff9b::", "::"]))
def test_a_carried_address_is_what_it_carries(number: int, prefix: str) -> None:
    carrier = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | number)
    inner = address_class(ipaddress.IPv4Address(number))
    assert address_class(carrier) == inner or number in (0, 1)


@given(st.integers(0, 2**128 - 1))
def test_every_ipv6_address_is_decided(number: int) -> None:
    word = address_class(ipaddress.IPv6Address(number))
    assert word or number >> 125 == 1 or number >> 32 in (0, 0xFFFF, 0x64FF9B << 72)


@pytest.mark.parametrize(
    ("named", "host", "address", "word"),
    [
        ((), "a.test", "8.8.8.8", ""),
        ((), "a.test", "10.0.0.1", "private"),
        (("a.test",), "A.test.", "10.0.0.1", ""),
        (("a.test",), "b.test", "10.0.0.1", "private"),
        (("10.0.0.1",), "b.test", "10.0.0.1", ""),
        (("10.0.0.0/8",), "b.test", "10.200.0.1", ""),
        (("10.0.0.0/8",), "b.test", "192.168.0.1", "private"),
        (("[::1]",), "b.test", "::1", ""),
        (("a.test",), "a.test", "169.254.169.254", "metadata"),
        (("a.test",), "a.test", "fe80::1%eth0", "link-local"),
        (("169.254.0.0/16",), "a.test", "169.254.169.254", "metadata"),
        (("169.254.0.0/16",), "a.test", "169.254.1.1", ""),
        (("169.254.169.254",), "a.test", "169.254.169.254", ""),
        ((), "a.test", "rubbish", "unreadable"),
    ],
)
def test_the_configuration_names_exceptions(named: tuple[str, ...], host: str, address: str, word: str) -> None:
    assert Guard(named).refuses(host, address) == word


def test_the_table_of_the_configuration_is_read(tmp_path: Path) -> None:
    (tmp_path / "gkcheck.toml").write_text(
        "[online]\ntime-limit = 5\ndelay = 0.5\ncontact = 'https://a.test/'\nproxies = false\n"
        "private-hosts = ['内网.test', 'B.test.', '10.1.2.3/24', '[::1]']\n",
        "utf-8",
    )
    online = load_config([tmp_path]).online
    assert (online.time_limit, online.delay, online.contact, online.proxies) == (5, 0.5, "https://a.test/", False)
    assert online.private_hosts == ("xn--v6q792i.test", "b.test", "10.1.2.0/24", "::1/128")
    assert Guard(online.private_hosts).refuses("b.test", "10.9.9.9") == ""


@pytest.mark.parametrize("entry", ["a.test:8080", "10.0.0.0/99", "*.a.test", "http://a.test", "a b"])
def test_an_exception_that_would_never_hold_is_refused(tmp_path: Path, entry: str) -> None:
    (tmp_path / "gkcheck.toml").write_text(f"[online]\nprivate-hosts = ['{entry}']\n", "utf-8")
    with pytest.raises(ConfigError, match="private-hosts"):
        load_config([tmp_path], lang="en")


def test_ports_of_other_services_are_refused() -> None:
    assert {22, 25, 110, 143, 6000, 6667} <= PORTS
    assert not {80, 443, 81, 8000, 8080, 8081, 8443, 8888, 9000, 9090} & PORTS


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://A.Example.GOV.cn", "http://a.example.gov.cn/"),
        (" http://a.test/x \n", "http://a.test/x"),
        ("http://a.test:80/x#part", "http://a.test/x"),
        ("https://a.test:8443/x?y=1#z", "https://a.test:8443/x?y=1"),
        ("http://user:secret@a.test/", "http://a.test/"),
        (
            "http://a.test/政策/文件 1.html?名=值",
            "http://a.test/%E6%94%BF%E7%AD%96/%E6%96%87%E4%BB%B6%201.html?%E5%90%8D=%E5%80%BC",
        ),
        ("http://a.test/%D5%FE%B2%DF", "http://a.test/%D5%FE%B2%DF"),
        ("http://a.test\\x\\y?z=\\", "http://a.test/x/y?z=%5C"),
        ("http://evil.test\\@b.test/", "http://evil.test/@b.test/"),
        ("http://a.te\nst/", "http://a.test/"),
        ("http://例子.中国/", "http://xn--fsqu00a.xn--fiqs8s/"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://a_b.test/", "http://a_b.test/"),
    ],
)
def test_addresses_are_read_as_browsers_read_them(url: str, place: str) -> None:
    assert read_place(url).url == place


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://a.test/", "//", "http://[", "http://a.test:"]))
def test_no_address_does_harm(rest: str, start: str) -> None:
    try:
        place = read_place(start + rest)
    except Fault as fault:
        assert fault.reason in ("malformed", "scheme")
    else:
        assert place.url.isascii()
        assert not set(place.url) & set(" \t\r\n\\#")
        assert "@" not in place.url.split("/")[2]
        assert read_place(place.url) == place


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "http://a.test/b"),
        ("b?c", "http://a.test/x/b?c"),
        ("//b.test/c", "http://b.test/c"),
        ("https://b.test", "https://b.test/"),
        ("/\xd5\xfe\xb2\xdf", "http://a.test/%D5%FE%B2%DF"),  # raw GBK, as http.client hands it on
        ("http://u:p@b.test/", "http://b.test/"),
    ],
)
def test_redirects_are_read(location: str, url: str) -> None:
    assert next_place(read_place("http://a.test/x/y"), location).url == url
