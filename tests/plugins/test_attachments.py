"""The attachments family: rules in the words of the links plugin, and the two lists that must agree."""

import tomllib
from pathlib import Path

import gkcheck_plugins.attachments
import gkcheck_plugins.links
from gkcheck.rulefile import rule_names


def _options(plugin: object, code: str) -> dict[str, list[str]]:
    folders: list[Path] = plugin.gkcheck_rule_files()  # type: ignore[attr-defined]
    [name] = [name for folder in folders for name in rule_names(folder) if name.code == code]
    return tomllib.loads(name.path.read_text("utf-8"))["options"]


def test_no_name_falls_between_the_two_rules() -> None:
    taken = _options(gkcheck_plugins.attachments, "ATT001")["extensions"]
    left = _options(gkcheck_plugins.links, "LNK001")["except-extensions"]
    assert taken == left
    assert all(extension == extension.lower() and "." not in extension for extension in taken)
