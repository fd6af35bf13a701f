"""Checks for rule files without Python, tried as a site's own TOML uses them."""

from datetime import date
from pathlib import Path

import pytest

import gkcheck_plugins.vocabulary
from gkcheck.extract.references import Resolver
from gkcheck.facts import PageRecord
from gkcheck.finding import Finding, Unjudged
from gkcheck.record import Reader, run_check
from gkcheck.refusals import RuleError
from gkcheck.rule import Rule
from gkcheck.rulefile import Vocabulary, read_rule, rule_names
from gkcheck.site import Site

CHECKS = {check.name: check for check in gkcheck_plugins.vocabulary.gkcheck_checks()}
PAGE = """<html><head><title>关于开展培训的通知</title><meta name="PubDate" content="2026-05-04"></head><body>
<div class="nav"><a href="/zwgk/ml/"><img src="ml.png" alt="公开目录"></a><a href="/hdjl/">互动&nbsp;交流</a><a href="#">无障碍</a></div>
<h1>关于开展培训的通知</h1><p>发布日期：2026-05-04　来源：青屏市知识产权局</p>
<p>请各单位及时报名，联系电话：0599-8021366。</p><p>联系人：</p><p>据悉，领导高度重视。</p>%s</body></html>"""


def make(folder: Path, check: str, options: str, message: str = "") -> Rule:
    """A site's rule, as read from its TOML file."""
    said = message or "不合要求"
    (folder / "QPX001-own-rule.toml").write_text(
        f'''title = {{ zh = "自定", en = "own" }}
why = {{ zh = "本单位要求", en = "a demand of our own" }}
hint = {{ zh = "改正", en = "mend it" }}
message = {{ zh = "{said}", en = "{said}" }}
severity = "warning"
check = "{check}"
[options]
{options}
''',
        encoding="utf-8",
    )
    (name,) = rule_names(folder)
    return read_rule(name, Vocabulary(CHECKS, {}))


def read(rule: Rule, text: str = PAGE, path: str = "a.html") -> PageRecord:
    return Reader(Resolver(), None, ((rule, CHECKS[rule.check]),), {}).read(path, text.encode())


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ('field = "source"', 0),
        ('field = "issuer"', 1),
        ('label = "联系电话"', 0),
        ('label = "联系人"', 1),
        ('label = "咨询电话"\nlabels = ["联系电话"]', 0),
        ('field = "number"\nlabel = "发文字号"', 1),
    ],
)
def test_required_field(tmp_path: Path, options: str, found: int) -> None:
    record = read(make(tmp_path, "required-field", options, "没有“{field}”"))
    assert (len(record.findings), record.problems) == (found, ())


def test_required_field_filled_by_script(tmp_path: Path) -> None:
    rule = make(tmp_path, "required-field", 'field = "number"')
    script = '<script>document.write("<li>发文字号：" + no + "</li>")</script>'
    assert [entry.reason for entry in read(rule, PAGE % script).unjudged] == ["fields-by-script"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ('pattern = "高度重视"', 1),
        ('pattern = "高度重视"\nignore = "据悉"', 0),
        ('pattern = "互动"', 0),
        ('pattern = "报名"\ndemand = "present"', 0),
        ('pattern = "截止日期"\ndemand = "present"', 1),
    ],
)
def test_text_pattern(tmp_path: Path, options: str, found: int) -> None:
    record = read(make(tmp_path, "text-pattern", options, "“{text}”"))
    assert (len(record.findings), record.problems) == (found, ())


def test_text_pattern_stands_at_the_passage(tmp_path: Path) -> None:
    (finding,) = read(make(tmp_path, "text-pattern", 'pattern = "高度重视"')).findings
    line = PAGE.splitlines()[finding.location.line - 1]
    assert line[finding.location.column - 1 : finding.location.end_column - 1] == "高度重视"


def test_text_pattern_has_a_limit(tmp_path: Path) -> None:
    rule = make(tmp_path, "text-pattern", 'pattern = "某某"\nlimit = 3')
    assert len(read(rule, PAGE % ("<p>某某单位</p>" * 9)).findings) == 3


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ('pattern = "^关于"', 0),
        ('pattern = "公告$"', 1),
        ('pattern = "培训"\ndemand = "absent"', 1),
        ('pattern = "会议"\ndemand = "absent"', 0),
    ],
)
def test_title_pattern(tmp_path: Path, options: str, found: int) -> None:
    assert len(read(make(tmp_path, "title-pattern", options, "标题“{title}”")).findings) == found


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ('text = "公开目录"', 0),
        ('text = "互动交流"', 0),
        ('text = "互动交流"\narea = "content"', 1),
        ('href = "^/?zwgk/ml/"', 0),
        ('text = "无障碍"', 0),
        ('text = "领导信箱"', 1),
        ('text = "公开目录"\nhref = "/hdjl/"', 1),
    ],
)
def test_required_link(tmp_path: Path, options: str, found: int) -> None:
    record = read(make(tmp_path, "required-link", options, "没有链接“{link}”"))
    assert (len(record.findings), record.problems) == (found, ())


@pytest.mark.parametrize(
    ("check", "options", "words"),
    [
        ("text-pattern", 'pattern = "(公开"', "QPX001: option pattern is no regular expression"),
        ("text-pattern", 'demand = "absent"', "QPX001: give the option pattern"),
        ("required-link", 'area = "any"', "QPX001: give the option text or href"),
        ("required-field", "labels = []", "QPX001: give the option field or label"),
    ],
)
def test_fault_of_a_rule_names_it(tmp_path: Path, check: str, options: str, words: str) -> None:
    (problem,) = read(make(tmp_path, check, options)).problems
    assert problem.code == "GKC002"
    assert words in problem.arguments["error"]


def test_options_are_validated(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="demand"):
        make(tmp_path, "text-pattern", 'pattern = "a"\ndemand = "never"')


@pytest.mark.parametrize(
    ("options", "found", "unjudged"),
    [
        ("days = 250", 0, 0),
        ("days = 100", 1, 0),
        ('days = 100\nwhich = "each"', 2, 1),
        ('days = 100\npaths = ["b/*"]', 0, 1),
        ('days = 400\nfield = "signed"', 0, 3),
    ],
)
def test_date_within(tmp_path: Path, options: str, found: int, unjudged: int) -> None:
    rule = make(tmp_path, "date-within", options, "{title} {date} {days} {limit}")
    undated = "<html><body><h1>一则没有日期的通知</h1><p>内容</p></body></html>"
    pages = {"a.html": PAGE, "c.html": PAGE.replace("2026-05-04", "2026-01-04"), "b/d.html": undated}
    site = Site(pages, date(2026, 11, 22))
    for path, text in pages.items():
        site.add(path, Reader(Resolver(), None, (), {}).read(path, text.encode()).facts)
    site.settle()
    findings: list[Finding] = []
    reasons: list[Unjudged] = []
    assert run_check(rule, CHECKS[rule.check], site, findings, reasons, None) is None
    assert (len(findings), len(reasons)) == (found, unjudged)
