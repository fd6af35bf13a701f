"""Who has to mend what: `[owners]` of the configuration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from gkcheck.globs import glob_match


class Owner(NamedTuple):
    """The department that leads (牵头) and those that help (配合); a person where the configuration names a post."""

    lead: str
    support: tuple[str, ...] = ()
    contact: str = ""

    def among(self, names: Sequence[str]) -> bool:
        """Whether one of these departments leads or helps."""
        return any(name in names for name in (self.lead, *self.support) if name)


NOBODY = Owner("")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One `[[owners.entries]]`: what it is about, and whose that is. What is given of paths, columns and rules must all hold."""

    owner: Owner
    paths: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    """Codes, slugs or beginnings of codes; empty = all rules."""

    def covers(self, path: str, column: str) -> bool:
        """Whether the page is meant."""
        if self.paths and not any(glob_match(pattern, path) for pattern in self.paths):
            return False
        return not self.columns or any(fnmatchcase(column, pattern) for pattern in self.columns)

    def concerns(self, code: str, slug: str) -> bool:
        """Whether findings of the rule are meant."""
        return not self.rules or any(rule == "ALL" or slug == rule or code.startswith(rule) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Owners:
    """`[owners]` as a whole, false where nothing is in it. Later entries win, as in CODEOWNERS."""

    entries: tuple[Assignment, ...] = ()
    default: Owner = NOBODY

    def __bool__(self) -> bool:
        return bool(self.entries or self.default.lead)

    @property
    def names(self) -> tuple[str, ...]:
        """All departments, sorted."""
        owners = (self.default, *(entry.owner for entry in self.entries))
        return tuple(sorted({name for owner in owners for name in (owner.lead, *owner.support) if name}))

    @property
    def leads(self) -> tuple[str, ...]:
        """Departments that lead somewhere, sorted."""
        return tuple(sorted({owner.lead for owner in (self.default, *(entry.owner for entry in self.entries)) if owner.lead}))

    def of(self, path: str, column: str = "", code: str = "", slug: str = "") -> Owner:
        """Who has to mend what a rule finds on a page; without a rule, whose the page is."""
        for entry in reversed(self.entries):
            if entry.covers(path, column) and (entry.concerns(code, slug) if code else not entry.rules):
                return entry.owner
        return self.default


UNASSIGNED = Owners()


def read_owners(table: Mapping[str, Any]) -> Owners:
    """`[owners]` as it stands in the configuration, which its schema has found valid."""
    default = table.get("default", {})
    return Owners(
        tuple(
            Assignment(_owner(entry), _words(entry, "path"), _words(entry, "column"), _words(entry, "rule"))
            for entry in table.get("entries", ())
        ),
        Owner(default) if isinstance(default, str) else _owner(default),
    )


def _owner(table: Mapping[str, Any]) -> Owner:
    return Owner(table.get("lead", ""), _words(table, "support"), table.get("contact", ""))


def _words(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)
