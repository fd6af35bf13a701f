"""Findings as SARIF results, with the pages that they point into as artifacts."""

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from gkcheck.finding import Finding, Related
from gkcheck.reporters.descriptors import filled, plain, stop, template
from gkcheck.reporters.fingerprint import GITHUB, NAME
from gkcheck.reporters.regions import bare, logical, physical
from gkcheck.reporters.taxonomy import Taxonomy
from gkcheck.reporters.wording import UI, pick, say
from gkcheck.rule import Rule
from gkcheck.run import Run, Suppressed
from gkcheck.standing import Known
from gkcheck.texts import ROLES

BASE = "%SRCROOT%"
RELATED_LIMIT = 100
"""GitHub keeps so many locations of one result."""
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Artifacts:
    """The pages that results point into: each gets its index when it is first named."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._indexes: dict[str, int] = {}
        self._artifacts: list[dict[str, Any]] = []

    def location(self, path: str) -> dict[str, Any]:
        """The artifactLocation of a page, relative to the repository's root."""
        if path not in self._indexes:
            self._indexes[path] = len(self._artifacts)
            self._artifacts.append(self._artifact(path))
        return {**self.address(path), "index": self._indexes[path]}

    def address(self, path: str) -> dict[str, str]:
        """The same without an index, for what is not an artifact of this run."""
        if self._run.coverage.snapshot is not None and ".." not in path:
            # A page of a snapshot is in no repository: what the public opens is its address.
            return {"uri": self._run.address(path) or self._run.display_prefix + quote(path)}
        whole = self._run.repository_prefix + path
        # A ledger or an ignore file stands beside the site's folder, not in it.
        name = (posixpath.normpath(whole) if ".." in path else whole).encode("utf-8", "surrogateescape")
        return {"uri": quote(name), "uriBaseId": BASE}

    def describe(self) -> list[dict[str, Any]]:
        """All artifacts that were named, in the order of their indexes."""
        return self._artifacts

    def _artifact(self, path: str) -> dict[str, Any]:
        artifact: dict[str, Any] = {"location": self.address(path), "roles": ["analysisTarget"]}
        kind = _TYPES.get("." + path.rpartition(".")[2].lower())
        if kind:
            artifact["mimeType"] = kind
        file = self._run.quotes.get(path)
        if file is not None:
            artifact |= {"encoding": file.encoding, "length": file.length, "hashes": {"sha-256": file.sha256}}
        return artifact


