"""LNK013: a link's text names one document, and the link leads to another. Tried on small sites, near misses above all."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_links import ARTICLE, CHECKS, RULES, judge

import gkcheck_plugins.links
from gkcheck.extract.references import Resolver
from gkcheck.facts import PageFacts
from gkcheck.record import Reader
from gkcheck.site import Site
from gkcheck_plugins.links.naming import attachment_name, claim_of, ordinal_of, years_of
from gkcheck_plugins.links.strangers import are_strangers
from gkcheck_plugins.links.targets import Target
from minisite import AS_OF, article, judge_folder, policy, reading, write_site

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_青屏市知识产权局</title>
<meta name="SiteName" content="青屏市知识产权局"><meta name="ColumnName" content="{column}">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00"></head><body>
<h1>{title}</h1><p>发布日期：{day}</p>
{block}<p>为做好本市知识产权工作，结合实际制定本文件，请各区、各有关单位认真组织实施，并按时报送进展情况。</p>
{body}</body></html>"""
BLOCK = "<table><tr><td>索引号</td><td>003300021/2024-00012</td><td>发文机关</td><td>青屏市知识产权局</td></tr><tr><td>成文日期</td><td>{day}</td><td>发文字号</td><td>{number}</td></tr></table>"


def page(title: str, number: str = "", body: str = "", day: str = "2024-03-08", column: str = "通知公告") -> str:
    """A page of that title; with a number it is a policy document."""
    block = BLOCK.format(day=day, number=number) if number else ""
    return PAGE.format(title=title, day=day, block=block, body=body, column="政策文件" if number else column)


FUNDS, EXPERTS = "青屏市知识产权资助资金管理办法", "青屏市商业秘密保护示范点建设规定"
SITE = {
    "zcwj/t1.html": page(f"关于印发《{FUNDS}》的通知", "青知局规〔2024〕3号"),
    "zcwj/t2.html": page(f"关于印发《{EXPERTS}》的通知", "青知局规〔2024〕5号"),
    "zcjd/t3.html": page(f"《{FUNDS}》政策解读", column="政策解读"),
    "zcjd/t4.html": page(f"《{EXPERTS}》政策解读", column="政策解读"),
    "tzgg/t5.html": page("关于开展2024年第二批专利导航项目申报的通知"),
    "tzgg/t6.html": page("关于开展2024年第三批专利导航项目申报的通知"),
    "nb/t7.html": page("青屏市知识产权局2023年政府信息公开工作年度报告", day="2024-01-19"),
    "nb/t8.html": page("青屏市知识产权局2022年政府信息公开工作年度报告", day="2023-01-18"),
    "gk/t9.html": page("青屏市知识产权局现行有效规范性文件汇编"),
    "hy/t10.html": page("全市知识产权系统工作会议在锦溪召开"),
    "hy/t11.html": page("青屏代表团参加国际发明展览会获多项奖"),
}
FILES = (
    "zcwj/附件1.资助申请表.docx",
    "zcwj/附件2.项目汇总表.docx",
    "zcwj/P020240102.docx",
    "zcwj/2023年部门预算.pdf",
    "zcwj/2024年部门预算.pdf",
)


def told(body: str, others: dict[str, str] | None = None, source: str = "tzgg/t99.html") -> list[str]:
    """The variants of what is said about a page with this body on the site."""
    text = body if "<html" in body else ARTICLE.format(body)
    found = judge("LNK013", {**SITE, **(others or {}), source: text}, *FILES)
    return [getattr(entry, "variant", "unjudged") for entry in found]


def link(target: str, text: str) -> str:
    return f'<p>请见<a href="/{target}">{text}</a>。</p>'


