"""What real sites do that examples do not: text in scripts, lists that are no lists, readings linked from a draft, months as dates."""

from datetime import date
from pathlib import Path

import pytest

from gkcheck.run import Run
from gkcheck_plugins.catalogue.dates import dates_on, last_change
from minisite import extract, judge_folder, policy, reading, write_site

HEAD = "<tr><td>序号</td><td>一级事项</td><td>二级事项</td><td>公开内容</td><td>公开依据</td><td>公开时限</td><td>公开主体</td><td>公开渠道</td><td>公开属性</td></tr>"
BASIS = "《中华人民共和国政府信息公开条例》（国务院令第711号）第二十条"
DRAFT = "关于公开征求《青屏市专利导航管理办法（征求意见稿）》意见的公告"
ABOUT = "<p>为规范专利导航工作，我局起草了征求意见稿，现公开征求意见，时间为2024年3月8日至2024年4月8日。</p>"


def item(number: int, name: str, basis: str = BASIS, limit: str = "20个工作日内") -> str:
    """A row of a catalogue."""
    return (
        f"<tr><td>{number}</td><td>事项</td><td>{name}</td><td>要素</td><td>{basis}</td><td>{limit}</td>"
        "<td>办公室</td><td>■政府网站</td><td>主动公开</td></tr>"
    )


def catalogue(*rows: str, title: str = "青屏市知识产权局主动公开目录", day: str = "2026-03-02") -> str:
    """A page that holds the catalogue."""
    return (
        f'<html><head><title>{title}</title><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day}">'
        f"</head><body><h1>{title}</h1><table>{HEAD}{''.join(rows)}</table></body></html>"
    )


def draft(body: str, day: str = "2024-03-08") -> str:
    """A page that puts a draft out."""
    return (
        f'<html><head><title>{DRAFT}</title><meta name="ArticleTitle" content="{DRAFT}"><meta name="PubDate" content="{day}">'
        f"</head><body><h1>{DRAFT}</h1>{ABOUT}{body}</body></html>"
    )


def told(run: Run) -> list[tuple[str, str]]:
    """Paths and variants of what was found."""
    return [(found.location.path, found.variant) for found in run.findings]


def open_questions(run: Run) -> set[tuple[str, str, str]]:
    """Rule, path and reason of what was not judged."""
    return {(entry.code, entry.path, entry.reason) for entry in run.unjudged}


@pytest.mark.parametrize(
    ("basis", "limit", "variants"),
    [
        ("有关法律法规", "20个工作日内", ["nameless"]),
        ("国家和省有关规定", "20个工作日内", ["nameless"]),
        ("《中华人民共和国统计法》及相关规定", "20个工作日内", []),
        ("政府信息公开条例第二十条", "20个工作日内", []),
        (BASIS, "见年度工作计划", ["vague"]),
        (BASIS, "见附件2", []),
        (BASIS, "详见公告，每季度一次", []),
    ],
)
def test_a_cell_that_names_nothing(tmp_path: Path, basis: str, limit: str, variants: list[str]) -> None:
    page = catalogue(item(1, "统计信息", basis, limit), item(2, "机构职能"), item(3, "年度报告"))
    assert [variant for _, variant in told(judge_folder(write_site(tmp_path, {"ml.html": page}), "CAT003"))] == variants


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("更新日期：2024年4月", date(2026, 11, 22), date(2024, 4, 30)),
        ("更新时间2026年11月", date(2026, 11, 22), date(2026, 11, 1)),
        ("更新日期：2024年4月8日", date(2026, 11, 22), date(2024, 4, 8)),
        ("2024年4月以来公开情况", date(2026, 11, 22), None),
    ],
)
def test_a_month_dates_a_catalogue(text: str, today: date, day: date | None) -> None:
    assert last_change(dates_on(extract(f"<body><p>主动公开目录</p><p>{text}</p></body>")), today) == day


CONFIG = '[options.CAT012]\ncolumns = ["zwgk/content/**"]\n'
LINKED = item(1, '<a href="/zwgk/col1.html">规范性文件</a>')


def in_column(title: str, column: str) -> str:
    """A page of a column."""
    return (
        f'<html><head><meta name="ColumnName" content="{column}"><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="2026-03-01"></head><body><h1>{title}</h1><p>{"公开的内容。" * 20}</p></body></html>'
    )


