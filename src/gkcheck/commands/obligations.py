"""`gkcheck rules --obligations`: the register of what the work plans demand, clause by clause, with the rules that check it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gkcheck.commands.explain import SEVERITIES, basis_text
from gkcheck.commands.session import open_rulebook, open_session
from gkcheck.datafile import REGISTER, check_data, read_replacements
from gkcheck.norms import require_norms
from gkcheck.refusals import say, shown
from gkcheck.rulebook import Rulebook
from gkcheck.rulefile import PRODUCT
from gkcheck.tomlfile import read_toml

SHIPPED = PRODUCT / "data" / f"{REGISTER}.toml"
NEEDS = {
    "html": ("网页", "pages"),
    "ledger": ("台账", "a ledger"),
    "attachments": ("附件", "attachments"),
    "catalogue": ("目录文件", "the catalogue"),
    "history": ("修改历史", "version control"),
    "network": ("联网", "the network"),
    "previous-year": ("上年文件", "last year's file"),
}


class Coverage(NamedTuple):
    """One clause with the rules that this installation has for it, and those that it has not."""

    clause: Mapping[str, Any]
    rules: tuple[str, ...]
    missing: tuple[str, ...]


def read_register(own: Path | None = None, lang: str = "zh") -> list[dict[str, Any]]:
    """The clauses of the register that ships, or of the site's own. Raises ConfigError."""
    if own is None:
        clauses: list[dict[str, Any]] = read_toml(SHIPPED, lang)[0]["clauses"]
        return clauses
    replacement = read_replacements({REGISTER: own}, lang)[REGISTER]
    check_data(SHIPPED, replacement, lang)
    return list(replacement.table["clauses"])


def cover(clauses: Sequence[Mapping[str, Any]], rulebook: Rulebook) -> list[Coverage]:
    """Each clause against the rules that there are. A family counts as there when it has a rule."""
    codes = sorted(rulebook.slugs)
    covered = []
    for clause in clauses:
        found = {name: [code for code in codes if code.startswith(name)] for name in clause["rules"]}
        rules = tuple(code for name in clause["rules"] for code in found[name])
        covered.append(Coverage(clause, rules, tuple(name for name in clause["rules"] if not found[name])))
    return covered


def show_obligations(paths: Sequence[Path], *, form: str, lang: str, profile: str = "", **options: Any) -> str:
    """The register as text or JSON. Raises ConfigError."""
    session = open_session(paths, lang=lang, **options)
    rulebook = open_rulebook(session, profile=profile)
    own = session.config.data.get(REGISTER)
    covered = cover(read_register(own, lang), rulebook)
    for item in covered:
        require_norms((item.clause["plan"], *item.clause["basis"]), rulebook.norms, shown(own or SHIPPED), lang)
    return _json(covered, rulebook, lang) if form == "json" else _text(covered, rulebook, lang)


def _json(covered: Sequence[Coverage], rulebook: Rulebook, lang: str) -> str:
    entries = [
        {
            **{key: item.clause[key] for key in ("plan", "clause", "basis", "needs", "severity")},
            "duty": item.clause["duty"][lang],
            "rules": [
                {"code": code, "slug": rulebook.slugs[code], "enabled": rulebook.rule(code).enabled}
                for code in item.rules
            ],
            "missing": list(item.missing),
            "ledgers": _ledgers(item, rulebook),
        }
        for item in covered
    ]
    return json.dumps({"obligations": entries}, ensure_ascii=False, indent=1) + "\n"


def _text(covered: Sequence[Coverage], rulebook: Rulebook, lang: str) -> str:
    lines: list[str] = []
    plan = ""
    for item in covered:
        clause = item.clause
        if clause["plan"] != plan:
            plan = clause["plan"]
            lines += ["", basis_text(plan, rulebook, lang)] if lines else [basis_text(plan, rulebook, lang)]
        lines += _clause_lines(item, rulebook, lang)
    whole, met = len(covered), sum(not item.missing for item in covered)
    missing = sorted({name for item in covered for name in item.missing})
    comma = say(lang, "、", ", ")
    lines += [
        "",
        say(lang, f"共 {whole} 条，其中 {met} 条的规则齐全。", f"{whole} clauses, {met} of them with all their rules."),
    ]
    if missing:
        lines.append(
            say(lang, f"尚无的规则：{comma.join(missing)}", f"Rules that do not exist yet: {comma.join(missing)}")
        )
    return "\n".join(lines) + "\n"


def _ledgers(item: Coverage, rulebook: Rulebook) -> list[str]:
    """The ledgers that a clause's rules are judged by: what the site has to declare."""
    return list(dict.fromkeys(name for code in item.rules for name in rulebook.rule(code).ledgers))


def _clause_lines(item: Coverage, rulebook: Rulebook, lang: str) -> list[str]:
    clause, comma = item.clause, say(lang, "、", ", ")
    level = "/".join(say(lang, *SEVERITIES[name]) for name in clause["severity"])
    named = []
    for name in clause["rules"]:
        if name in item.missing:
            named.append(say(lang, f"{name}（尚无）", f"{name} (not there yet)"))
        elif name in rulebook.slugs:
            off = "" if rulebook.rule(name).enabled else say(lang, "（未启用）", " (off)")
            named.append(f"{name} {rulebook.slugs[name]}{off}")
        else:
            named.append(say(lang, f"{name} 各条", f"all of {name}"))
    lines = [f"  {clause['clause']}  {clause['duty'][lang]}  [{level}]"]
    lines.append(f"      {say(lang, '规则', 'rules')}: {comma.join(named)}")
    lines.append(f"      {say(lang, '需要', 'needs')}: {comma.join(say(lang, *NEEDS[need]) for need in clause['needs'])}")
    if "ledger" in clause["needs"] and (ledgers := _ledgers(item, rulebook)):
        lines.append(f"      {say(lang, '台账', 'ledgers')}: {comma.join(ledgers)}")
    if clause["basis"]:
        lines.append(f"      {say(lang, '依据', 'basis')}: {comma.join(clause['basis'])}")
    return lines
