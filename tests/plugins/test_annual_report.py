"""The words that rules about annual reports are written in, tried on reports written here."""

import re
from dataclasses import replace
from datetime import date

import pytest

import gkcheck_plugins.annual_report
from gkcheck.extract.references import Resolver
from gkcheck.finding import Finding, Severity
from gkcheck.norms import Norms
from gkcheck.record import Reader
from gkcheck.rule import Rule
from gkcheck.rulefile import PRODUCT, Vocabulary, read_rule, rule_names
from gkcheck.site import Site
from gkcheck_plugins.annual_report.headings import SECTIONS
from gkcheck_plugins.annual_report.year import deadline_of, subject_of

CHECKS = {check.name: check for check in gkcheck_plugins.annual_report.gkcheck_checks()}
NORMS = Norms()
NORMS.read(PRODUCT / "norms.toml")
RULES = {
    name.code: read_rule(name, Vocabulary(CHECKS, NORMS.known))
    for folder in gkcheck_plugins.annual_report.gkcheck_rule_files()
    for name in rule_names(folder)
}
TEXT = "<p>本机关认真贯彻条例，不断加大主动公开力度，规范办理依申请公开，加强平台建设，健全监督保障机制。</p>"
NUMBERS = "一二三四五六"


def report(
    year: int = 2024, names: tuple[str, ...] = SECTIONS, shown: str = "", issuer: str = "青屏市知识产权局"
) -> str:
    """A report whose headings are `names`, numbered in their order."""
    title = f"{issuer}{year}年政府信息公开工作年度报告"
    parts = "".join(f"<p><b>{NUMBERS[number]}、{name}</b></p>{TEXT}" for number, name in enumerate(names))
    day = shown or f"{year + 1}-01-20"
    return (
        f'<html><head><title>{title}</title><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="{day}"></head><body><h1>{title}</h1><p>发布日期：{day}</p>{parts}</body></html>'
    )


def rule_of(code: str, **options: object) -> Rule:
    return replace(RULES[code], options={**RULES[code].options, **options})


def judge(code: str, text: str, **options: object) -> tuple[list[Finding], list[str]]:
    """Findings, and the reasons of what was not judged, of one rule on one report."""
    rule = rule_of(code, **options)
    record = Reader(Resolver(), None, ((rule, CHECKS[rule.check]),), {}).read("nb.html", text.encode())
    assert (record.facts.kind, record.problems) == ("annual-report", ())
    return list(record.findings), [entry.reason for entry in record.unjudged]


def judge_site(today: date, pages: dict[str, str], kind: str = "", **options: object) -> list[Finding]:
    """What RPT001 says about a site of these pages on a day."""
    reader = Reader(Resolver(), None, (), {})
    site = Site(pages, today, kind_of_site=kind)
    for path, text in pages.items():
        site.add(path, reader.read(path, text.encode()).facts)
    site.settle()
    rule = rule_of("RPT001", **options)
    return [outcome for outcome in CHECKS[rule.check].function(site, rule) if isinstance(outcome, Finding)]


@pytest.mark.parametrize(
    ("title", "subject", "deadline"),
    [
        ("上海市知识产权局2025年政府信息公开工作年度报告", "上海市知识产权局", "01-31"),
        ("2025年青江市知识产权局政府信息公开工作年度报告", "青江市知识产权局", "01-31"),
        ("2022上海市知识产权局政府信息公开年报", "上海市知识产权局", "01-31"),
        ("二〇二〇年某市卫生健康委员会政府信息公开工作年度报告", "某市卫生健康委员会", "01-31"),
        ("上海市2024年政府信息公开工作年度报告", "上海市", "03-31"),
        ("某县人民政府2024年政府信息公开工作年度报告", "某县人民政府", "03-31"),
        ("某县人民政府办公室2024年政府信息公开工作年度报告", "某县人民政府办公室", "03-31"),
        ("某街道办事处2024年度政府信息公开工作年度报告", "某街道办事处", "03-31"),
        ("某高新区管委会2024年度政府信息公开工作年度报告", "某高新区管委会", "03-31"),
        ("2024年政府信息公开工作年度报告", "", "03-31"),
    ],
)
def test_whose_report(title: str, subject: str, deadline: str) -> None:
    assert (subject_of(title), deadline_of(title)) == (subject, deadline)


def test_site_name_tells_when_the_title_does_not() -> None:
    assert deadline_of("2024年政府信息公开工作年度报告", "", "青屏市知识产权局") == "01-31"


@pytest.mark.parametrize(("day", "late"), [("2025-01-31", False), ("2025-02-01", True), ("2025-03-31", True)])
def test_department(day: str, late: bool) -> None:
    findings, _ = judge("RPT002", report(shown=day))
    assert bool(findings) == late
    assert not judge("RPT002", report(shown="2025-03-31"), deadline="03-31")[0]


def test_late_beyond_a_year_is_a_migration() -> None:
    assert judge("RPT002", report(shown="2026-02-03")) == ([], ["migrated"])


def test_full_report_is_in_order() -> None:
    assert judge("RPT003", report()) == ([], [])