def test_a_short_list_leads_on_and_one_by_script_tells_nothing(tmp_path: Path) -> None:
    files = {
        "gkcheck.toml": CONFIG,
        "ml.html": catalogue(LINKED, item(2, '<a href="/zwgk/col2.html">统计</a>'), item(3, "机构")),
        "zwgk/col1.html": '<body><h2>规范性文件</h2><ul><li><a href="/zwgk/content/1.html">办法</a></li></ul></body>',
        "zwgk/col2.html": '<head><meta name="ColumnName" content="统计"></head><body><h2>统计</h2><div id="app"></div>'
        "<script>window._CONFIG={POSTS:[]}; new Vue({})</script></body>",
        "zwgk/content/1.html": in_column("办法", "规范性文件"),
        "zwgk/content/2.html": in_column("2025年统计公报发布", "统计"),
        "zwgk/content/3.html": in_column("2025年处罚决定公示", "行政处罚"),
    }
    run = judge_folder(write_site(tmp_path, files), "CAT012")
    assert [path for path, _ in told(run)] == ["zwgk/content/3.html"]
    assert open_questions(run) == {("CAT012", "zwgk/content/2.html", "list-by-script")}


def test_the_home_page_is_asked_for_the_largest_catalogue(tmp_path: Path) -> None:
    files = {
        "index.html": '<body><ul><li><a href="/gk/a.html">通知公告</a></li></ul></body>',
        "a/cun.html": catalogue(item(1, "一"), item(2, "二"), title="青石村公开事项目录"),
        "gk/ml/2026.html": catalogue(*(item(n, f"第{n}项") for n in range(1, 8))),
        "gk/a.html": in_column("通知公告内容", "通知公告"),
    }
    run = judge_folder(write_site(tmp_path, files), "CAT005")
    assert [found.related[0].location.path for found in run.findings] == ["gk/ml/2026.html"]


READING = "《青屏市专利导航管理办法（征求意见稿）》解读"
LINK = f'<p>起草说明：填补制度空白。</p><h3>草案解读</h3><ul><li><a href="/hdjl/jd.html">{READING}</a></li></ul>'


@pytest.mark.parametrize(
    ("body", "day", "variants", "reasons"),
    [
        (LINK, "2024-03-20", ["late"], set()),
        (LINK, "2024-03-08", [], set()),
        ("<p>起草说明：填补制度空白。</p>", "", [], {"statement-only"}),
        ('<p><a href="/a/b.docx">起草说明</a></p>', "", [], {"statement-only"}),
        ("<h3>草案解读</h3><p>草案共四章二十条，明确了导航项目的范围。</p>", "", [], set()),
        (f'<p><a href="/a/{READING}.pdf">{READING}</a></p>', "", [], set()),
        ("<p>请于期限内反馈。</p>", "", ["missing"], set()),
    ],
)
def test_a_reading_that_a_draft_links_to_has_its_own_date(
    tmp_path: Path, body: str, day: str, variants: list[str], reasons: set[str]
) -> None:
    files = {"hdjl/zj.html": draft(body), "a/b.docx": b"PK", f"a/{READING}.pdf": b"%PDF"}
    if day:
        files["hdjl/jd.html"] = reading(title=READING, day=day)
    run = judge_folder(write_site(tmp_path, files), "POL007")
    assert [variant for _, variant in told(run)] == variants
    assert {reason for _, _, reason in open_questions(run)} == reasons


def test_the_tag_says_that_a_policy_is_foreign_related(tmp_path: Path) -> None:
    title = "关于促进专利服务业开放发展的若干措施"
    files = {
        "zwgk/1.html": policy("<p>政策标签：<a href='/t'>涉外</a></p>", title),
        "zwgk/2.html": policy("", title, number="青知局〔2024〕8号"),
    }
    run = judge_folder(write_site(tmp_path, files), "POL012")
    assert [path for path, _ in told(run)] == ["zwgk/1.html"]


