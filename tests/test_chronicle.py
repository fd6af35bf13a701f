"""The history of runs: what is new, mended, returned; nothing unread is mended; a kill, a crowd or a broken file loses nothing."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.chronicle.forms import FORMS
from gkcheck.chronicle.periods import kept_runs, name_of, read_chapter
from gkcheck.chronicle.store import Chronicle
from gkcheck.chronicle.writer import Stamp
from gkcheck.commands.remember import remember_run
from gkcheck.comparison import compare
from gkcheck.config import Config
from gkcheck.finding import Finding, Location, Problem, Severity
from gkcheck.reporters.fingerprint import identify_all
from gkcheck.run import Run
from gkcheck.standing import Standing
from minisite import Outcome, Program, article, write_site

FIRST = date(2026, 1, 5)


def link(*targets: str) -> str:
    return article("".join(f'<p><a href="/{target}.html">附页</a></p>' for target in targets))


@pytest.fixture
def audit(home: Path, gkcheck: Program) -> Callable[..., Outcome]:
    """`audit(week, {page: text or None})`: the site changed so, audited in that week."""
    write_site(home / "site", {"index.html": article(), "m.html": article()})

    def call(week: int, pages: dict[str, str | bytes | None] | None = None, *more: str) -> Outcome:
        for name, text in (pages or {}).items():
            if text is None:
                (home / "site" / name).unlink()
            else:
                write_site(home / "site", {name: text})
        day = (FIRST + timedelta(weeks=week)).isoformat()
        lang = () if "--lang" in more else ("--lang", "zh")
        return gkcheck("audit", "site", "--offline", "--select", "LNK001", "--as-of", day, "-q", *lang, *more)

    return call


def told(home: Path) -> dict[str, object]:
    """The standing of the last audit, as its Markdown comment tells it."""
    text = (home / "gkcheck-report" / "report.md").read_text("utf-8")
    line = next((line for line in text.splitlines() if line.startswith("与上次相比")), "")
    return dict(part.rsplit(" ", 1) for part in line.removeprefix("与上次相比：").split("、")) if line else {}


def counts(**given: int) -> dict[str, str]:
    names = {"new": "新增", "returned": "反复出现", "unchanged": "未改", "fixed": "已整改", "unverified": "待复查（没有读到）"}
    return {word: str(given.get(name, 0)) for name, word in names.items()}


def weeks(gkcheck: Program, *more: str) -> list[dict[str, object]]:
    done = gkcheck("history", "--format", "json", *more)
    assert done.code == 0, done.err
    return list(json.loads(done.out)["sites"][0]["periods"])


def test_from_week_to_week(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    assert audit(0, {"a.html": link("x", "y"), "b.html": link("z")}).code == 1
    assert told(home) == {}, "the first run has nothing to compare with"
    audit(1, {"a.html": link("x", "w")})
    assert told(home) == counts(new=1, unchanged=2, fixed=1)
    audit(2, {"a.html": link("x", "y", "w"), "b.html": None})
    assert told(home) == counts(returned=1, unchanged=2, fixed=1)
    page = (home / "gkcheck-report" / "summary.md").read_text("utf-8")
    assert "2026-01-05：错误 3、警告 0、提示 0（新增 0、已整改 0）" in page
    assert "2026-01-12：错误 3、警告 0、提示 0（新增 1、已整改 1）" in page
    assert "整改率 33%：已知问题 3 处，已整改 1 处" in page
    first, second, third = weeks(gkcheck)
    assert first["marks"] == ["first"]
    assert first["rate"] is None
    assert second["rate"] == pytest.approx(1 / 3)
    assert third["returned"]["error"] == 1  # type: ignore[index]
    text = gkcheck("history", "--lang", "zh").out
    assert "累计发现 4 处：已整改 1 处（25%），尚存 3 处，待复查或已豁免 0 处。" in text


def test_what_was_mended_and_is_back_is_told_as_returned_everywhere(audit: Callable[..., Outcome], home: Path) -> None:
    audit(0, {"a.html": link("x", "y")})
    audit(1, {"a.html": link("x")})
    audit(2, {"a.html": link("x", "y")})

    def read(name: str) -> str:
        return (home / "gkcheck-report" / name).read_text("utf-8")

    assert "［反复出现］错误 LNK001 internal-broken: 页面不存在：y.html" in read("report.txt")
    assert "与上次相比：新增 0、反复出现 1、未改 1、已整改 0" in read("report.txt")
    assert "【反复出现】页面不存在：y.html" in read("summary.md")
    assert "**反复出现** 页面不存在：y.html" in read("report.md")
    assert "反复出现" in read("junit.xml") and "反复出现" in read("gl-code-quality-report.json")
    saved = json.loads(read("report.json"))
    states = {found["subject"]: saved["standing"]["states"][found["fingerprint"]] for found in saved["findings"]}
    assert states == {"x.html": "unchanged", "y.html": "returned"}
    rows = json.loads(read("report.html").partition('id="data">')[2].partition("</script>")[0])["rows"]
    assert sorted(row[3] for row in rows) == [2, 3]  # unchanged and returned, by the script's numbers
    from openpyxl import load_workbook

    sheet = load_workbook(home / "gkcheck-report/ledger.xlsx")["整改台账"]
    heads = [cell.value for cell in sheet[1]]
    assert {row[heads.index("问题描述")]: row[heads.index("复查结果")] for row in sheet.iter_rows(min_row=2, values_only=True)} == {
        "页面不存在：x.html": "未整改", "页面不存在：y.html": "反复出现",
    }  # fmt: skip


def test_a_page_that_was_not_read_is_never_mended(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    audit(0, {"a.html": link("x"), "b.html": link("z")})
    done = audit(1, {"a.html": b"\x00\x01\x02\xff" * 200})
    assert done.code == 3
    assert told(home) == counts(new=1, unchanged=1, unverified=1)
    assert weeks(gkcheck)[1]["marks"] == ["incomplete"]
    audit(2, {"a.html": link("x")})
    assert told(home) == counts(unchanged=2, fixed=1), "what was never seen mended has not returned"
    page = (home / "gkcheck-report" / "summary.md").read_text("utf-8")
    assert "2026-01-12：错误 1、警告 1、提示 0（新增 1、已整改 0）；结果不完整" in page


def test_rules_that_did_not_run_mend_nothing(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    audit(0, {"a.html": link("x")})
    audit(1, None, "--select", "LNK009", "--ignore", "LNK001")
    assert told(home) == counts(unverified=1)
    assert weeks(gkcheck)[1]["marks"] == ["rules"]
    audit(2)
    assert told(home) == counts(unchanged=1)


def test_an_accepted_finding_is_neither_mended_nor_new_later(audit: Callable[..., Outcome], home: Path) -> None:
    audit(0, {"a.html": link("x"), "b.html": link("z")})
    ignore = '[[ignore]]\nrule = "LNK001"\npath = "a.html"\nreason = "存档页面"\n'
    (home / "gkcheck-ignore.toml").write_text(ignore, "utf-8")
    audit(1)
    assert told(home) == counts(unchanged=1)
    (home / "gkcheck-ignore.toml").unlink()
    audit(2)
    assert told(home) == counts(unchanged=2)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_renamed_folder_mends_nothing(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=home / "site", check=True, capture_output=True, env=environment)

    write_site(home / "site", {"旧栏目/a.html": link("x")})
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "一")
    audit(0)
    git("mv", "旧栏目", "新栏目")
    git("commit", "-qm", "二")
    audit(1)
    assert told(home) == counts(unchanged=1)
    audit(2)
    assert told(home) == counts(unchanged=1)
    exported = home / "all.json"
    gkcheck("history", "--export", exported)
    (entry,) = json.loads(exported.read_bytes())["findings"]
    assert (entry["path"], entry["first_seen"], entry["state"]) == ("新栏目/a.html", FIRST.isoformat(), "standing")


def test_a_page_that_moved_under_its_own_name_is_not_new(audit: Callable[..., Outcome], home: Path) -> None:
    audit(0, {"旧/t20260101_7.html": link("x", "y"), "旧/index.html": link("z")})
    audit(1, {"旧/t20260101_7.html": None, "新/t20260101_7.html": link("x", "y"), "旧/index.html": None, "新/index.html": link("z")})
    assert told(home) == counts(new=1, unchanged=2, fixed=1), "every folder has an index.html: nobody knows what became of it"


def test_two_sites_in_one_file_keep_apart(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    audit(0, {"a.html": link("x")})
    write_site(home / "other", {"a.html": link("q"), "index.html": article()})
    gkcheck("audit", "other", "--offline", "--select", "LNK001", "--as-of", "2026-01-06", "-q")
    audit(1)
    assert told(home) == counts(unchanged=1)
    assert [site["site"] for site in json.loads(gkcheck("history", "-f", "json").out)["sites"]] == ["site", "other"]
    done = gkcheck("history", "--site", "othr", "--lang", "en")
    assert done.code == 2
    assert "other" in done.err


def test_an_audit_of_a_part_or_of_the_past_is_not_kept(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    write_site(home, {"gkcheck.toml": '[site]\nroot = "site"\nname = "示例局"\n[history]\nfile = "记录/h.sqlite"\n', "site/n/a.html": link("x")})
    audit(3)
    assert (home / "记录" / "h.sqlite").is_file()
    done = gkcheck("audit", "site/n", "--offline", "-q", "--as-of", "2026-03-01", "--lang", "zh")
    assert (done.code, "只检查了网站的一部分" in done.err) == (1, True)
    done = audit(1)
    assert (done.code, "早于历史中最近的" in done.err) == (1, True), "an old state may be looked at again, which is no fault"
    assert told(home) == {}
    assert len(weeks(gkcheck)) == 1


def _program(home: Path, *arguments: str, **more: object) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **more}  # type: ignore[dict-item]
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


KILLED = """
import sys, time
from gkcheck.chronicle import store
from gkcheck.cli import main
write = store.write_run
def slow(*arguments, **more):
    write(*arguments, **more)
    print("written", file=sys.stderr, flush=True)
    time.sleep(60)