@pytest.mark.parametrize(
    ("target", "text", "variant"),
    [
        ("zcwj/t2.html", f"《{FUNDS}》", "title"),
        ("zcwj/t2.html", f"关于印发《{FUNDS}》的通知", "title"),
        ("zcwj/t2.html", f"《{FUNDS}》（青知局规〔2024〕3号）", "number-elsewhere"),
        ("zcwj/t2.html", "青知局规〔2024〕3号", "number-elsewhere"),
        ("zcwj/t2.html", "青知局规[2024]7号", "number"),
        ("zcjd/t4.html", f"《{FUNDS}》政策解读", "title"),
        ("zcjd/t4.html", f"一图读懂《{FUNDS}》", "title"),
        ("zcwj/t1.html", f"《{FUNDS}》政策解读", "interpretation"),
        ("tzgg/t6.html", "关于开展2024年第二批专利导航项目申报的通知", "title"),
        ("nb/t8.html", "2023年政府信息公开工作年度报告", "year-elsewhere"),
        ("nb/t8.html", "青屏市知识产权局2021年政府信息公开工作年度报告", "year"),
        ("zcwj/2023年部门预算.pdf", "2024年部门预算", "year"),
        ("tzgg/t5.html", f"{FUNDS}", "title"),
        ("zcwj/t2.html", "《青屏市人民政府关于发展夜间经济的若干意见》", "stranger"),
    ],
)
def test_text_and_target_disagree(target: str, text: str, variant: str) -> None:
    assert told(link(target, text)) == [variant]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("zcwj/t1.html", f"《{FUNDS}》"),
        ("zcwj/t1.html", FUNDS),
        ("zcwj/t1.html", "《知识产权资助资金管理办法》"),
        ("zcwj/t1.html", "关于印发《青屏市知识产权资助资金…"),
        ("zcwj/t1.html", "关于印发＜青屏市知识产权资助资金管理办法＞的通知"),
        ("zcwj/t1.html", "青知局规（2024）3 号"),
        ("zcwj/t1.html", "见青知局规〔2024〕3号"),
        ("zcwj/t1.html", "关于印发青屏市知识产权资助资金管理办法的通知[2024-03-08]"),
        ("zcwj/t2.html", f"《{FUNDS}》《{EXPERTS}》"),
        ("zcwj/t2.html", f"废止《{FUNDS}》的决定（青知局规〔2024〕3号）"),
        ("zcwj/t2.html", "《国家知识产权局关于商业秘密保护的意见》"),
        ("zcwj/t2.html", "《商业秘密保护意见》"),
        ("tzgg/t6.html", "《国家知识产权局关于商业秘密保护的意见》等文件"),
        ("zcwj/t2.html", "点击查看详情"),
        ("zcwj/t2.html", "相关链接：政策原文"),
        ("zcwj/t2.html#fj1", f"《{FUNDS}》"),
        ("zcwj/t2.html", "国知发〔2023〕15号"),
        ("zcjd/t3.html", f"《{FUNDS}》"),
        ("zcjd/t3.html", f"关于《{FUNDS}》的解读"),
        ("gk/t9.html", f"《{FUNDS}》"),
        ("tzgg/t6.html", "第三批专利导航项目申报"),
        ("tzgg/t6.html", "关于开展2024年第三批专利导航项目申报"),
        ("nb/t8.html", "2022年度政府信息公开年报"),
        ("nb/t8.html", "2023年年报"),
        ("nb/t7.html", "2022-2023年政府信息公开工作年度报告"),
        ("nb/t7.html", "2024年公布的2023年政府信息公开工作年度报告"),
        ("nb/t7.html", "政府信息公开年报（2024-01-19）"),
        ("zcwj/P020240102.docx", f"《{FUNDS}》"),
        ("zcwj/附件1.资助申请表.docx", "附件2：资助申请表"),
        ("zcwj/附件1.资助申请表.docx", "附件2"),
        ("zcwj/附件2.项目汇总表.docx", "附件2：汇总表"),
        ("zcwj/附件2.项目汇总表.docx", "点击下载"),
        ("zcwj/2023年部门预算.pdf", "2023年度部门预算公开说明"),
        ("hy/t10.html", "Measures for the Administration of Intellectual Property Funds"),
    ],
)
def test_near_misses_are_in_order(target: str, text: str) -> None:
    assert told(link(target, text)) == []


