"""The profiles that ship: each holds what differs and no more, and asks for nothing that only binds elsewhere."""

import tomllib
from typing import Any

import pytest

from gkcheck.config import Config
from gkcheck.profiles import FOLDER, profile_names
from gkcheck.rulebook import Rulebook, load_rulebook
from gkcheck.rulefile import kebab_options
from minisite import installed_plugins


def _book(profile: str) -> Rulebook:
    return load_rulebook(Config(profile=profile), installed_plugins())


def _table(profile: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{profile}.toml").read_text("utf-8"))


def _running(book: Rulebook) -> set[str]:
    return {rule.code for rule in book.rules}


@pytest.mark.parametrize("profile", profile_names())
def test_every_line_of_a_profile_makes_a_difference(profile: str) -> None:
    table = _table(profile)
    before, after = _book(table.get("extends", "")), _book(profile)
    for name, level in table.get("severity", {}).items():
        assert before.rule(name).severity.value != level
    for name, options in table.get("options", {}).items():
        old = before.rule(name).options
        assert [key for key, value in kebab_options(options).items() if old.get(key) == value] == [], name
    for code in table.get("ignore", ()):
        assert code in _running(before)
    for code in table.get("extend-select", ()):
        assert code not in _running(before)
        assert code in _running(after)


def test_nothing_that_only_binds_elsewhere_is_asked_of_the_nation() -> None:
    bare = {rule.code for rule in _book("national").rules if rule.scope != "core" and not rule.basis}
    # That a page calls one document by one title needs no regulation.
    assert {code for code in bare if code[:3] in ("POL", "DOC", "CAT", "DEC")} <= {"DOC012"}


def test_the_bureaus_profile_builds_on_the_citys() -> None:
    sipa, shanghai = _book("sipa"), _book("shanghai")
    assert _table("sipa")["extends"] == "shanghai"
    assert sipa.rule("DOC008").options == shanghai.rule("DOC008").options
    assert sipa.rule("CAT006").options["items"] == [
        *("20.1", "20.2", "20.3", "20.5", "20.6", "20.7", "20.8", "20.9", "20.14", "20.15")
    ]
    assert shanghai.rule("CAT006").options["items"] == []
    assert "沪营商#74" in shanghai.rule("POL001").basis
    assert "沪营商#74" not in _book("national").rule("POL001").basis
    assert {"POL010", "POL011", "POL012"} <= _running(shanghai)
    assert not {"POL010", "POL011", "POL012"} & _running(_book("national"))
