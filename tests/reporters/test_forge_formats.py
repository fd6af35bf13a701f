"""JUnit, GitHub, GitLab and Markdown: what each reader takes, nothing that a page says becomes a command, nothing is passed in silence."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from gkcheck.commands.output import plan_folder, plan_outputs
from gkcheck.finding import Finding, Location, Severity
from gkcheck.owners import Owner
from gkcheck.reporters import REPORTERS
from gkcheck.reporters.github import LIMIT, inert
from gkcheck.reporters.markdown import LIMIT as COMMENT_LIMIT
from gkcheck.reporters.markup import code, escape
from gkcheck.run import Run, Suppressed
from gkcheck.standing import Known, Past, Standing

FORGES = ("junit", "github", "gitlab", "markdown")
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent.parent / "data" / "junit.xsd"))
EVIL = "<b>x</b> | **y** @all #12 ![i](http://e.cn/a.png) `c` ::error:: ##[error] 50%\r\n::stop-commands::x \x1b[2J\x00\udcff\ufffe"


def junit(run: Run) -> etree._Element:
    root = etree.fromstring(REPORTERS["junit"](run).encode())
    SCHEMA.assertValid(root)
    return root


def with_standing(run: Run) -> Run:
    names = run.fingerprints
    states = dict.fromkeys(names, "unchanged") | {names[0]: "new", names[1]: "returned"}
    gone = Known("f" * 64, "LNK001", "news/9.html", 3, "站内链接失效", date(2025, 10, 1))
    return replace(run, standing=Standing(states, {}, (gone,) * 3, (gone,)), history=(Past(date(2025, 11, 10), 11, 3, 2, 1, 0),))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORGES)
def test_a_run_reads_the_same_every_time_and_in_both_languages(full_run: Run, name: str, lang: str) -> None:
    run = replace(with_standing(full_run), lang=lang)
    text = REPORTERS[name](run)
    assert text == REPORTERS[name](run)
    assert "LNK001" in text
    assert ("新增" if lang == "zh" else "new") in text
    assert ("returned" in text) == (lang == "en")


def test_junit_skips_what_was_not_judged_and_fails_what_was_not_read(full_run: Run) -> None:
    root = junit(full_run)
    cases = {(case.get("classname"), case.get("name")): case for case in root.iter("testcase")}
    outcome = {key: next(iter(case)).tag for key, case in cases.items()}
    prefix = "网站/site/"
    assert outcome["gkcheck.policy.POL001 interpretation-missing", prefix + "zcwj/t2.html"] == "skipped"
    assert outcome["gkcheck.policy.POL001 interpretation-missing", prefix + "zcwj/t1.html"] == "skipped", "for a person to decide"
    assert outcome["gkcheck.policy.LNK001 internal-broken", prefix + "zcwj/t1.html"] == "skipped", "accepted"
    assert outcome["gkcheck.core.GKC001 unreadable-input", prefix + "zcwj/坏.html"] == "error"
    assert outcome["gkcheck.core.gkcheck", "acme"] == "error"
    assert outcome["gkcheck.policy.LNK001 internal-broken", "*"] == "system-out"
    assert "gkcheck.policy.DOC002 document-number-malformed" in {key[0] for key in outcome}
    both = cases["gkcheck.policy.RPT003 section-missing", prefix + "年报 2023/报告.html"]
    assert "其他事项" in both[0].text
    assert "存在的主要问题" in both[0].text
    assert [root.get("tests"), root.get("failures"), root.get("errors")] == ["21", "12", "2"]
    for suite in root:
        found = Counter(next(iter(case)).tag for case in suite)
        assert (str(found["failure"]), str(found["error"]), str(found["skipped"])) == tuple(
            suite.get(name) for name in ("failures", "errors", "skipped")
        )


def test_junit_says_that_a_rule_had_nothing_to_judge(changed_run: Callable[..., Run]) -> None:
    clean = changed_run(findings=(), suppressed=(), unjudged=(), problems=(), exit_code=0)
    outcome = {case.get("classname").split(".")[2].split()[0]: next(iter(case)).tag for case in junit(clean).iter("testcase")}
    assert outcome == {"DOC002": "skipped", "LNK001": "system-out", "LNK009": "system-out", "POL001": "skipped", "RPT003": "skipped"}


def test_junit_names_do_not_change_with_language_or_lines(full_run: Run, changed_run: Callable[..., Run]) -> None:
    moved = tuple(
        Finding(f.code, f.severity, Location(f.location.path, f.location.line + 7, 1), f.arguments, f.variant, f.subject, review=f.review)
        for f in full_run.findings
    )
    names = [
        [(case.get("classname"), case.get("name")) for case in junit(run).iter("testcase")]
        for run in (full_run, replace(full_run, lang="en"), changed_run(findings=moved))
    ]
    assert names[0] == names[1] == names[2]


def commands(text: str) -> list[str]:
    """What the runner of GitHub takes for commands: `::name` at the beginning of a line, `##[name]` anywhere in other lines."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def test_github_points_at_the_lines(full_run: Run) -> None:
    lines = REPORTERS["github"](full_run).splitlines()
    assert lines[1] == (
        "::error file=网站/site/news/1.html,line=4,col=14,endColumn=24,title=LNK001 站内链接失效::"
        "站内链接“/js/old.js”不存在%0A改法：在页面上补上。"
    )
    assert lines[0].startswith("::error title=gkcheck%3A 没能检查::插件 acme")
    assert all(line.startswith("::") for line in lines)


