"""Accepted findings: what hides, what does not, and what is said about the suppressions themselves."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from gkcheck.config import Config, ConfigError, PageOverride
from gkcheck.facts import Suppression
from gkcheck.finding import Finding, Location, Severity, Unjudged
from gkcheck.ignorefile import KEYS, IgnoreEntry
from gkcheck.plugins import Plugins
from gkcheck.rule import Rule
from gkcheck.rulebook import Rulebook, load_rulebook
from gkcheck.run import PluginStatus
from gkcheck.suppress import Outcome, apply, load_ignores
from gkcheck.validate import read_schema

TODAY = date(2026, 11, 22)
COLUMNS = {"zwgk/a.html": "政策文件", "zwgk/b.html": "政策文件", "rsxx/c.html": "人事任免", "index.html": ""}


def rule(code: str, slug: str, enabled: bool = True) -> Rule:
    text = {"zh": "x", "en": "x"}
    return Rule(
        code,
        slug,
        text,
        text,
        text,
        (),
        Severity.ERROR,
        frozenset(),
        {"default": text},
        "c",
        "site",
        {},
        "f",
        "",
        enabled,
    )


@pytest.fixture
def book() -> Rulebook:
    """POL001 and LNK001 run, POL006 was not selected, POL009 is off by default; and the core's rules."""
    core = load_rulebook(Config(), Plugins())
    rules = (
        rule("LNK001", "internal-broken"),
        rule("POL001", "interpretation-missing"),
        rule("POL006", "interpretation-text-only", enabled=False),
        rule("POL009", "service-not-linked", enabled=False),
    )
    everything = (*core.all_rules, *rules)
    return Rulebook(
        rules=tuple(one for one in everything if one.enabled),
        all_rules=everything,
        page_rules=(),
        site_rules=(),
        file_rules=(),
        norms={},
        plugins=Plugins(),
        checks={},
        profile="",
        dormant=frozenset({"GKC007", "POL009"}),
        problems=(),
        fingerprint="",
    )


def found(code: str, path: str, **arguments: str) -> Finding:
    return Finding(code, Severity.ERROR, Location(path, 3, 1), arguments)


FINDINGS = (found("POL001", "zwgk/a.html"), found("LNK001", "zwgk/a.html"), found("LNK001", "rsxx/c.html"))


def entries(tmp_path: Path, text: str) -> tuple[IgnoreEntry, ...]:
    path = tmp_path / "gkcheck-ignore.toml"
    path.write_text(text, encoding="utf-8")
    return load_ignores(path, "../gkcheck-ignore.toml")


def told(outcome: Outcome) -> list[str]:
    """`GKC003 variant line` for each finding about a suppression."""
    return [f"{f.code} {f.variant} {f.location.line}" for f in outcome.findings if f.code in ("GKC003", "GKC004")]


def hidden(outcome: Outcome) -> list[str]:
    return [f"{item.finding.code} {item.finding.location.path}" for item in outcome.suppressed]


