"""`gkcheck test-rules` on a site's and a plugin's own examples."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from gkcheck.examples import find_cases
from minisite import Program

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "docs/plugin-template"
RULE = """
title = { zh = "没有咨询电话", en = "No telephone number" }
why = { zh = "群众要有人可问。", en = "People need somebody to ask." }
hint = { zh = "写明咨询电话。", en = "Add a line." }
severity = "warning"
kinds = ["guide"]
check = "required-field"
message = { zh = "没有写明“{field}”", en = "does not state “{field}”" }
options = { label = "咨询电话" }
"""
GUIDE = "---\nkind: guide\n---\n\n# 质押登记指南\n\n{line}办理地点：政务服务中心 3 号窗口。\n"
FOUND = "zhiya.md:5:3 SZQ001 没有写明“咨询电话”\n"
TRY = ("test-rules", "examples", "--lang", "en")


@pytest.fixture
def site(home: Path) -> Path:
    """A site's repository with one rule of its own, shown from both sides."""
    (home / "gkcheck.toml").write_text('rules = ["house"]\nbaseline = "known.json"\n\n[site]\nname = "青屏市知识产权局"\nroot = "site"\n', "utf-8")
    (home / "house").mkdir()
    (home / "house/SZQ001-phone-missing.toml").write_text(RULE, "utf-8")
    for name, line in (("without", ""), ("with", "咨询电话：0000-12345\n\n")):
        case = home / "examples/SZQ001-phone-missing" / name
        case.mkdir(parents=True)
        (case / "zhiya.md").write_text(GUIDE.format(line=line), "utf-8")
    (home / "examples/SZQ001-phone-missing/without/expected.txt").write_text(FOUND, "utf-8")
    return home / "examples/SZQ001-phone-missing"


def test_examples_as_expected(gkcheck: Program, site: Path, home: Path) -> None:
    done = gkcheck(*TRY)
    assert (done.code, done.out) == (0, "examples: 2 as expected, 0 not\n")
    assert gkcheck("test-rules", site, "--lang", "en").out == done.out
    assert gkcheck("test-rules", site / "without", "--lang", "zh").out.splitlines() == ["提示 SZQ001-phone-missing: 没有不发现问题的示例", "示例：1 个相符，0 个不符"]
    assert not (home / ".gkcheck_cache/pages").exists()


def test_a_rule_that_changed_shows_a_diff_and_is_brought_up_to_date(gkcheck: Program, site: Path, home: Path) -> None:
    rule = home / "house/SZQ001-phone-missing.toml"
    rule.write_text(RULE.replace("没有写明“{field}”", "缺少“{field}”"), "utf-8")
    done = gkcheck(*TRY)
    assert done.code == 1
    assert "FAILED examples/SZQ001-phone-missing/without\n" in done.out
    assert "  -zhiya.md:5:3 SZQ001 没有写明“咨询电话”\n  +zhiya.md:5:3 SZQ001 缺少“咨询电话”\n" in done.out
    assert (site / "without/expected.txt").read_text("utf-8") == FOUND
    done = gkcheck(*TRY, "--update")
    assert done.code == 0 and "wrote examples/SZQ001-phone-missing/without/expected.txt" in done.out
    assert (site / "without/expected.txt").read_text("utf-8") == FOUND.replace("没有写明", "缺少")
    assert gkcheck(*TRY).code == 0


def test_a_case_without_expectation_has_to_be_silent(gkcheck: Program, site: Path) -> None:
    (site / "without/expected.txt").unlink()
    done = gkcheck(*TRY)
    assert done.code == 1
    assert "without expected.txt the rule should be silent, and is not:\n" in done.out
    assert f"  +{FOUND}" in done.out
    assert "note SZQ001-phone-missing: no case in which it fires" in done.out
    assert gkcheck(*TRY, "--update").code == 0
    assert (site / "without/expected.txt").read_text("utf-8") == FOUND


def test_an_expectation_that_nothing_meets_fails_and_is_removed_on_request(gkcheck: Program, site: Path) -> None:
    (site / "with/expected.txt").write_text(FOUND, "utf-8")
    done = gkcheck(*TRY)
    assert done.code == 1 and f"  -{FOUND}" in done.out
    assert "removed examples/SZQ001-phone-missing/with/expected.txt" in gkcheck(*TRY, "--update").out
    assert not (site / "with/expected.txt").exists()


