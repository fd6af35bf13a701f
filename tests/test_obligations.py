"""The register of obligations: whole, in order, and each clause for our families has its rules."""

import json
import re
from pathlib import Path

import pytest

from gkcheck.commands.obligations import cover, read_register
from gkcheck.config import Config
from gkcheck.norms import norm_key
from gkcheck.refusals import ConfigError
from gkcheck.rulebook import load_rulebook
from minisite import Program, installed_plugins
from rulecodes import CODES, NOT_BUILT, meant

CLAUSES = read_register()
BOOK = load_rulebook(Config(), installed_plugins())
PLANS = {
    "沪知局办〔2024〕37号": 49,
    "沪知局2023年要点": 35,
    "沪知局〔2024〕7号": 26,
    "沪知局〔2022〕13号": 20,
    "国知办发办字〔2018〕19号": 34,
}


def test_the_register_is_whole() -> None:
    assert {plan: sum(clause["plan"] == plan for clause in CLAUSES) for plan in PLANS} == PLANS
    assert len(CLAUSES) == sum(PLANS.values())
    assert all(re.search(r"[\u4e00-\u9fff]", clause["duty"]["zh"]) for clause in CLAUSES)


def test_the_norms_of_the_register_are_registered() -> None:
    cited = {norm_key(basis) for clause in CLAUSES for basis in (clause["plan"], *clause["basis"])}
    assert cited <= BOOK.norms.keys()


def test_the_list_of_what_is_not_built_is_true() -> None:
    """Whoever merges a family takes its codes off NOT_BUILT in tests/rulecodes.py; at the end it is empty."""
    lacking = {code for code in CODES if code not in BOOK.slugs}
    assert lacking - NOT_BUILT == set(), "rules that there should be, and are not"
    assert NOT_BUILT - lacking == set(), "these are built: take them off NOT_BUILT"


@pytest.mark.parametrize("name", sorted({name for clause in CLAUSES for name in clause["rules"]}))
def test_each_clause_has_its_rules(name: str) -> None:
    lacking = [code for code in meant(name) if code not in BOOK.slugs and code not in NOT_BUILT]
    assert lacking == [], [(clause["plan"], clause["clause"]) for clause in CLAUSES if name in clause["rules"]]


def test_a_clause_that_rests_on_a_ledger_alone_names_it() -> None:
    for covered in cover(CLAUSES, BOOK):
        if covered.clause["needs"] == ["ledger"] and not covered.missing:
            assert any(BOOK.rule(code).ledgers for code in covered.rules), covered.clause["clause"]


def test_a_rule_that_does_not_exist_is_said_to_be_missing() -> None:
    clause = {**CLAUSES[0], "rules": ["POL001", "XYZ001", "XYZ", "LNK"]}
    (covered,) = cover([clause], BOOK)
    assert covered.missing == ("XYZ001", "XYZ")
    assert {"POL001", "LNK001"} <= set(covered.rules)


def test_the_register_is_printed(gkcheck: Program) -> None:
    text = gkcheck("rules", "--obligations").out
    assert "《关于印发《2024年上海市知识产权局政务公开工作要点》的通知》" in text
    assert "解读与文件同步起草、同步审签、同步发布" in text
    assert "POL002 interpretation-not-same-day" in text
    english = gkcheck("rules", "--obligations", "--lang", "en").out
    assert "drafted, approved and published together" in english
    data = json.loads(gkcheck("rules", "--obligations", "--format", "json").out)
    assert len(data["obligations"]) == len(CLAUSES)
    assert data["obligations"][1]["rules"][-1]["code"] == "DEC010"
    assert gkcheck("rules", "--format", "json").code == 2


def test_a_site_prints_the_register_of_its_own_plan(gkcheck: Program, home: Path) -> None:
    (home / "gkcheck.toml").write_text('norms = ["n.toml"]\n[data]\nobligations = "own.toml"\n', "utf-8")
    (home / "n.toml").write_text('["本局要点"]\ntitle = "本局工作要点"\n', "utf-8")
    entry = 'plan = "本局要点"\nclause = "一"\nrules = ["POL001"]\nbasis = ["条例#26"]\nneeds = ["html"]\nseverity = ["error"]\n'
    (home / "own.toml").write_text(f'[[clauses]]\n{entry}duty = {{ zh = "解读", en = "interpret" }}\n', "utf-8")
    assert "本局工作要点" in gkcheck("rules", "--obligations").out
    (home / "own.toml").write_text(f"[[clauses]]\n{entry}", "utf-8")
    done = gkcheck("rules", "--obligations")
    assert done.code == 2
    assert "own.toml" in done.err


def test_a_plan_that_is_not_registered_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("clauses = 3\n", "utf-8")
    with pytest.raises(ConfigError, match=r"own\.toml"):
        read_register(tmp_path / "own.toml")