def test_github_counts_what_it_would_not_show(changed_run: Callable[..., Run]) -> None:
    many = tuple(Finding("LNK001", Severity.ERROR, Location(f"n/{n:03}.html", 2, 1, 5), {"target": "x"}) for n in range(30))
    notes = tuple(Finding("LNK009", Severity.NOTE, Location(f"p/{n:03}.html", 2, 1, 5)) for n in range(12))
    run = changed_run(findings=(*many, *notes), problems=(), suppressed=(), unjudged=())
    names = run.fingerprints
    run = replace(run, standing=Standing({**dict.fromkeys(names, "unchanged"), names[25]: "new"}))
    lines = REPORTERS["github"](run).splitlines()
    counts = Counter(line[2:].partition(" ")[0] for line in lines if line.startswith("::") and "group" not in line)
    assert counts == {"error": LIMIT, "notice": LIMIT}
    assert "n/025.html" in lines[0]
    assert "【新增】" in lines[0]
    assert any("另有 23 处" in line for line in lines if line.startswith("::notice"))
    start = next(n for n, line in enumerate(lines) if line.startswith("::group::"))
    assert lines[-1] == "::endgroup::"
    assert len(lines) - start - 2 == 23
    shown = [line for line in lines if "html" in line]
    assert len(shown) == 42


@given(st.text(alphabet=st.sampled_from("::#[] abc\n\r\t%\u2028\x1b"), max_size=40))
def test_a_line_of_the_log_is_never_a_command(text: str) -> None:
    line = inert(text)
    assert "\n" not in line
    assert "\r" not in line
    assert commands(line) == []


def hostile(changed_run: Callable[..., Run], text: str) -> Run:
    found = tuple(
        Finding("LNK001", Severity.ERROR, Location(f"{text}{n}.html", 1, 1, 5), {"target": text}, subject=str(n)) for n in range(12)
    )
    hidden = Suppressed(found[0], "file", text, text, None)
    return changed_run(findings=found, suppressed=(hidden,), root=text, owners={f.location.path: Owner(text) for f in found})


def test_nothing_a_page_says_becomes_a_command_or_breaks_the_file(changed_run: Callable[..., Run]) -> None:
    run = hostile(changed_run, EVIL)
    for name in FORGES:
        REPORTERS[name](run).encode("utf-8")
        assert "\x1b" not in REPORTERS[name](run)
        assert "\x00" not in REPORTERS[name](run)
    assert len(list(junit(run).iter("testcase"))) > 12
    lines = commands(REPORTERS["github"](run))
    assert {line[2:].partition("::")[0].partition(" ")[0] for line in lines} == {"error", "notice", "group", "endgroup"}
    for line in (line for line in lines if "title=LNK001" in line):
        head, _, said = line[2:].partition("::")
        assert [part.partition("=")[0] for part in head.partition(" ")[2].split(",")] == ["file", "line", "col", "endColumn", "title"]
        assert said.count("%0A") == 1
    assert len(json.loads(REPORTERS["gitlab"](run))) == 14


def ours(text: str) -> list[str]:
    """The elements of a comment as a forge renders it: type of each token, raw HTML as it stands."""
    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    found = []
    for block in parser.parse(text):
        if block.type == "html_block":
            found.append(re.sub(r"(错误|警告|提示|待人工核查) \d+", "N", block.content).strip())
        for token in block.children or ():
            if token.type == "html_inline":
                found.append(token.content)
            elif token.type in ("link_open", "image", "em_open", "s_open", "softbreak", "hardbreak"):
                found.append(token.type)
    return found


def test_markdown_holds_no_markup_but_its_own(changed_run: Callable[..., Run]) -> None:
    text = REPORTERS["markdown"](hostile(changed_run, EVIL))
    assert set(ours(text)) <= {"<details><summary>N</summary>", "</details>", "<br>"}
    blocks = MarkdownIt("commonmark").enable("table").parse(text)
    plain = "".join(token.content for block in blocks for token in block.children or () if token.type.startswith("text"))
    assert "all" in plain
    assert "@all" not in plain


