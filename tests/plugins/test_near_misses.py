"""What looked like a breach on pages of sites that nobody here had seen, and is none."""

from datetime import date
from pathlib import Path

from gkcheck.api import Site, SitePage
from gkcheck.facts import PageFacts
from gkcheck_plugins.text.dating import _days_of_moves
from minisite import article, judge_folder, write_site

LETTER = """<table border="1"><tr><th>信件标题</th><td colspan="3">电梯停运何时修复</td></tr>
<tr><th>写信人</th><td>某先生</td><th>写信时间</th><td>2026-07-08 09:20:11</td></tr>
<tr><th>信件内容</th><td colspan="3">电梯停运已有一周。</td></tr>
<tr><th>回复单位</th><td></td><th>回复时间</th><td></td></tr>
<tr><th>回复内容</th><td colspan="3"></td></tr></table>
<p>本栏目来信由各单位按职责办理，办理情况按月通报。</p>"""


def codes(folder: Path, *wanted: str) -> list[str]:
    return [found.code for found in judge_folder(folder, *wanted).findings]


def test_text_behind_a_letters_table_is_no_answer(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"hd/1.html": article(LETTER, "局长信箱")})
    assert codes(folder, "INT002", "INT005") == ["INT002"]


def test_an_offices_account_is_its_own_whoever_is_spoken_of(tmp_path: Path) -> None:
    beside = "<p>申请人本人持身份证到窗口办理。</p><p>缴款账号：户名青屏市财政局非税收入专户，账号6228480388123456781，开户行某银行。</p>"
    assert codes(write_site(tmp_path / "a", {"a.html": article(beside)}), "PII003") == []
    person = beside.replace("青屏市财政局非税收入专户", "张某某")
    assert codes(write_site(tmp_path / "b", {"a.html": article(person)}), "PII003") == ["PII003"]


def test_a_picture_says_which_mark_it_is(tmp_path: Path) -> None:
    foot = '<p>主办：青屏市知识产权局　网站标识码 3301000001　ICP备20200001号　公网安备 33010002000001号　电话：0571-12345678</p>{}'
    found = {}
    for name, mark in (("with", '<img src="/i/1.png" alt="党政机关网站标识">'), ("without", '<img src="/i/1.png" alt="标识">')):
        folder = write_site(tmp_path / name, {"index.html": article(foot.format(mark))})
        found[name] = [one.variant for one in judge_folder(folder, "TAG006").findings]
    assert "emblem" in found["without"]
    assert "emblem" not in found["with"]


def test_a_column_of_guides_is_a_list(tmp_path: Path) -> None:
    rows = "".join(f'<li><a href="{number}.html">{name}</a><span>2023-10-2{number}</span></li>' for number, name in enumerate(("广告登记", "计量授权", "公司设立", "小餐饮备案", "动产抵押"), 1))
    page = f"<html><head><title>办事指南</title></head><body><div class='crumb'>首页 &gt; 办事指南</div><ul>{rows}</ul><p>投诉电话：12315</p><p>咨询电话：12345</p></body></html>"
    run = judge_folder(write_site(tmp_path, {"zn/index.html": page}), "GDE", "TAG003")
    assert run.coverage.kinds.get("list") == 1
    assert [found for found in run.findings if found.location.path == "zn/index.html"] == []


def test_old_pages_that_came_in_together_were_moved() -> None:
    site = Site((), date(2024, 3, 1))
    days = {"a.html": "2019-05-06", "b.html": "2020-08-11", "c.html": "2021-11-02", "d.html": "2024-01-10"}
    for path, day in days.items():
        site.pages[path] = SitePage(path, PageFacts(published=day), site)
    together = dict.fromkeys(("a.html", "b.html", "c.html"), date(2023, 4, 10))
    assert _days_of_moves(site, {**together, "d.html": date(2024, 2, 20)}, 7) == {date(2023, 4, 10)}
