"""Rows that somebody calls a false alarm, as proposed entries of gkcheck-ignore.toml. Nothing is accepted by itself."""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gkcheck.rectification.columns import STATUS, word_of
from gkcheck.refusals import say
from gkcheck.returned import Entry, Returned

APPROVERS = ("批准人", "审批人", "审核人", "approver", "approved by")
"""Headings of people's own columns that name who approved."""


class Proposal(NamedTuple):
    """Entries to write, with those that cannot be proposed and why."""

    entries: tuple[str, ...]
    """Each an [[ignore]] table as text."""
    refused: tuple[str, ...]
    known: int
    """Rows whose page and rule the ignore file holds already."""


def propose(returned: Returned, held: Iterable[tuple[str, str]], *, today: date, until: date, approver: str = "", lang: str = "zh") -> Proposal:
    """Entries for the rows of status 误报. `held` are (rule, path) of entries that there are.

    An entry covers its rule on its whole page, so it is refused where another row of that rule and page is no false alarm:
    it would hide what is real. A row without a reason is refused as well. `approver` goes before what the ledger says.
    """
    false: dict[tuple[str, str], list[Entry]] = {}
    real: dict[tuple[str, str], int] = {}
    for entry in returned.entries.values():
        place = entry.cells["rule"].strip(), entry.cells["file"].strip()
        if word_of(STATUS, entry.cells.get("status", "")) == "false":
            false.setdefault(place, []).append(entry)
        else:
            real[place] = real.get(place, 0) + 1
    there = set(held)
    entries, refused, known = [], [], 0
    for place, rows in sorted(false.items()):
        rule, path = place
        reasons = list(dict.fromkeys(reason for row in rows if (reason := " ".join(row.cells.get("note", "").split()))))
        if place in there:
            known += len(rows)
        elif place in real:
            zh = f"{rule} {path}：同一页面上还有 {real[place]} 处未标为误报；豁免以页面为单位，会一并隐去，请先整改那些，或在页面内加注释"
            en = f"{rule} {path}: {real[place]} more of that rule on the page are not called false; an entry covers the page and would hide them. Mend those first"
            refused.append(say(lang, zh, en))
        elif len(reasons) < 1 or not all(row.cells.get("note", "").strip() for row in rows):
            refused.append(say(lang, f"{rule} {path}：“整改说明”中没有写明误报的理由", f"{rule} {path}: the note gives no reason"))
        elif rule.startswith("GKC"):
            refused.append(say(lang, f"{rule} {path}：程序自身的规则不能豁免", f"{rule} {path}: rules of the core cannot be accepted"))
        else:
            who = approver or _approver(rows)
            if not who:
                zh = f"{rule} {path}：没有批准人；请用 --approver 写明，或在台账中加“批准人”列"
                refused.append(say(lang, zh, f"{rule} {path}: nobody approved it; name somebody with --approver or in a column “approver”"))
            else:
                entries.append(_table(rule, path, "；".join(reasons), who, today, until, lang))
    return Proposal(tuple(entries), tuple(refused), known)


def _approver(rows: Iterable[Entry]) -> str:
    for row in rows:
        for heading, text in row.extra.items():
            if heading.casefold() in APPROVERS and text.strip():
                return " ".join(text.split())
    return ""


def _table(rule: str, path: str, reason: str, approver: str, today: date, until: date, lang: str) -> str:
    # A page's name may hold signs that a glob reads otherwise.
    glob = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
    lines = [
        f"# {say(lang, '由整改台账提出', 'proposed from a ledger')} {today.isoformat()}",
        "[[ignore]]",
        f"rule = {_string(rule)}",
        f"path = {_string(glob)}",
        f"reason = {_string(reason)}",
        f"approver = {_string(approver)}",
        f"until = {until.isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    """A TOML string; its escapes are those of JSON, but for the sign of deletion, which JSON leaves bare."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