@given(st.text(alphabet=st.sampled_from("`*_[]()<>|~!#@&\\:/w. a中\n1"), max_size=60), st.booleans())
def test_escaped_text_is_shown_as_it_is(text: str, quoted: bool) -> None:
    shown = " ".join(text.split())
    made = code(text) if quoted else escape(text)
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(f"| a | b |\n|---|---|\n| . {made} | x |\n")
    cells = [token for token in tokens if token.type == "inline"][2:]
    assert [cell.content for cell in cells[1:]] == ["x"], "the cell ends where it ends"
    told = "".join(child.content for child in cells[0].children or ())
    assert {child.type for child in cells[0].children or ()} <= ({"text", "code_inline"} if quoted else {"text", "text_special"})
    assert told.replace("\u2060", "").removeprefix(".").strip() == shown


def test_markdown_is_bounded_and_says_what_it_left_out(changed_run: Callable[..., Run]) -> None:
    many = tuple(
        Finding(code_, level, Location(f"很长的文件夹名称/{n:05}.html", 2, 1, 5), {"target": f"{n}" + "长" * 70}, subject=str(n))
        for n in range(4000)
        for code_, level in (("LNK001", Severity.ERROR), ("LNK009", Severity.NOTE))
    )
    run = changed_run(findings=many, owners={f.location.path: Owner(f"处室{n % 90}") for n, f in enumerate(many)})
    text = REPORTERS["markdown"](run)
    assert len(text) <= COMMENT_LIMIT
    left = int(re.search(r"另有 (\d+) 处没有列出", text)[1])  # type: ignore[index]
    told = sum(int(n or 1) for n in re.findall(r"^\| `.*?(?:，共 (\d+) 处 )?\|", text, re.M))
    assert left + told == 8000
    assert len(re.findall(r"^\| 处室", text, re.M)) == 30


def test_standing_is_told_in_every_format(full_run: Run) -> None:
    run = with_standing(full_run)
    for name in FORGES:
        assert REPORTERS[name](run).count("新增") >= 1, name
    assert "新增 1、反复出现 1、未改 13、已整改 3、待复查（没有读到） 1" in REPORTERS["markdown"](run)
    page = REPORTERS["summary"](run)
    assert "整改率 18%：已知问题 17 处，已整改 3 处（待复查 1 处" in page
    assert "2025-11-10：错误 11" in page
    assert "Since" not in REPORTERS["summary"](full_run)


def test_what_a_baseline_knows_is_no_failure_and_no_annotation(full_run: Run) -> None:
    run = with_standing(full_run)
    assert run.standing is not None
    run = replace(run, standing=replace(run.standing, baseline=True))
    root = junit(run)
    failed = [case.get("name") for case in root.iter("testcase") if next(iter(case)).tag == "failure"]
    assert failed == ["网站/site/news/1.html", "网站/site/news/2.html"]
    assert any("基线" in case[0].get("message", "") for case in root.iter("testcase"))
    annotated = [line for line in REPORTERS["github"](run).splitlines() if line.startswith("::") and "file=" in line]
    assert sorted(line.partition("file=")[2].partition(",")[0] for line in annotated if "坏" not in line) == failed
    assert "基线中已知 12 处" in REPORTERS["github"](run)
    unread = [case[0].tag for case in root.iter("testcase") if "坏" in case.get("name", "")]
    assert unread == ["error"], "what was not read is no finding that could be known"


def test_gitlab_entries_are_complete_and_unique(full_run: Run) -> None:
    entries = json.loads(REPORTERS["gitlab"](full_run))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == len(full_run.findings) + 1
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(entry["location"]["lines"]["begin"] >= 1 for entry in entries)
    assert entries[0]["location"]["path"] == "网站/site/news/1.html"
    assert entries[-1]["check_name"] == "gkcheck-incomplete"
    assert [entry["fingerprint"] for entry in entries[:-1]] == list(full_run.fingerprints)


def test_files_are_known_by_their_names() -> None:
    places = ["ci/junit.xml", "gl-code-quality-report.json", "a.md", "a.json"]
    assert [name for name, _ in plan_outputs([], places, REPORTERS, "zh")][:4] == ["junit", "gitlab", "summary", "json"]
    assert plan_outputs([], ["card.md"], {"text": 1, "json": 1, "markdown": 1}, "zh")[0] == ("markdown", "card.md")
    planned = dict(plan_folder(Path("out"), REPORTERS))
    assert "github" not in planned
    assert Path(planned["markdown"]).name == "report.md"
    assert len(set(planned.values())) == len(planned)
