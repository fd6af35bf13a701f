"""Redirects that somebody declared: addresses that hold no file and still lead somewhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from gkcheck.extract.references import Reference, Resolver, decode_path, normalise_path
from gkcheck.finding import Location

NAME = "_redirects"
_LONGEST = 20_000
"""Lines of a file of redirects that are read."""
_VARIABLE = re.compile(r":([A-Za-z]\w*)|\*")
_WEB = re.compile(r"https?://", re.I)


class Redirect(NamedTuple):
    """From an address (`*` at its end: whatever begins so; `:name`: one step) to another, which may use `:splat` and the names.

    `location` is where it is declared.
    """

    source: str
    target: str
    location: Location

    @property
    def variable(self) -> bool:
        """Whether it holds for many addresses."""
        return bool(_VARIABLE.search(_WEB.sub("", self.source)))

    @property
    def certain(self) -> bool:
        """Whether it leads to one address alone."""
        return not _VARIABLE.search(_WEB.sub("", self.target))


class Redirects:
    """All redirects of a site, in the order in which they count; first those that the server was `seen` to make: path → address."""

    def __init__(self, entries: Iterable[Redirect], resolver: Resolver, seen: Mapping[str, str] | None = None) -> None:
        self.entries = tuple(entries)
        self._seen = seen or {}
        self._resolver = resolver

    def lead(self, path: str) -> Reference | None:
        """Where a path that holds no file is sent, None = nobody declared anything for it."""
        seen = self._seen.get(path)
        if seen is not None:
            return self._resolver.resolve(seen, "")
        if not self.entries:
            return None
        address = self._resolver.published.address(path).rstrip("/")
        number, exact = self._exact.get(address, (len(self.entries), None))
        for place, pattern, entry in self._patterns:
            if place > number:
                break
            match = pattern.fullmatch(address)
            if match:
                return self._resolver.resolve(_filled(entry.target, match), "")
        return self.target(exact) if exact is not None else None

    def target(self, entry: Redirect) -> Reference:
        """Where one redirect leads, whose target is certain."""
        return self._resolver.resolve(entry.target, "")

    @cached_property
    def _exact(self) -> dict[str, tuple[int, Redirect]]:
        plain = [(number, entry) for number, entry in enumerate(self.entries) if not entry.variable]
        return {self._address(entry): (number, entry) for number, entry in reversed(plain)}

    @cached_property
    def _patterns(self) -> list[tuple[int, re.Pattern[str], Redirect]]:
        return [(number, _pattern(self._address(entry)), entry) for number, entry in enumerate(self.entries) if entry.variable]

    def _address(self, entry: Redirect) -> str:
        path = re.sub(r"^https?://[^/]*", "", entry.source, flags=re.I) or "/"
        return normalise_path(decode_path(path)).rstrip("/")


def _pattern(source: str) -> re.Pattern[str]:
    parts, last = [], 0
    for match in _VARIABLE.finditer(source):
        parts.append(re.escape(source[last : match.start()]))
        parts.append(f"(?P<{match[1]}>[^/]+)" if match[1] else "(?P<splat>.*)")
        last = match.end()
    text = "".join(parts) + re.escape(source[last:])
    # "/old/*" holds for /old as well.
    return re.compile(re.sub(r"/\(\?P<splat>\.\*\)$", r"(?:/(?P<splat>.*))?", text))


def _filled(target: str, match: re.Match[str]) -> str:
    found = match.groupdict("")
    return re.sub(r":([A-Za-z]\w*)", lambda name: found.get(name[1], name[0]), target)


def read_redirects(text: str, name: str = NAME) -> Iterator[Redirect]:
    """The redirects in the lines `from to [status]` of a file: those that lead a reader on (an error page does not)."""
    for number, line in enumerate(text.split("\n")[:_LONGEST], 1):
        words = line.partition(" #")[0].split()
        if len(words) < 2 or words[0].startswith("#"):
            continue
        source, *rest = words
        # Between the two may stand parameters that the query must have (id=:id): then it depends on them.
        while rest and "=" in rest[0] and not rest[0].startswith(("/", "http")):
            rest.pop(0)
        if not rest or not source.startswith(("/", "http")) or not _sound(source):
            continue
        status = rest[1].rstrip("!") if len(rest) > 1 and rest[1].rstrip("!").isdigit() else "301"
        if status[0] in "23" and not any("=" in word for word in rest[2:]):
            column = line.index(rest[0], line.index(source) + len(source)) + 1
            yield Redirect(source, rest[0], Location(name, number, column, column + len(rest[0])))


def declared_redirects(table: Mapping[str, str], text: str, name: str) -> Iterator[Redirect]:
    """The redirects of a table of the configuration; `text` is the file it stands in, `name` its path from the site's root."""
    lines = text.splitlines()
    for source, target in table.items():
        if _sound(source):
            key = re.compile(rf"\s*([\"'])({re.escape(source)})\1\s*=")
            number, match = next(((number, match) for number, line in enumerate(lines, 1) if (match := key.match(line))), (0, None))
            column = match.start(2) + 1 if match else 0
            yield Redirect(source, target, Location(name, number, column, column + len(source) if column else 0))


def _sound(source: str) -> bool:
    """Whether the variables of a source are ones that a pattern can be made of."""
    names = [match[1] or "splat" for match in _VARIABLE.finditer(_WEB.sub("", source))]
    return len(names) == len(set(names))
