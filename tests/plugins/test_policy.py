"""What the policy family reads: samples of texts, tags, drafts, leaders; and that its checks keep to the length of the site."""

import time
from datetime import date
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.config import Config
from gkcheck.facts import PageFacts
from gkcheck.rulebook import load_rulebook
from gkcheck.site import Site
from gkcheck_plugins.policy import facts
from gkcheck_plugins.policy.draft import draft_facts, names_of_draft
from gkcheck_plugins.policy.leader import by_leader
from gkcheck_plugins.policy.prose import media_of, prose_of
from gkcheck_plugins.policy.scope import documents
from gkcheck_plugins.policy.sketch import LIMIT, read_sketch, shared, sketch_facts
from gkcheck_plugins.policy.tagged import tags_of
from minisite import extract, installed_plugins, judge_folder, policy, write_site

_HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=40, max_size=4000)


@given(_HAN)
def test_a_text_is_wholly_its_own_copy(text: str) -> None:
    sketch = read_sketch(sketch_facts([text]))
    same, count = shared(sketch, [sketch])
    assert same == count
    assert len(sketch.digests) <= LIMIT * 1.3


@given(_HAN, st.integers(0, 20))
def test_a_passage_is_contained_in_what_surrounds_it(text: str, skipped: int) -> None:
    whole, part = read_sketch(sketch_facts([text])), read_sketch(sketch_facts([text[skipped:-1]]))
    same, count = shared(part, [whole])
    assert same == count


@given(st.integers(0, 10), st.integers(2_000, 12_000), st.integers(0, 2**32))
def test_the_sample_comes_near_the_true_share(tenths: int, size: int, seed: int) -> None:
    letters = Random(seed).choices([chr(0x4E00 + number) for number in range(3_000)], k=size * 2)
    policy, rest = "".join(letters[:size]), "".join(letters[size:])
    taken = size // 2 * tenths // 10
    own = rest[: size // 2 - taken]
    same, count = shared(read_sketch(sketch_facts([policy[:taken], own])), [read_sketch(sketch_facts([policy]))])
    assert count >= 40
    assert abs(same / count - tenths / 10) < 0.15


def test_numbering_titles_and_punctuation_do_not_count() -> None:
    one = sketch_facts(
        ["第五条　对获得中国专利金奖的单位，给予一次性奖励五十万元。", "《青屏市知识产权资助资金管理办法》"]
    )
    other = sketch_facts(["（三）对获得中国专利金奖的单位给予一次性奖励五十万元"])
    assert one == other


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("关于公开征求《青屏市专利奖励办法（征求意见稿）》意见的公告", ["青屏市专利奖励办法（征求意见稿）"]),
        ("关于征求对青屏市专利奖励办法（草案）意见的通知", ["青屏市专利奖励办法"]),
        ("关于征求《青屏市专利奖励办法》修订意见的通知", ["青屏市专利奖励办法"]),
        ("关于公开征集2025年度知识产权民生实事项目意见建议的公告", []),
        ("关于《青屏市专利奖励办法》实施情况征求意见的公告", []),
        ("关于举行《青屏市专利奖励办法（草案）》听证会的公告", []),
        ("我为知识产权建言献策意见征集", []),
    ],
)
def test_names_of_drafts(title: str, names: list[str]) -> None:
    assert names_of_draft(title) == names


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("市知识产权局局长解读《青屏市专利奖励办法》", "", True),
        ("市知识产权局主要负责人就《青屏市专利奖励办法》答记者问", "", True),
        ("市知识产权局副局长解读《青屏市专利奖励办法》", "", False),
        ("市知识产权局有关负责人就《青屏市专利奖励办法》答记者问", "", False),
        ("《青屏市专利奖励办法》政策解读", "解读人：青屏市知识产权局党组书记、局长", True),
        ("《青屏市专利奖励办法》政策解读", "解读人：保护处处长", False),
        ("《青屏市专利奖励办法》政策解读", "解读人：局办公室主任", False),
        ("《青屏市专利奖励办法》政策解读", "青屏市知识产权局局长在发布会上对办法进行了解读。", True),
        ("《青屏市专利奖励办法》政策解读", "局长信箱欢迎来信。", False),
    ],
)
def test_the_head_of_the_unit_interprets(title: str, text: str, said: bool) -> None:
    assert by_leader(title, text) is said


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<p>标签：企业、资金 保护</p>", ["企业", "资金", "保护"]),
        ('<p>政策标签：<a href="/s?1">中小 企业</a><a href="/s?2">资金</a></p>', ["中小 企业", "资金"]),
        ("<table><tr><td>政策标签</td><td>企业；资金</td></tr></table>", ["企业", "资金"]),
        ("<dl><dt>【标签】</dt><dd>企业</dd></dl>", ["企业"]),
        ("<p>标签：无</p>", []),
        ("<p>商品标签应当标明专利号。</p>", None),
        ("<p>标签管理办法另行制定。</p>", None),
        ("<p>热门标签：企业</p>", None),
    ],
)
def test_tags_of_a_page(body: str, tags: list[str] | None) -> None:
    found = tags_of(
        extract(f"<html><body><h1>关于印发办法的通知</h1><p>正文第一段。</p>{body}<p>完。</p></body></html>")
    )
    assert (found[0] if found else None) == tags


