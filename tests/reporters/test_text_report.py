"""The text report: places, quotations, repetition told once, and a verdict that never says more than was seen."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gkcheck.excerpt import Quote, SourceFile
from gkcheck.finding import Finding, Location, Problem, Severity
from gkcheck.reporters.quote import frame, width
from gkcheck.reporters.text import render
from gkcheck.run import Coverage, Run

NOTHING = Coverage(0, 0, {}, 0, 0, (), {}, {})


def last(text: str) -> str:
    return text.rstrip("\n").rpartition("\n")[2]


def test_finding_says_where_what_why_and_how(full_run: Run) -> None:
    text = render(full_run)
    block = text[text.index("site/zcwj/t1.html:4:10") :].partition("\n\n")[0].splitlines()
    assert block == [
        "site/zcwj/t1.html:4:10 警告 DOC002 document-number-malformed: "
        "发文字号“沪知局[2024]7号”不规范，应为“沪知局〔2024〕7号”",
        "  4 | <p>发文字号：沪知局[2024]7号</p>",
        "    |              ^^^^^^^^^^^^^^^",
        "  依据：GB/T 9704",
        "  改法：在页面上补上。",
        "  建议改为：沪知局〔2024〕7号",
    ]


def test_basis_is_named_by_title_number_and_article(full_run: Run) -> None:
    assert "依据：《中华人民共和国政府信息公开条例》（国务院令第711号）第20条、附件" in render(full_run)


def test_what_a_template_repeats_is_told_once(full_run: Run) -> None:
    text = render(full_run)
    assert text.count("/js/old.js”不存在") == 1
    assert "共 6 处，6 个页面" in text
    assert text.count("site/news/") == 3
    assert render(full_run, verbose=True).count("/js/old.js”不存在") == 6


def test_four_pages_are_no_template(full_run: Run) -> None:
    few = tuple(f for f in full_run.findings if f.location.path not in ("news/5.html", "news/6.html"))
    assert render(replace(full_run, findings=few)).count("/js/old.js”不存在") == 4


def test_quiet_is_one_line_a_finding_and_statistics_the_table(full_run: Run) -> None:
    lines = render(full_run, quiet=True).splitlines()
    assert len(lines) == len(full_run.findings)
    assert lines[0] == "site/news/1.html:4:14 错误 LNK001 internal-broken: 站内链接“/js/old.js”不存在"
    assert render(full_run, statistics=True).splitlines()[1].split() == [
        "LNK001",
        "internal-broken",
        "7",
        "错误",
        "站内链接失效",
    ]


def test_nothing_a_page_holds_reaches_the_terminal_raw(changed_run: Callable[..., Run]) -> None:
    text = "<p>\x1b[2J\u202e\tx\x07</p>"
    found = Finding(
        "LNK001", Severity.ERROR, Location("a\x1b]0;\udcff.html", 1, 4, 9), {"target": "\x1b[31m{x}\r\n\u202e"}
    )
    run = changed_run(findings=(found,), load=lambda path: SourceFile(text, "utf-8", "", 0))
    for output in (render(run), render(run, quiet=True)):
        assert not {"\x1b", "\x07", "\r", "\t", "\u202e"} & set(output)
        output.encode("utf-8")


def test_colour_only_when_asked(full_run: Run) -> None:
    assert "\x1b[" not in render(full_run)
    assert "\x1b[1;31m" in render(full_run, color=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("options", [{}, {"verbose": True}, {"quiet": True}, {"statistics": True}])
def test_same_run_same_text(changed_run: Callable[..., Run], lang: str, options: dict[str, bool]) -> None:
    assert render(changed_run(lang=lang), **options) == render(changed_run(lang=lang), **options)


@pytest.mark.parametrize("room", [40, 60, 95])
@pytest.mark.parametrize("start", [1, 50, 3000, 9990])
def test_window_on_a_long_line_fits_and_underlines_the_place(room: int, start: int) -> None:
    line = ("政务ab<p>\t" * 2000)[:9999] + "尾"
    shown, carets = frame(Quote(line, start - 1, start + 3), room)
    assert width(shown) <= room + 8
    assert ("…" in shown[:1]) == (start > 1) and shown.endswith("…") == (start < 9000)
    assert width(carets) <= width(shown)


def test_underline_counts_wide_characters_twice() -> None:
    shown, carets = frame(Quote("\t𠮷政ab", 3, 5), 80)
    assert shown == "𠮷政ab"
    assert carets == "    ^^"


def test_place_longer_than_the_window_is_cut() -> None:
    shown, carets = frame(Quote("政" * 500, 0, 500), 60)
    assert width(shown) <= 62 and shown.endswith("…") and set(carets) == {"^"}


@pytest.mark.parametrize("code", [0, 1, 3])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_run_without_pages_is_never_in_order(changed_run: Callable[..., Run], code: int, lang: str) -> None:
    run = changed_run(lang=lang, coverage=NOTHING, findings=(), problems=(), unjudged=(), plugins=(), exit_code=code)
    said = last(render(run))
    assert ("什么也没有检查" if lang == "zh" else "nothing was checked") in said
    assert "没有发现问题" not in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"exit_code": 1, "problems": ()}, "发现 9 个错误、3 个警告、2 个提示、1 处待人工核查；"
         "另有 3 项未能判断，不在此列（退出码 1：有达到“错误”级别的问题）。"),
        ({"exit_code": 0, "findings": (), "unjudged": ()}, "在检查过的 12 个页面上没有发现问题"
         "（退出码 0：没有达到“错误”级别的问题）。"),
        ({"exit_code": 0, "fail_on": "never", "findings": (), "unjudged": ()},
         "在检查过的 12 个页面上没有发现问题（退出码 0）。"),
        ({"exit_code": 0, "problems": (), "unjudged": ()},
         "发现 9 个错误、3 个警告、2 个提示、1 处待人工核查（退出码 0）。"),
        ({"exit_code": 3, "findings": (), "unjudged": ()}, "结果不完整（退出码 3）：有 2 处没能检查，原因见上；"
         "已检查的部分在检查过的 12 个页面上没有发现问题。"),
    ],
)  # fmt: skip
def test_verdict(changed_run: Callable[..., Run], changes: dict[str, object], sentence: str) -> None:
    assert last(render(changed_run(**changes))) == sentence


def test_problem_of_an_unknown_kind_is_still_told(changed_run: Callable[..., Run]) -> None:
    text = render(changed_run(problems=(Problem("", "", {"a": "磁盘已满"}, "new-kind"),)))
    assert "磁盘已满" in text
