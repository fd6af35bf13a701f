"""Ledgers: one content in four formats gives the same rows, and every fault is said with its line."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from gkcheck.config import load_config
from gkcheck.ledgerread import read_ledgers
from gkcheck.refusals import ConfigError
from gkcheck.rulebook import load_rulebook
from gkcheck.rulefile import PRODUCT
from minisite import Program, installed_plugins, write_site

SCHEMAS = {path.name.removesuffix(".schema.json"): path for path in (PRODUCT / "ledgers").glob("*.schema.json")}
HEAD = ["序号", "文件 标题", "文号", "成文日期（年月日）", "公开属性", "密级"]
ROWS = [
    ["1", "关于印发《青屏市专利资助办法》的通知", "青知局〔2026〕1号", "2026-03-05", "主动公开", "无"],
    ["2", "关于内部审计的函", "青知局函〔2026〕3号", "2026年4月10日", "不公开", "秘密"],
    ["3", "关于表彰的决定", "", "2026/5/6", "依申请", ""],
]
READ = [
    {
        "title": "关于印发《青屏市专利资助办法》的通知",
        "number": "青知局〔2026〕1号",
        "signed": "2026-03-05",
        "attribute": "主动公开",
        "secret": "no",
    },
    {
        "title": "关于内部审计的函",
        "number": "青知局函〔2026〕3号",
        "signed": "2026-04-10",
        "attribute": "不予公开",
        "secret": "yes",
    },
    {"title": "关于表彰的决定", "signed": "2026-05-06", "attribute": "依申请公开"},
]


def _csv(head: list[str], rows: list[list[Any]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def _xlsx(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _objects() -> list[dict[str, Any]]:
    return [dict(zip(HEAD, row, strict=True)) for row in ROWS]


def _read(folder: Path, name: str, data: bytes, ledger: str = "documents") -> tuple[list[Any], list[Any]]:
    (folder / name).write_bytes(data)
    found, problems = read_ledgers({ledger: folder / name}, SCHEMAS, folder)
    return list(found.get(ledger, ())), problems


FILES = {
    "a.csv": (_csv(HEAD, ROWS), [2, 3, 4]),
    "bom.csv": (_csv(HEAD, ROWS, "utf-8-sig"), [2, 3, 4]),
    "gbk.csv": (_csv(HEAD, ROWS, "gb18030"), [2, 3, 4]),
    "tab.csv": (_csv(HEAD, ROWS).replace(b",", b"\t"), [2, 3, 4]),
    "titled.xlsx": (_xlsx(["公文台账"], [], HEAD, *ROWS, [None, None]), [4, 5, 6]),
    "typed.xlsx": (
        _xlsx(HEAD, *[[int(row[0]), row[1], row[2] or None, *row[3:]] for row in ROWS[:1]], *ROWS[1:]),
        [2, 3, 4],
    ),
    "a.json": (json.dumps(_objects(), ensure_ascii=False, indent=2).encode(), [2, 10, 18]),
    "one-line.json": (json.dumps({"n": 1, "rows": _objects()}).encode(), [1, 1, 1]),
    "a.yaml": (yaml.safe_dump(_objects(), allow_unicode=True).encode(), [1, 7, 13]),
    "under-a-key.yml": (yaml.safe_dump({"公文": _objects()}, allow_unicode=True).encode(), [2, 8, 14]),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    data, lines = FILES[name]
    rows, problems = _read(tmp_path, name, data)
    assert [row.values for row in rows] == READ
    assert [row.line for row in rows] == lines
    assert problems == []
    assert rows[0].date("signed") == date(2026, 3, 5)
    assert (rows[2].get("number"), rows[2].get("secret", "no"), rows[0].line) == ("", "no", lines[0])


def test_english_columns_and_real_dates_of_a_workbook(tmp_path: Path) -> None:
    data = _xlsx(["Title", "signed", "attribute", "remark"], ["关于表彰的决定", date(2026, 5, 6), "公开", "x"])
    rows, problems = _read(tmp_path, "a.xlsx", data)
    assert [row.values for row in rows] == [
        {"title": "关于表彰的决定", "signed": "2026-05-06", "attribute": "主动公开"}
    ]
    assert problems == []


def test_yaml_and_json_say_yes_in_their_own_words(tmp_path: Path) -> None:
    entries = "".join(
        f"- {{标题: 决定, 成文日期: 2026-05-06, 公开属性: 主动公开, 密级: {word}}}\n" for word in ("yes", "No", "机密")
    )
    rows, problems = _read(tmp_path, "a.yaml", entries.encode())
    assert ([row["secret"] for row in rows], problems) == (["yes", "no", "yes"], [])


def test_tabs_below_a_title(tmp_path: Path) -> None:
    text = "公文台账，2026年\n标题\t成文日期\t公开属性\n决定\t2026-05-06\t公开\n"
    rows, _ = _read(tmp_path, "a.csv", text.encode("utf-8-sig"))
    assert [(row.line, row["title"]) for row in rows] == [(3, "决定")]


def test_a_cell_over_several_lines_keeps_the_rows_lines(tmp_path: Path) -> None:
    rows, _ = _read(
        tmp_path,
        "a.csv",
        _csv(
            ["标题", "成文日期", "公开属性"], [["甲\n乙", "2026-05-06", "主动公开"], ["丙", "2026-05-07", "主动公开"]]
        ),
    )
    assert [(row.line, row["title"]) for row in rows] == [(2, "甲 乙"), (4, "丙")]


def test_bad_rows_are_left_out_and_said_with_their_lines(tmp_path: Path) -> None:
    rows = [*ROWS, ["4", "", "", "2026-02-30", "公开", ""], ["5", "关于通报的函", "", "去年", "半公开", ""]]
    kept, problems = _read(tmp_path, "a.csv", _csv(HEAD, rows))
    assert [row.line for row in kept] == [2, 3, 4]
    assert [(problem.variant, problem.arguments["line"]) for problem in problems] == [
        ("ledger-row", "5"),
        ("ledger-row", "6"),
    ]
    assert "缺少“标题”" in problems[0].arguments["error"]
    assert "2026-02-30" in problems[0].arguments["error"]
    assert "主动公开、依申请公开、不予公开" in problems[1].arguments["error"]
    assert all(problem.incomplete for problem in problems)


def test_a_bad_row_takes_no_other_of_its_line_with_it(tmp_path: Path) -> None:
    kept, problems = _read(tmp_path, "a.json", json.dumps([*_objects(), {"标题": "去年的"}]).encode())
    assert [row.values for row in kept] == READ
    assert len(problems) == 1


def test_of_many_bad_rows_ten_are_named(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, "a.csv", _csv(HEAD, [["1", "", "", "", "", "x"]] * 30))
    assert len(problems) == 11
    assert "20" in problems[-1].arguments["error"]


BROKEN = {
    "no-head.csv": (_csv(["甲", "乙"], [["1", "2"]]), "标题"),
    "empty.csv": (b"", "标题"),
    "binary.csv": (_xlsx(HEAD), "xlsx"),
    "cut.xlsx": (_xlsx(HEAD, *ROWS)[:-200], "另存为"),
    "text.xlsx": ("标题".encode(), "另存为"),
    "bad.json": (b'[{"a": 1,}]', "JSON"),
    "number.json": (b"3", "列表"),
    "words.json": (b'["a"]', "键"),
    "bad.yaml": ("- 标题: [甲\n- b".encode(), "YAML"),
    "text.yaml": ("一段文字".encode(), "列表"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_ledger_that_cannot_be_read_is_a_problem_and_no_crash(tmp_path: Path, name: str) -> None:
    data, said = BROKEN[name]
    rows, problems = _read(tmp_path, name, data)
    assert rows == []
    assert [(problem.code, problem.variant, problem.path) for problem in problems] == [("GKC001", "ledger", name)]
    assert said in problems[0].arguments["error"]


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_formats_agree_on_any_text(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    rows = [[f"文{one}", "2026-05-06", "主动公开", two] for one, two in cells]
    head = ["title", "signed", "attribute", "number"]
    objects = [dict(zip(head, row, strict=True)) for row in rows]
    read = [
        [row.values for row in _read(folder, name, data)[0]]
        for name, data in (
            ("a.csv", _csv(head, rows)),
            ("a.json", json.dumps(objects).encode()),
            ("a.yaml", yaml.safe_dump(objects, allow_unicode=True).encode()),
        )
    ]
    assert read[0] == read[1] == read[2]


@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".yaml", ".json"]))
def test_no_bytes_make_it_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    _read(tmp_path_factory.mktemp("ledger"), f"a{ending}", data)


def _site(folder: Path, ledgers: str, **files: str | bytes) -> Path:
    write_site(
        folder,
        {"gkcheck.toml": f'[site]\nroot = "site"\n[ledgers]\n{ledgers}\n', "site/index.html": "<p>正文</p>", **files},
    )
    return folder


def test_an_unreadable_ledger_ends_in_three_and_names_the_cure(tmp_path: Path, program: Program) -> None:
    _site(tmp_path, 'documents = "gone.csv"')
    outcome = program("--no-cache", cwd=tmp_path)
    assert outcome.code == 3
    assert "gone.csv" in outcome.out
    assert "[ledgers]" in outcome.out


def test_a_ledger_stands_beside_the_site_in_every_report(tmp_path: Path, program: Program) -> None:
    (tmp_path / ".git").mkdir()
    rows = [["关于表彰的决定", "2026-05-06"]]
    _site(tmp_path, 'filings = "台账/a.csv"', **{"台账/a.csv": _csv(["标题", "备案日期"], rows)})
    arguments = ("--select", "DOC013", "--as-of", "2026-11-22", "--no-cache")
    text = program(*arguments, cwd=tmp_path).out
    assert "台账/a.csv:2" in text
    assert "site/.." not in text
    sarif = json.loads(program(*arguments, "--format", "sarif", cwd=tmp_path).out)
    places = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in sarif["runs"][0]["results"]
    ]
    assert set(places) == {"%E5%8F%B0%E8%B4%A6/a.csv"}


def test_a_changed_ledger_is_a_change(tmp_path: Path, program: Program) -> None:
    rows = [["关于表彰的决定", "2026-05-06"]]
    _site(tmp_path, 'filings = "台账/a.csv"', **{"台账/a.csv": _csv(["标题", "备案日期"], rows)})
    arguments = ("--changed", "--select", "DOC013", "--as-of", "2026-11-22", "--no-cache", "--format", "json")
    found = [
        json.loads(program(*arguments, path, cwd=tmp_path).out)["findings"]
        for path in ("台账/a.csv", "site/index.html")
    ]
    assert [len(findings) for findings in found] == [2, 0]


def test_a_ledger_that_no_rule_asks_for_is_refused(tmp_path: Path) -> None:
    _site(tmp_path, 'document = "a.csv"')
    with pytest.raises(ConfigError, match="documents"):
        load_rulebook(load_config([tmp_path], tmp_path / "gkcheck.toml"), installed_plugins())


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_says_every_column_in_both_languages(name: str) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMAS[name].read_bytes())
    Draft202012Validator.check_schema(schema)
    names: list[str] = []
    for key, part in schema["properties"].items():
        assert part["title"]
        assert part["description"]
        names += dict.fromkeys([part["title"], key, *part.get("x-names", ())])
    assert len(names) == len(set(names)), "one heading means one column"
    assert set(schema["required"]) <= set(schema["properties"])