def test_an_expectation_that_cannot_be_written_is_said(gkcheck: Program, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "without/expected.txt").write_text("zhiya.md:1:1 SZQ001 old\n", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gkcheck.examples.os.replace", full)
    done = gkcheck(*TRY, "--update")
    assert done.code == 2 and "expected.txt: cannot be written: No space left on device" in done.err
    assert [path.name for path in sorted((site / "without").iterdir())] == ["expected.txt", "zhiya.md"]
    assert (site / "without/expected.txt").read_text("utf-8") == "zhiya.md:1:1 SZQ001 old\n"


def test_a_case_in_which_the_rule_had_nothing_to_judge_shows_nothing(gkcheck: Program, site: Path) -> None:
    page = site / "with/zhiya.md"
    page.write_text("---\nkind: article\n---\n\n# 消息\n\n某日举办活动。\n", "utf-8")
    done = gkcheck(*TRY)
    assert done.code == 1 and "no page that the rule judges" in done.out
    assert gkcheck(*TRY, "--update").code == 1
    (site / "with/not-applicable.txt").write_text("新闻不是办事指南\n", "utf-8")
    assert gkcheck(*TRY).code == 0
    page.write_text(GUIDE.format(line="咨询电话：0000-12345\n\n"), "utf-8")
    assert gkcheck(*TRY).code == 1


def test_examples_of_a_rule_that_is_not_there(gkcheck: Program, site: Path) -> None:
    site.rename(site.with_name("SZQ001-phone-mising"))
    done = gkcheck(*TRY)
    assert done.code == 2
    assert "there is no rule SZQ001-phone-mising" in done.out and "did you mean “SZQ001-phone-missing”?" in done.out
    assert done.out.endswith("examples: 0 as expected, 0 not, 2 without a rule\n")


def test_nothing_to_try_is_no_success(gkcheck: Program, home: Path) -> None:
    assert gkcheck("test-rules", "gone", "--lang", "en").code == 2
    (home / "empty").mkdir()
    done = gkcheck("test-rules", "empty", "--lang", "en")
    assert done.code == 2 and "no examples" in done.err


def test_a_bad_rule_file_or_date_is_refused(gkcheck: Program, site: Path, home: Path) -> None:
    (home / "examples/as-of.txt").write_text("last week\n", "utf-8")
    done = gkcheck(*TRY)
    assert done.code == 2 and "“last week” is no date" in done.err
    (home / "examples/as-of.txt").write_text("2026-11-22\n", "utf-8")
    assert gkcheck(*TRY).code == 0
    (home / "house/SZQ001-phone-missing.toml").write_text(RULE.replace("required-field", "required-feild"), "utf-8")
    done = gkcheck(*TRY)
    assert done.code == 2 and "required-field" in done.err


@pytest.fixture
def plugin(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The template, installed as far as Python can see, without its rules being asked from anywhere else."""
    packages = home / "packages"
    shutil.copytree(TEMPLATE / "gkcheck_house", packages / "gkcheck_house")
    info = packages / "gkcheck_house-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gkcheck-house\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[gkcheck]\nhouse = gkcheck_house\n", "utf-8")
    monkeypatch.syspath_prepend(packages)
    monkeypatch.delitem(sys.modules, "gkcheck_house", raising=False)
    shutil.copytree(TEMPLATE / "examples", home / "examples")
    return packages / "gkcheck_house"


def test_examples_of_a_plugin(gkcheck: Program, plugin: Path) -> None:
    done = gkcheck(*TRY)
    assert (done.code, done.out) == (0, "examples: 2 as expected, 0 not\n")


def test_a_check_that_crashes_fails_its_examples_and_rewrites_nothing(gkcheck: Program, plugin: Path, home: Path) -> None:
    module = plugin / "__init__.py"
    module.write_text(module.read_text("utf-8").replace("len(page.title) > ", "len(page.titel) > "), "utf-8")
    expected = home / "examples/HSE001-title-long/over-the-limit/expected.txt"
    before = expected.read_bytes()
    done = gkcheck(*TRY, "--update")
    assert done.code == 1
    assert "the check crashed: " in done.out and "titel" in done.out
    assert done.out.endswith("examples: 0 as expected, 2 not\n")
    assert expected.read_bytes() == before


def test_a_plugin_that_does_not_load_is_refused(gkcheck: Program, plugin: Path) -> None:
    (plugin / "__init__.py").write_text("import no_such_module_of_ours\n", "utf-8")
    done = gkcheck(*TRY)
    assert done.code == 2 and "no_such_module_of_ours" in done.err


def test_links_out_of_the_folder_are_not_followed(site: Path, tmp_path: Path) -> None:
    os.symlink(site.parent, site.parent / "again", target_is_directory=True)
    assert [case.folder.name for case in find_cases(site.parent)] == ["with", "without"]
