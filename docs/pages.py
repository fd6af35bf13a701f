"""Writes the pages of the documentation's site: `python docs/pages.py build` makes build/docs and build/mkdocs.yml.

What people wrote is copied, with its links turned to where they lead on the site; the rest comes from the program: a page a
rule, the commands, the configuration, the profiles and the schemas.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import reference
import rulepages
from generate import ROOT, our_rulebook
from gkcheck.reporters.wording import INFORMATION_URI
from gkcheck.schemas import published_schema, schema_address, schema_files

COPIED = {
    "README.zh-CN.md": "index.md",
    "README.md": "en.md",
    "benchmarks/results.md": "benchmarks.md",
    "benchmarks/links.md": "benchmarks-links.md",
}
"""What people wrote outside docs/ → its page."""
APART = {"docs/rules.md"}
"""What the site has in another form."""
LEADING = [
    ("开始", "index.md"),
    ("English", "en.md"),
    ("规则 Rules", "rules/index.md"),
    ("命令 Commands", "commands.md"),
    ("配置 Configuration", "configuration.md"),
    ("规则方案 Profiles", "profiles.md"),
    ("CI", "ci.md"),
    ("整改台账 Ledger", "ledger.md"),
    ("多个网站 Many sites", "scale.md"),
    ("插件 Plugins", "plugins.md"),
    ("编辑器 Schemas", "schemas.md"),
    ("架构 Architecture", "architecture.md"),
    ("速度 Benchmarks", "benchmarks.md"),
    ("外部链接的速度 Links", "benchmarks-links.md"),
]
"""The navigation; pages of docs/ that are not named here come after it by the title that they bear."""
_LINK = re.compile(r"(?<=\]\()([^)\s#]*)(#[^)\s]*)?(?=\))")
_FENCE = re.compile(r"^(```+)[^\n]*\n.*?^\1\s*$", re.M | re.S)


def pages(only: Sequence[str] = ()) -> dict[str, str]:
    """Path in the site's sources → text of every page; `only` limits the rules to these codes (for tests)."""
    rulebook = our_rulebook()
    rules = [rule for rule in rulebook.all_rules if not only or rule.code in only]
    copied = written()
    made = {copied[name]: relink((ROOT / name).read_text("utf-8"), name, copied) for name in copied}
    made |= {
        "rules/index.md": rulepages.index(rules),
        "commands.md": reference.commands(),
        "configuration.md": reference.configuration(),
        "profiles.md": reference.profiles(),
        "schemas.md": reference.schemas(),
    }
    made |= {f"rules/{rule.code}.md": rulepages.page(rule, rulebook) for rule in rules}
    made["rules/notifications.md"] = rulepages.notifications()
    made["plugins.md"] += reference.hooks()
    return made


def written() -> dict[str, str]:
    """File of the repository → page, of everything that people wrote."""
    own = {f"docs/{path.name}": path.name for path in sorted((ROOT / "docs").glob("*.md"))}
    return {name: page for name, page in {**COPIED, **own}.items() if name not in APART}


def relink(text: str, name: str, copied: dict[str, str]) -> str:
    """The text with its links as they lead on the site: to its pages, to files that are copied, else to the repository."""

    def lead(match: re.Match[str]) -> str:
        target, fragment = match[1], match[2] or ""
        if not target or ":" in target:
            return target + fragment
        place = os.path.normpath(os.path.join(os.path.dirname(name), target)).replace(os.sep, "/")
        if place == "docs/rules.md":
            return _rule_link(fragment)
        if place in copied:
            return copied[place] + fragment
        if place.startswith(("docs/images/", "docs/examples/")):
            return place.removeprefix("docs/")
        return f"{INFORMATION_URI}/blob/main/{place}{fragment}"

    parts, end = [], 0
    for block in _FENCE.finditer(text):
        parts += [_LINK.sub(lead, text[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*parts, _LINK.sub(lead, text[end:])])


def _rule_link(fragment: str) -> str:
    code = fragment[1:].upper()
    if code.startswith("GKN"):
        return f"rules/notifications.md{fragment}"
    return f"rules/{code}.md" if code else "rules/index.md"


def navigation(made: dict[str, str]) -> list[dict[str, str]]:
    """The navigation as mkdocs wants it."""
    named = {page for _, page in LEADING}
    rest = [page for page in made if "/" not in page and page not in named]
    titles = [(made[page].partition("\n")[0].lstrip("# "), page) for page in rest]
    return [{title: page} for title, page in (*LEADING, *titles) if page in made]


def write(folder: Path, only: Sequence[str] = ()) -> None:
    """Write sources and configuration into `folder`, in the place of those of an earlier build."""
    sources = folder / "docs"
    shutil.rmtree(sources, ignore_errors=True)
    made = pages(only)
    for name, text in made.items():
        target = sources / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for name in ("images", "examples"):
        if (ROOT / "docs" / name).is_dir():
            shutil.copytree(ROOT / "docs" / name, sources / name)
    for name in schema_files():
        target = sources / "schemas" / schema_address(name).rpartition("/")[2]
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(published_schema(name), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    above = os.path.relpath(ROOT / "mkdocs.yml", folder).replace(os.sep, "/")
    settings = {"INHERIT": above, "docs_dir": "docs", "site_dir": "site", "nav": navigation(made)}
    # JSON is YAML.
    (folder / "mkdocs.yml").write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2:])