@pytest.mark.parametrize("number", range(6))
def test_each_section_is_asked_for(number: int) -> None:
    (finding,), _ = judge("RPT003", report(names=(*SECTIONS[:number], *SECTIONS[number + 1 :])))
    assert SECTIONS[number] in finding.arguments["section"]
    assert finding.variant == ("after" if number == 5 else "before")


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (0, "政府信息公开工作总体情况"),
        (0, "2024年总体情况"),
        (1, "行政机关主动公开政府信息情况"),
        (2, "收到和处理政府信息公开申请的情况"),
        (2, "政府信息公开申请收到和处理情况"),
        (3, "政府信息公开行政复议和行政诉讼情况"),
        (3, "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (3, "政府信息公开行政法复议、行政诉讼情况"),
        (4, "存在问题及改进情况"),
        (4, "政府信息公开工作存在的主要问题和改进措施"),
        (4, "存在的不足及下一步打算"),
        (5, "其它需要报告的事项"),
        (5, "需要报告的其他事项"),
        (5, "其他需要报告的事项等"),
    ],
)
def test_heading_variants(number: int, name: str) -> None:
    assert judge("RPT003", report(names=(*SECTIONS[:number], name, *SECTIONS[number + 1 :]))) == ([], [])


@pytest.mark.parametrize(
    ("number", "name"), [(1, "主动公开政府信息的意义"), (3, "行政复议工作总结会"), (0, "总体情况良好，群众满意")]
)
def test_other_headings_do_not_count(number: int, name: str) -> None:
    (finding,), _ = judge("RPT003", report(names=(*SECTIONS[:number], name, *SECTIONS[number + 1 :])))
    assert SECTIONS[number] in finding.arguments["section"]


def test_order() -> None:
    names = (*SECTIONS[:2], SECTIONS[5], *SECTIONS[2:5])
    (finding,), _ = judge("RPT003", report(names=names))
    assert (finding.variant, finding.arguments["section"]) == ("early", "六、其他需要报告的事项")


def test_heading_cut_in_two() -> None:
    text = report().replace("行政复议、行政诉讼情况</b>", "行政复议、<br>行政诉讼情况</b>")
    assert judge("RPT003", text) == ([], [])


@pytest.mark.parametrize("line", ["<p>{}</p>", '<p><a href="#p{}">{}</a></p>', "<p>{}……3</p>"])
@pytest.mark.parametrize("between", ["", "<p>目　录</p>", f"{TEXT}"])
def test_contents_that_the_first_heading_follows(line: str, between: str) -> None:
    names = [f"{NUMBERS[number]}、{name}" for number, name in enumerate(SECTIONS)]
    lines = "".join(line.format(*([name] * line.count("{}"))) for name in names)
    first = report().index("<p><b>一、")
    text = report()[:first] + lines + between + report()[first:]
    assert judge("RPT003", text) == ([], [])
    (finding,), _ = judge("RPT003", text.replace("<b>三、", "<b>又、"))
    assert finding.arguments["section"] == "三、收到和处理政府信息公开申请情况"
    (finding,), _ = judge("RPT003", text.replace("<p><b>三、收到和处理政府信息公开申请情况</b></p>", ""))
    assert finding.arguments["section"] == "三、收到和处理政府信息公开申请情况"


def test_headings_that_lead_back_to_the_contents() -> None:
    text = re.sub("<b>(.、[^<]+)</b>", r'<a href="#top">\1</a>', report())
    assert judge("RPT003", text) == ([], [])


def test_which_year_is_due() -> None:
    pages = {f"nb/{year}.html": report(year) for year in (2023, 2024)}
    assert not judge_site(date(2026, 1, 31), pages)
    (finding,) = judge_site(date(2026, 2, 1), pages)
    assert finding.arguments == {"year": "2025", "due": "2026-01-31"}
    assert not judge_site(date(2026, 3, 31), pages, kind="government")
    assert judge_site(date(2026, 4, 1), pages, kind="government")
    assert not judge_site(date(2026, 2, 1), pages, deadline="03-31")


def test_a_report_with_last_years_title_is_not_a_missing_one() -> None:
    pages = {
        "nb/2023.html": report(2023),
        "nb/2024.html": report(2024),
        "nb/2025.html": report(2024, shown="2026-01-20"),
    }
    assert not judge_site(date(2026, 11, 22), pages)
    assert judge_site(date(2026, 11, 22), {**pages, "nb/2025.html": report(2024, shown="2025-01-21")})
    assert not judge_site(date(2026, 11, 22), {**pages, "nb/2025.html": report(2022), "nb/2026.html": report(2025)})


def test_gap_is_a_note_and_can_be_switched_off() -> None:
    pages = {f"nb/{year}.html": report(year) for year in (2020, 2021, 2024, 2025)}
    (finding,) = judge_site(date(2026, 11, 22), pages)
    assert (finding.variant, finding.severity, finding.arguments["years"]) == ("gap", Severity.NOTE, "2022、2023")
    assert not judge_site(date(2026, 11, 22), pages, gaps=False)


def test_years_before_the_law_in_force_are_no_gap() -> None:
    pages = {f"nb/{year}.html": report(year) for year in (2010, 2024, 2025)}
    assert not judge_site(date(2026, 11, 22), pages)


def test_empty_site_is_not_judged() -> None:
    assert not judge_site(date(2026, 11, 22), {"a.html": "<html><body><p>通知</p></body></html>"})


def test_home_page_that_leads_elsewhere() -> None:
    link = '<a href="https://www.qingping.gov.cn/nb/">政府信息公开年报</a>'
    assert not judge_site(
        date(2026, 11, 22), {"index.html": f"<html><body><h1>青屏市知识产权局</h1>{link}</body></html>"}
    )
