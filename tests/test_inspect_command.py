"""`gkcheck inspect`: on mini sites and saved reports, in three forms and two languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gkcheck.inspection.jsonform import SCHEMA, render_json
from gkcheck.inspection.markdown import render_markdown
from gkcheck.inspection.text import render_text
from gkcheck.validate import read_schema
from minisite import FAULTY, Program, policy, write_site
from savedreport import columns, finding, retell, saved, score, suppressed

GOLDEN = Path(__file__).parent / "data" / "inspection"
PUBLISHED = read_schema("inspection")
RULE = {
    **{"code": "UPD001", "slug": "home-stale", "title": {}, "why": {}, "hint": {}, "basis": [], "severity": "error", "kinds": []},
    **{"check": "freshness", "scope": "site", "options": {}, "family": "freshness", "data": [], "ledgers": []},
    **{"documents": False, "extensions": [], "confidential": False},
}
NORM = "国办秘函〔2019〕19号"


def some_report() -> dict[str, Any]:
    """A bit of everything: a veto that falls, one near, questions, points, unread files, rules that did not run."""
    findings = [
        *columns("UPD004", 5),
        finding("UPD001", "index.html", variant="soon", days_left=3),
        finding("SEC002", "zw/1.html", review=True),
        finding("LNK001", "index.html", 7, subject="gone.html"),
        finding("LNK001", "zw/2.html", 9, subject="gone|*.html", part="第3页"),
        finding("POL003", "zc/1.html"),
    ]
    rules = {"UPD001": (1, 0, 0), "UPD002": (9, 0, 2), "SEC002": (90, 0, 0), "TAG006": (1, 0, 1), "INT001": (1, 0, 0)}
    unread = {"code": "GKC001", "path": "b<ad>.html", "variant": "default", "arguments": {"reason": "不是文本"}, "incomplete": True}
    report = saved(findings, rules, exit_code=3, problems=[unread], coverage={"unread": [unread], "silent": {"INT002": "no-pages"}})
    report["suppressed"] = [suppressed(finding("LNK001", "zw/3.html", subject="kept.html"))]
    return report


FORMS = {
    "zh.txt": lambda card: render_text(card, NORM, retell, "zh"),
    "en.txt": lambda card: render_text(card, NORM, retell, "en"),
    "zh.md": lambda card: render_markdown(card, NORM, retell, "zh"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_forms_read_as_they_did(name: str, request: pytest.FixtureRequest) -> None:
    text = FORMS[name](score(some_report()))
    if request.config.getoption("--update-expected"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(text, "utf-8")
    assert text == (GOLDEN / name).read_text("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_json_form_keeps_to_its_schema(lang: str) -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["properties"]["schema"]["const"] == SCHEMA
    for card in (score(some_report()), score(saved()), score(some_report(), services=False)):
        made = json.loads(render_json(card, NORM, retell, lang))
        assert list(Draft202012Validator(PUBLISHED).iter_errors(made)) == []


def test_many_findings_are_cut_unless_all_are_asked_for() -> None:
    card = score(saved(columns("UPD004", 9)))
    short, full = (render_text(card, NORM, lambda item: "x", "zh", verbose=verbose) for verbose in (False, True))
    assert "……另有 6 处" in short
    assert "site/lm8/index.html" not in short
    assert "site/lm8/index.html" in full


def card_of(done: Any) -> dict[str, Any]:
    card: dict[str, Any] = json.loads(done.out)
    assert list(Draft202012Validator(PUBLISHED).iter_errors(card)) == []
    assert card["exit_code"] == done.code
    return card


def indicator(card: dict[str, Any], code: str) -> dict[str, Any]:
    return next(entry for entry in card["indicators"] if entry["code"] == code)


def inspect(gkcheck: Program, *more: str) -> dict[str, Any]:
    return card_of(gkcheck("inspect", "site", "--as-of", "2026-11-22", "-f", "json", *more))


LIST = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{name}_青屏市知识产权局</title><meta name="ColumnName" content="{name}"></head>
<body><div class="nav"><a href="/index.html">首页</a></div>
<div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; {name}</div>
<h2>{name}</h2><ul class="gl-list">{rows}</ul>
<div class="footer"><p>主办单位：青屏市知识产权局</p></div></body></html>
"""
ROWS = "".join(
    f'<li><a href="/gzdt/202611/t202611{day}_{day}.html" title="市知识产权局举办第{day}期专利导航公益课堂">'
    f"市知识产权局举办第{day}期专利导航公益课堂</a><span>2026-11-{day}</span></li>"
    for day in (20, 18, 16, 12)
)
"""Rows of a list, the newest of 20 November."""
NAMES = ("创新成果", "数据开放", "人才工作", "对外合作", "典型案例", "质量提升")


