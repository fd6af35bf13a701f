"""`gkcheck audit`: everything into one folder, a page that fits an e-mail, and exit codes that tell the truth."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from gkcheck.commands.output import plan_folder
from gkcheck.reporters import REPORTERS
from gkcheck.reporters.digest import render
from minisite import FAULTY, Program, article, judge_folder, write_site

DATE = ("--as-of", "2026-11-22")


def test_every_report_there_is_goes_into_the_folder(tmp_path: Path, gkcheck: Program) -> None:
    write_site(tmp_path / "site", FAULTY)
    done = gkcheck("audit", tmp_path / "site", "-o", tmp_path / "out", "--offline", "--lang", "en", *DATE)
    assert done.code == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "gl-code-quality-report.json",
        "history.sqlite",
        "junit.xml",
        "ledger.xlsx",
        "notice.docx",
        "notice.md",
        "report-github.sarif",
        "report.html",
        "report.json",
        "report.md",
        "report.sarif",
        "report.txt",
        "scorecard.json",
        "scorecard.md",
        "summary.md",
    ]
    report = json.loads((tmp_path / "out" / "report.json").read_bytes())
    assert report["exit_code"] == 1
    assert report["coverage"]["online"] is None
    assert (tmp_path / "out" / "summary.md").read_text("utf-8") in done.out


def test_the_scorecard_is_that_of_the_same_run(tmp_path: Path, gkcheck: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from gkcheck import runner

    runs = []
    read = runner.make_reader
    monkeypatch.setattr(runner, "make_reader", lambda *given: runs.append(given) or read(*given))
    write_site(tmp_path / "site", FAULTY)
    gkcheck("audit", tmp_path / "site", "-o", tmp_path / "out", "--offline", "--lang", "zh", *DATE)
    assert len(runs) == 1
    saved = tmp_path / "out" / "report.json"
    for form, name in (("json", "scorecard.json"), ("markdown", "scorecard.md")):
        done = gkcheck("inspect", "--from", saved, "-f", form, "--lang", "zh")
        assert done.out == (tmp_path / "out" / name).read_text("utf-8")
    again = gkcheck("audit", tmp_path / "site", "-o", tmp_path / "out", "--offline", "--lang", "zh", *DATE)
    assert "与上次相比" in again.out
    for form, name in (("summary", "summary.md"), ("markdown", "report.md"), ("junit", "junit.xml")):
        done = gkcheck("report", saved, "-f", form, "--lang", "zh")
        assert done.out == (tmp_path / "out" / name).read_text("utf-8"), "a saved run tells its standing as the live one did"


def test_it_asks_other_servers_unless_told_not_to(tmp_path: Path, gkcheck: Program) -> None:
    write_site(tmp_path / "site", {"a.html": article('<p><a href="ftp://a.example.com/">甲</a></p>')})
    gkcheck("audit", tmp_path / "site", "-o", tmp_path / "out", "--select", "LNK003", "--cache-dir", tmp_path / "c", *DATE)
    asked = json.loads((tmp_path / "out" / "report.json").read_bytes())["coverage"]["online"]
    assert asked is not None
    assert asked["addresses"] == 0


def test_formats_of_plugins_join_by_themselves() -> None:
    names = [*(name for name in REPORTERS if name not in ("html", "xlsx")), "html", "xlsx", "acme:mail"]
    assert [os.path.basename(place) for _, place in plan_folder(Path("out"), names)][-3:] == [
        "report.html",
        "ledger.xlsx",
        "report-mail.acme",
    ]


def test_reports_do_not_go_among_the_pages(tmp_path: Path, gkcheck: Program) -> None:
    write_site(tmp_path / "site", FAULTY)
    done = gkcheck("audit", tmp_path / "site", "-o", tmp_path / "site" / "out", "--offline", "--lang", "zh")
    assert done.code == 2
    assert "网站文件夹里" in done.err
    assert not (tmp_path / "site" / "out").exists()


def test_a_full_disk_is_told(tmp_path: Path, gkcheck: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path / "site", FAULTY)
    (tmp_path / "out").mkdir()
    for name in ("report.json", "summary.md"):
        (tmp_path / "out" / name).write_text("old", "utf-8")

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    done = gkcheck("audit", tmp_path / "site", "-o", tmp_path / "out", "--offline", "--lang", "en", "--no-cache", *DATE)
    assert done.code == 3
    assert "No space left" in done.err
    assert (tmp_path / "out" / "report.json").read_text("utf-8") == "old"
    assert "old" not in done.out, "last week's summary does not pass for this week's"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_what_an_office_wants_to_know(tmp_path: Path, lang: str) -> None:
    files = {f"n/{number}.html": article(f'<p><a href="/gone-{number}.html">附页</a></p>') for number in range(14)}
    files |= {"bad.html": b"\x00\x01\x02\xff" * 200, **FAULTY}  # type: ignore[assignment]
    run = judge_folder(write_site(tmp_path, files), lang=lang)
    page = render(run)
    assert run.exit_code == 3
    assert page.count("\n10. ") == 1
    assert "\n11. " not in page
    assert "bad.html" in page
    assert ("没有检查到的" if lang == "zh" else "What was not checked") in page
    assert ("外部链接没有联网核对" if lang == "zh" else "external links were not asked") in page
    assert len(page.encode()) < 12_000


def test_what_is_due_soon_is_told(tmp_path: Path) -> None:
    files = {"index.html": article(), "zfxxgk/1.html": article()}
    run = judge_folder(write_site(tmp_path, files), today=date(2027, 1, 10))
    page = render(run)
    soon = [found for found in run.findings if found.arguments.get("due", "")[:7] in ("2027-01", "2027-02")]
    assert ("临近期限" in page) == bool(soon)


def test_an_early_warning_is_told_with_the_days_left(tmp_path: Path) -> None:
    run = judge_folder(write_site(tmp_path, {"index.html": article('<ul><li><a href="1.html">一则消息</a><span>2026-11-12</span></li></ul>'), "1.html": article(day="2026-11-12")}), "UPD001")
    (found,) = run.findings
    assert (found.variant, found.arguments["days_left"]) == ("soon", "4")
    assert "2026-11-26（剩 4 天）" in render(run)


def test_every_family_of_rules_has_a_name_for_readers() -> None:
    from gkcheck.reporters.wording import DIGEST
    from gkcheck.rulefile import PRODUCT

    families = {path.parent.name for path in PRODUCT.glob("*/[A-Z]*.toml")}
    assert {f"family-{name}" for name in families} <= set(DIGEST)
