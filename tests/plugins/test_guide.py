"""The reader of service guides: one guide gives the same elements in whatever markup a site puts it."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gkcheck_rules
from gkcheck.classify import classify
from gkcheck.page import Page
from gkcheck_plugins.guide.gaps import cannot_judge, guide_facts, missing_elements, surroundings
from gkcheck_plugins.guide.labels import labels_of, named, numbering, read_line
from gkcheck_plugins.guide.phones import can_be_dialled, numbers_in
from gkcheck_plugins.guide.pieces import from_facts, read_pieces
from gkcheck_plugins.guide.reading import Guide, guide_on, read_guide
from minisite import extract

DATA = tomllib.loads((Path(gkcheck_rules.__file__).parent / "data" / "guide-elements.toml").read_text("utf-8"))
LABELS = labels_of(DATA)
CERTAIN = ("name", "basis", "conditions", "materials", "place", "hours", "phone", "process")
VALUES = {
    "name": "展会参展补贴申领",
    "basis": "《青屏市会展业促进办法》第十二条",
    "conditions": "在本市登记注册的企业，上一年度参加境外展会两次以上。",
    "materials": "补贴申领表原件一份",
    "place": "青屏市滨河路18号3楼306室",
    "agency": "青屏市商务局贸易处",
    "hours": "工作日上午9:00至11:30，下午13:30至17:00",
    "limit": "15个工作日",
    "fee": "不收费",
    "phone": "0799-8123456",
    "process": "申请、受理、审核、公示、拨付。",
}
NUMERALS = "一二三四五六七八九十"
Style = Callable[[Mapping[str, str]], str]


def page_of(body: str, title: str = "展会参展补贴申领办事指南", head: str = "") -> Page:
    page = extract(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2025-03-04 09:00"></head>'
        f"<body><h1>{title}</h1><p>发布日期：2025-03-04 10:20</p><div>{body}</div></body></html>"
    )
    page.kind, page.reason = classify(page)
    return page


def rows(pairs: Mapping[str, str]) -> str:
    return "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in pairs.items()) + "</table>"


def four_columns(pairs: Mapping[str, str]) -> str:
    cells = [f"<td><p><b>{a}</b></p></td><td><p>{b}</p></td>" for a, b in pairs.items()]
    return "<table>" + "".join(f"<tr>{''.join(cells[i : i + 2])}</tr>" for i in range(0, len(cells), 2)) + "</table>"


def head_row(pairs: Mapping[str, str]) -> str:
    head, values = "".join(f"<th>{a}</th>" for a in pairs), "".join(f"<td>{b}</td>" for b in pairs.values())
    return f"<table><thead><tr>{head}</tr></thead><tbody><tr>{values}</tr></tbody></table>"


def one_cell(pairs: Mapping[str, str]) -> str:
    return (
        "<table>"
        + "".join(f"<tr><td colspan=2>{a}：{b}</td></tr>" for a, b in pairs.items())
        + "<tr><td></td><td></td></tr></table>"
    )


def merged(pairs: Mapping[str, str]) -> str:
    first, *rest = [f"<td>{a}</td><td>{b}</td>" for a, b in pairs.items()]
    return (
        f'<table><tr><td rowspan="{len(pairs)}">基本信息</td>{first}</tr>'
        + "".join(f"<tr>{cells}</tr>" for cells in rest)
        + "</table>"
    )


def definitions(pairs: Mapping[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{a}：</dt><dd>{b}</dd>" for a, b in pairs.items()) + "</dl>"


def headings(pairs: Mapping[str, str]) -> str:
    return "".join(f"<h3>{a}</h3><p>{b}</p>" for a, b in pairs.items())


def word(pairs: Mapping[str, str]) -> str:
    return "".join(
        f'<p class="MsoNormal" style="text-indent:32pt"><span>（{NUMERALS[i % 10]}）</span><b><span>{a}</span></b></p>'
        f'<p class="MsoNormal"><span>{b}</span><o:p></o:p></p>'
        for i, (a, b) in enumerate(pairs.items())
    )


def numbered_lines(pairs: Mapping[str, str]) -> str:
    return "".join(f"<p>　　{NUMERALS[i % 10]}、{a}：{b}</p>" for i, (a, b) in enumerate(pairs.items()))


def breaks(pairs: Mapping[str, str]) -> str:
    return "<p>" + "<br>".join(f"{i}. {a}：{b}" for i, (a, b) in enumerate(pairs.items(), 1)) + "</p>"


def bracketed(pairs: Mapping[str, str]) -> str:
    return "".join(f"<p><strong>【{a}】</strong>{b}</p>" for a, b in pairs.items())


def spaced(pairs: Mapping[str, str]) -> str:
    return "".join(f"<p>{'&nbsp;'.join(a)}：{b}</p>" for a, b in pairs.items())


def tabs_with_heads(pairs: Mapping[str, str]) -> str:
    tabs = "".join(f'<li><a href="#p{i}">{a}</a></li>' for i, a in enumerate(pairs))
    panes = "".join(f'<div id="p{i}"><h4>{a}</h4><div>{b}</div></div>' for i, (a, b) in enumerate(pairs.items()))
    return f'<ul class="tab">{tabs}</ul><div>{panes}</div>'


STYLES: list[Style] = [
    *(rows, four_columns, head_row, one_cell, merged, definitions, headings, word),
    *(numbered_lines, breaks, bracketed, spaced, tabs_with_heads),
]
WRITTEN = {name: entry["labels"] for name, entry in DATA["elements"].items()}


def stated(guide: Guide) -> dict[str, str]:
    return {element.name: "".join(element.text.split()) for element in guide.elements if element.state == "stated"}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=3),
    st.sampled_from(STYLES),
    st.randoms(use_true_random=False),
)
def test_one_guide_reads_the_same_in_any_markup(names: list[str], style: Style, choose: Any) -> None:
    pairs = {choose.choice([w for w in WRITTEN[name] if len(w) >= 4]): VALUES[name] for name in names}
    page = page_of(style(pairs))
    guide = guide_on(page, DATA)
    assert stated(guide) == {name: "".join(VALUES[name].split()) for name in names}
    assert guide.items <= 1
    missing = missing_elements(guide, page.title, LABELS, CERTAIN)
    assert not set(missing) & set(names)
    assert cannot_judge(guide, surroundings(page), missing) == ""
    if len(names) >= 5:
        unsaid = {"basis", "conditions"} - set(names)
        assert unsaid <= set(missing)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=1), st.sampled_from(STYLES))
def test_the_kept_lines_give_the_same_guide(names: list[str], style: Style) -> None:
    page = page_of(style({WRITTEN[name][0]: VALUES[name] for name in names}))
    page.kind = "guide"
    facts = guide_facts(page)
    assert facts is not None
    again = read_guide(from_facts(facts["pieces"]), LABELS)
    here = read_guide(read_pieces(page), LABELS)
    assert [e._replace(place=None, lines=()) for e in again.elements] == [
        e._replace(place=None, lines=()) for e in here.elements
    ]
    assert [e.text for e in again.elements] == [e.text for e in here.elements]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="办理时间地点材料：:、（）一二1.<td>/p ol\n　无", max_size=200))
def test_any_text_is_read_without_fail(text: str) -> None:
    guide = guide_on(page_of(f"<table><tr><td>{text}</td><td>{text}</td></tr></table><p>{text}</p>"), DATA)
    assert len(guide.pieces) <= 401


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("办理时间", ("hours",)),
        ("办 理 时 限：", ("limit",)),
        ("（五）申请材料", ("materials",)),
        ("5.申请材料（一式两份）", ("materials",)),
        ("办理地点、时间", ("place", "hours")),
        ("办理地点/时间", ("place", "hours")),
        ("受理时间和地点", ("hours", "place")),
        ("【收费标准】", ("fee",)),
        ("十一、监督投诉", ("other",)),
        ("申请材料不齐全的当场告知", ()),
        ("材料名称", ()),
        ("办理", ()),
    ],
)
def test_labels(text: str, names: tuple[str, ...]) -> None:
    assert named(text, LABELS) == names


def test_a_blank_parts_label_and_value_and_a_word_does_not() -> None:
    line = read_line("办理地点　青屏市滨河路18号", LABELS)
    assert line is not None
    assert (line.names, line.rest) == (("place",), "青屏市滨河路18号")
    assert read_line("办理时限为五日", LABELS) is None


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("一、名称", "一"),
        ("（一）名称", "(一"),
        ("1.名称", "1"),
        ("（1）名称", "(1"),
        ("名称", ""),
        ("2025年", ""),
        ("一窗受理", ""),
    ],
)
def test_numbering(text: str, style: str) -> None:
    assert numbering(text) == style


def test_tabs_without_heads_are_in_doubt_and_not_missing() -> None:
    tabs = "".join(f"<li>{a}</li>" for a in ("设定依据", "申请条件", "申请材料", "办理流程", "办理地点", "办理时间"))
    panes = "".join(
        f"<div>{VALUES[name]}</div>" for name in ("basis", "conditions", "materials", "process", "place", "hours")
    )
    page = page_of(f"<ul>{tabs}</ul>{panes}<p>联系电话：{VALUES['phone']}</p>")
    guide = guide_on(page, DATA)
    assert missing_elements(guide, page.title, LABELS, CERTAIN) == []


def test_a_shell_that_a_script_fills_is_not_judged() -> None:
    shell = "".join(
        f"<h3>{a}</h3><div id='v{i}'></div>"
        for i, a in enumerate(("申请条件", "申报材料", "办理流程", "设定依据", "咨询电话："))
    )
    page = page_of(shell + "<h3>收费标准</h3><p>不收费</p>", head='<script src="/js/jquery.min.js"></script>')
    guide = guide_on(page, DATA)
    missing = missing_elements(guide, page.title, LABELS, CERTAIN)
    assert cannot_judge(guide, surroundings(page), missing) == "fields-by-script"


def test_a_list_of_matters_is_no_guide_to_one() -> None:
    table = "<table><tr><th>序号</th><th>事项名称</th><th>设定依据</th><th>办理时限</th><th>咨询电话</th></tr>"
    table += "".join(
        f"<tr><td>{i}</td><td>第{i}类补贴申领</td><td>《办法》第{i}条</td><td>{i}日</td><td>0799-812345{i}</td></tr>"
        for i in range(1, 4)
    )
    page = page_of(table + "</table>")
    guide = guide_on(page, DATA)
    assert guide.items == 3
    assert cannot_judge(guide, surroundings(page), ["place"]) == "several-items"


def test_the_head_of_a_table_of_steps_is_no_label() -> None:
    steps = "<table><tr><th>环节</th><th>办理步骤</th><th>办理时限</th><th>办理依据</th></tr><tr><td>受理</td><td>收件</td><td>1日</td><td>无</td></tr></table>"
    guide = guide_on(page_of(f"<h3>办理流程</h3>{steps}<h3>办理时限</h3><p>20个工作日</p>"), DATA)
    assert [(element.name, element.state) for element in guide.elements] == [("process", "stated"), ("limit", "stated")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0799-8123456",
            "021-55550113",
            "(0799)8123456",
            "（021）55550113",
            "0799-8123456、8123457",
            "8123456/8123457",
        ),
        *(
            "12345",
            "12315",
            "95598",
            "96178",
            "400-820-1234",
            "4008201234",
            "800-810-1234",
            "13900001234",
            "139-0000-1234",
        ),
        *(
            "010-12345678-8012",
            "0571-87654321转802",
            "+86-10-12345678",
            "02155550113",
            "07998123456",
            "110",
            "021-12345",
            "0000-5550100",
        ),
        *("0799－8123456", "0799—8123456", "021 55550113"),
    ],
)
def test_numbers_that_can_be_dialled(text: str) -> None:
    assert [number.written for number in numbers_in(text) if not can_be_dialled(number)] == []


@pytest.mark.parametrize(
    "text", ["0799-812345", "021-5555011", "0799-812345678", "021-555501134", "139000012345", "1390000123", "55550"]
)
def test_numbers_that_cannot(text: str) -> None:
    assert [number for number in numbers_in(text) if not can_be_dialled(number)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "邮编：337000",
            "QQ群：123456789",
            "工作日9:00-11:30",
            "2025年3月4日",
            "滨河路180306号",
            "网址：http://x.gov.cn/123456",
        ),
        *("微信号 gov123456", "传真：0799-812345", "邮箱 123456789@qq.com"),
    ],
)
def test_what_is_no_phone_number(text: str) -> None:
    assert [number.written for number in numbers_in(text) if not can_be_dialled(number)] == []


def test_a_site_may_bring_labels_of_its_own() -> None:
    elements = {name: dict(entry) for name, entry in DATA["elements"].items()}
    elements["conditions"]["labels"] = ["谁可以办"]
    own = {"other": DATA["other"], "elements": elements}
    page = page_of(rows({"谁可以办": VALUES["conditions"], "申请条件": "不限", "办理地点": VALUES["place"]}))
    assert stated(guide_on(page, own))["conditions"] == "".join(VALUES["conditions"].split())
    assert stated(guide_on(page, DATA))["conditions"] == "不限"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("展会参展补贴申领办事指南", "guide"),
        ("展会参展补贴申领办理指南（2026年版）", "guide"),
        ("市商务局更新发布展会参展补贴办事指南", "article"),
        ("关于组织申报2026年展会参展补贴的通知", "article"),
        ("图解：展会参展补贴办事指南", "interpretation"),
    ],
)
def test_what_is_taken_for_a_guide(title: str, kind: str) -> None:
    labelled = dict.fromkeys(
        ("申报条件", "受理条件", "办理流程", "提交材料", "咨询电话", "所需材料"), "见下文所述的内容"
    )
    assert (
        page_of(
            numbered_lines(labelled)
            if "通知" in title
            else "<p>请到窗口咨询有关事宜，工作人员会告知详情，谢谢您的配合和支持理解。</p>",
            title,
        ).kind
        == kind
    )


def test_what_a_title_calls_a_guide_and_no_label_shows_is_not_judged() -> None:
    page = page_of("<p>请到窗口咨询有关事宜，工作人员会告知详情。</p>")
    guide = guide_on(page, DATA)
    assert cannot_judge(guide, surroundings(page), ["basis"]) == "no-elements"
