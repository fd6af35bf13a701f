"""The notice to departments, and false alarms on their way into gkcheck-ignore.toml."""

import io
import tomllib
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from markdown_it import MarkdownIt

from gkcheck.config import load_config
from gkcheck.ignorefile import load_ignores
from gkcheck.owners import Owner
from gkcheck.rectification.document import render as render_docx
from gkcheck.rectification.ledger import render as render_ledger
from gkcheck.rectification.notice import chinese_number, escape, render
from gkcheck.refusals import ConfigError
from gkcheck.run import Run
from gkcheck.terms import Terms
from minisite import FAULTS, FAULTY, Program, judge_folder, write_site
from test_rectification import edited


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Run:
    made = judge_folder(write_site(tmp_path_factory.mktemp("site"), FAULTY), *FAULTS)
    owners = {"zwgk/zcwj/1.html": Owner("政策法规处")}
    return replace(made, site_name="青屏市知识产权局", owners=owners, terms=Terms(contact="办公室"))


def test_it_says_what_was_looked_at_found_and_asked(faulty: Run) -> None:
    text = render(faulty)
    for said in ("## 一、检查情况", "## 二、存在问题", "### （一）政策法规处（2 个）", "### （二）未明确责任单位（2 个）", "## 三、整改要求"):
        assert said in text
    assert "共读取页面 2 个" in text
    assert "外部链接没有联网核对。" in text
    assert "整改情况报送：办公室" in text
    assert "2026-11-27" in text
    assert "\n\n\n" not in text
    english = render(replace(faulty, lang="en"))
    assert "## 2. Findings" in english


def test_what_pages_say_is_no_markup(faulty: Run) -> None:
    hostile = "<script>x</script> | a\n# 标题 [x](http://evil.example/) ![i](j) `c` {{ 7*7 }}"
    found = tuple(
        type(one)(one.code, one.severity, one.location, dict.fromkeys(one.arguments, hostile[:60]), one.variant, one.subject)
        for one in faulty.findings
    )
    names = {path: name._replace(title=hostile) for path, name in faulty.pages.items()}
    made = replace(faulty, findings=found, pages=names, site_name=hostile, owners={"zwgk/zcwj/1.html": Owner(hostile)})
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(render(made))
    assert "<script" not in html
    assert "<a " not in html
    assert "<img" not in html
    assert "49" not in html.replace("2049", "")
    assert html.count("<table>") == 2
    assert html.count("<h1>") == 1
    assert html.count("<th>") == 16
    assert escape("1. 甲") == "1\\. 甲"


def test_a_site_may_bring_its_own_template(faulty: Run, tmp_path: Path) -> None:
    own = "# {{ site }}\n{% for unit in units %}{{ unit.name }}：{% for row in unit.rows %}{{ row.problem }}；{% endfor %}\n{% endfor %}"
    (tmp_path / "通报.md.j2").write_text(own, "utf-8")
    (tmp_path / "gkcheck.toml").write_text('[notice]\ntemplate = "通报.md.j2"\ncontact = "办公室"\n[ledger.days]\nerror = 3\n', "utf-8")
    terms = load_config([tmp_path]).terms
    assert (terms.template, terms.contact, terms.days["error"], terms.days["note"]) == (own, "办公室", 3, 20)
    text = render(replace(faulty, terms=terms))
    assert text.startswith("# 青屏市知识产权局\n政策法规处：")
    (tmp_path / "通报.md.j2").unlink()
    with pytest.raises(ConfigError, match="通报模板"):
        load_config([tmp_path])


@pytest.mark.parametrize("template", ["{% for %}", "{{ units.missing.name }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ 1 / 0 }}"])
def test_a_template_that_fails_is_refused(faulty: Run, template: str) -> None:
    with pytest.raises(ConfigError, match="template"):
        render(replace(faulty, terms=Terms(template=template)))


def test_the_document_holds_what_the_markdown_holds(faulty: Run) -> None:
    data = render_docx(faulty)
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "关于青屏市知识产权局信息公开检查情况的通报" in texts
    assert "一、检查情况" in texts
    assert any(text.startswith("3. 如实填报") for text in texts)
    assert [len(table.rows) for table in document.tables] == [3, 3]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "页面不存在：gone.html" in cells
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(2026, 11, 22)}


