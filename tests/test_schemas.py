"""The schemas that are published: valid, named for good, spoken in both languages, and true of what ships."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import gkcheck_rules
from gkcheck.schemas import published_schema, schema_address, schema_files
from minisite import FAULTY, Program, write_site

ROOT = Path(__file__).parents[1]
RULES = Path(gkcheck_rules.__file__).parent
NAMES = list(schema_files())
BY_MACHINE = {"inspection", "report", "report-table"}
"""What programs write and read; their keys are described in English."""
PLANTED = "in-the-ignore-file"
"""The example whose gkcheck-ignore.toml is faulty on purpose."""
NOT_RULES = {"data", "ledgers", "profiles"}


def read(path: Path) -> Any:
    """A TOML, YAML or JSON file as JSON: dates as texts."""
    text = path.read_text("utf-8-sig")
    data = tomllib.loads(text) if path.suffix == ".toml" else yaml.safe_load(text)
    return json.loads(json.dumps(data, default=str))


def faults(name: str, data: Any) -> list[str]:
    """What the published schema refuses of `data`."""
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(published_schema(name)).iter_errors(data)]


def properties(schema: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, however deep, with its place."""
    if isinstance(schema, list):
        for number, item in enumerate(schema):
            yield from properties(item, f"{place}/{number}")
    elif isinstance(schema, dict):
        for key, part in schema.items():
            if key == "properties":
                for name, value in part.items():
                    yield f"{place}/{name}", value
                    yield from properties(value, f"{place}/{name}")
            elif key not in ("enum", "examples", "default", "const", "x-values"):
                yield from properties(part, f"{place}/{key}")


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_valid_and_says_what_it_is(name: str) -> None:
    schema = published_schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema_address(name)
    assert schema["title"] and schema["description"].isascii()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BY_MACHINE])
def test_each_property_has_a_chinese_title_and_an_english_description(name: str) -> None:
    schema = published_schema(name)
    defined = schema.get("$defs", {})
    found = dict(properties(schema))
    assert found or "additionalProperties" in schema or "patternProperties" in schema
    silent = []
    for place, part in found.items():
        said = defined.get(part.get("$ref", "").rpartition("/")[2], {}) | part
        title, description = said.get("title", ""), said.get("description", "")
        if not any("一" <= sign <= "鿿" for sign in title) or not any(sign.isascii() and sign.isalpha() for sign in description):
            silent.append(place)
    assert not silent


def test_names_that_were_published_stay() -> None:
    assert {"baseline", "config", "ignore", "inspection", "profile", "report", "report-table", "rule"} <= set(NAMES)
    assert {"data-policy-tags", "data-term-pack", "ledger-commitments", "ledger-documents", "ledger-filings"} <= set(NAMES)
    assert schema_address("config") == "https://gkcheck.github.io/gkcheck/schemas/config.schema.json"


def test_every_rule_and_profile_that_ships_is_valid() -> None:
    rules = [path for path in RULES.glob("*/*.toml") if path.parent.name not in NOT_RULES]
    profiles = list(RULES.glob("profiles/*.toml"))
    assert len(rules) > 120 and len(profiles) >= 3
    wrong = {path.name: told for path in rules if (told := faults("rule", read(path)))}
    wrong |= {path.name: told for path in profiles if (told := faults("profile", read(path)))}
    assert not wrong


def test_every_data_file_that_ships_is_valid() -> None:
    described = [path for path in RULES.glob("data/*.toml") if f"data-{path.stem}" in NAMES]
    assert len(described) > 10
    assert not {path.name: told for path in described if (told := faults(f"data-{path.stem}", read(path)))}


def test_every_configuration_of_the_examples_is_valid() -> None:
    configurations = [*ROOT.glob("examples/*/gkcheck.toml"), *ROOT.glob("tests/examples/*/*/*/gkcheck.toml")]
    ignores = [path for path in ROOT.glob("tests/examples/*/*/*/gkcheck-ignore.toml") if path.parent.name != PLANTED]
    assert len(configurations) > 20 and ignores
    wrong = {str(path): told for path in configurations if (told := faults("config", read(path)))}
    wrong |= {str(path): told for path in ignores if (told := faults("ignore", read(path)))}
    assert not wrong


def test_a_schema_refuses_what_is_wrong() -> None:
    assert faults("config", {"profil": "national"})
    assert faults("rule", {"title": {"zh": "标题"}})
    assert faults("ledger-filings", [{"发文字号": "青知局〔2024〕7号"}])
    assert faults("baseline", {"schema": "gkcheck-baseline-1", "fingerprints": "x", "known": [{}]})


def test_a_ledger_may_use_any_name_that_its_reader_knows() -> None:
    assert not faults("ledger-commitments", read(ROOT / "examples/commitments/2024.yaml"))
    rows = [{"公文标题": "关于印发办法的通知", "报备日期": "2024年6月4日"}, {"title": "通知", "filed": "2024-06-04"}]
    assert not faults("ledger-filings", rows)
    assert not faults("ledger-filings", {"$schema": schema_address("ledger-filings"), "rows": rows})


def test_the_baseline_that_is_written_is_valid(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    assert gkcheck("baseline", "site", "-o", "known.json").code == 0
    written = read(home / "known.json")
    assert len(written["known"]) >= 4
    assert not faults("baseline", written)


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_init_writes_names_its_schemas_and_keeps_to_them(gkcheck: Program, home: Path, form: str) -> None:
    write_site(home / "site", FAULTY)
    assert gkcheck("init", "site", "--ledgers", form).code == 0
    configuration = home / "gkcheck.toml"
    assert configuration.read_text("utf-8").splitlines()[0] == f"#:schema {schema_address('config')}"
    assert not faults("config", read(configuration))
    ledgers = list((home / "ledgers").iterdir())
    assert len(ledgers) >= 5
    for path in ledgers:
        assert schema_address(f"ledger-{path.stem}") in path.read_text("utf-8")
        assert not faults(f"ledger-{path.stem}", read(path))


def test_schemas_are_printed_listed_and_written(gkcheck: Program, home: Path) -> None:
    assert json.loads(gkcheck("schema", "config").out) == published_schema("config")
    listed = gkcheck("schema", "--lang", "zh").out
    assert all(f"\n{name} " in f"\n{listed}" for name in NAMES)
    assert gkcheck("schema", "-o", "schemas").code == 0
    assert {path.name for path in (home / "schemas").iterdir()} == {f"{name}.schema.json" for name in NAMES}
    wrong = gkcheck("schema", "confg", "--lang", "en")
    assert wrong.code == 2 and "did you mean “config”" in wrong.err
    (home / "file").write_text("")
    full = gkcheck("schema", "-o", "file/below", "--lang", "en")
    assert full.code == 2 and "cannot be written" in full.err
