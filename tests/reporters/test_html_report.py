"""The HTML report as a text: what it holds, what it counts, and that nothing that a page says can act in it."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from msgspec import structs

from gkcheck.excerpt import SourceFile
from gkcheck.finding import Finding, Location, Severity
from gkcheck.owners import Owner
from gkcheck.reporters import html_page
from gkcheck.reporters import json as json_report
from gkcheck.reporters.html.words import WORDS
from gkcheck.run import Publication, Run
from gkcheck.saved import read_run
from gkcheck.standing import Known, Past, Standing

HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)> "\'` {{7*7}} \u2028 \u202eabc'
AGES = [
    {"column": "工作动态", "path": "gzdt/index.html", "days": 25, "limit": 14, "rule": "UPD002", "open": ""},
    {"column": "通知公告", "path": "tzgg/index.html", "days": 3, "limit": 184, "rule": "UPD003", "open": ""},
    {"column": "视频", "path": "sp/index.html", "days": None, "limit": 184, "rule": "UPD003", "open": "list-by-script"},
]
GAPS = {"days": [[-2, 1], [0, 10], [45, 2]], "undated": 1, "limit": 0, "working": False}
Make = Callable[..., Run]


class Tags(HTMLParser):
    """Tags with their attributes, and the texts of scripts by their type."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append((self.tags[-1][1].get("type") or "", data))


def data_of(text: str) -> dict[str, Any]:
    """What the report's script reads."""
    found: dict[str, Any] = json.loads(next(data for kind, data in Tags(text).scripts if kind == "application/json"))
    return found


def told(text: str) -> str:
    """The words of the part that needs no script."""
    plain = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