ALL_LNK = ["LNK001 zwgk/a.html", "LNK001 rsxx/c.html"]
REASON = 'reason = "模板问题，年底改版"\n'
CASES: list[tuple[str, str, list[str], list[str]]] = [
    ("code and path", 'rule = "POL001"\npath = "zwgk/**"\n' + REASON, ["POL001 zwgk/a.html"], []),
    ("slug", 'rule = "internal-broken"\npath = "**"\n' + REASON, ALL_LNK, []),
    ("prefix", 'rule = "LNK"\npath = "**"\n' + REASON, ALL_LNK, []),
    ("list of paths", 'rule = "LNK"\npath = ["rsxx", "x"]\n' + REASON, ["LNK001 rsxx/c.html"], []),
    ("column", 'rule = "LNK"\ncolumn = "人事*"\n' + REASON, ["LNK001 rsxx/c.html"], []),
    ("path and column", 'rule = "LNK"\ncolumn = "人事*"\npath = "zwgk"\n' + REASON, [], []),
    ("on its last day", 'rule = "POL001"\npath = "zwgk"\nuntil = 2026-11-22\n' + REASON, ["POL001 zwgk/a.html"], []),
    ("lapsed", 'rule = "POL001"\npath = "zwgk"\nuntil = 2026-11-21\n' + REASON, [], ["GKC003 lapsed 4"]),
    ("no reason", 'rule = "POL001"\npath = "zwgk"\n', ["POL001 zwgk/a.html"], ["GKC004 default 1"]),
    ("blank reason", 'rule = "POL001"\npath = "zwgk"\nreason = " "\n', ["POL001 zwgk/a.html"], ["GKC004 default 1"]),
    ("unused", 'rule = "POL001"\npath = "rsxx"\n' + REASON, [], ["GKC003 default 1"]),
    ("unused and no reason", 'rule = "POL001"\npath = "rsxx"\n', [], ["GKC003 default 1"]),
    ("page not read", 'rule = "POL001"\npath = "old/**"\n' + REASON, [], []),
    ("rule not selected", 'rule = "POL006"\npath = "zwgk"\n' + REASON, [], []),
    ("prefix partly selected", 'rule = "POL"\npath = "rsxx"\n' + REASON, [], []),
    ("unknown", 'path = "zwgk"\nrule = "POL999"\n' + REASON, [], ["GKC003 unknown 3"]),
    ("everything", 'rule = "ALL"\npath = "zwgk"\n' + REASON, [], ["GKC003 unknown 2"]),
    ("core", 'rule = "GKC001"\npath = "zwgk"\n' + REASON, [], ["GKC003 core 2"]),
    ("core by name", 'rule = "suppression-unused"\npath = "**"\n' + REASON, [], ["GKC003 core 2"]),
    ("no rule", 'path = "zwgk"\n' + REASON, [], ["GKC003 malformed 1"]),
    ("no place", 'rule = "POL001"\n' + REASON, [], ["GKC003 malformed 1"]),
    ("date in quotes", 'rule = "POL001"\npath = "zwgk"\nuntil = "2027-01-01"\n', [], ["GKC003 malformed 4"]),
    ("date and time", 'rule = "POL001"\npath = "zwgk"\nuntil = 2027-01-01T00:00:00\n', [], ["GKC003 malformed 4"]),
    ("path is a number", 'rule = "POL001"\npath = 3\n' + REASON, [], ["GKC003 malformed 3"]),
]


@pytest.mark.parametrize(("what", "text", "hides", "says"), CASES, ids=[case[0] for case in CASES])
def test_an_entry_of_the_file(
    tmp_path: Path, book: Rulebook, what: str, text: str, hides: list[str], says: list[str]
) -> None:
    outcome = apply(FINDINGS, {}, entries(tmp_path, "[[ignore]]\n" + text), columns=COLUMNS, today=TODAY, rulebook=book)
    assert hidden(outcome) == hides
    assert told(outcome) == says
    assert len(outcome.findings) == len(FINDINGS) - len(hides) + len(says)
    assert all(f.location.path == "../gkcheck-ignore.toml" for f in outcome.findings if f.code.startswith("GKC"))


def test_every_text_can_be_filled(tmp_path: Path, book: Rulebook) -> None:
    """The placeholders of the core's messages are the arguments that stand in the findings."""
    text = "".join(f"[[ignore]]\n{case[1]}" for case in CASES)
    outcome = apply(FINDINGS, {}, entries(tmp_path, text), columns=COLUMNS, today=TODAY, rulebook=book, whole=True)
    for finding in outcome.findings:
        if finding.code.startswith("GKC"):
            for sentence in book.rule(finding.code).messages[finding.variant].values():
                assert "{" not in sentence.format(**finding.arguments)


COMMENTS: list[tuple[str, str, list[str], list[str]]] = [
    ("LNK001", "旧站保留", ["LNK001 zwgk/a.html"], []),
    ("LNK001", "", ["LNK001 zwgk/a.html"], ["GKC004 default 7"]),
    ("interpretation-missing", "转载", ["POL001 zwgk/a.html"], []),
    ("POL006", "未选", [], []),
    ("POL01", "x", [], ["GKC003 unknown 7"]),
    ("GKC002", "x", [], ["GKC003 core 7"]),
    ("", "", [], ["GKC003 malformed 7"]),
]


@pytest.mark.parametrize(("code", "reason", "hides", "says"), COMMENTS)
def test_a_comment_in_a_page(book: Rulebook, code: str, reason: str, hides: list[str], says: list[str]) -> None:
    comments = {"zwgk/a.html": (Suppression(code, reason, 7, 5),)}
    outcome = apply(FINDINGS, comments, (), columns=COLUMNS, today=TODAY, rulebook=book)
    assert hidden(outcome) == hides
    assert told(outcome) == says
    assert all(item.origin == "page" and item.reason == reason for item in outcome.suppressed)


