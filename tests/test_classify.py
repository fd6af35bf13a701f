"""What kind of document a page is, by its own evidence; a guess is never made."""

import pytest

from gkcheck.classify import KINDS, classify
from gkcheck.extract.references import Resolver
from gkcheck.record import Reader
from gkcheck.texts import KIND_REASONS
from gkcheck.texts import KINDS as KIND_TEXTS
from minisite import article, extract, policy, reading

ROWS = "".join(
    f'<li><a href="/zwgk/{n}.html">关于第{n}号事项办理的通知</a><span>2024-03-0{n}</span></li>' for n in range(1, 8)
)
REPORT = "<p>一、总体情况</p><p>二、主动公开政府信息情况</p>"
GUIDE = "".join(
    f"<tr><td>{name}</td><td>详见说明</td></tr>"
    for name in ("设定依据", "受理条件", "申请材料", "办理时限", "收费标准", "咨询电话")
)
CATALOGUE = """<table><tr><th>序号</th><th>公开事项</th><th>公开内容</th><th>公开依据</th><th>公开时限</th><th>公开主体</th></tr>
<tr><td>1</td><td>机构职能</td><td>主要职责</td><td>条例</td><td>20个工作日</td><td>办公室</td></tr><tr><td>2</td><td>年报</td><td>全文</td><td>条例</td><td>1月31日前</td><td>办公室</td></tr></table>"""
SECTIONS = "".join(
    f"<p>{number}、{name}</p><p>全年平稳。</p>"
    for number, name in zip(
        "一二三四五六",
        ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项"),
        strict=True,
    )
)
SECTION = "<p>各县知识产权局：现将有关事项通知如下，请认真贯彻执行，并及时报告落实情况。</p>"


def kind_of(html: str, path: str = "zwgk/x/1.html") -> str:
    """The kind of a page at a path."""
    return classify(extract(html, path)).kind


@pytest.mark.parametrize(
    ("html", "path", "kind"),
    [
        (article(), "index.html", "home"),
        (reading(title="《关于开展知识产权质押融资的实施意见》解读"), "zwgk/x/1.html", "interpretation"),
        (reading(title="关于开展知识产权质押融资的实施意见解读"), "zwgk/x/1.html", "interpretation"),
        (article(title="市知识产权局组织开展《专利法》解读活动"), "zwgk/x/1.html", "article"),
        (article(title="市知识产权局开展专利政策解读"), "zwgk/x/1.html", "article"),
        (f"<body><ul>{ROWS}</ul></body>", "zwgk/tzgg/index.html", "list"),
        (f"<body><ul>{ROWS}</ul></body>", "zwgk/tzgg/index_2.shtml", "list"),
        (
            "<body><div class=list></div><script>createPageHTML(5,0,'index','shtml');$.ajax({})</script><p>共5页</p></body>",
            "zwgk/tzgg/index.html",
            "list",
        ),
        (policy(), "zwgk/zcwj/1.html", "policy"),
        (policy(title="青屏市专利促进条例"), "zwgk/zcwj/1.html", "policy"),
        (policy(title="关于做好商标品牌建设工作的意见", number="青知局[2024]9号"), "zwgk/x/1.html", "policy"),
        (reading(), "zwgk/zcjd/1.html", "interpretation"),
        (reading(title="一图读懂《青屏市专利导航管理办法》"), "x/1.html", "interpretation"),
        (reading(title="市知识产权局负责人就《青屏市专利导航管理办法》答记者问"), "x/1.html", "interpretation"),
        (reading(title="专利导航项目如何申报看这里"), "zwgk/zcjd/1.html", "interpretation"),
        (article(REPORT, "青屏市知识产权局2023年政府信息公开工作年度报告"), "x/1.html", "annual-report"),
        (article(REPORT, "二〇二三年度政府信息公开年报"), "x/1.html", "annual-report"),
        (article(SECTIONS, "青屏市知识产权局2023年政府信息公开工作年度报告（附统计表）"), "x/1.html", "annual-report"),
        (article(SECTIONS.replace("、", " 、"), "青屏市知识产权局关于2023年政府信息公开工作的年度报告"), "x/1.html", "annual-report"),
        (article(SECTIONS, "关于发布2023年政府信息公开工作年度报告的通知"), "x/1.html", "annual-report"),
        (article(title="关于公布青屏市知识产权局2023年政府信息公开工作年度报告的公告"), "x/1.html", "annual-report"),
        (article(SECTION, "关于公布各县区2023年政府信息公开工作年度报告的公告"), "x/1.html", "article"),
        (article(SECTIONS, "关于做好2023年政府信息公开工作年度报告编制工作的通知"), "x/1.html", "article"),
        (article(SECTION, "关于公开征求《青屏市专利管理办法（草案）》意见的公告"), "x/1.html", "consultation"),
        (article(CATALOGUE, "政府信息主动公开基本目录"), "x/1.html", "catalogue"),
        (article(f"<table>{GUIDE}</table>", "专利资助办事指南"), "x/1.html", "guide"),
        (article(), "zwgk/gzdt/1.html", "article"),
        (article(title="市知识产权局召开《青屏市专利管理办法》解读会"), "zwgk/gzdt/1.html", "article"),
        (article(title="图解2023年政府信息公开工作年度报告"), "x/1.html", "interpretation"),
        (article(title="《青屏市专利管理办法》公开征求意见采纳情况的反馈"), "x/1.html", "article"),
        (article(title="政府信息公开工作年度报告填报培训通知"), "x/1.html", "article"),
        (policy(title="关于张某某等同志任职的通知"), "zwgk/zcwj/1.html", "article"),
        (policy(title="关于2024年知识产权优势企业名单的公示"), "zwgk/zcwj/1.html", "article"),
        (article(SECTION, "关于印发放假值班安排的通知").replace("印发", ""), "zwgk/tzgg/1.html", "article"),
        ("<div>页脚</div>", "inc/footer.html", ""),
        ("<p></p>", "x/1.html", ""),
        ("", "x/1.html", ""),
    ],
)
def test_classifies(html: str, path: str, kind: str) -> None:
    assert kind_of(html, path) == kind


def test_the_site_has_the_last_word() -> None:
    page = extract(policy(), "zwgk/zcwj/1.html")
    assert classify(
        page, lambda path, column: "guide" if (path, column) == ("zwgk/zcwj/1.html", "政策文件") else None
    ) == ("guide", "configured")
    assert classify(page, lambda path, column: "") == ("", "configured")
    assert classify(page, lambda path, column: None).kind == "policy"


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("kind: policy", "policy"),
        ("类型: 解读", "interpretation"),
        ("type: post", "article"),
        ("kind: 年报", "annual-report"),
    ],
)
def test_front_matter_states_the_kind(front: str, kind: str) -> None:
    data = f"---\ntitle: 某某事项的说明\ndate: 2024-03-08\n{front}\n---\n\n# 某某事项的说明\n\n" + "正文说明。" * 20
    assert Reader(Resolver(), None, (), {}).read("a.md", data.encode()).facts.kind == kind


def test_every_kind_and_reason_has_its_words() -> None:
    assert set(KINDS) == set(KIND_TEXTS) - {""}
    for html, path in ((policy(), "zwgk/zcwj/1.html"), (article(), "index.html"), ("<p>x</p>", "x/1.html")):
        assert classify(extract(html, path)).reason in KIND_REASONS