def test_numbers_of_an_official_document() -> None:
    assert [chinese_number(n) for n in (1, 10, 11, 20, 34, 100)] == ["一", "十", "十一", "二十", "三十四", "100"]


# ── false alarms ────────────────────────────────────────────────────────────


def false_alarms(run: Run, place: Path, note: str = "演示页，\"不\"整改", codes: tuple[str, ...] = ("LNK001", "LNK009"), **more: str) -> Path:
    def edit(row: dict[str, Any], _: int) -> None:
        if row["规则"] in codes:
            row |= {"整改状态": "误报", "整改说明": note, **more}

    return edited(render_ledger(run), place, edit)


def test_false_alarms_become_proposals_that_hold(faulty: Run, tmp_path: Path, gkcheck: Program) -> None:
    ledger = false_alarms(faulty, tmp_path / "l.xlsx", 批准人="办公室")
    shown = gkcheck("ledger", "suppress", ledger, "--as-of", "2026-11-22", "--lang", "zh")
    assert shown.code == 0
    assert tomllib.loads(shown.out)["ignore"][0] == {
        "rule": "LNK001",
        "path": "zwgk/gzdt/2.html",
        "reason": '演示页，"不"整改',
        "approver": "办公室",
        "until": date(2027, 11, 22),
    }
    kept = tmp_path / "gkcheck-ignore.toml"
    kept.write_bytes("# 原有\r\n".encode())
    for _ in range(2):  # what is there is not written again
        done = gkcheck("ledger", "suppress", ledger, "-o", kept, "--until", "2027-03-31", "--approver", "法规处", "--as-of", "2026-11-22")
        assert done.code == 0
    entries = load_ignores(kept)
    assert [(entry.rule, entry.approver, entry.until) for entry in entries] == [("LNK001", "法规处", date(2027, 3, 31)), ("LNK009", "法规处", date(2027, 3, 31))]
    assert kept.read_bytes().startswith("# 原有\r\n\r\n#".encode()) or kept.read_bytes().startswith("# 原有\r\n".encode())
    write_site(tmp_path / "again", FAULTY)
    (tmp_path / "again" / "gkcheck-ignore.toml").write_bytes(kept.read_bytes())
    assert {one.finding.code for one in judge_folder(tmp_path / "again", *FAULTS).suppressed} == {"LNK001", "LNK009"}


@pytest.mark.parametrize(
    ("note", "more", "said"),
    [("", {"批准人": "办公室"}, "理由"), ("演示页", {}, "批准人")],
)
def test_without_reason_or_approver_nothing_is_proposed(
    faulty: Run, tmp_path: Path, gkcheck: Program, note: str, more: dict[str, str], said: str
) -> None:
    done = gkcheck("ledger", "suppress", false_alarms(faulty, tmp_path / "l.xlsx", note, **more), "-o", tmp_path / "i.toml", "--lang", "zh")
    assert done.code == 1
    assert said in done.err
    assert not (tmp_path / "i.toml").exists()


def test_an_entry_that_would_hide_what_is_real_is_refused(tmp_path: Path, gkcheck: Program) -> None:
    pages = {"a[1].html": FAULTY["zwgk/gzdt/2.html"].replace("</body>", '<p><a href="/also.html">又一页</a></p></body>')}
    run = judge_folder(write_site(tmp_path / "site", pages), "LNK001")
    assert len(run.findings) == 2
    first = run.fingerprints[0]

    def edit(row: dict[str, Any], _: int) -> None:
        if row["指纹"] == first:
            row |= {"整改状态": "误报", "整改说明": "演示"}

    done = gkcheck("ledger", "suppress", edited(render_ledger(run), tmp_path / "l.xlsx", edit), "--approver", "甲", "--lang", "zh")
    assert done.code == 1
    assert "还有 1 处" in done.err
    assert "[[ignore]]" not in done.out
    both = gkcheck("ledger", "suppress", false_alarms(run, tmp_path / "m.xlsx"), "--approver", "甲", "--lang", "zh")
    (tmp_path / "site" / "gkcheck-ignore.toml").write_text(both.out, "utf-8")
    assert judge_folder(tmp_path / "site", "LNK001").findings == ()  # the name with brackets is matched as it is
