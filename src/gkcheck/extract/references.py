"""References as a browser resolves them: a raw attribute becomes a path of the site, or an address outside it."""

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlsplit

from gkcheck.published import NOTHING, Published


class Reference(NamedTuple):
    """`where` and `target` as in `gkcheck.page.Link`; `fragment` decoded, "" when there is none."""

    where: str
    target: str
    fragment: str


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANKS = re.compile(r"[\t\n\r]")
_DRIVE = re.compile(r"^[A-Za-z]:[\\/]")
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\[%|#\[\[")
_STATIC = re.compile(
    r"\.(?:s?html?|xml|css|m?js|json|txt|pdf|ofd|docx?|xlsx?|csv|pptx?|wps|et|rtf|zip|rar|7z|png|jpe?g|gif|svg|ico|webp|avif|bmp|tiff?|"
    r"mp[34]|m4[av]|webm|og[gv]|wav|flv|swf|woff2?|ttf|otf|eot|map)$",
    re.I,
)
"""Names that a server gives out as they are: a query behind them only defeats caches."""
_TRIMMED = "".join(map(chr, range(33)))
"""What browsers strip from both ends of an address; a Chinese blank (U+3000) or a hard one is a part of it."""
_PORTS = (None, 80, 443)
_EMPTY = Reference("empty", "", "")
_PLAIN = re.compile(r"(?!\.|[A-Za-z][A-Za-z0-9+-]*:)[^\s\\{}<>$%?#/][^\s\\{}<>$]*$")
"""What may stand behind ../../ for the quick way: no dots, blanks, schemes or placeholders to think about."""


class Resolver:
    """Resolves references of one site. Remembers what it resolved: the same navigation stands on every page.

    `hosts` are the names under which the site itself is published (with a port where it is not that of http or https);
    `prefix` and `folders` as in `gkcheck.published.Published`. `queried` are answers of the server's programs that are at
    hand, as in a snapshot: path with its query → path of the file.
    """

    def __init__(
        self,
        hosts: frozenset[str] = frozenset(),
        prefix: str = "/",
        folders: Mapping[str, str] = NOTHING,
        queried: Mapping[str, str] = NOTHING,
    ) -> None:
        self.hosts = frozenset(map(plain_host, hosts))
        self._queried = queried
        self.published = Published(prefix, folders)
        self._rooted: dict[str, Reference] = {}
        self._tails: dict[tuple[str, str], Reference] = {}
        self._rests: dict[str, Reference] = {}
        self._above: dict[tuple[str, int], str] = {}
        self._last = _Known(self, ("", ""), "", "")

    def resolve(self, raw: str, page: str, base: str = "") -> Reference:
        """Resolve `raw` (an attribute value, entities decoded) on the page at path `page`.

        `base` is the page's `<base href>`, or "". Nothing is looked up on disk.
        """
        if base:
            return self._resolve_with_base(raw, page, base)
        found = self._rooted.get(raw)
        if found is None:
            if raw.startswith("../"):
                found = self._upward(raw, page.rpartition("/")[0])
                if found is not None:
                    return found
            folder = page.rpartition("/")[0]
            found = self._tails.get((folder, raw))
            if found is None:
                found, rooted = self._resolve(raw, page, folder)
                if rooted:
                    self._rooted[raw] = found
                else:
                    if len(self._tails) > 200_000:
                        self._tails.clear()
                    self._tails[folder, raw] = found
        if found.where == "same-page":
            return Reference("same-page", page, found.fragment)
        return found

    def known(self, page: str, base: str = "") -> "_Known":
        """What `resolve` says of each reference on the page, but for links into the page itself, whose target is left open.

        Pages of one folder share it: with their template's hundred references the look-up is all there is to do.
        """
        where = (base, page) if base else ("", page.rpartition("/")[0])
        if self._last.where != where:
            self._last = _Known(self, where, page, base)
        return self._last

    def _upward(self, raw: str, folder: str) -> Reference | None:
        """A reference of the form ../../rest: `rest` is resolved once for the whole site, the steps up once a folder."""
        steps = 0
        while raw.startswith("../", 3 * steps):
            steps += 1
        rest = raw[3 * steps :]
        tail = self._rests.get(rest)
        if tail is None:
            plain = self.published.plain and "/." not in rest and _PLAIN.match(rest)
            tail = self._rests[rest] = self._resolve("/" + rest, "", "")[0] if plain else _EMPTY
        if tail is _EMPTY:
            return None
        above = self._above.get((folder, steps))
        if above is None:
            parts = [part for part in folder.split("/") if part]
            above = "/".join(parts[: max(0, len(parts) - steps)])
            self._above[folder, steps] = above = above + "/" if above else ""
        return Reference(tail.where, above + tail.target, tail.fragment)

    def _resolve_with_base(self, raw: str, page: str, base: str) -> Reference:
        stem = self._resolve(base, page, page.rpartition("/")[0])[0]
        if stem.where in ("internal", "dynamic"):
            # A fragment alone leads to the base document, not to this page.
            return self._resolve(raw, stem.target, stem.target.rpartition("/")[0])[0]
        text = raw.strip()
        if stem.where == "external" and text and not _SCHEME.match(text):
            from urllib.parse import urljoin

            return self._resolve(urljoin(stem.target, text), page, "")[0]
        return self._resolve(raw, page, page.rpartition("/")[0])[0]

    def _resolve(self, raw: str, page: str, folder: str) -> tuple[Reference, bool]:
        """The reference and whether it is the same on every page."""
        text = _BLANKS.sub("", raw).strip(_TRIMMED)
        if not text or text.isspace():
            return _EMPTY, True
        if _DRIVE.match(text) or text.startswith("\\\\"):
            return Reference("local", text, ""), True
        scheme = _SCHEME.match(text)
        if scheme:
            return self._resolve_scheme(scheme[1].lower(), text), True
        if _TEMPLATE.search(text):
            return Reference("script", text, ""), True
        text = text.replace("\\", "/")
        if text.startswith("//"):
            return self._resolve_scheme("http", "http:" + text), True
        path, _, fragment = text.partition("#")
        path, _, query = path.partition("?")
        fragment = decode_percent(fragment)
        if not path:
            return Reference("same-page", page, fragment), False
        path = decode_path(path)
        if path.startswith("/"):
            return self._internal(normalise_path(path), query, fragment), True
        above = self.published.address(folder + "/") if folder else self.published.address("")
        return self._internal(normalise_path(f"/{above}/{path}"), query, fragment), False

    def _internal(self, address: str, query: str, fragment: str) -> Reference:
        path = self.published.path(address)
        if path is None:
            return Reference("external", "/" + address, fragment)
        if query and self._queried and (held := self._queried.get(queried_name(path, query))) is not None:
            return Reference("internal", held, fragment)
        return Reference("dynamic" if query and not _STATIC.search(path) else "internal", path, fragment)

    def _resolve_scheme(self, scheme: str, text: str) -> Reference:
        if scheme in ("http", "https"):
            return self._resolve_web(text)
        if scheme in ("ftp", "ftps", "sftp", "smb", "rtsp"):
            web = self._resolve_web(text.replace(text[: text.index(":")], "http", 1))
            return Reference("local" if web.where == "local" or scheme == "smb" else "external", text, "")
        if scheme == "file":
            return Reference("local", text, "")
        if scheme in ("javascript", "vbscript"):
            return Reference("script", text, "")
        if scheme in ("mailto", "tel", "sms", "weixin", "fax"):
            return Reference("mail", text, "")
        if scheme in ("data", "blob", "about"):
            return Reference("data", text[:40], "")
        return Reference("external", text, "")

    def _resolve_web(self, text: str) -> Reference:
        try:
            parts = urlsplit(text.replace("\\", "/"))
            host = (parts.hostname or "").lower()
            port = parts.port
        except ValueError:
            return Reference("invalid", text, "")
        if not host or host in ("http", "https"):
            return Reference("invalid", text, "")
        own = plain_host(host)
        if (own if port in _PORTS else f"{own}:{port}") in self.hosts:
            path = normalise_path(decode_path(parts.path or "/"))
            return self._internal(path, parts.query, decode_percent(parts.fragment))
        if is_local_host(host):
            return Reference("local", text, "")
        return Reference("external", text, "")


class _Known(dict[str, Reference]):
    """References of one folder by how they are written, each resolved at its first use."""

    def __init__(self, resolver: Resolver, where: tuple[str, str], page: str, base: str) -> None:
        self.where = where
        self._page = page
        self._base = base
        self._resolve = resolver.resolve

    def __missing__(self, raw: str) -> Reference:
        found = self[raw] = self._resolve(raw, self._page, self._base)
        return found


def normalise_path(path: str) -> str:
    """A site path without leading slash, dot segments resolved as browsers do (never above the root). "a/" stays a folder."""
    if "/." not in path and "//" not in path:
        return path.lstrip("/")
    steps: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            if steps:
                steps.pop()
        elif part and part != ".":
            steps.append(part)
    folder = parts[-1] in ("", ".", "..")
    return "/".join(steps) + ("/" if folder and steps else "")


def decode_path(text: str) -> str:
    """A path as the server looks it up. What is no UTF-8 stays encoded: a name of the folder never reads so.

    See `gkcheck.sources.folder.Folder` for what such a path may have been meant to be.
    """
    if "%" not in text:
        return text
    try:
        return unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError:
        return text


def queried_name(path: str, query: str) -> str:
    """A path with its query, in the one form that such names can be compared in."""
    return f"{path}?{quote(query, safe='/%:=&?~+!$,;@()*[]-._')}"


@lru_cache(maxsize=4096)
def plain_host(host: str) -> str:
    """A host name in the one form that names can be compared in: small letters, Chinese names as browsers ask for them."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    name, colon, port = host.partition(":")
    try:
        return name.encode("idna").decode("ascii") + colon + port
    except UnicodeError:
        return host


def decode_percent(text: str) -> str:
    """Percent-decoding: UTF-8, or GB18030 where old systems encoded a Chinese name in their own charset."""
    if "%" not in text:
        return text
    data = unquote_to_bytes(text)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text


@lru_cache(maxsize=4096)
def is_local_host(host: str) -> bool:
    """True for hosts that the public cannot reach: localhost, private and link-local addresses, single intranet names."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".lan", ".intranet")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        # A name without a dot can only be resolved inside an office's network.
        return re.fullmatch(r"[a-z0-9_-]+", host) is not None
    return address.is_private or address.is_loopback or address.is_link_local