def test_an_unused_comment_points_at_itself(book: Rulebook) -> None:
    comments = {"zwgk/b.html": (Suppression("LNK001", "旧站保留", 7, 5),)}
    outcome = apply(FINDINGS, comments, (), columns=COLUMNS, today=TODAY, rulebook=book)
    assert outcome.findings[-1].location == Location("zwgk/b.html", 7, 5)
    assert outcome.findings[-1].arguments == {"rule": "LNK001"}


def test_what_a_finding_keeps_of_its_acceptance(tmp_path: Path, book: Rulebook) -> None:
    text = (
        '[[ignore]]\nrule = "POL001"\npath = "zwgk"\nreason = "补发中"\napprover = "办公室 李某"\nuntil = 2027-01-31\n'
    )
    (item,) = apply(FINDINGS, {}, entries(tmp_path, text), columns=COLUMNS, today=TODAY, rulebook=book).suppressed
    assert item == (FINDINGS[0], "file", "补发中", "办公室 李某", date(2027, 1, 31))


def test_two_acceptances_of_one_finding_are_both_of_use(tmp_path: Path, book: Rulebook) -> None:
    text = f'[[ignore]]\nrule = "POL001"\npath = "zwgk"\n{REASON}'
    comments = {"zwgk/a.html": (Suppression("POL001", "转载", 7, 5),)}
    outcome = apply(FINDINGS, comments, entries(tmp_path, text), columns=COLUMNS, today=TODAY, rulebook=book)
    assert [item.origin for item in outcome.suppressed] == ["page"]
    assert told(outcome) == []


UNSEEN: list[tuple[str, Sequence[Finding], Sequence[Unjudged], bool, list[str]]] = [
    ("seen", [], [], False, ["GKC003 default 1"]),
    ("not judged", [], [Unjudged("POL001", "rsxx/c.html", "undated")], False, []),
    ("another rule not judged", [], [Unjudged("LNK001", "rsxx/c.html", "outside")], False, ["GKC003 default 1"]),
    ("crashed there", [found("GKC002", "rsxx/c.html", rule="POL001")], [], False, []),
    ("crashed on the site", [found("GKC002", "", rule="POL001")], [], True, []),
    ("crashed elsewhere", [found("GKC002", "index.html", rule="POL001")], [], False, ["GKC003 default 1"]),
    ("unread page inside", [found("GKC001", "rsxx/d.html")], [], True, []),
    ("unread page outside", [found("GKC001", "zwgk/d.html")], [], True, ["GKC003 default 1"]),
]


@pytest.mark.parametrize(("what", "core", "unjudged", "whole", "says"), UNSEEN, ids=[case[0] for case in UNSEEN])
def test_only_what_was_seen_makes_an_entry_unused(
    tmp_path: Path,
    book: Rulebook,
    what: str,
    core: Sequence[Finding],
    unjudged: Sequence[Unjudged],
    whole: bool,
    says: list[str],
) -> None:
    ignores = entries(tmp_path, f'[[ignore]]\nrule = "POL001"\npath = "rsxx/**"\n{REASON}')
    outcome = apply(
        [*FINDINGS, *core], {}, ignores, columns=COLUMNS, today=TODAY, rulebook=book, unjudged=unjudged, whole=whole
    )
    assert told(outcome) == says


def test_an_entry_for_pages_that_are_gone_is_unused_when_the_whole_site_was_read(
    tmp_path: Path, book: Rulebook
) -> None:
    ignores = entries(tmp_path, f'[[ignore]]\nrule = "POL001"\npath = "old/**"\n{REASON}')
    outcome = apply(FINDINGS, {}, ignores, columns=COLUMNS, today=TODAY, rulebook=book, whole=True)
    assert told(outcome) == ["GKC003 default 1"]
    skipped = [*FINDINGS, found("GKC005", "old")]
    outcome = apply(skipped, {}, ignores, columns=COLUMNS, today=TODAY, rulebook=book, whole=True)
    assert told(outcome) == []


def test_a_rule_of_a_missing_plugin_is_not_called_unknown(tmp_path: Path, book: Rulebook) -> None:
    from dataclasses import replace

    absent = Plugins((), (PluginStatus("guide", "gkcheck-guide", "1.0", "failed", "ImportError", 0, 0),))
    ignores = entries(tmp_path, f'[[ignore]]\nrule = "GDE001"\npath = "bszn"\n{REASON}')
    outcome = apply(
        FINDINGS, {}, ignores, columns=COLUMNS, today=TODAY, rulebook=replace(book, plugins=absent), whole=True
    )
    assert told(outcome) == []