def columned(empty: int) -> dict[str, str]:
    """A site with a home page, a list that is kept up, and so many empty columns."""
    links = "".join(f'<a href="/lm{n}/index.html">{name}</a>' for n, name in enumerate(NAMES[:empty]))
    home = LIST.format(name="网站首页", rows=ROWS).replace("</h2>", f'</h2><a href="/gzdt/index.html">工作动态</a>{links}')
    lists = {f"lm{n}/index.html": LIST.format(name=name, rows="") for n, name in enumerate(NAMES[:empty])}
    return {"index.html": home, "gzdt/index.html": LIST.format(name="工作动态", rows=ROWS), **lists}


@pytest.mark.parametrize(("empty", "state"), [(0, "clear"), (1, "clear"), (2, "soon"), (4, "soon"), (5, "hit"), (6, "hit")])
def test_empty_columns_of_a_site_are_counted(gkcheck: Program, home: Path, empty: int, state: str) -> None:
    write_site(home / "site", columned(empty))
    card = inspect(gkcheck)
    blank = indicator(card, "1.4")["conditions"][0]
    assert (blank["state"], blank["count"]) == (state, empty)
    assert card["exit_code"] == int(card["vetoes"]["hit"] > 0)
    assert indicator(card, "1.3")["state"] == "clear"
    assert indicator(card, "2.7")["deducted"] == (2.0 * empty or None)