SCRIPTED = """<html><head><title>青屏市知识产权局关于印发青屏市专利导航实施方案的通知</title>
<meta name="ArticleTitle" content="青屏市知识产权局关于印发青屏市专利导航实施方案的通知"><meta name="PubDate" content="2025-10-17 15:30">
<meta name="ColumnName" content="政府文件"></head><body><div id="app"></div>
<script>window._CONFIG = {DETAIL: {"document_number": "青知局〔2025〕9号", "content": "<p>附件：一览表</p>"}};</script></body></html>"""


def test_a_document_that_a_script_writes_is_not_passed(tmp_path: Path) -> None:
    run = judge_folder(write_site(tmp_path, {"gk/post_1.html": SCRIPTED}), "POL001", "DOC")
    assert not run.findings
    assert {"POL001", "DOC001", "DOC002", "DOC005", "DOC014", "DOC016"} <= {code for code, _, _ in open_questions(run)}


@pytest.mark.parametrize(
    ("value", "found"),
    [("2024年5月1日至2029年4月30日", 0), ("2020年5月1日至2024年4月30日", 1), ("自2024年5月1日起施行", 0)],
)
def test_a_period_in_the_table_ends_with_its_last_day(tmp_path: Path, value: str, found: int) -> None:
    table = f"<table><tr><td>有效性</td><td>有效</td><td>有效期</td><td>{value}</td></tr><tr><td>文号</td><td>青知局规〔2024〕7号</td></tr></table>"
    page = policy(table + "<p>本办法自2024年5月1日起施行。</p>", number="青知局规〔2024〕7号")
    run = judge_folder(write_site(tmp_path, {"zwgk/1.html": page}), "DOC008")
    assert [variant for _, variant in told(run)] == ["expired"] * found


def test_a_heading_names_the_provisional_document_and_no_byline(tmp_path: Path) -> None:
    title = "关于印发《青屏市专利导航管理暂行办法》的通知"
    other = "关于印发《青屏市专利导航管理办法》的通知"
    byline = "<small>时间：2024-03-08　来源：青屏市知识产权局</small>"
    page = policy("", title).replace(f"<h1>{title}</h1>", f"<h2>{other}{byline}</h2>")
    same = policy("", title, number="青知局〔2024〕8号").replace(f"<h1>{title}</h1>", f"<h2>{title}{byline}</h2>")
    run = judge_folder(write_site(tmp_path, {"zwgk/1.html": page, "zwgk/2.html": same}), "DOC012")
    assert [(found.location.path, found.arguments["other"]) for found in run.findings] == [("zwgk/1.html", other)]


def test_a_norm_cited_by_its_name_asks_for_no_disclosure(tmp_path: Path) -> None:
    title = "关于印发《青屏市专利奖励办法》的通知"
    text = "<p>" + "为激励发明创造，对获得专利奖的单位给予奖励，奖励经费列入年度部门预算。" * 16 + "</p>"
    files = {
        "zwgk/1.html": policy(text + "<p>根据《中华人民共和国政府信息公开条例》制定。</p>", title),
        "zwgk/2.html": policy(text + "<p>获奖名单向社会公示。</p>", title, number="青知局〔2024〕8号"),
    }
    assert [path for path, _ in told(judge_folder(write_site(tmp_path, files), "POL015"))] == ["zwgk/1.html"]


@pytest.mark.parametrize(
    "title",
    [
        "《青屏市专利导航管理规定》 2024年第41号令",
        "青屏市专利导航管理规定（市政府令第41号）",
        "青屏市人民政府令第41号《青屏市专利导航管理规定》",
    ],
)
def test_a_document_is_known_beside_the_order_that_issues_it(tmp_path: Path, title: str) -> None:
    files = {
        "xxgk/zcfb/ling/1.html": policy("", title, number=""),
        "xxgk/jd/1.html": reading(title="《青屏市专利导航管理规定》解读"),
    }
    run = judge_folder(write_site(tmp_path, files), "POL001", "POL017")
    assert not run.findings


def test_a_file_that_a_title_calls_by_its_rank_is_no_name(tmp_path: Path) -> None:
    run = judge_folder(write_site(tmp_path, {"xxgk/jd/1.html": reading(title="2024年省委1号文件解读")}), "POL017")
    assert not run.findings
    assert {reason for _, _, reason in open_questions(run)} <= {"ambiguous"}
