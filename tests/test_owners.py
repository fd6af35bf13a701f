"""Who has to mend what: entries as in CODEOWNERS, into every report, and the part of one department."""

import json
from pathlib import Path
from typing import Any

import pytest

from gkcheck.owners import NOBODY, Assignment, Owner, Owners
from minisite import Program, article, policy, reading, write_site

LAW, NEWS, NET = Owner("法规处", ("办公室",)), Owner("宣传处"), Owner("网信办", (), "网站安全岗")
OWNERS = Owners(
    (
        Assignment(LAW, paths=("zwgk/**",)),
        Assignment(NEWS, columns=("工作*",)),
        Assignment(Owner("服务中心"), paths=("zwgk/bszn/**",), columns=("办事指南",)),
        Assignment(NET, rules=("PII", "hidden-link")),
    ),
    Owner("办公室"),
)


@pytest.mark.parametrize(
    ("path", "column", "code", "slug", "lead"),
    [
        ("zwgk/a.html", "", "POL001", "", "法规处"),
        ("zwgk/a.html", "工作动态", "POL001", "", "宣传处"),
        ("zwgk/bszn/a.html", "办事指南", "GDE001", "", "服务中心"),
        ("zwgk/bszn/a.html", "政策文件", "GDE001", "", "法规处"),
        ("zwgk/a.html", "", "PII002", "mobile-number", "网信办"),
        ("x.html", "", "LNK012", "hidden-link", "网信办"),
        ("x.html", "", "", "", "办公室"),
        ("zwgk/a.html", "", "", "", "法规处"),
    ],
)
def test_the_last_entry_that_fits_wins(path: str, column: str, code: str, slug: str, lead: str) -> None:
    assert OWNERS.of(path, column, code, slug).lead == lead


def test_without_a_default_the_rest_is_nobodys() -> None:
    assert Owners((Assignment(LAW, paths=("zwgk",)),)).of("index.html") == NOBODY
    assert not Owners()
    assert OWNERS.names == ("办公室", "宣传处", "服务中心", "法规处", "网信办")


CONFIG = '''select = ["DOC002", "LNK001", "LNK009", "POL001", "PII002"]
[site]
root = "site"
[owners]
[[owners.entries]]
column = "政策文件"
lead = "法规处"
support = ["办公室"]
[[owners.entries]]
path = ["gzdt/**"]
lead = "宣传处|新闻科"
[[owners.entries]]
rule = "PII"
lead = "网信办"
contact = "网站安全岗"
'''
BODY = '<p>详见<a href="/gone.html">附页</a>。</p><p>获奖人员王某某，手机号码 13812345678。</p>'


@pytest.fixture
def site(home: Path) -> Path:
    write_site(home, {"gkcheck.toml": CONFIG})
    pages = {"zwgk/1.html": policy(number="青知局[2024]7号"), "gzdt/2.html": article(BODY), "zcjd/3.html": reading(), "a/坏.html": ""}
    return write_site(home / "site", pages)


def owners(data: dict[str, Any]) -> dict[str, str]:
    return {f"{item['code']} {item['path']}": (item["owner"] or {"lead": ""})["lead"] for item in data["findings"]}


def test_owners_stand_in_every_report(gkcheck: Program, site: Path) -> None:
    done = gkcheck("-f", "json", "-j", "1")
    data = json.loads(done.out)
    expected = {
        "DOC002 zwgk/1.html": "法规处",
        "LNK001 gzdt/2.html": "宣传处|新闻科",
        "PII002 gzdt/2.html": "网信办",
        "GKC001 a/坏.html": "",
    }
    assert expected.items() <= owners(data).items()
    assert data["owners"]["gzdt/2.html"]["lead"] == "宣传处|新闻科"
    assert data["owners"]["PII002 gzdt/2.html"] == {"lead": "网信办", "support": [], "contact": "网站安全岗"}
    assert data["unowned"] == 1
    sarif = json.loads(gkcheck("-f", "sarif", "-j", "1").out)["runs"][0]["results"]
    facts = [(item["ruleId"], item.get("properties", {})) for item in sarif]
    found = {(code, given.get("owner"), given.get("contact")) for code, given in facts}
    assert {("DOC002", "法规处", None), ("PII002", "网信办", "网站安全岗")} <= found
    text = gkcheck("-j", "1").out
    assert "责任单位：法规处（配合：办公室）" in text and "网信办，联系：网站安全岗" in text
    assert "没有责任单位的页面：1 个" in text
    summary = gkcheck("-f", "summary", "-j", "1").out
    assert "| 宣传处｜新闻科 |" in summary and "| （没有责任单位） |" in summary


def test_one_departments_part(gkcheck: Program, site: Path) -> None:
    law = gkcheck("--owner", "法规处", "--fail-on", "warning", "-f", "json", "-j", "1")
    data = json.loads(law.out)
    assert {item["path"] for item in data["findings"]} == {"zwgk/1.html"}
    assert (law.code, data["whole"]) == (1, False)  # the page that nobody could read is not theirs
    assert gkcheck("--owner", "办公室", "-q", "-j", "1").out == gkcheck("--owner", "法规处", "-q", "-j", "1").out
    both = json.loads(gkcheck("--owner", "网信办", "--owner", "法规处", "-f", "json", "-j", "1").out)
    assert {item["code"] for item in both["findings"]} == {"DOC002", "PII002"}


def test_a_page_of_the_department_that_was_not_read_makes_its_part_incomplete(gkcheck: Program, site: Path) -> None:
    (site / "gzdt/坏.html").write_bytes(b"")
    assert gkcheck("--owner", "宣传处|新闻科", "-q", "-j", "1").code == 3


def test_what_is_nobodys_name_is_refused(gkcheck: Program, site: Path, home: Path) -> None:
    done = gkcheck("--owner", "法规", "-j", "1")
    assert done.code == 2 and "是否想写 “法规处”" in done.err
    (home / "gkcheck.toml").write_text(CONFIG.replace('"PII"', '"PRI"'), "utf-8")
    done = gkcheck("-j", "1")
    assert done.code == 2 and "[owners]" in done.err and "PRI" in done.err
    (home / "gkcheck.toml").write_text('[site]\nroot = "site"\n', "utf-8")
    done = gkcheck("--owner", "法规处", "-j", "1")
    assert done.code == 2 and "没有 [owners]" in done.err


def test_another_owner_is_another_answer_at_once(gkcheck: Program, site: Path, home: Path) -> None:
    """The kept judgement knows nothing of owners: an edited configuration counts on the next run."""
    gkcheck("-j", "1")
    (home / "gkcheck.toml").write_text(CONFIG.replace('lead = "法规处"', 'lead = "政策处"'), "utf-8")
    data = json.loads(gkcheck("-f", "json", "-j", "1").out)
    assert owners(data)["DOC002 zwgk/1.html"] == "政策处"


def test_the_part_of_one_department_tells_its_own_mended_findings(gkcheck: Program, site: Path, home: Path) -> None:
    (site / "a/坏.html").unlink()
    gkcheck("baseline", "-j", "1")
    (site / "gzdt/2.html").write_text(article(), "utf-8")
    use = ("--baseline", "gkcheck-baseline.json", "-f", "json", "-j", "1")
    news = json.loads(gkcheck(*use, "--owner", "宣传处|新闻科").out)
    assert [item["code"] for item in news["standing"]["fixed"]] == ["LNK001"]
    law = gkcheck(*use, "--owner", "法规处")
    assert (law.code, json.loads(law.out)["standing"]["fixed"]) == (0, [])
