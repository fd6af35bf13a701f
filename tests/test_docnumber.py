"""Document numbers are read however they are written, and compared by the form of GB/T 9704."""

import pytest

from gkcheck.docnumber import WELL_FORMED, find_number, number_key, parse_number


@pytest.mark.parametrize(
    ("written", "form", "faults"),
    [
        ("沪知局〔2024〕7号", "沪知局〔2024〕7号", ()),
        ("国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号", ()),
        ("沪知局[2024]7号", "沪知局〔2024〕7号", ("brackets",)),
        ("沪知局（2024）7号", "沪知局〔2024〕7号", ("brackets",)),
        ("沪知局(2024)7号", "沪知局〔2024〕7号", ("brackets",)),
        ("沪知局【2024】7号", "沪知局〔2024〕7号", ("brackets",)),
        ("沪知局﹝2024﹞7号", "沪知局〔2024〕7号", ("brackets",)),
        ("沪知局〔24〕7号", "沪知局〔2024〕7号", ("year",)),
        ("沪知局〔2024年〕7号", "沪知局〔2024〕7号", ("year",)),
        ("沪知局〔2024〕第7号", "沪知局〔2024〕7号", ("ordinal",)),
        ("沪知局〔2024〕07号", "沪知局〔2024〕7号", ("padding",)),
        ("沪知局〔2024〕7 号", "沪知局〔2024〕7号", ("spaces",)),
        ("沪知局 〔2024〕 7号", "沪知局〔2024〕7号", ("spaces",)),
        ("沪知局〔2024〕7", "沪知局〔2024〕7号", ("suffix",)),
        ("沪知局〔２０２４〕７号", "沪知局〔2024〕7号", ("width",)),
        ("国办函〔201919号", "国办函〔2019〕19号", ("glued",)),
    ],
)
def test_reads_every_spelling(written: str, form: str, faults: tuple[str, ...]) -> None:
    found = parse_number(written)
    assert found is not None
    assert (found.written, found.form, found.faults) == (written, form, faults)
    assert WELL_FORMED.fullmatch(found.form)
    assert number_key(written) == form
    assert bool(WELL_FORMED.fullmatch(written)) == (not faults)


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "",
        "国务院令第711号",
        "〔2024〕7号",
        "HHCR-2023-01005",
        "JYDR—2023—00003",
        "沪知局〔1848〕7号",
        "沪知局〔2024〕0号",
        "沪知局2024年7月",
        "2024年第7号公告",
        "003300021/2024-00012",
        "专利法（2020）",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("根据沪知局〔2024〕7号文件精神", "沪知局〔2024〕7号"),
        ("关于废止沪知局[2020]12号等文件的通知", "沪知局〔2020〕12号"),
        ("印发给你们（青政办发〔2024〕3号）", "青政办发〔2024〕3号"),
        ("沪知局〔2024〕7号、沪知局〔2024〕8号", "沪知局〔2024〕7号"),
    ],
)
def test_finds_a_number_in_a_sentence(text: str, form: str) -> None:
    found = find_number(text)
    assert found is not None
    assert found.form == form
    assert found.written in text


def test_no_number_has_no_key() -> None:
    assert number_key("无") == number_key("") == ""