def test_pages_of_the_configuration_hide_silently_but_countably(book: Rulebook) -> None:
    blocks = (PageOverride(("zwgk",), ignore=("LNK", "POL006")), PageOverride((), ("人事任免",), ignore=("POL001",)))
    outcome = apply(FINDINGS, {}, (), columns=COLUMNS, today=TODAY, rulebook=book, overrides=blocks, whole=True)
    assert [(item.finding.location.path, item.origin) for item in outcome.suppressed] == [("zwgk/a.html", "config")]
    assert told(outcome) == []


def test_pages_of_the_configuration_answer_for_what_they_hide(book: Rulebook) -> None:
    """One block hides a finding and says why; one hides without a reason; one hides nothing; of one the rule did not run."""
    blocks = (
        PageOverride(("zwgk",), ignore=("LNK001",), reason="旧站", line=3),
        PageOverride(("zwgk",), ignore=("POL001",), line=8),
        PageOverride((), ("人事任免",), ignore=("POL001",), reason="不是政策文件", line=13),
        PageOverride(("zwgk",), ignore=("POL006",), reason="另行安排", line=18),
    )
    said = {"columns": COLUMNS, "today": TODAY, "rulebook": book, "overrides": blocks, "config_file": "../gkcheck.toml"}
    outcome = apply(FINDINGS, {}, (), whole=True, **said)  # type: ignore[arg-type]
    assert told(outcome) == ["GKC004 default 8", "GKC003 default 13"]
    assert {item.reason for item in outcome.suppressed} == {"旧站", ""}
    unread = (*FINDINGS, found("GKC001", "rsxx/d.html"))
    assert told(apply(unread, {}, (), whole=True, **said)) == ["GKC004 default 8"]  # type: ignore[arg-type]


def test_nothing_hides_the_core(tmp_path: Path, book: Rulebook) -> None:
    core = [found("GKC001", "zwgk/x.html"), found("GKC005", "zwgk/y.html")]
    comments = {"zwgk/x.html": (Suppression("GKC", "x", 1, 1),)}
    blocks = (PageOverride(("**",), ignore=("ALL",)),)
    ignores = entries(tmp_path, f'[[ignore]]\nrule = "unreadable-input"\npath = "**"\n{REASON}')
    outcome = apply(core, comments, ignores, columns=COLUMNS, today=TODAY, rulebook=book, overrides=blocks)
    assert outcome.suppressed == ()
    assert told(outcome) == ["GKC003 core 1", "GKC003 core 2"]


FILES = [
    ('[[ignore]]\nrule = "A"\nutil = 2027-01-01\n', "gkcheck-ignore.toml:1: 未知的键 “util”，是否想写 “until”？"),
    ('[[ignor]]\nrule = "A"\n', "gkcheck-ignore.toml: 未知的键 “ignor”，是否想写 “ignore”？"),
    ('[ignore]\nrule = "A"\n', "每条豁免应写成一个 [[ignore]] 表"),
    ('[[ignore]]\nrule = "A\n', ":2: TOML 语法错误：引号没有闭合。"),
    ("[[ignore]]\nuntil = 2027-13-01\n", ":2: TOML 语法错误"),
]


@pytest.mark.parametrize(("text", "message"), FILES)
def test_files_that_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        entries(tmp_path, text)
    assert message in str(caught.value)


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    text = (
        '# 豁免\n[[ignore]]\nrule = "POL001"\nreason = """\n[[ignore]]\n不是表头\n"""\npath = "a"\n\n'
        '[[ ignore ]]  # 第二条\n  "rule" = "LNK001"\n  path = [\n    "b",\n  ]\nuntil = 2027-01-01\n'
    )
    first, second = entries(tmp_path, text)
    assert (first.line(), first.line("path"), first.line("until")) == (2, 8, 2)
    assert (second.line(), second.line("until")) == (10, 15)
    (inline,) = entries(tmp_path, 'ignore = [{ rule = "POL001", path = "a" }]\n')
    assert (inline.rule, inline.line()) == ("POL001", 0)


def test_the_schema_knows_the_same_keys() -> None:
    assert tuple(read_schema("ignore")["properties"]["ignore"]["items"]["properties"]) == KEYS
