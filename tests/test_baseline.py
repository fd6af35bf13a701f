"""The baseline from the command line: what is known is quiet, what is new fails, what was not read is never mended."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gkcheck.baseline import Baseline, Entry, read_baseline, write_baseline
from gkcheck.refusals import ConfigError
from minisite import Outcome, Program, article, policy, write_site

CONFIG = 'baseline = "known.json"\nselect = ["DOC002", "LNK001", "LNK009", "POL001", "PII"]\n[site]\nroot = "site"\n'
BODY = '<p>详见<a href="/gone.html">附页</a>和<a href="#">说明</a>。</p>'
DAY = ("--as-of", "2026-11-22", "-j", "1")
WEEK = ("--as-of", "2026-11-29", "-j", "1")


@pytest.fixture
def site(home: Path) -> Path:
    """A site with errors and notes, and a configuration that names a baseline beside it."""
    write_site(home, {"gkcheck.toml": CONFIG})
    pages = {"zwgk/1.html": policy(number="青知局[2024]7号"), "gzdt/2.html": article(BODY), "gzdt/3.html": article()}
    return write_site(home / "site", pages)


@pytest.fixture
def known(gkcheck: Program, site: Path) -> Path:
    """The same site with everything written down."""
    assert gkcheck("baseline", *DAY).code == 0
    return site


def report(gkcheck: Program, *arguments: str) -> tuple[int, dict[str, Any]]:
    done = gkcheck("check", *arguments, "-f", "json")
    return done.code, json.loads(done.out)


def states(data: dict[str, Any]) -> dict[str, str]:
    return {f"{entry['code']} {entry['path']}": entry["state"] for entry in data["findings"]}


def told(entries: list[dict[str, Any]]) -> list[str]:
    return [f"{entry['code']} {entry['path']}" for entry in entries]


def test_what_is_known_is_quiet_and_what_is_new_fails(gkcheck: Program, known: Path, home: Path) -> None:
    assert gkcheck("--no-baseline", *DAY).code == 1
    done = gkcheck(*DAY)
    assert done.code == 0
    assert "LNK001" not in done.out.partition("──")[0]
    assert "个已知问题未列出" in done.out and "没有发现新问题" in done.out
    assert "［已知］" in gkcheck(*DAY, "--show-known").out
    (known / "gzdt/3.html").write_text(article(BODY), "utf-8")
    done = gkcheck("-q", *DAY)
    assert done.code == 1
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["site/gzdt/3.html"] * 2
    _, data = report(gkcheck, *DAY)
    assert states(data)["LNK001 gzdt/3.html"] == "new"
    assert states(data)["LNK001 gzdt/2.html"] == "unchanged"


def test_the_file_is_one_finding_a_line_and_the_same_bytes(gkcheck: Program, known: Path, home: Path) -> None:
    text = (home / "known.json").read_text("utf-8")
    entries = json.loads(text)["known"]
    assert len([line for line in text.splitlines() if line.startswith('{"fingerprint"')]) == len(entries) >= 4
    assert [entry["path"] for entry in entries] == sorted(entry["path"] for entry in entries)
    assert {entry["first_seen"] for entry in entries} == {"2026-11-22"}
    refused = gkcheck("baseline", *DAY)
    assert refused.code == 2
    assert "已经存在" in refused.err and "--update" in refused.err
    assert gkcheck("baseline", "--update", "--prune", *WEEK).code == 0
    assert (home / "known.json").read_text("utf-8") == text


def test_first_seen_outlives_updates(gkcheck: Program, known: Path) -> None:
    (known / "gzdt/3.html").write_text(article(BODY), "utf-8")
    assert gkcheck("baseline", "--update", *WEEK).code == 0
    code, data = report(gkcheck, *WEEK)
    seen = {entry["path"]: entry["first_seen"] for entry in data["findings"]}
    assert (code, seen["gzdt/2.html"], seen["gzdt/3.html"]) == (0, "2026-11-22", "2026-11-29")


def test_what_is_mended_fails_until_it_is_pruned_and_returns_as_returned(gkcheck: Program, known: Path) -> None:
    (known / "gzdt/2.html").write_text(article(), "utf-8")
    done = gkcheck(*WEEK)
    assert done.code == 1
    assert "2 个问题已经改正" in done.out and "gkcheck baseline --prune" in done.out
    code, data = report(gkcheck, *WEEK)
    assert told(data["standing"]["fixed"]) == ["LNK001 gzdt/2.html", "LNK009 gzdt/2.html"]
    assert gkcheck("--fail-on", "never", *WEEK).code == 0
    assert "移除 2" in gkcheck("baseline", "--prune", *WEEK).out
    assert gkcheck(*WEEK).code == 0
    (known / "gzdt/2.html").write_text(article(BODY), "utf-8")
    code, data = report(gkcheck, *WEEK)
    assert code == 1
    assert states(data)["LNK001 gzdt/2.html"] == "returned"
    assert "［反复出现］" in gkcheck("-q", *WEEK).out
    gkcheck("baseline", "--update", *WEEK)
    code, data = report(gkcheck, *WEEK)
    assert (code, states(data)["LNK001 gzdt/2.html"]) == (0, "unchanged")
    assert {entry["first_seen"] for entry in data["findings"]} == {"2026-11-22"}


def test_a_page_that_is_gone_takes_its_findings_with_it(gkcheck: Program, known: Path) -> None:
    (known / "gzdt/2.html").unlink()
    _, data = report(gkcheck, *WEEK)
    assert told(data["standing"]["fixed"]) == ["LNK001 gzdt/2.html", "LNK009 gzdt/2.html"]


UNSEEN: dict[str, Callable[[Path, Path], object]] = {
    "not text any more": lambda home, site: (site / "gzdt/2.html").write_bytes(bytes(range(256)) * 40),
    "too large": lambda home, site: (home / "gkcheck.toml").write_text("max-page-bytes = 300\n" + CONFIG, "utf-8"),
    "excluded": lambda home, site: (home / "gkcheck.toml").write_text('exclude = ["gzdt/**"]\n' + CONFIG, "utf-8"),
    "rules not selected": lambda home, site: (home / "gkcheck.toml").write_text(CONFIG.replace('"LNK001", "LNK009", ', ""), "utf-8"),
}


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_was_not_seen_is_never_mended(gkcheck: Program, known: Path, home: Path, change: Callable[[Path, Path], object]) -> None:
    before = json.loads((home / "known.json").read_text("utf-8"))["known"]
    change(home, known)
    _, data = report(gkcheck, *WEEK)
    assert told(data["standing"]["fixed"]) == []
    assert {"LNK001 gzdt/2.html", "LNK009 gzdt/2.html"} <= set(told(data["standing"]["unverified"]))
    done = gkcheck("baseline", "--prune", *WEEK)
    assert "没有核实" in done.out
    assert json.loads((home / "known.json").read_text("utf-8"))["known"] == before


def test_a_folder_that_cannot_be_opened_is_not_gone(gkcheck: Program, known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gkcheck.sources import directory

    scan = directory.os.scandir

    def refuse(path: str) -> Any:
        if str(path).endswith("gzdt"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(directory.os, "scandir", refuse)
    code, data = report(gkcheck, *WEEK)
    assert code == 3
    assert (told(data["standing"]["fixed"]), len(data["standing"]["unverified"])) == ([], 2)


def test_a_part_of_the_site_tells_nothing_of_the_rest(gkcheck: Program, known: Path) -> None:
    (known / "gzdt/2.html").write_text(article(), "utf-8")
    (known / "zwgk/1.html").write_text(policy(), "utf-8")
    for arguments in (("site/zwgk",), ("--changed", "site/zwgk/1.html")):
        _, data = report(gkcheck, *arguments, *WEEK)
        fixed = told(data["standing"]["fixed"])
        assert "DOC002 zwgk/1.html" in fixed and {item.split()[1] for item in fixed} == {"zwgk/1.html"}, arguments
    assert gkcheck("site/gzdt/3.html", *WEEK).code == 0
    _, data = report(gkcheck, "--select", "LNK001", *WEEK)
    assert told(data["standing"]["fixed"]) == ["LNK001 gzdt/2.html"]


def test_moved_without_version_control_is_found_by_its_content(gkcheck: Program, known: Path, home: Path) -> None:
    shutil.move(known / "gzdt", known / "动态")
    assert gkcheck("-q", *WEEK).code == 0
    assert "随页面改名 2" in gkcheck("baseline", "--update", *WEEK).out
    (known / "动态/2.html").write_text(article(BODY + "<p>后来又改了一段。</p>"), "utf-8")
    assert gkcheck("-q", *WEEK).code == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_renamed_and_edited_in_version_control(gkcheck: Program, site: Path, home: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=home, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "before")
    assert gkcheck("baseline", *DAY).code == 0
    git("mv", "site/gzdt", "site/xwzx")
    (site / "xwzx/2.html").write_text(article("<p>改版后补了一段。</p>\n" + BODY), "utf-8")
    git("mv", "site/xwzx/2.html", "site/xwzx/22.html")
    code, data = report(gkcheck, *WEEK)
    assert (code, set(states(data).values())) == (0, {"unchanged"})
    assert {entry["first_seen"] for entry in data["findings"]} == {"2026-11-22"}
    git("commit", "-qam", "after")
    assert report(gkcheck, *WEEK)[0] == 0
    assert "随页面改名 2" in gkcheck("baseline", "--update", "--prune", *WEEK).out
    assert report(gkcheck, *WEEK)[0] == 0


def test_a_new_page_with_the_fault_of_a_deleted_one_is_new(gkcheck: Program, known: Path) -> None:
    (known / "gzdt/2.html").unlink()
    (known / "gzdt/4.html").write_text(article(BODY, title="另一次活动", day="2026-11-20"), "utf-8")
    code, data = report(gkcheck, *WEEK)
    assert (code, states(data)["LNK001 gzdt/4.html"]) == (1, "new")
    assert len(data["standing"]["fixed"]) == 2


def test_sarif_says_new_unchanged_and_absent(gkcheck: Program, known: Path) -> None:
    (known / "gzdt/2.html").write_text(article('<p>又见<a href="/lost.html">附页</a></p>'), "utf-8")
    results = json.loads(gkcheck(*WEEK, "-f", "sarif").out)["runs"][0]["results"]
    by_state: dict[str, list[str]] = {}
    for result in results:
        assert result["partialFingerprints"]["gkcheck/v1"]
        by_state.setdefault(result["baselineState"], []).append(result["ruleId"])
    assert {state: sorted(codes) for state, codes in by_state.items()} == {
        "new": ["LNK001"], "unchanged": ["DOC002", "POL001"], "absent": ["LNK001", "LNK009"],
    }
    github = json.loads(gkcheck(*WEEK, "-f", "sarif:github").out)["runs"][0]["results"]
    assert "absent" not in {result["baselineState"] for result in github}


def test_no_number_of_a_person_gets_into_the_file(gkcheck: Program, site: Path, home: Path) -> None:
    person = "<p>获奖人员：王某某，身份证号 11010519491231002X，手机 13812345678。</p>"
    (site / "gzdt/2.html").write_text(article(person), "utf-8")
    gkcheck("baseline", *DAY)
    text = (home / "known.json").read_text("utf-8")
    assert '"PII' in text
    assert "19491231" not in text and "13812345678" not in text and "10519491231" not in text


REFUSED = {
    "missing": (None, "没有这个基线文件", "gkcheck baseline"),
    "conflict": ('{"schema": "gkcheck-baseline-1",\n<<<<<<< HEAD\n"known": []\n', ":2: 有没有解决的合并冲突", "--update --prune"),
    "cut off": ('{"schema": "gkcheck-baseline-1",\n"known": [\n', ":3: JSON 语法错误", "gkcheck baseline"),
    "foreign": ('{"version": 1, "findings": []}', "不是这个版本的 gkcheck 能用的基线", "gkcheck baseline"),
    "a list": ("[]", "不是这个版本的 gkcheck 能用的基线", "gkcheck baseline"),
    "not UTF-8": (b'{"schema": "\xb9\xab"}', "不是 UTF-8", "gkcheck baseline"),
    "bad entry": (
        '{"schema": "gkcheck-baseline-1", "fingerprints": "gkcheck/v1",\n"known": [\n{"fingerprint": "ab", "code": 7}\n]}',
        ":3: “known”中有一条不是基线的写法",
        "--update",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_by_name(gkcheck: Program, site: Path, home: Path, case: str) -> None:
    content, reason, cure = REFUSED[case]
    if content is not None:
        (home / "known.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    done = gkcheck(*DAY)
    assert done.code == 2
    assert "known.json" in done.err and reason in done.err and cure in done.err
    assert gkcheck(*DAY, "--no-baseline").code == 1


def test_it_is_not_written_among_the_pages(gkcheck: Program, site: Path) -> None:
    done = gkcheck("baseline", "-o", "site/known.json", *DAY)
    assert (done.code, (site / "known.json").exists()) == (2, False)


def test_both_sides_of_a_merge_may_stand(tmp_path: Path) -> None:
    from datetime import date

    early = Entry("ab", "LNK001", "a.html", "x", date(2026, 1, 2))
    late = Entry("ab", "LNK001", "a.html", "x", date(2026, 3, 4))
    path = tmp_path / "b.json"
    path.write_text(write_baseline(Baseline((late, early))), "utf-8")
    assert read_baseline(path) == Baseline((early,))
    assert write_baseline(read_baseline(path)) == write_baseline(Baseline((early,)))
    path.write_text("{" * 200_000, "utf-8")
    with pytest.raises(ConfigError):
        read_baseline(path)


def test_a_saved_run_renders_as_the_live_one(gkcheck: Program, known: Path, home: Path) -> None:
    (known / "gzdt/3.html").write_text(article(BODY), "utf-8")
    live: Outcome = gkcheck(*WEEK, "-f", "sarif", "-o", "json=run.json", "-o", "text=live.txt")
    assert live.code == 1
    saved = gkcheck("report", "run.json", "-f", "sarif", "-o", "text=saved.txt", "-o", "sarif=saved.sarif")
    assert (home / "saved.txt").read_bytes() == (home / "live.txt").read_bytes(), saved.err
    assert (home / "saved.sarif").read_bytes() == live.raw