def test_days_go_by(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", columned(0))
    states = []
    for day in ("2026-11-25", "2026-12-02", "2026-12-09"):
        card = card_of(gkcheck("inspect", "site", "--as-of", day, "-f", "json"))
        condition = indicator(card, "1.3")["conditions"][0]
        states.append((condition["state"], condition["days_left"]))
    assert states == [("clear", None), ("soon", 2), ("hit", None)]


def test_an_accepted_column_is_told_and_not_counted(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", columned(5))
    entry = '[[ignore]]\nrule = "UPD004"\npath = ["lm0/**"]\nreason = "本月下线"\n'
    (home / "gkcheck-ignore.toml").write_text(entry, "utf-8")
    blank = indicator(inspect(gkcheck), "1.4")["conditions"][0]
    assert (blank["state"], blank["count"], blank["suppressed"]) == ("soon", 4, 1)


def test_a_run_and_its_saved_report_score_alike(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    now = inspect(gkcheck)
    gkcheck("check", "site", "--as-of", "2026-11-22", "-f", "json", "-o", "run.json")
    assert card_of(gkcheck("inspect", "--from", "run.json", "-f", "json")) == now
    assert indicator(now, "2.21")["deducted"] == 0.1
    assert indicator(now, "2.21")["conditions"][0]["findings"][0]["subject"] == "gone.html"
    assert indicator(now, "2.6")["state"] == "hit"
    assert now["score"] == 99.9
    english = gkcheck("inspect", "--from", "run.json", "--lang", "en").out
    assert "does not exist" in english or "missing" in english


def test_a_page_that_cannot_be_read_changes_no_score(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    before = inspect(gkcheck)
    write_site(home / "site", {"zwgk/gzdt/9.html": b"\x00\x01\x02\xff" * 400})
    after = inspect(gkcheck)
    assert after["exit_code"] == (before["exit_code"] or 3)
    changed = {key for key in before if before[key] != after[key]}
    assert changed - {"exit_code"} == {"complete", "verdict", "unread"}


def test_a_suppressed_finding_is_not_counted_but_told(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    (home / "gkcheck-ignore.toml").write_text(
        '[[ignore]]\nrule = "LNK001"\npath = ["zwgk/gzdt/2.html"]\nreason = "旧页"\n', "utf-8"
    )
    condition = indicator(inspect(gkcheck), "2.21")["conditions"][0]
    assert (condition["count"], condition["suppressed"], condition["deducted"]) == (0, 1, None)
    assert "已豁免 1 处，不计入" in gkcheck("inspect", "site").out


def test_a_rule_that_the_site_switched_off_is_not_passed(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", {"zwgk/zcwj/1.html": policy()})
    (home / "gkcheck.toml").write_text('ignore = ["LNK014"]\n', "utf-8")
    condition = indicator(inspect(gkcheck), "1.1")["conditions"][3]
    assert condition["rules"][0] == {"code": "LNK014", "state": "off", "reason": "", "unjudged": 0}
    assert condition["verified"] is False


def test_the_whole_site_is_scored_whatever_folder_is_named(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    (home / "gkcheck.toml").write_text('[site]\nroot = "site"\nservices = false\n', "utf-8")
    card = card_of(gkcheck("inspect", "site/zwgk/zcwj", "-f", "json"))
    assert indicator(card, "2.21")["deducted"] == 0.1
    assert card["services"] is False
    gkcheck("check", "site/zwgk/zcwj", "-f", "json", "-o", "part.json")
    done = gkcheck("inspect", "--from", "part.json")
    assert (done.code, "part.json" in done.err) == (2, True)


def test_a_site_scores_by_its_own_indicators(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    own = (
        'norm = "国办秘函〔2019〕19号"\npoints = 100\npass = 60\nbonus-from = 80\nservice-points = 25\nearly = "soon"\n'
        '[[parts]]\nid = "deduction"\nstanding = "D"\nname = {zh = "扣分", en = "d"}\napplies = {zh = "本市", en = "a"}\n'
        '[[indicators]]\ncode = "1"\npart = "deduction"\nstanding = "D"\npoints = 8\n'
        'group = {zh = "甲", en = "g"}\nname = {zh = "链接", en = "links"}\n'
        '[[indicators.conditions]]\ntext = {zh = "错链", en = "broken"}\nrules = ["LNK001"]\npoints = 3\n'
    )
    (home / "own.toml").write_text(own, "utf-8")
    (home / "gkcheck.toml").write_text('[data]\ninspection = "own.toml"\n', "utf-8")
    card = inspect(gkcheck)
    assert ([entry["code"] for entry in card["indicators"]], card["score"]) == (["1"], 97)
    (home / "own.toml").write_text(own.replace("LNK001", "链接"), "utf-8")
    done = gkcheck("inspect", "site")
    assert (done.code, "own.toml" in done.err) == (2, True)


def test_profile_and_site_change_what_they_have_otherwise(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    (home / "profile.toml").write_text(
        'title = {zh = "本市", en = "city"}\n[data]\ninspection-changes = "city.toml"\n', "utf-8"
    )
    city = '[[indicators]]\ncode = "2.21"\npoints = 9\n[[indicators.conditions]]\nnumber = 1\npoints = 4\n'
    (home / "city.toml").write_text(city, "utf-8")
    (home / "site.toml").write_text('bonus-from = 70\n[[indicators]]\ncode = "2.21"\nstanding = "D"\n', "utf-8")
    (home / "gkcheck.toml").write_text('profile = "profile.toml"\n[data]\ninspection-changes = "site.toml"\n', "utf-8")
    entry = indicator(inspect(gkcheck), "2.21")
    assert (entry["points"], entry["deducted"], entry["standing"]) == (9, 4, "D")
    assert "2.21 可用性 [有问题] 分值 9，扣 4\n" in gkcheck("inspect", "site").out
    gkcheck("check", "site", "-o", "report.html")
    row = (home / "report.html").read_text("utf-8").partition('<span class="code">2.21</span>')[2].partition("</tr>")[0]
    assert row.endswith('<td class="n">9</td><td class="n">4</td>')
    for wrong, word in ((city.replace("2.21", "2.99"), "2.99"), (city.replace("= 1", "= 7"), "7"), ("x = 1\n", "city.toml")):
        (home / "city.toml").write_text(wrong, "utf-8")
        done = gkcheck("inspect", "site")
        assert (done.code, word in done.err, "city.toml" in done.err) == (2, True, True)


def test_files_are_written_and_a_place_that_cannot_be_is_told(gkcheck: Program, home: Path) -> None:
    write_site(home / "site", FAULTY)
    assert gkcheck("inspect", "site", "-f", "markdown", "-f", "json", "-o", "card.md", "-o", "card.json").out == ""
    assert (home / "card.md").read_text("utf-8").startswith("# 《国务院办公厅秘书局")
    assert json.loads((home / "card.json").read_text("utf-8"))["schema"] == SCHEMA
    (home / "folder").mkdir()
    done = gkcheck("inspect", "site", "-o", "text=site/zwgk/zcwj/1.html/card.txt", "--no-cache")
    assert (done.code, "card.txt" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--from", "nowhere.json"), "nowhere.json"),
        (("--from", "site"), "site"),
        (("--from", "run.txt"), "run.txt"),
        (("--from", "run.txt", "--as-of", "2026-11-22"), "--as-of"),
        (("nosuchfolder",), "nosuchfolder"),
    ],
)
def test_refusals_name_what_is_wrong(gkcheck: Program, home: Path, arguments: tuple[str, ...], word: str) -> None:
    write_site(home / "site", FAULTY)
    (home / "run.txt").write_text("no report", "utf-8")
    done = gkcheck("inspect", *arguments)
    assert (done.code, word in done.err) == (2, True)


def test_a_saved_report_cannot_drive_the_terminal(gkcheck: Program, home: Path) -> None:
    report = saved([finding("UPD001", "in\x1b[2Jdex.html", days_left="²" * 5000, part="a\nb", variant="soon")])
    report["findings"][0]["message"]["arguments"]["reason"] = "a\x1b[31m<b>|x"
    report["rules"] = [{**RULE, "messages": {"soon": {"zh": "{reason}", "en": "{reason}"}}}]
    report["tool"]["version"] = "\x1b[0m"
    (home / "run.json").write_text(json.dumps(report), "utf-8")
    for form in ("text", "markdown"):
        out = gkcheck("inspect", "--from", "run.json", "-f", form).out
        assert "\x1b" not in out
        assert "预警" in out
    assert "\\<b\\>\\|x" in out


def test_rules_that_know_of_no_services_leave_them_out(gkcheck: Program, home: Path) -> None:
    report = saved([finding("GDE001", f"bs/{n}.html") for n in range(5)], coverage={"silent": {"GDE002": "no-services"}})
    del report["coverage"]["rules"]["GDE002"]
    (home / "run.json").write_text(json.dumps(report), "utf-8")
    card = card_of(gkcheck("inspect", "--from", "run.json", "-f", "json"))
    assert (card["services"], indicator(card, "1.6")["state"]) == (False, "not-applicable")


def test_an_empty_folder_passes_nothing(gkcheck: Program, home: Path) -> None:
    (home / "site").mkdir()
    done = gkcheck("inspect", "site")
    assert "没有读到任何页面" in done.out
    assert "[未触发]" not in done.out