def test_attachments_swapped_or_given_twice() -> None:
    one, two = (f"zcwj/附件{name}.docx" for name in ("1.资助申请表", "2.项目汇总表"))
    assert told(link(two, "附件1") + link(one, "附件2")) == ["attachment", "attachment"]
    assert told(link(one, "附件1：资助申请表") + link(one, "附件2：项目汇总表")) == ["attachment"]
    assert told(link(one, "附件一：资助申请表") + link(two, "附件二：项目汇总表")) == []
    assert told(link(two, "资助申请表")) == ["file"]
    assert told(link(two, "附件1-2") + link(one, "附件1")) == []


def test_attachments_numbered_anew_as_a_whole() -> None:
    one, two = (f"zcwj/附件{name}.docx" for name in ("1.资助申请表", "2.项目汇总表"))
    assert told(link(one, "附件2") + link(two, "附件3")) == []
    assert told(link(one, "附件2：资助申请表") + link(two, "附件3：项目汇总表")) == []


def test_pages_that_link_to_each_other_are_one_matter() -> None:
    leaf = page("资助新政来了，这些要点请收好", body=link("zcwj/t1.html", "政策原文"), column="政策解读")
    assert told(link("zcjd/t20.html", f"《{FUNDS}》"), {"zcjd/t20.html": leaf}) == []


def test_a_citation_makes_no_leaf_of_one_matter() -> None:
    citing = page(
        "关于印发《青屏市专利质押融资贴息细则》的通知",
        "青知局规〔2024〕9号",
        body=link("zcwj/t1.html", "青知局规〔2024〕3号"),
    )
    assert told(link("zcwj/t23.html", f"《{FUNDS}》"), {"zcwj/t23.html": citing}) == ["title"]


def test_a_word_inside_a_title_makes_no_collection() -> None:
    fair = page("关于举办知识产权专题系列宣传活动的通知")
    assert told(link("tzgg/t24.html", f"《{FUNDS}》"), {"tzgg/t24.html": fair}) == ["title"]
    held = page("青屏市知识产权局规范性文件目录（2024年版）")
    assert told(link("gk/t25.html", f"《{FUNDS}》"), {"gk/t25.html": held}) == []


@pytest.mark.parametrize("title", ["政务公开信息内容页", "青屏市知识产权局门户网站", "通知公告详情"])
def test_titles_of_templates_say_nothing(title: str) -> None:
    assert told(link("zcwj/t26.html", f"《{FUNDS}》"), {"zcwj/t26.html": page(title)}) == []


def test_a_page_that_offers_the_document_as_a_file() -> None:
    body = f'<p>附件：<a href="P020240102.docx">{FUNDS}.docx</a></p>'
    offers = page("关于做好近期有关资金项目审核工作的通知", body=body)
    assert told(link("zcwj/t27.html", f"《{FUNDS}》"), {"zcwj/t27.html": offers}) == []


@pytest.mark.parametrize(
    ("reason", "title", "told_of"),
    [
        ("title", "青屏市知识产权局2021年政府信息公开工作年度报告", ["title"]),
        ("title", "青屏市知识产权局2022年政府信息公开工作年度报告", []),
        ("linked", "青屏市知识产权局2021年政府信息公开工作年度报告", []),
    ],
)
def test_files_that_were_read_are_held_against_their_own_title(reason: str, title: str, told_of: list[str]) -> None:
    body = link("nb/P020230118.docx", "青屏市知识产权局2022年政府信息公开工作年度报告")
    rule = RULES["LNK013"]
    site = Site([*SITE, "tzgg/t99.html", "nb/P020230118.docx"], date(2026, 11, 22))
    reader = Reader(Resolver(), None, (), gkcheck_plugins.links.gkcheck_extractors())
    for path, text in {**SITE, "tzgg/t99.html": ARTICLE.format(body)}.items():
        site.add(path, reader.read(path, text.encode()).facts)
    report = PAGE.format(
        title="青屏市知识产权局2022年政府信息公开工作年度报告", column="年报", day="2023-01-18", block="", body=""
    )
    if told_of:
        site.add("nb/t8b.html", reader.read("nb/t8b.html", report.encode()).facts)
    site.add_document("nb/P020230118.docx", PageFacts(kind="annual-report", reason=reason, title=title))
    site.settle()
    assert [found.variant for found in CHECKS[rule.check].function(site, rule)] == told_of


