"""Writes again what comes from the program: rules tables and excerpt of the two READMEs, and docs/rules.md."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gkcheck.commands.explain import SCOPES, SEVERITIES, basis_text, rules_markdown
from gkcheck.commands.session import open_rulebook, open_session
from gkcheck.reporters.descriptors import NOTIFICATIONS
from gkcheck.rule import Rule, Text
from gkcheck.rulebook import Rulebook
from gkcheck.rulefile import PRODUCT
from gkcheck.texts import KINDS

ROOT = Path(__file__).parents[1]
DEMO = "gkcheck examples/bureau/site --as-of 2026-11-22"
SHOWN = ("POL001 ", "DOC002 ", "images/jiucuo")
"""The findings of the excerpt: the first one that holds each of these."""
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
MANUAL = "docs/rules.md"
_HEAD = """<!-- Written by `make docs` from the rule files; edit those. -->
# 规则 · Rules

每条规则的要求、理由、改法和依据；终端里用 `gkcheck explain 编号` 看到的是同样的内容。
What each rule demands, why, how to mend a page and on which basis; `gkcheck explain CODE` says the same in a terminal.

**单页 page**：只看一页就能判断。**全站 site**：要看全站才能判断。**内核 core**：说明检查本身是否完整，不能关闭。
A *page* rule is decided from one page alone, a *site* rule needs all pages, and a *core* rule tells whether the result is
complete and cannot be switched off.
"""


def our_rulebook() -> Rulebook:
    """The rules that ship, without configuration or profile, whatever else is installed here."""
    session = open_session([ROOT], lang="zh", isolated=True)
    rulebook = open_rulebook(session)
    faults = [str(problem.arguments) for problem in rulebook.problems]
    if faults:
        raise SystemExit("the rules cannot be listed: " + "; ".join(faults))
    ours = tuple(rule for rule in rulebook.all_rules if Path(rule.source).is_relative_to(PRODUCT))
    return replace(rulebook, all_rules=ours)


def generated() -> dict[str, str]:
    """Path from the project's root → the whole text that should stand there."""
    rulebook = our_rulebook()
    texts = {}
    for name, lang in READMES.items():
        text = _between((ROOT / name).read_text("utf-8"), "rules", rules_markdown(rulebook, lang))
        texts[name] = _between(text, "demo", excerpt(lang))
    return texts | {MANUAL: manual(rulebook)}


def _between(text: str, word: str, made: str) -> str:
    begin, end = f"<!-- {word}:begin -->", f"<!-- {word}:end -->"
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise SystemExit(f"{begin} and {end} should stand in each README")
    return f"{before}{begin}\n{made}{end}{after}"


def excerpt(lang: str) -> str:
    """What the program says of the example site, with three findings of all."""
    command = [sys.executable, "-m", *DEMO.split(), "--no-cache", "--no-color", "--lang", lang]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    blocks = done.stdout.split("\n\n")
    chosen = [next((block for block in blocks if word in block), "") for word in SHOWN]
    if done.returncode != 3 or not all(chosen) or len(blocks) < 5:
        raise SystemExit(f"{DEMO}: not as expected: {done.stderr or done.stdout[-500:]}")
    summary = [line for line in blocks[-2].splitlines() if not line.startswith("  ")]
    end = [*summary[:2], "…", blocks[-1].strip()]
    lines = [f"$ {DEMO}", *(line for block in chosen for line in (*block.splitlines(), "", "…", "")), *end]
    return "```console\n" + "\n".join(lines) + "\n```\n"


def manual(rulebook: Rulebook) -> str:
    """All of docs/rules.md."""
    rules = sorted(rulebook.all_rules, key=lambda rule: (rule.scope == "core", rule.code))
    lines = [_HEAD, *_index(rules)]
    for rule in rules:
        lines += _section(rule, rulebook)
    lines += _notifications()
    return "\n".join(lines).rstrip() + "\n"


def _index(rules: Iterable[Rule]) -> Iterator[str]:
    yield _row("编号 code", "中文", "English")
    yield _row("---", "---", "---")
    for rule in rules:
        yield _row(f"[{rule.code}](#{rule.code.lower()})", rule.title["zh"], rule.title["en"])
    for entry in NOTIFICATIONS:
        title = entry["title"]
        yield _row(f"[{entry['id']}](#{entry['id'].lower()})", title["zh"].rstrip("。"), title["en"].rstrip("."))
    yield ""


def _section(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    yield f"## {rule.code}"
    yield ""
    kinds = ", ".join(f"{KINDS[kind]['zh']} {KINDS[kind]['en']}" for kind in sorted(rule.kinds)) or "所有页面 all pages"
    kinds = " ".join(rule.extensions) or kinds
    off = "" if rule.enabled else " · 默认不运行 off by default"
    level, scope = " ".join(SEVERITIES[rule.severity.value]), " ".join(SCOPES[rule.scope])
    yield f"`{rule.slug}` · {level} · {scope} · {kinds}{off}"
    yield ""
    yield _row("", "中文", "English")
    yield _row("---", "---", "---")
    yield _texts("问题 Fires when", rule.title)
    yield _texts("为什么 Why", rule.why)
    yield _texts("怎么改 How to mend", rule.hint)
    for text in rule.messages.values():
        yield _texts("提示 Message", text)
    yield ""
    if rule.basis:
        yield "依据 Basis:"
        yield ""
        yield from (f"- {basis_text(basis, rulebook, 'zh')}" for basis in rule.basis)
        yield ""
    if rule.options:
        yield "选项 Options:"
        yield ""
        yield "```toml"
        yield f"[options.{rule.code}]"
        yield from (f"{key.replace('_', '-')} = {_toml(value)}" for key, value in sorted(rule.options.items()))
        yield "```"
        yield ""
    place = Path(rule.source).relative_to(PRODUCT).as_posix()
    yield f"规则文件 Rule file: [{place}](../rules/gkcheck_rules/{place})"
    yield ""


def _notifications() -> Iterator[str]:
    yield "# SARIF 通知 · SARIF notifications"
    yield ""
    yield "它们不是页面的问题，而是说明检查没有做全。They are no breaches: they say that the check is not whole."
    yield ""
    for entry in NOTIFICATIONS:
        yield f"## {entry['id']}"
        yield ""
        yield _row("", "中文", "English")
        yield _row("---", "---", "---")
        yield _texts("情况 What", entry["title"])
        yield _texts("为什么 Why", entry["why"])
        yield _texts("怎么办 What to do", entry["hint"])
        yield ""


def _texts(label: str, text: Text) -> str:
    return _row(label, _cell(text["zh"]), _cell(text["en"]))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _toml(value: Any) -> str:
    """An option's value as it is written in a configuration: TOML's basic strings, numbers and booleans are JSON's."""
    if isinstance(value, dict):
        return (
            "{ "
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_toml(item)}" for key, item in value.items())
            + " }"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def main(arguments: Sequence[str]) -> int:
    """Write what is not current; with --check only tell."""
    stale = [name for name, text in generated().items() if _current(name) != text]
    if "--check" in arguments:
        print("\n".join(f"{name} is not current: run make docs" for name in stale), end="\n" if stale else "")
        return int(bool(stale))
    for name, text in generated().items():
        if name in stale:
            (ROOT / name).write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    return 0


def _current(name: str) -> str:
    path = ROOT / name
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
