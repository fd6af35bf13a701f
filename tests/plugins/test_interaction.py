"""Messages in the markup of real boards and letters, and what is said of them."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck_plugins.interaction.labels import ROLES, labels_in, role_of
from gkcheck_plugins.interaction.message import Message
from gkcheck_plugins.interaction.messages import messages_of
from gkcheck_plugins.interaction.overdue import months_after
from minisite import article, extract, judge_folder, write_site

HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>局长信箱</title></head><body>'
ASKED = "2026-06-02"


def read(body: str) -> tuple[Message, ...]:
    return messages_of(extract(f"{HEAD}{body}</body></html>", "hdjl/jzxx/1.html"))


@pytest.mark.parametrize(
    "body",
    [
        # label and value in cells of their own
        "<table><tr><td>信件标题</td><td colspan=3>年费</td></tr><tr><td>写 信 人</td><td>李**</td><td>写信时间</td><td>2026-06-02 10:11:12</td></tr>"
        "<tr><td>信件内容</td><td colspan=3>怎么减缴？</td></tr><tr><td>回复部门</td><td>政策处</td><td>回复日期</td><td>2026-06-05</td></tr>"
        "<tr><td>回复内容</td><td colspan=3><p>您好。</p><p>可以减缴。</p></td></tr></table>",
        # label and value in one cell
        "<table><tr><td>信件标题：年费</td><td>来信日期：2026-06-02</td></tr><tr><td>信件内容：怎么减缴？</td><td>回复部门：政策处</td></tr>"
        "<tr><td>答复日期：2026-06-05</td><td>答复内容：可以减缴。</td></tr></table>",
        # one line of spans, a definition list, strong labels
        "<p><span>主 题：</span><span>年费</span>&emsp;<span>留言时间：</span>2026-06-02 10:11&emsp;<span>答复单位：</span>政策处</p>"
        "<p>留言内容：怎么减缴？</p><p>答复时间：2026-06-05 09:00</p><p>答复内容：可以减缴。</p>",
        "<dl><dt>信件标题：</dt><dd>年费</dd><dt>来信时间：</dt><dd>2026年6月2日</dd><dt>信件内容：</dt><dd>怎么减缴？</dd><dt>回复单位：</dt><dd>政策处</dd>"
        "<dt>回复时间：</dt><dd>2026年6月5日</dd><dt>回复内容：</dt><dd>可以减缴。</dd></dl>",
        "<p><strong>【信件标题】</strong>：年费</p><p><strong>【来信时间】</strong>：2026/6/2 9:00:48</p><p><strong>【信件内容】</strong>：怎么减缴？</p>"
        "<p><strong>【回复部门】</strong>：政策处</p><p><strong>【回复时间】</strong>：2026/6/5</p><p><strong>【回复内容】</strong>：可以减缴。</p>",
        # the head row names the parts
        "<table><tr><td>编号</td><td>信件标题</td><td>来信日期</td><td>回复部门</td><td>回复日期</td><td>状态</td></tr>"
        "<tr><td>1</td><td>年费</td><td>2026-06-02</td><td>政策处</td><td>2026-06-05</td><td>已回复</td></tr></table>",
    ],
)
def test_a_message_in_the_markup_of_several_systems(body: str) -> None:
    (message,) = read(body)
    assert message.value("title") == "年费"
    assert (message.asked, message.answered) == (date(2026, 6, 2), date(2026, 6, 5))
    assert message.unit == "政策处"
    assert message.state == "answered"


@pytest.mark.parametrize(
    ("tail", "state"),
    [
        ("<p>回复内容：</p>", "empty"),
        ("<p>回复内容：</p><p>【打印】【关闭】</p>", "empty"),
        ("<p>回复内容：暂无回复</p>", "open"),
        ("<p>回复内容：您好，您的来信正在办理，请耐心等待。</p>", "open"),
        ("<p>办理状态：办理中</p>", "open"),
        ("<p>办理状态：待回复</p>", "open"),
        ("<p>办理状态：未办结</p>", "open"),
        ("<p>办理状态：尚未完成</p>", "open"),
        ("<p>办理状态：已办结</p>", "answered"),
        ("<p>办理状态：处理完成</p>", "answered"),
        ("<p>办理状态：重复件，不予受理</p>", "void"),
        ("<p>受理部门：政策处</p>", ""),
        ("<p>回复时间：2026-06-05</p>", "answered"),
        ("<p>回复内容：可以减缴。</p>", "answered"),
    ],
)
def test_the_state_of_a_message(tail: str, state: str) -> None:
    (message,) = read(f"<p>信件标题：年费</p><p>来信时间：{ASKED}</p><p>信件内容：怎么减缴？</p>{tail}")
    assert message.state == state


def test_several_messages_on_one_page() -> None:
    one = "<p>留言人：王*</p><p>留言时间：2026-06-0{0}</p><p>留言内容：问题{0}</p><p>回复内容：答复{0}</p><p>回复时间：2026-06-1{0}</p>"
    found = read(one.format(1) + one.format(2))
    assert [(entry.asked, entry.answered) for entry in found] == [
        (date(2026, 6, 1), date(2026, 6, 11)),
        (date(2026, 6, 2), date(2026, 6, 12)),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>受理时间：2026-06-02</p><p>受理部门：行政审批处</p><p>办结时间：2026-06-05</p>",
        "<table><tr><td>申报单位</td><td>受理日期</td><td>办结日期</td></tr><tr><td>某公司</td><td>2026-06-02</td><td>2026-06-05</td></tr></table>",
        "<p>咨询时间：周一至周五</p><p>咨询电话：0000-5550100</p>",
        "<p>提问时间由主持人安排，答复内容另行公布。</p>",
        "<p>征求意见时间：2026-06-02至2026-07-02</p><p>反馈意见：请寄本局</p>",
    ],
)
def test_what_is_no_message(body: str) -> None:
    assert read(body) == ()


def test_an_answer_is_dated_and_signed_under_its_text() -> None:
    body = (
        f"<p>信件标题：年费</p><p>来信时间：{ASKED}</p><h3>信件内容</h3><p>怎么减缴？</p><h3>回复内容</h3>"
        "<p>您好，可以减缴。</p><p>青屏市知识产权局</p><p>2026年6月9日</p>"
    )
    (message,) = read(body)
    assert message.answered == date(2026, 6, 9)
    assert message.unit == "青屏市知识产权局"


@given(st.text(alphabet="来信写留言时间日期人：: 　王*1\n【】", max_size=60))
def test_any_line_has_labels_in_order(text: str) -> None:
    found = list(labels_in(text))
    assert all(0 <= label.start < label.end <= len(text) for label in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert {label.role for label in found} <= set(ROLES.values())


@given(st.sampled_from(sorted(ROLES)), st.sampled_from(["", " ", "　", "\u00a0"]))
def test_blanks_inside_a_label_are_layout(label: str, blank: str) -> None:
    assert role_of(blank.join(label) + "：") == ROLES[label]


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(-36, 36))
def test_months_after(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_three_months_are_counted_to_the_day(tmp_path: Path) -> None:
    letter = "<p>信件标题：年费</p><p>来信时间：{}</p><p>信件内容：怎么减缴？</p><p>办理状态：办理中</p>"
    found = {}
    for asked in ("2026-08-21", "2026-08-22", "2025-11-22", "2025-11-21"):
        folder = write_site(
            tmp_path / asked, {"n.html": article(day="2026-11-18"), "l.html": HEAD + letter.format(asked)}
        )
        found[asked] = [finding.variant for finding in judge_folder(folder, "INT002").findings]
    assert found == {"2026-08-21": ["default"], "2026-08-22": ["soon"], "2025-11-22": ["default"], "2025-11-21": []}


def test_an_old_copy_is_for_people_to_judge(tmp_path: Path) -> None:
    letter = "<p>信件标题：年费</p><p>来信时间：2026-02-02</p><p>信件内容：怎么减缴？</p><p>办理状态：办理中</p>"
    folder = write_site(tmp_path, {"n.html": article(day="2026-06-18"), "l.html": HEAD + letter})
    assert [finding.review for finding in judge_folder(folder, "INT002").findings] == [True]


def test_no_report_repeats_a_number(tmp_path: Path) -> None:
    letter = "<p>信件标题：电话13800138000的年费</p><p>来信时间：2026-02-02</p><p>信件内容：我的手机13800138000</p><p>办理状态：办理中</p>"
    run = judge_folder(write_site(tmp_path, {"l.html": HEAD + letter}), "INT")
    told = [value for finding in run.findings for value in (*finding.arguments.values(), finding.subject)]
    assert told
    assert not any("13800138000" in value for value in told)



def test_an_answer_that_its_body_introduces() -> None:
    (message,) = read(
        f"<p>信件标题：年费</p><p>来信时间：{ASKED}</p><p>信件内容：怎么减缴？</p><p>青屏市知识产权局回复：可以减缴。</p>"
    )
    assert message.state == "answered"
    assert message.unit == "青屏市知识产权局"


@pytest.mark.parametrize(
    ("tail", "exposed"),
    [
        ("<p>回复内容：请致电李科长13800138000。</p>", 0),
        ("<p>回复内容：李科长，13800138000。</p>", 0),
        ("<p>回复内容：您的手机13800138000已登记。</p>", 1),
        ("<p>回复内容：可以。</p><p>联系电话：13800138000</p>", 0),
        ("<p>联系电话：13800138000</p><p>回复内容：可以。</p>", 1),
        ("<p>联系电话：138****8000</p><p>回复内容：可以。</p>", 0),
    ],
)
def test_whose_number_it_is(tmp_path: Path, tail: str, exposed: int) -> None:
    letter = f"<p>信件标题：年费</p><p>来信时间：{ASKED}</p><p>信件内容：怎么减缴？</p>{tail}"
    folder = write_site(tmp_path, {"l.html": HEAD + letter})
    assert len(judge_folder(folder, "INT007").findings) == exposed


@pytest.mark.parametrize(
    ("navigation", "answer"),
    [
        ('<a href="/hdjl/"><img src="/a.png"></a>', "unjudged"),
        ('<a href="/wsxf/">网上信访</a>', "found"),
        ('<script src="/nav.js"></script><script>document.write(nav)</script>', "unjudged"),
        ('<a href="mailto:zscqj@qingping.gov.cn">联系</a>', "right"),
        ('<a href="https://www.qingping.gov.cn/szxx/">市长信箱</a>', "right"),
    ],
)
def test_what_counts_as_a_channel(tmp_path: Path, navigation: str, answer: str) -> None:
    home = f'{HEAD}<div class="nav">{navigation}</div><ul><li><a href="/n.html">市知识产权局举办专利转化对接活动</a></li></ul></body></html>'
    run = judge_folder(write_site(tmp_path, {"index.html": home, "n.html": article()}), "INT001")
    found = "found" if run.findings else "unjudged" if run.unjudged else "right"
    assert found == answer