def test_the_first_day_of_a_consultation_is_the_one_that_it_names() -> None:
    html = "<h1>关于公开征求《青屏市专利奖励办法（征求意见稿）》意见的公告</h1><p>发布日期：2024-03-08</p><p>征求意见时间：2024年3月11日至2024年4月11日。</p>"
    found = draft_facts(extract(f"<html><body>{html}</body></html>"))
    assert found == {"keys": ["青屏市专利奖励办法"], "start": "2024-03-11", "explained": ""}


def test_prose_leaves_out_what_is_not_the_text() -> None:
    page = extract(
        "<html><body><h1>《青屏市专利奖励办法》解读</h1><p>发布日期：2024-03-08　来源：办公室　浏览次数：12</p><p>为什么要奖励？因为 创新。</p>"
        "<p>主办单位：青屏市知识产权局</p><h3>政策原文</h3><p>第一条 为了奖励，制定本办法。</p></body></html>"
    )
    page.kind = "interpretation"
    assert prose_of(page) == ["为什么要奖励？因为创新。"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<img src="/W0202403.png">', "image"),
        ('<img src="/images/icon_pdf.gif"><img src="/images/logo.png">', ""),
        ('<img src="/W0202403.png"><iframe src="/viewer.html"></iframe>', "frame"),
        ('<video><source src="/a.mp4"></video>', "film"),
        ('<p><img src="" data-original="/W0202403.jpg"></p>', "image"),
        ("<p>没有图</p>", ""),
    ],
)
def test_media_of_a_page(body: str, shown: str) -> None:
    assert (
        media_of(extract(f"<html><body><h1>《青屏市专利奖励办法》解读</h1><p>一段正文。</p>{body}</body></html>"))
        == shown
    )


def test_a_rule_without_its_declaration_is_silent_and_says_so(tmp_path: Path) -> None:
    run = judge_folder(
        write_site(tmp_path, {"zcwj/1.html": policy()}), "POL010", "POL011", "POL013", "POL014", "POL016"
    )
    assert run.findings == run.unjudged == ()
    assert run.coverage.tallies == {}
    assert dict(run.coverage.silent) == {
        **dict.fromkeys(("POL010", "POL011", "POL013", "POL016"), "undeclared"),
        "POL014": "no-entry",
    }


def _site(pages: dict[str, PageFacts]) -> Site:
    site = Site(pages, date(2026, 11, 22))
    for path, page in pages.items():
        site.add(path, page)
    site.settle()
    return site


def test_a_notice_and_its_document_are_one_and_editions_are_two() -> None:
    title = "青屏市专利奖励办法"
    site = _site(
        {
            "a.html": PageFacts("policy", title=title, published="2024-03-08"),
            "b.html": PageFacts(
                "policy", title=f"关于印发《{title}》的通知", published="2024-03-08", number="青知局〔2024〕7号"
            ),
            "c.html": PageFacts(
                "policy", title=f"关于印发《{title}》的通知", published="2019-03-08", number="青知局〔2019〕7号"
            ),
        }
    )
    assert [[page.path for page in pages] for pages in documents(site, site.of_kind("policy"))] == [
        ["b.html", "a.html"],
        ["c.html"],
    ]


@pytest.mark.parametrize("titles", [2_000, 3])
def test_the_checks_of_a_large_site_take_seconds(titles: int) -> None:
    """2,000 policies with as many interpretations, also where most bear one title: what compared each with each would take minutes."""
    encode = msgspec.msgpack.encode
    pages: dict[str, PageFacts] = {}
    for number in range(2_000):
        title = f"青屏市第{number % titles}号专利奖励专项资金管理办法"
        text = "".join(chr(0x4E00 + (number * 7919 + place * place) % 20_000) for place in range(600))
        day = f"20{10 + number % 14}-{number % 12 + 1:02}-08"
        raw = msgspec.Raw(encode({"sketch": sketch_facts([text])}))
        pages[f"zcwj/{number}.html"] = PageFacts(
            "policy", title=f"关于印发《{title}》的通知", published=day, extra={facts.POLICY: raw}
        )
        # Readings leave out the place name, so that they are found by the end of the title.
        pages[f"zcjd/{number}.html"] = PageFacts(
            "interpretation",
            title=f"《{title[3:]}》政策解读",
            published=day,
            names=(title[3:],),
            extra={facts.READING: raw},
        )
        ask = f"关于公开征求《{title}（征求意见稿）》意见的公告"
        draft = {"keys": [title], "start": day, "explained": ""}
        pages[f"zjdc/{number}.html"] = PageFacts(
            "consultation", title=ask, published=day, extra={facts.DRAFT: msgspec.Raw(encode(draft))}
        )
    site = _site(pages)
    book = load_rulebook(Config(), installed_plugins(), select=["POL"])
    started = time.process_time()
    found = {rule.code: list(book.checks[rule.check].function(site, rule)) for rule in book.site_rules}
    assert time.process_time() - started < 10
    assert len(found["POL005"]) == 2_000 or titles == 3
    assert found["POL001"] == []