store.write_run = slow
main(sys.argv[1:])
"""


def test_a_killed_run_never_was(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    audit(0, {"a.html": link("x"), "b.html": link("z")})
    before = (home / "gkcheck-report" / "summary.md").read_bytes()
    write_site(home / "site", {"a.html": link("y")})
    arguments = ("audit", "site", "--offline", "--select", "LNK001", "--as-of", "2026-01-12", "-q", "-j", "1")
    run = _program(home, "-c", KILLED, *arguments)
    assert run.stderr is not None
    try:
        assert b"written" in run.stderr.readline(), "everything but the end of the transaction is done"
    finally:
        run.send_signal(signal.SIGKILL)
        run.wait(30)
    run.stderr.close()
    assert [entry["period"] for entry in weeks(gkcheck)] == ["2026-01-05"]
    assert (home / "gkcheck-report" / "summary.md").read_bytes() == before
    audit(1)
    assert told(home) == counts(new=1, unchanged=1, fixed=1)


def test_two_audits_at_once_are_both_kept(audit: Callable[..., Outcome], gkcheck: Program, home: Path) -> None:
    audit(0, {"a.html": link("x")})
    write_site(home / "site", {"b.html": link("z")})
    arguments = ("-m", "gkcheck", "audit", "site", "--offline", "--select", "LNK001", "--as-of", "2026-01-12", "-q", "-j", "1", "--no-cache")
    (home / "gkcheck.toml").write_text('[history]\nfile = "gkcheck-report/history.sqlite"\n', "utf-8")
    runs = [_program(home, *arguments, "-o", f"out{number}", GKCHECK_DEBUG="1") for number in (1, 2)]
    errors = [run.communicate(timeout=60)[1] for run in runs]
    assert [run.returncode for run in runs] == [1, 1], errors
    kept = weeks(gkcheck)
    assert [entry["period"] for entry in kept] == ["2026-01-05", "2026-01-12", "2026-01-12"]
    assert [sum(entry["new"].values()) for entry in kept] == [0, 1, 0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whatever_is_wrong_with_the_file_the_run_reports(audit: Callable[..., Outcome], gkcheck: Program, home: Path, lang: str) -> None:
    audit(0, {"a.html": link("x")})
    file = home / "gkcheck-report" / "history.sqlite"
    good = file.read_bytes()

    def after(words: tuple[str, str], kept: bytes | None) -> None:
        done = audit(1, None, "--lang", lang)
        assert done.code == 3
        assert words[lang == "en"] in done.err
        assert "history.sqlite" in done.err
        report = json.loads((home / "gkcheck-report" / "report.json").read_bytes())
        assert report["as_of"] == "2026-01-12"
        assert report["complete"] is True
        assert any(words[lang == "en"] in problem["text"] or "history" in problem["text"] for problem in report["problems"])
        assert kept is None or file.read_bytes() == kept, "nobody's history is overwritten"
        (home / "gkcheck-report" / "report.json").unlink()

    broken = good[:4096] + os.urandom(2000)
    file.write_bytes(b"no database at all" * 50)
    after(("已损坏", "damaged"), b"no database at all" * 50)
    file.write_bytes(broken)
    after(("已损坏", "damaged"), broken)
    file.write_bytes(good)
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version = 99")
    after(("更新版本", "newer"), None)
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE mails (text TEXT)")
    after(("不是 gkcheck 的历史", "no history of gkcheck"), None)
    file.unlink()
    file.mkdir()
    after(("无法读写", "cannot be read or written"), None)
    file.rmdir()
    file.write_bytes(good)
    audit(1)
    assert told(home) == counts(unchanged=1)


def test_a_locked_file_and_a_full_disk(audit: Callable[..., Outcome], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit(0, {"a.html": link("x")})
    monkeypatch.setattr("gkcheck.chronicle.schema._SECONDS", 0.2)
    with closing(sqlite3.connect(home / "gkcheck-report" / "history.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = audit(1)
        other.execute("ROLLBACK")
    assert done.code == 3
    assert "正被另一次检查使用" in done.err

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("gkcheck.chronicle.store.write_run", full)
    done = audit(1)
    assert done.code == 3
    assert "disk is full" in done.err
    assert told(home) == counts(unchanged=1), "what was known before is told all the same"


def test_a_history_that_is_not_there_is_told(gkcheck: Program, home: Path) -> None:
    done = gkcheck("history", "--lang", "zh")
    assert done.code == 2
    assert "请先运行 gkcheck audit" in done.err
    assert not (home / "gkcheck-report").exists()


def test_the_history_does_not_lie_among_the_pages(audit: Callable[..., Outcome], home: Path) -> None:
    (home / "gkcheck.toml").write_text('[site]\nroot = "site"\n[history]\nfile = "site/h.sqlite"\n', "utf-8")
    done = audit(0)
    assert done.code == 2
    assert not (home / "site" / "h.sqlite").exists()


def make(run: Run, day: date, paths: set[int], unread: frozenset[int] = frozenset()) -> Run:
    """A run over pages 0–9 of which these have a finding; those unread could not be read."""
    found = tuple(Finding("LNK001", Severity.ERROR, Location(f"{n}.html"), {"target": "x"}) for n in sorted(paths - unread))
    problems = tuple(Problem("GKC001", f"{n}.html", {"reason": "x"}) for n in sorted(unread))
    read = {f"{n}.html": "" for n in range(10) if n not in unread}
    coverage = replace(run.coverage, read=read, silent={}, unread=problems)
    changed = {"today": day, "findings": found, "problems": problems, "coverage": coverage, "exit_code": 3 if unread else 1}
    return replace(run, **changed, fingerprints=identify_all(found, (), {}, set())[0], unjudged=(), suppressed=(), hidden_fingerprints=())


def _never(_: object) -> Standing:
    raise AssertionError("nobody came between")


Week = tuple[set[int], frozenset[int]]
WEEKS = st.lists(st.tuples(st.sets(st.integers(0, 4)), st.frozensets(st.integers(0, 4), max_size=2)), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def empty_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    from minisite import judge_folder

    return judge_folder(write_site(tmp_path_factory.mktemp("empty"), {"0.html": article()}), "LNK001")


@settings(max_examples=25)
@given(given_weeks=WEEKS)
def test_the_file_tells_what_really_happened(tmp_path_factory: pytest.TempPathFactory, empty_run: Run, given_weeks: list[Week]) -> None:
    """Against a model in a few lines: what stands, what was ever mended, and the sums of each week."""
    path = tmp_path_factory.mktemp("h") / "h.sqlite"
    stands: set[int] = set()
    mended: set[int] = set()
    weeks: dict[int, int] = {}
    with Chronicle(path, "zh", create=True) as chronicle:
        for number, (faulty, unread) in enumerate(given_weeks):
            run = make(empty_run, FIRST + timedelta(weeks=number), faulty, unread)
            before = chronicle.before("s")
            standing = compare(before.known, run, mended=before.mended)
            chronicle.keep(Stamp("s", "r", ""), run, before, standing, _never)
            seen = faulty - unread
            fixed = stands - seen - unread
            expected = {"new": seen - stands - mended, "returned": (seen & mended) - stands, "unchanged": seen & stands, "fixed": fixed, "unverified": stands & unread}
            kept = chronicle.runs("s")[-1]
            assert {state: kept.of(state).total() for state in expected} == {state: len(pages) for state, pages in expected.items()}
            mended = (mended | fixed) - seen
            stands = (stands | seen) - fixed
            after = chronicle.before("s")
            assert {int(item.path.removesuffix(".html")) for item in after.known} == stands
            assert {int(item.path.removesuffix(".html")) for item in after.mended} == mended
            assert chronicle.totals("s") == (len(stands | mended), len(mended))
            weeks[kept.number] = len(stands)
            for run_then, stood in weeks.items():
                for change in chronicle.changes_since("s", run_then):
                    assert (change.before, change.now) == (stood, len(stands))
                    assert change.before + change.new - change.fixed == change.now


def test_a_standing_made_from_an_old_state_is_made_anew(empty_run: Run, tmp_path: Path) -> None:
    run = make(empty_run, FIRST, {0, 1})
    with Chronicle(tmp_path / "h.sqlite", "zh", create=True) as one, Chronicle(tmp_path / "h.sqlite", "zh", create=True) as two:
        early = one.before("s")
        for chronicle in (one, two):
            chronicle.keep(Stamp("s", "r", ""), run, early, compare(early.known, run), lambda now: compare(now.known, run, mended=now.mended))
        assert [kept.of("unchanged").total() for kept in one.runs()] == [0, 2]
        assert [kept.first for kept in one.runs()] == [True, False]


def _filled(path: Path, run: Run, number: int) -> None:
    with Chronicle(path, "zh", create=True) as chronicle:
        for week in range(number):
            told_run = make(run, FIRST + timedelta(weeks=week), {0, week % 5})
            before = chronicle.before("s")
            standing = compare(before.known, told_run, mended=before.mended)
            chronicle.keep(Stamp("s", "r", ""), told_run, before, standing, _never)


def test_prune_keeps_the_latest_and_the_file_shrinks(empty_run: Run, gkcheck: Program, home: Path) -> None:
    file = home / "h.sqlite"
    _filled(file, empty_run, 30)
    size = file.stat().st_size
    assert gkcheck("history", file, "--prune", "0").code == 2
    assert gkcheck("history", file, "--prune", "x").code == 2
    done = gkcheck("history", file, "--prune", "12w", "--lang", "zh")
    assert "清理 17 次检查，保留 13 次" in done.out
    done = gkcheck("history", file, "--prune", "5", "--lang", "en")
    assert "8 run(s) pruned, 5 kept" in done.out
    periods = json.loads(gkcheck("history", file, "-f", "json").out)["sites"][0]["periods"]
    assert [len(periods), periods[0]["marks"], sum(periods[-1]["standing"].values())] == [5, ["pruned"], 2]
    assert file.stat().st_size <= size
    with Chronicle(file, "zh") as chronicle:
        stood = chronicle.before("s")
        assert {item.path for item in stood.known} == {"0.html", "4.html"}
        assert stood.known[0].first_seen == FIRST


def test_prune_leaves_the_last_complete_run(empty_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite"
    _filled(path, empty_run, 3)
    with Chronicle(path, "zh", create=True) as chronicle:
        run = make(empty_run, FIRST + timedelta(weeks=40), {0}, frozenset({3}))
        before = chronicle.before("s")
        standing = compare(before.known, run, mended=before.mended)
        chronicle.keep(Stamp("s", "r", ""), run, before, standing, _never)
        assert chronicle.prune(lambda runs: kept_runs(runs, count=1)) == (2, 2)
        assert [past.day for past in chronicle.before("s").history if past.complete] == [FIRST + timedelta(weeks=2)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by", ["run", "week", "month", "quarter"])
def test_every_form_tells_the_same(empty_run: Run, tmp_path: Path, by: str, lang: str) -> None:
    path = tmp_path / "h.sqlite"
    _filled(path, empty_run, 30)
    with Chronicle(path, lang) as chronicle:
        chapter = read_chapter(chronicle, "s", by)
    assert sum(period.runs for period in chapter.periods) == 30
    assert sum(period.new.total() + period.returned.total() for period in chapter.periods) > 20
    assert chapter.quarter is not None
    assert (chapter.quarter.name, chapter.now) == ("2026-Q2", "2026-Q3")
    for name, form in FORMS.items():
        text = form([chapter], lang)
        assert chapter.periods[-1].name in text, name
        assert text == form([chapter], lang)
    assert len(FORMS["csv"]([chapter], lang).splitlines()) == 1 + len(chapter.periods)
    assert "LNK001" in FORMS["markdown"]([chapter], lang)


def test_the_report_tells_this_quarter_against_the_last(audit: Callable[..., Outcome], home: Path) -> None:
    def table() -> list[str]:
        page = (home / "gkcheck-report/report.html").read_text("utf-8")
        rows = page.partition("与上一季度相比</h3>")[2].partition("</table>")[0]
        return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows.split("<tr>")[2:]]

    audit(0, {"a.html": link("x", "y"), "b.html": link("z")})
    assert table() == []
    audit(12, {"a.html": link("x", "w")})
    assert table() == [], "still the same quarter"
    audit(13, {"旧.html": link("v"), "b.html": None})
    audit(14, {"a.html": link("x", "y")})
    assert table() == ["2.21 可用性 3 2 2 3 2/5 (40%)", "合计 3 2 2 3 2/5 (40%)"]


def test_names_of_periods() -> None:
    day = date(2026, 1, 1)
    assert [name_of(day, by) for by in ("week", "month", "quarter")] == ["2026-W01", "2026-01", "2026-Q1"]
    assert name_of(date(2024, 12, 30), "week") == "2025-W01"


def test_an_export_holds_no_formula(empty_run: Run, gkcheck: Program, home: Path) -> None:
    run = make(empty_run, FIRST, set())
    evil = Finding("LNK001", Severity.ERROR, Location("=cmd|'x'!A1.html"), {"target": "\x1b[31m@x\n"})
    run = replace(run, findings=(evil,), fingerprints=("f" * 64,), root="/srv/=site")
    remember_run(run, Config(), home / "h.sqlite", home)
    done = gkcheck("history", home / "h.sqlite", "--export", "全部.csv", "--lang", "zh")
    assert "1 处问题写入" in done.out
    rows = (home / "全部.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "'=cmd" in rows[1]
    assert rows[1].startswith("'=site")
    assert "\x1b" not in rows[1]
    assert gkcheck("history", home / "h.sqlite", "--export", "all.txt").code == 2
    shown = gkcheck("history", home / "h.sqlite", "-o", "h.md", "-f", "markdown")
    assert (shown.code, shown.out) == (0, "")
    assert (home / "h.md").read_text("utf-8").startswith("## ")