def test_forms_of_like_names_exchanged() -> None:
    others = ("zcwj/质押登记申请表.doc", "zcwj/变更登记申请表.doc", "zcwj/申报书.doc", "zcwj/申报书（样式）.doc")
    body = link(others[0], "变更登记申请表") + link(others[1], "变更登记申请表") + link(others[3], "申报书")
    found = judge("LNK013", {**SITE, "tzgg/t99.html": ARTICLE.format(body)}, *FILES, *others)
    assert [getattr(entry, "variant", "unjudged") for entry in found] == ["file"]


def test_document_printed_under_another_title() -> None:
    order = page("青屏市知识产权局令第十二号公布施行", body=f"<p>{FUNDS}</p><p>第一条　为规范管理，制定本办法。</p>")
    assert told(link("zcwj/t21.html", f"《{FUNDS}》"), {"zcwj/t21.html": order}) == []
    news = page("锦溪区企业代表座谈会在市局举行", body=f"<p>会上讲解了《{FUNDS}》的主要条款。</p>")
    assert told(link("hy/t22.html", f"《{FUNDS}》"), {"hy/t22.html": news}) == []


def test_rows_of_a_list_are_titles_whatever_their_wording() -> None:
    rows = [
        ("hy/t10.html", "青屏代表团参加国际发明展览会获多项奖"),
        ("hy/t11.html", "全市知识产权系统工作会议在锦溪召开"),
    ]
    right = [
        ("hy/t11.html", rows[0][1]),
        ("hy/t10.html", rows[1][1]),
        ("tzgg/t5.html", "关于开展2024年第二批专利导航项目申报的通知"),
    ]
    shell = "<!DOCTYPE html><html><head><title>工作动态</title></head><body><ul>{}</ul></body></html>"

    def listing(entries: list[tuple[str, str]]) -> str:
        return shell.format(
            "".join(f'<li><a href="/{target}">{text}</a><span>2024-03-08</span></li>' for target, text in entries)
        )

    assert told(listing(rows + right[2:]), source="hy/index.html") == ["title", "title"]
    assert told(listing(right), source="hy/index.html") == []


def test_reports_called_by_the_year_of_their_publication() -> None:
    shifted = link("nb/t7.html", "2024年政府信息公开年报") + link("nb/t8.html", "2023年政府信息公开年报")
    assert told(shifted) == []


def test_a_template_title_on_many_pages_says_nothing() -> None:
    others = {f"xx/t3{n}.html": page("政务公开信息内容页", body=f"<p>第{n}条</p>") for n in range(4)}
    assert told(link("xx/t31.html", f"《{FUNDS}》"), others) == []


def test_the_same_link_is_told_once_a_page() -> None:
    assert told(link("zcwj/t2.html", f"《{FUNDS}》") * 3) == ["title"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("附件1", 1),
        ("附 件 2：表", 2),
        ("附件十二", 12),
        ("附件１．表", 1),
        ("附件1-3", 0),
        ("附件2024年", 0),
        ("附件", 0),
        ("（附件3）", 3),
        ("附件2.xlsx", 2),
    ],
)
def test_ordinal_of_an_attachment(text: str, number: int) -> None:
    assert ordinal_of(text) == number


def test_name_of_an_attachment() -> None:
    assert attachment_name("附件1：2.申报表（样式）.docx") == attachment_name("申报表样式") == "申报表样式"


