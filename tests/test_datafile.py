"""Data files: a rule names them, a site replaces them, and every fault is a sentence that names the file."""

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from gkcheck.commands.explain import describe
from gkcheck.config import Config, load_config
from gkcheck.refusals import ConfigError
from gkcheck.rulebook import Rulebook, load_rulebook
from gkcheck.rulefile import PRODUCT
from gkcheck.validate import validate
from minisite import installed_plugins, write_site

RULE = """
title = { zh = "标题", en = "title" }
why = { zh = "因为", en = "because" }
hint = { zh = "改", en = "mend" }
message = { zh = "错", en = "wrong" }
severity = "note"
check = "text"
data = ["words"]
"""
WORDS = 'words = ["甲", "乙"]\n'


def _rulebook(folder: Path, config: str, **files: str) -> Rulebook:
    write_site(folder, {"gkcheck.toml": config, **files})
    return load_rulebook(load_config([folder], folder / "gkcheck.toml"), installed_plugins())


def _own(folder: Path, config: str = "", words: str = WORDS) -> Rulebook:
    rule = RULE.replace('check = "text"', f'check = "{_a_check()}"')
    files = {"own/ABC001-wrong.toml": rule, "own/data/words.toml": words, "site-words.toml": 'words = ["丙"]\n'}
    return _rulebook(folder, f'rules = ["own"]\n{config}', **files)


def _a_check() -> str:
    return next(name for name, check in sorted(installed_plugins().checks.items()) if not check.options)


def test_a_rule_sees_the_file_beside_it(tmp_path: Path) -> None:
    rule = _own(tmp_path).rule("ABC001")
    assert rule.data["words"] == {"words": ["甲", "乙"]}
    assert list(rule.data) == ["words"]


def test_the_site_puts_its_own_in_its_place(tmp_path: Path) -> None:
    assert _own(tmp_path, '[data]\nwords = "site-words.toml"\n').rule("ABC001").data["words"] == {"words": ["丙"]}


def test_data_crosses_to_workers(tmp_path: Path) -> None:
    rule = _own(tmp_path, '[data]\nwords = "site-words.toml"\n').rule("ABC001")
    assert pickle.loads(pickle.dumps(rule)).data["words"] == {"words": ["丙"]}


def test_the_cache_is_of_no_use_when_a_word_changes(tmp_path: Path) -> None:
    prints = {_own(tmp_path / str(number), words=f'words = ["{number}"]\n').fingerprint for number in range(2)}
    kept = {_own(tmp_path / "0", words='words = ["0"]\n').fingerprint for _ in range(2)}
    assert len(prints) == 2
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("config", "files", "said"),
    [
        ('[data]\nwodrs = "site-words.toml"\n', {}, "words"),
        ('[data]\nwords = "gone.toml"\n', {}, "gone.toml"),
        ('[data]\nwords = "bad.toml"\n', {"bad.toml": "words = [\n"}, "bad.toml:1"),
        ('[data]\nwords = "bad.toml"\n', {"bad.toml": "words = 3\n"}, "bad.toml"),
    ],
)
def test_a_fault_of_the_sites_file_is_refused_by_name(
    tmp_path: Path, config: str, files: dict[str, str], said: str
) -> None:
    schema = {"type": "object", "properties": {"words": {"type": "array", "items": {"type": "string"}}}}
    write_site(tmp_path, {**files, "own/data/words.schema.json": json.dumps(schema)})
    with pytest.raises(ConfigError, match=said):
        _own(tmp_path, config)


def test_a_rule_that_names_no_file_is_refused(tmp_path: Path) -> None:
    rule = RULE.replace("words", "wodrs").replace('check = "text"', f'check = "{_a_check()}"')
    with pytest.raises(ConfigError, match=r"ABC001-wrong\.toml.*wodrs"):
        _rulebook(tmp_path, 'rules = ["own"]\n', **{"own/ABC001-wrong.toml": rule})


def test_a_profile_puts_a_file_beside_it_in_its_place(tmp_path: Path) -> None:
    head = 'title = { zh = "我", en = "me" }\n[data]\n'
    write_site(tmp_path, {"mine.toml": head + 'words = "site-words.toml"\n', "bad.toml": head + 'wrods = "x.toml"\n'})
    write_site(tmp_path, {"x.toml": "a = 1\n"})
    assert _own(tmp_path, 'profile = "mine.toml"\n').rule("ABC001").data["words"] == {"words": ["丙"]}
    with pytest.raises(ConfigError, match="words"):
        _own(tmp_path, 'profile = "bad.toml"\n')


def test_explain_names_the_data_file(tmp_path: Path) -> None:
    book = _own(tmp_path)
    assert "words.toml" in describe(book.rule("ABC001"), book, "zh")


@pytest.mark.parametrize("schema", sorted((PRODUCT / "data").glob("*.schema.json")), ids=lambda path: path.stem)
def test_data_that_ship_keep_to_their_schemas(schema: Path) -> None:
    from gkcheck.tomlfile import read_toml

    table, _ = read_toml(schema.with_name(schema.name.replace(".schema.json", ".toml")))
    validate(table, json.loads(schema.read_bytes()), source=schema.name)


def test_what_ships_is_read_when_it_is_asked_for_and_not_before() -> None:
    book = load_rulebook(Config(), installed_plugins())
    for rule in book.all_rules:
        for name in rule.data:
            assert isinstance(replace(rule).data[name], dict)
