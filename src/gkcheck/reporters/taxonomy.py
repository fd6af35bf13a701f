"""The legal bases of a run as a SARIF taxonomy: one taxon for each article that a rule cites."""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gkcheck.reporters.message import Basis, bases, say_basis
from gkcheck.reporters.wording import INFORMATION_URI, LOCALES
from gkcheck.rule import Rule
from gkcheck.run import Run

NAME = "gk-legal-basis"
GUID = str(uuid5(NAMESPACE_URL, f"{INFORMATION_URI}#{NAME}"))
_PLAIN_ARTICLE = re.compile(r"[0-9]{1,6}")


def taxon_id(key: str) -> str:
    """An ASCII id for a basis key: twelve digits for the norm, then the article's number. The same on every machine."""
    norm, _, article = key.partition("#")
    digits = _digits(norm, 12)
    identifier = f"NORM-{digits[:6]}-{digits[6:]}"
    if not article:
        return identifier
    return f"{identifier}-{article if _PLAIN_ARTICLE.fullmatch(article) else _digits(article, 6)}"


def _digits(text: str, count: int) -> str:
    return str(int.from_bytes(sha256(text.encode()).digest()) % 10**count).zfill(count)


class Taxonomy:
    """The bases that the run's rules cite, sorted by key, each with its index."""

    def __init__(self, run: Run) -> None:
        self._run = run
        cited: dict[str, Basis] = {}
        for rule in run.rules:
            for basis in bases(run, rule):
                cited.setdefault(basis.key, basis)
        self._bases = [cited[key] for key in sorted(cited)]
        self._index = {basis.key: index for index, basis in enumerate(self._bases)}

    def references(self, rule: Rule) -> list[dict[str, Any]]:
        """References from a rule or its results to the taxa."""
        return [self._reference(key) for key in dict.fromkeys(rule.basis)]

    def _reference(self, key: str) -> dict[str, Any]:
        return {"id": taxon_id(key), "index": self._index[key], "toolComponent": component()}

    def describe(self) -> dict[str, Any]:
        """The toolComponent that holds the taxa."""
        return {
            "name": NAME,
            "guid": GUID,
            "version": self._run.version,
            "organization": "gkcheck",
            "language": LOCALES.get(self._run.lang, "zh-CN"),
            "informationUri": INFORMATION_URI,
            "shortDescription": {"text": "Legal bases of the rules: laws, regulations and notices, by article."},
            "contents": ["localizedData", "nonLocalizedData"],
            "isComprehensive": False,
            "taxa": list(self._taxa()),
        }

    def _taxa(self) -> Iterable[dict[str, Any]]:
        for basis in self._bases:
            norm = self._run.norms.get(basis.key.partition("#")[0])
            facts = {"key": basis.key, "norm": basis.title, "number": basis.number, "article": basis.article}
            if norm:
                facts |= {"issued": norm.issued, "inForce": norm.in_force, "standing": norm.standing}
            taxon: dict[str, Any] = {
                "id": taxon_id(basis.key),
                "name": basis.key,
                "shortDescription": {"text": say_basis(basis, self._run.lang)},
                "properties": {name: value for name, value in facts.items() if value},
            }
            if norm and norm.url.startswith(("https://", "http://")):
                taxon["helpUri"] = norm.url
            yield taxon


def component() -> dict[str, Any]:
    """A reference to the taxonomy from elsewhere in the log."""
    return {"name": NAME, "index": 0, "guid": GUID}