def compared(changed_run: Make, **changes: Any) -> Run:
    """A run with something of everything: departments, known findings, earlier runs and figures."""
    run = changed_run()
    names = run.fingerprints
    states = {name: ("new", "unchanged", "returned")[number % 3] for number, name in enumerate(names)}
    gone = Known("f" * 64, "LNK001", "zwgk/旧.html", 7, "站内链接“/a.html”不存在", date(2025, 9, 1))
    standing = Standing(states, {names[0]: date(2025, 10, 1)}, (gone,), (gone._replace(path="未读.html"),))
    history = tuple(Past(date(2025, 11, day), 9 - day // 7, 4, 2, 1, 2) for day in (3, 10))
    published = Publication(("zscq.example.cn",))
    owners = {"zcjd/rare.html": Owner("政策法规处", ("办公室",), "值班电话")}
    measures = {"column-ages": AGES, "interpretation-gaps": GAPS}
    return replace(run, standing=standing, history=history, site_name="示例市知识产权局", published=published, owners=owners, measures=measures, **changes)


def test_every_finding_stands_in_it_with_all_that_is_known(full_run: Run) -> None:
    data = data_of(html_page(full_run))
    assert len(data["rows"]) == len(full_run.findings)
    names = [row[15] for row in data["rows"]]
    assert names == list(full_run.fingerprints)
    place = next(n for n, found in enumerate(full_run.findings) if found.code == "DOC002")
    row, texts = data["rows"][place], data["texts"]
    rule = data["rules"][row[0]]
    assert rule["basis"] == ["GB/T 9704"]
    assert "".join(texts[n] for n in row[11:14]).strip() == "<p>发文字号：沪知局[2024]7号</p>"
    assert texts[row[12]] == "沪知局[2024]7号"
    related = next(row for row in data["rows"] if row[14])
    assert [data["paths"][path][0] for _, path, _, _ in related[14]] == ["zcwj/t1.html", "gone.html"]


def test_what_a_person_has_to_decide_is_added_to_no_other_number(changed_run: Make) -> None:
    run = changed_run()
    firm = [found for found in run.findings if not found.review]
    assert len(firm) < len(run.findings)
    text = told(html_page(run))
    errors = sum(found.severity is Severity.ERROR for found in firm)
    assert f"{errors} 个错误" in text
    assert f"{errors + 1} 个错误" not in text
    assert "另有 1 处待人工核查，不计入上面的数字" in text


def test_what_was_not_checked_is_said(full_run: Run) -> None:
    text = told(html_page(full_run))
    assert "结果不完整：有 2 处没能检查" in text
    assert "没有检查的不等于没有问题" in text
    for line in ("zcwj/坏.html", "编码无法识别", "acme 1.2", "相关文件栏由脚本填充", "没有此类页面"):
        assert line in text
    assert "没有发现问题" not in text


def test_a_run_that_read_nothing_is_no_proof_of_order(changed_run: Make) -> None:
    run = changed_run(findings=())
    seen = replace(run.coverage, pages=0, documents=0)
    text = told(html_page(replace(run, coverage=seen)))
    assert "没有读到任何页面，什么也没有检查" in text
    assert "没有发现问题" not in text


def test_a_part_of_the_site_has_no_scorecard(changed_run: Make) -> None:
    text = told(html_page(changed_run(whole=False)))
    assert "不能据以评分" in text
    assert "单项否决" not in text


def test_a_saved_run_gives_the_same_report(changed_run: Make) -> None:
    run = compared(changed_run)
    assert html_page(read_run(json_report(run).encode(), "run.json")) == html_page(run)


def test_each_line_of_the_scorecard_leads_to_its_findings(full_run: Run) -> None:
    text = html_page(full_run)
    data = data_of(text)
    links = set(re.findall(r'href="#line=([\w.]+)&amp;kind=all"', text))
    assert links == set(data["lines"])
    assert links
    broken = {number for lines in data["lines"].values() for number in lines if full_run.findings[number].code == "LNK001"}
    assert broken == {n for n, found in enumerate(full_run.findings) if found.code == "LNK001"}


def test_known_findings_departments_and_charts_are_shown(changed_run: Make) -> None:
    text = told(html_page(compared(changed_run)))
    assert "政策法规处" in text
    assert "整改率 1/" in text and "其中待复查 1 处仍计入分母" in text
    assert "不能算整改" in text
    assert "最近 3 次检查的问题数，从 15 处到" in text
    assert "3 个有更新期限的栏目：1 个超期，1 个无法判断" in text
    assert "13 份有解读的政策：10 份同日解读；另有 1 份看不出日期" in text


def test_early_warnings_are_listed_by_the_days_left(changed_run: Make) -> None:
    run = changed_run()
    soon = [
        Finding("LNK009", Severity.NOTE, Location(f"{days}.html"), {"days_left": str(days)}, "soon") for days in (30, 4, 11)
    ]
    text = told(html_page(changed_run(findings=(*run.findings, *soon))))
    assert re.findall(r"剩 (\d+) 天", text) == ["4", "11", "30"]


def test_the_same_run_gives_the_same_text_in_either_language(changed_run: Make) -> None:
    for lang, word in (("zh", "检查指标自评"), ("en", "Scorecard")):
        first = html_page(compared(changed_run, lang=lang))
        assert first == html_page(compared(changed_run, lang=lang))
        assert word in first


def test_each_language_speaks_itself_alone() -> None:
    chinese = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
    assert [key for key, said in WORDS.items() if chinese.search(said["en"])] == []
    slots = re.compile(r"{\w+}")
    assert [key for key, said in WORDS.items() if set(slots.findall(said["zh"])) != set(slots.findall(said["en"]))] == []


def test_what_pages_say_is_text_and_nothing_else(changed_run: Make) -> None:
    found = Finding(
        "LNK001", Severity.ERROR, Location(f"{HOSTILE}.html", 1, 1, 9, HOSTILE), {"target": HOSTILE, "days_left": "1"}, subject=HOSTILE
    )
    page = SourceFile(HOSTILE * 400, "utf-8", "0" * 64, 1)
    known = Known("0" * 64, HOSTILE, HOSTILE, 1, HOSTILE)
    hostile = changed_run(
        findings=(found, structs.replace(found, variant="soon")),
        load=lambda path: page,
        profile=HOSTILE,
        root=HOSTILE,
        site_name=HOSTILE,
        published=Publication(("a.example.cn",)),
        owners={found.location.path: Owner(HOSTILE, (HOSTILE,), HOSTILE)},
        measures={"column-ages": [{**AGES[0], "column": HOSTILE, "path": HOSTILE}]},
        standing=Standing({}, {}, (known,), (known,)),
    )
    text = html_page(hostile, base="../site/")
    tags = Tags(text)
    assert [tag for tag, _ in tags.tags].count("script") == 2
    assert not any(tag == "img" for tag, _ in tags.tags)
    assert not [name for _, given in tags.tags for name in given if name.startswith("on")]
    assert all((given.get("href") or "#").startswith(("#", "http://a.example.cn/", "https://github.com/")) for tag, given in tags.tags if tag == "a")
    assert "\u202e" not in text and "\u2028" not in text
    assert data_of(text)["rows"]


def test_nothing_but_its_own_script_and_style_may_run_or_load(full_run: Run) -> None:
    text = html_page(full_run)
    tags = Tags(text)
    policy = next(given["content"] for tag, given in tags.tags if given.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    loading = [given for tag, given in tags.tags if tag in ("link", "iframe", "object", "embed") or given.get("src")]
    assert loading == []
    assert not [given for _, given in tags.tags if "style" in given]


def test_a_name_that_is_no_utf8_and_one_with_signs_of_addresses_are_linked(changed_run: Make) -> None:
    found = [Finding("LNK009", Severity.NOTE, Location(path)) for path in ("a\udcff.html", "b#c?d 100%.html")]
    data = data_of(html_page(changed_run(findings=tuple(found), published=Publication(("x.example.cn",)))))
    assert data["paths"][0] == ["a .html", "a%FF.html"]
    assert data["paths"][1] == ["b#c?d 100%.html"]


def test_a_confidential_rule_is_not_quoted(changed_run: Make) -> None:
    rules = tuple(replace(rule, confidential=True) for rule in changed_run().rules)
    data = data_of(html_page(changed_run(rules=rules)))
    assert all(row[11:14] == [0, 0, 0] for row in data["rows"])


def test_the_foot_of_printed_pages_cannot_leave_its_style_sheet(changed_run: Make) -> None:
    text = html_page(changed_run(profile='"}</style><script>x</script>'))
    sheet = re.findall(r"<style>(@page\{@bottom-left.*?)</style>", text)
    assert len(sheet) == 1
    assert "<" not in sheet[0]


def test_the_template_engine_is_imported_for_this_report_alone() -> None:
    code = "import sys, gkcheck.cli, gkcheck.commands.check; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60, text=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["report.html", "report.css", "report.js"])
def test_template_style_and_script_have_no_gradients_and_no_addresses_to_load(name: str) -> None:
    from importlib.resources import files

    text = (files("gkcheck.reporters.html") / name).read_text("utf-8")
    assert "gradient" not in text
    assert not re.search(r"https?://|@import|url\(", text)