class Results:
    """Makes results of findings; `github` = the profile for GitHub code scanning."""

    def __init__(self, run: Run, artifacts: Artifacts, taxonomy: Taxonomy, github: bool) -> None:
        self._run, self._artifacts, self._taxonomy = run, artifacts, taxonomy
        self._github = github
        self._rules: Mapping[str, tuple[int, Rule]] = {rule.code: (i, rule) for i, rule in enumerate(run.rules)}

    def result(self, found: Finding, fingerprint: str, suppressed: Suppressed | None = None) -> dict[str, Any]:
        """One result; of a rule that the run does not know (a plugin's slip) without what only the rule can tell."""
        index, rule = self._rules.get(found.code, (None, None))
        related = [self._related(number, entry) for number, entry in enumerate(self._kept(found), 1)]
        kind, level = ("review", "none") if found.review else ("fail", found.severity.value)
        properties: dict[str, Any] = {"subject": found.subject} if found.subject else {}
        properties |= self._circumstances(found, fingerprint)
        if found.review and self._github:
            kind, level, properties = "fail", "note", {**properties, "tags": ["needs-review"]}
        result: dict[str, Any] = {
            "ruleId": found.code,
            "ruleIndex": index,
            "kind": kind,
            "level": level,
            "baselineState": self._state(fingerprint),
            "message": self._message(found, rule) if rule else {"text": stop(found.code)},
            "locations": [{"physicalLocation": self._physical(found, rule), **logical(found.location)}],
            "relatedLocations": related,
            "partialFingerprints": self._fingerprints(found, fingerprint),
            "taxa": self._taxonomy.references(rule) if rule else [],
            "fixes": self._fixes(found, rule) if rule else [],
            "properties": properties,
        }
        result = {key: value for key, value in result.items() if value or value == 0}
        if not self._github:
            # SARIF §3.27.23: all results of a run say whether they are suppressed, or none does.
            result["suppressions"] = [_suppression(suppressed)] if suppressed else []
        return result

    def absent(self, known: Known) -> dict[str, Any]:
        """A known finding that is gone; of one that could not be verified, that it was not looked at."""
        index, rule = self._rules.get(known.code, (None, None))
        result: dict[str, Any] = {
            "ruleId": known.code,
            "ruleIndex": index,
            "kind": "fail",
            "level": rule.severity.value if rule else "warning",
            "baselineState": "absent",
            "message": {"text": stop(plain(known.text or known.code))},
            "locations": [{"physicalLocation": {"artifactLocation": self._artifacts.address(known.path)}}] if known.path else [],
            "partialFingerprints": {NAME: known.fingerprint},
            "suppressions": [],
            "properties": {"firstSeen": known.first_seen.isoformat()} if known.first_seen else {},
        }
        return {key: value for key, value in result.items() if value or value == 0 or key == "suppressions"}

    def _state(self, fingerprint: str) -> str:
        """SARIF knows no "returned": such a result was absent from the baseline, so it is new."""
        standing = self._run.standing
        state = standing.states.get(fingerprint, "new") if standing else ""
        return "new" if state == "returned" else state

    def _circumstances(self, found: Finding, fingerprint: str) -> dict[str, Any]:
        """Who has to mend it, since when it is known, and that it has come back."""
        owner, standing = self._run.owner(found.location.path, found.code), self._run.standing
        facts: dict[str, Any] = {"owner": owner.lead, "support": list(owner.support), "contact": owner.contact}
        if standing is not None:
            day = standing.first_seen.get(fingerprint)
            facts |= {"firstSeen": day.isoformat() if day else "", "returned": standing.states.get(fingerprint) == "returned"}
        return {name: value for name, value in facts.items() if value}

    def _kept(self, found: Finding) -> tuple[Related, ...]:
        return found.related[:RELATED_LIMIT] if self._github else found.related

    def _message(self, found: Finding, rule: Rule) -> dict[str, Any]:
        lang = self._run.lang
        known = rule.messages.get(found.variant)
        text, names = template(pick(known or rule.title, lang))
        values = {"path": found.location.path, **found.arguments}
        arguments = [plain(values.get(name, "?")) for name in names]
        links = say(UI, "comma", lang).join(
            f"[{say(ROLES, entry.role, lang)}]({number})" for number, entry in enumerate(self._kept(found), 1)
        )
        also = f" {say(UI, 'related', lang)} {links}." if links else ""
        told = {"text": filled(text, arguments) + also}
        return {**told, "id": found.variant, "arguments": arguments} if known else told

    def _physical(self, found: Finding, rule: Rule | None) -> dict[str, Any]:
        path = found.location.path
        quoted = not (rule and rule.confidential)
        return {"artifactLocation": self._artifacts.location(path), **physical(found.location, self._run.quotes.get(path), quoted)}

    def _related(self, number: int, entry: Related) -> dict[str, Any]:
        path = entry.location.path
        place = {"artifactLocation": self._artifacts.location(path), **physical(entry.location, self._run.quotes.get(path))}
        place.pop("contextRegion", None)
        text = stop(say(ROLES, entry.role, self._run.lang))
        return {"id": number, "message": {"text": text}, "physicalLocation": place, **logical(entry.location)}

    def _fingerprints(self, found: Finding, fingerprint: str) -> dict[str, str]:
        excerpt = self._run.quotes.get(found.location.path)
        line = excerpt.hashes.get(max(found.location.line, 1)) if excerpt else None
        return {**({GITHUB: line} if line else {}), NAME: fingerprint}

    def _fixes(self, found: Finding, rule: Rule) -> list[dict[str, Any]]:
        changes: dict[str, list[dict[str, Any]]] = {}
        for change in found.fixes:
            source = self._run.quotes.get(change.location.path)
            region = bare(change.location, source) if source else None
            if region is None:
                # A replacement that no longer fits the file must not be offered at all, nor the rest of it.
                return []
            replacement = {"deletedRegion": region, "insertedContent": {"text": change.text}}
            changes.setdefault(change.location.path, []).append(replacement)
        if not changes:
            return []
        parts = [
            {"artifactLocation": self._artifacts.location(path), "replacements": replacements}
            for path, replacements in changes.items()
        ]
        return [{"description": {"text": stop(pick(rule.hint, self._run.lang))}, "artifactChanges": parts}]


def _suppression(entry: Suppressed) -> dict[str, Any]:
    facts = {"by": entry.approver, "until": entry.until.isoformat() if entry.until else ""}
    suppression: dict[str, Any] = {
        "kind": "inSource" if entry.origin == "page" else "external",
        "status": "accepted",
        "justification": entry.reason,
        "properties": {name: value for name, value in facts.items() if value},
    }
    return {key: value for key, value in suppression.items() if value}
