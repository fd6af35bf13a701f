"""Rules that are judged by ledgers: what the examples do not show."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.api import LedgerRow
from gkcheck.run import Run
from gkcheck_plugins.document.rate import rates_of
from minisite import article, judge_folder, policy, reading, write_site

TITLE = "青屏市知识产权资助资金管理办法"
FUND = policy(day="2026-03-08", number="青知局〔2026〕7号")


def judge(
    folder: Path, code: str, ledger: str, rows: list[dict[str, Any]], pages: dict[str, str], options: str = ""
) -> Run:
    """A run of one rule over pages with a ledger in JSON beside them."""
    write_site(folder / "site", dict(pages) or {"a.html": article()})
    config = f'[site]\nroot = "site"\n[ledgers]\n{ledger} = "l.json"\n{options}'
    write_site(folder, {"gkcheck.toml": config, "l.json": json.dumps(rows, ensure_ascii=False)})
    run = judge_folder(folder, code)
    assert run.problems == ()
    return run


def variants(run: Run) -> list[str]:
    return [finding.variant for finding in run.findings if not finding.code.startswith("GKC")]


def reasons(run: Run) -> list[str]:
    return [item.reason for item in run.unjudged]


def filed(**more: str) -> dict[str, str]:
    return {"title": TITLE, "filed": "2026-11-20", **more}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({}, []),
        ({"number": "青知局[2026]7号"}, []),
        ({"number": "青知局〔2026〕7 号", "title": "另一个标题"}, []),
        ({"number": "青知局〔2026〕8号"}, ["number-differs"]),
        ({"signed": "2026-03-08"}, []),
        ({"signed": "2026-03-01"}, ["date-differs"]),
        ({"title": "青屏市专利导航工作指引"}, ["not-on-site"]),
        ({"title": "青屏市专利导航工作指引", "attribute": "依申请公开"}, []),
        ({"filed": "2026-10-22"}, []),
        ({"filed": "2026-10-21"}, ["behind"]),
        ({"filed": "2027-10-21"}, []),
    ],
)
def test_a_filed_document_against_the_site(tmp_path: Path, row: dict[str, str], found: list[str]) -> None:
    run = judge(tmp_path, "DOC013", "filings", [filed(**row)], {"zwgk/zcwj/1.html": FUND})
    assert variants(run) == found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (
            policy(title="关于印发《青屏市专利导航指引》的通知", day="2026-05-08", number="青知局〔2026〕9号"),
            ["not-filed"],
        ),
        (policy(title="关于印发《青屏市专利导航指引》的通知", day="2026-11-08", number="青知局〔2026〕9号"), []),
        (policy(title="关于印发《青屏市专利导航指引》的通知", day="2025-05-08", number="青知局〔2025〕9号"), []),
        (policy(title="关于印发《专利导航指引》的通知", day="2026-05-08", number="国知发运字〔2026〕9号"), []),
    ],
)
def test_a_document_of_the_site_against_the_ledger(tmp_path: Path, page: str, found: list[str]) -> None:
    rows = [filed(number="青知局〔2026〕7号", filed="2026-03-10"), filed(title="x" * 9, attribute="不予公开")]
    pages = {"zwgk/zcwj/1.html": FUND, "zwgk/zcwj/2.html": page}
    assert variants(judge(tmp_path, "DOC013", "filings", rows, pages)) == found


def test_of_a_part_of_a_site_nothing_is_called_missing(tmp_path: Path) -> None:
    links = "".join(f'<a href="/gone/{number}.html">页面{number}</a>' for number in range(30))
    run = judge(tmp_path, "DOC013", "filings", [filed()], {"a.html": article(links)})
    assert variants(run) == []
    assert reasons(run) == ["partial-site"]


def test_a_filed_document_may_be_a_file_of_the_site(tmp_path: Path) -> None:
    pages = {"tzgg/a.html": article(f'<a href="f.pdf">附件1：{TITLE}.pdf</a>'), "tzgg/f.pdf": "%PDF-1.4"}
    assert variants(judge(tmp_path, "DOC013", "filings", [filed()], pages)) == []
    broken = {"tzgg/a.html": article(f'<a href="none.pdf">附件1：{TITLE}.pdf</a>')}
    assert variants(judge(tmp_path / "broken", "DOC013", "filings", [filed()], broken)) == ["not-on-site"]


DOCUMENTS = st.lists(
    st.tuples(
        st.integers(2023, 2026),
        st.sampled_from(["主动公开", "依申请公开", "不予公开"]),
        st.sampled_from(["yes", "no", ""]),
    ),
    max_size=40,
)


@given(DOCUMENTS)
def test_rates_count_every_document_once_and_no_secret(documents: list[tuple[int, str, str]]) -> None:
    rows = [
        LedgerRow("l", n, {"signed": f"{year}-01-01", "attribute": attribute, **({"secret": secret} if secret else {})})
        for n, (year, attribute, secret) in enumerate(documents)
    ]
    rates = rates_of(rows)
    assert sum(rate.whole for rate in rates.values()) == sum(secret != "yes" for _, _, secret in documents)
    for year, rate in rates.items():
        assert 0 <= rate.public <= rate.whole
        assert 0 <= rate.percent <= 100
        public = [d for d in documents if d[0] == year and d[1] == "主动公开" and d[2] != "yes"]
        assert rate.public == len(public)


def test_a_rate_that_stays_is_in_order(tmp_path: Path) -> None:
    def year(number: int, public: int, whole: int) -> list[dict[str, str]]:
        attributes = ["主动公开"] * public + ["依申请公开"] * (whole - public)
        return [{"title": "文件", "signed": f"{number}-02-01", "attribute": name} for name in attributes]

    assert variants(judge(tmp_path / "a", "DOC015", "documents", year(2025, 10, 20) + year(2026, 5, 10), {})) == []
    assert variants(judge(tmp_path / "b", "DOC015", "documents", year(2025, 10, 20) + year(2026, 4, 10), {})) == [
        "fallen"
    ]
    assert variants(judge(tmp_path / "c", "DOC015", "documents", year(2024, 10, 10) + year(2026, 5, 10), {})) == []


def table(rows: int, head: str = "<tr><th>序号</th><th>名称</th></tr>") -> str:
    return (
        f"<table>{head}{''.join(f'<tr><td>{n}</td><td>第{n}家培训基地</td></tr>' for n in range(1, rows + 1))}</table>"
    )


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (table(4), 4),
        (table(4) + table(3), 7),
        (table(4) + "<table><tr><th>合计</th><th>数</th></tr><tr><td>合计</td><td>4</td></tr></table>", 4),
        ("<ol>" + "".join(f"<li>第{n}家培训基地</li>" for n in range(6)) + "</ol>", 6),
        ("".join(f"<p>{n}. 第{n}家培训基地，位于科创路{n}号</p>" for n in range(1, 9)), 8),
        ("".join(f'<div><a href="/jd/{n}.html">基地{n}</a></div>' for n in range(5)), 5),
        (
            "<table><tr><th>区</th><th>名称</th></tr><tr><td rowspan=3>甲区</td><td>一</td></tr><tr><td>二</td></tr><tr><td>三</td></tr></table>",
            3,
        ),
    ],
)
def test_entries_are_counted_in_whatever_markup(tmp_path: Path, body: str, count: int) -> None:
    pages = {"ggfw/a.html": article(body, title="市级知识产权培训基地名单")}
    row = {"title": "培训基地", "page": "ggfw/a.html", "target": count}
    assert variants(judge(tmp_path / "met", "CAT013", "list-targets", [row], pages)) == []
    run = judge(tmp_path / "short", "CAT013", "list-targets", [{**row, "target": count + 1}], pages)
    assert variants(run) == ["short"]
    assert run.findings[0].arguments["count"] == str(count)


def test_a_list_that_a_server_makes_is_not_judged(tmp_path: Path) -> None:
    row = {"title": "培训基地", "page": "/search/list.jsp", "target": 3}
    assert reasons(judge(tmp_path, "CAT013", "list-targets", [row], {})) == ["dynamic"]


def promise(**more: Any) -> dict[str, Any]:
    return {"title": TITLE, "kind": "normative", "due": 2026, **more}


@pytest.mark.parametrize(
    ("row", "pages", "found", "open_reasons"),
    [
        (promise(), {"zcwj/1.html": FUND}, [], []),
        (promise(due=2025), {"zcwj/1.html": FUND}, ["late"], []),
        (promise(due="2026-02-28"), {"zcwj/1.html": FUND}, ["late"], []),
        (promise(due=2027), {"zcwj/1.html": FUND}, ["pending"], []),
        (promise(title="知识产权资助资金管理办法"), {"zcwj/1.html": FUND}, [], []),
        (promise(title="青屏市资助办法（暂名）", names=[TITLE]), {"zcwj/1.html": FUND}, [], []),
        (promise(), {"zcjd/1.html": reading(day="2026-03-08")}, [], ["mentioned"]),
        (promise(due="2025-12-31"), {"zcjd/1.html": reading(day="2024-03-08")}, ["unmet"], []),
        (
            promise(kind="event", title="知识产权宣传周"),
            {"a.html": article(title="2026年知识产权宣传周启动", day="2026-04-20")},
            [],
            [],
        ),
        (
            promise(kind="event", title="知识产权宣传周", due=2025),
            {"a.html": article(title="知识产权宣传周启动", day="2024-04-20")},
            ["unmet"],
            [],
        ),
        (
            promise(kind="draft", title="青屏市知识产权保护条例"),
            {"a.html": article(title="关于《青屏市知识产权保护条例（草案）》公开征求意见的公告", day="2026-04-20")},
            [],
            [],
        ),
        (
            promise(kind="draft", title="青屏市知识产权保护条例"),
            {"a.html": article(title="《青屏市知识产权保护条例》立法调研", day="2026-04-20")},
            [],
            ["mentioned"],
        ),
        (promise(consultation="是"), {"zcwj/1.html": FUND}, ["not-consulted"], []),
    ],
)
def test_a_promise_against_the_site(
    tmp_path: Path, row: dict[str, Any], pages: dict[str, str], found: list[str], open_reasons: list[str]
) -> None:
    run = judge(tmp_path, "DEC010", "commitments", [row], pages)
    assert (variants(run), reasons(run)) == (found, open_reasons)


def test_rows_are_counted_and_not_pages(tmp_path: Path) -> None:
    rows = [promise(), promise(title="知识产权人才发展报告", kind="report", due=2025)]
    rows += [promise(title=f"青屏市{name}专利导航指引") for name in ("生物医药", "集成电路")]
    rows += [promise(title=TITLE + "实施细则"), promise(title=TITLE + "补充规定")]
    pages = {"zcwj/1.html": FUND, "a.html": article(title=f"《{TITLE}实施细则》宣讲会", day="2026-05-08")}
    pages["b.html"] = article(title=f"《{TITLE}补充规定》宣讲会", day="2026-05-09")
    tally = judge(tmp_path, "DEC010", "commitments", rows, pages).coverage.tallies["DEC010"]
    assert (tally.applicable, tally.breached, tally.unjudged, tally.in_order) == (6, 3, 2, 1)


def test_without_a_ledger_the_rules_are_silent_and_say_why(tmp_path: Path) -> None:
    run = judge_folder(write_site(tmp_path, {"zcwj/1.html": FUND}), "DOC013", "DOC015", "CAT013", "DEC010")
    assert variants(run) == []
    assert run.coverage.silent == dict.fromkeys(("CAT013", "DEC010", "DOC013", "DOC015"), "no-input")