def test_years_leave_days_and_numbers_out() -> None:
    assert years_of("关于X的通知（沪知局〔2023〕5号） 2024-03-01 2022年度") == {2022}
    assert years_of("二〇二三年政府信息公开年报") == {2023}


@given(st.text(alphabet="《》〈〉（）()〔〕附件号年2024一二…. 关于印发的通知解读办法\u3000，：", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    claim = claim_of(text)
    assert len(claim.name) <= len(text)
    assert ordinal_of(text) >= 0
    attachment_name(text)


def stranger(text: str, title: str, kind: str = "article") -> bool:
    page = next(iter(SITE_OF_ONE.pages.values()))
    return are_strangers(claim_of(text), Target("a.html", kind, title, (title,), (), frozenset(), 0, page))


SITE_OF_ONE = Site(["a.html"], AS_OF)
SITE_OF_ONE.add("a.html", PageFacts())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("残疾人证办理指南", "船舶检验证书办事指南"),
        ("关于开展春季植树活动的通知", "关于注销一批小额贷款公司的公告"),
        ("《青屏市轨道交通建设征收补偿实施方案》", "青屏市公共厕所保洁规范"),
    ],
)
def test_formal_titles_that_have_nothing_in_common(text: str, title: str) -> None:
    assert stranger(text, title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("驾照换证办事指南", "机动车驾驶证期满换领办事指南"),
        ("房产证办事指南", "不动产权证书办事指南"),
        ("春季植树活动", "关于注销一批小额贷款公司的公告"),
        ("关于落实春季植树任务的通知", "关于注销一批小额贷款公司的公告"),
        ("关于开展春季植树活动的通知", "关于转发市绿化委员会文件的通知"),
        ("关于开展春季植树活动的通知", "青屏市绿化委员会召开会议"),
        ("关于开展春季植树…", "关于注销一批小额贷款公司的公告"),
        ("《植树方案》", "青屏市公共厕所保洁规范"),
        ("《青屏市轨道交通建设征收补偿实施方案》解读", "青屏市公共厕所保洁规范"),
    ],
)
def test_titles_that_may_be_one_matter_are_no_strangers(text: str, title: str) -> None:
    assert not stranger(text, title)


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("青屏市2023年城市更新实施计划", "关于印发《青屏市2024年城市更新实施计划》的通知", True),
        ("青屏市2023年地方标准制修订计划", "青屏市2024年地方标准制修订计划", True),
        ("青屏市二〇二四年城市更新实施计划", "关于印发《青屏市2024年城市更新实施计划》的通知", False),
        ("青屏市2023年城市更新情况", "关于印发《青屏市2024年城市更新实施计划》的通知", False),
    ],
)
def test_plans_that_differ_in_the_year_alone(tmp_path: Path, text: str, title: str, year: bool) -> None:
    write_site(tmp_path, {"zcwj/a.html": article(title=title), "gz/b.html": article('<p><a href="/zcwj/a.html">' + text + "</a></p>")})
    assert [found.variant for found in judge_folder(tmp_path, "LNK013").findings] == (["year"] if year else [])


def test_an_interpretations_title_on_a_document_that_links_to_it(tmp_path: Path) -> None:
    name, other = "《青屏市口袋公园建设管理办法》政策解读", "关于规范临时占道审批的通知"
    beside = '<p>相关解读：<a href="/zcjd/a.html">政策解读</a></p>'
    write_site(
        tmp_path,
        {
            "zcjd/a.html": reading(title=name),
            "zcwj/b.html": policy(beside, title=other),
            "gz/c.html": article(f'<p><a href="/zcwj/b.html">{name}</a></p>'),
            "gz/d.html": article(f'<p><a href="/zcjd/a.html">{name}</a><a href="/zcwj/b.html">{other}</a></p>'),
        },
    )
    assert [(found.location.path, found.variant) for found in judge_folder(tmp_path, "LNK013").findings] == [("gz/c.html", "title")]
