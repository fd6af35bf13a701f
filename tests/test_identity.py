"""A finding keeps its name while the page is edited around it, written anew, or moved: nothing becomes new, nothing mended."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkcheck.anchor import anchor
from gkcheck.comparison import compare
from gkcheck.excerpt import LinedText
from gkcheck.finding import Location
from gkcheck.run import Run
from gkcheck.standing import Known, Standing
from minisite import article, judge_folder, policy, reading, write_site

RULES = ("DOC002", "DOC006", "LNK001", "LNK009", "POL001", "POL003", "TAG", "ATT001", "LNK011")
BODY = (
    '<p>详见<a href="/gone.html" target="_blank">附页</a>、<a href="no.html#two">细则</a>和<a href="#">说明</a>。</p>\n'
    '<p>下载：<a class="file" href="./lost.xlsx" title="表">报名表</a>；又见<a href="/gone.html">附页</a>。</p>\n'
    '<p>预览：<a href="file:///D:/wz/index.htm">宣传周</a></p>'
)
SITE = {
    "zwgk/zcwj/1.html": policy('<p>（此件依申请公开）</p><p>另见<a href="/zwgk/zcwj/old/9.html">旧文</a></p>', number="青知局[2024]7号"),
    "zwgk/zcwj/2.html": policy(BODY, title="关于印发《青屏市专利导航办法》的通知", number="青知局〔2024〕8号"),
    "zwgk/zcjd/2.html": reading('<p><a href="/zwgk/zcwj/3.html">原文</a></p>', title="《青屏市专利导航办法》政策解读", day="2024-05-20"),
    "zwgk/gzdt/3.html": article(BODY),
    "index.html": article('<a href="/zwgk/zcwj/1.html">政策</a><a href="/zwgk/none/">栏目</a>', title="青屏市知识产权局"),
}
_TAG = re.compile(r"(<title>.*?</title>|<[/!A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s+([^\s=<>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)")
_BLOCKS = frozenset(("html", "head", "body", "p", "table", "tr", "td", "h1", "meta", "div"))


def written_anew(html: str, chance: random.Random) -> str:
    """The same page by another formatter: attributes in another order and on lines of their own, blocks broken and indented."""
    pieces = []
    for piece in _TAG.split(html):
        name = re.match(r"</?([A-Za-z0-9]+)", piece)
        if name and not piece.startswith(("</", "<title")):
            attributes = _ATTRIBUTE.findall(piece)
            chance.shuffle(attributes)
            gap = chance.choice((" ", "\n    ", "  "))
            piece = f"<{name[1]}{''.join(gap + one for one in attributes)}>"
        if name and name[1].lower() in _BLOCKS and chance.random() < 0.8:
            piece = "\n" * chance.randint(0, 3) + " " * chance.randint(0, 9) + piece + chance.choice(("", "\n\t", "  "))
        pieces.append(piece)
    return "".join(pieces)


def edited(html: str, chance: random.Random) -> str:
    """The page with more text around what is found."""
    more = [f"<p>新增第{number}段，与已有的问题无关。</p>\n" for number in range(chance.randint(1, 4))]
    place = chance.choice(("</body>", "<p>", "<h1>"))
    return html.replace(place, "".join(more) + place, 1)


def known(run: Run) -> list[Known]:
    told = (*zip(run.findings, run.fingerprints, strict=True),)
    return [Known(name, found.code, found.location.path, 0, "", run.today) for found, name in told]


def stirred(standing: Standing) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """What is not as it was: states that are no “unchanged”, what is fixed, what cannot be verified."""
    fixed, unverified = (tuple(f"{item.code} {item.path}" for item in items) for items in (standing.fixed, standing.unverified))
    return [state for state in standing.states.values() if state != "unchanged"], fixed, unverified


NOTHING: tuple[list[str], tuple[str, ...], tuple[str, ...]] = ([], (), ())


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Run:
    run = judge_folder(write_site(tmp_path_factory.mktemp("before"), SITE), *RULES)
    assert {"DOC002", "DOC006", "LNK001", "LNK009", "POL001", "ATT001", "LNK011"} <= {found.code for found in run.findings}
    assert len(run.findings) == len(set(run.fingerprints)) >= 20
    return run


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("anew", [False, True])
def test_editing_and_reformatting_stir_nothing(tmp_path: Path, before: Run, seed: int, anew: bool) -> None:
    chance = random.Random(seed)
    changed = {path: edited(html, chance) for path, html in SITE.items()}
    if anew:
        changed = {path: written_anew(html, chance) for path, html in changed.items()}
    run = judge_folder(write_site(tmp_path, changed), *RULES)
    assert stirred(compare(known(before), run)) == NOTHING
    assert sorted(run.fingerprints) == sorted(before.fingerprints)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("folder", ["zwgk/", "zwgk/zcwj/", "zwgk/gzdt/"])
def test_renaming_folders_and_pages_stirs_nothing(tmp_path: Path, before: Run, seed: int, folder: str) -> None:
    """A folder is renamed, with the links that name it, and some pages as well, while all are written anew."""
    chance = random.Random(seed)
    new = chance.choice(("zfxxgk/", "a/b/", "公开/文件 库/"))
    pages = chance.sample(sorted(SITE), 2)
    moves, site = {}, {}
    for path, html in SITE.items():
        now = path.replace(folder, new, 1) if path.startswith(folder) else path
        if path in pages and path != "index.html" and now != path:
            now = now.replace(".html", "-x.html")
        moves |= {now: path} if now != path else {}
        site[now] = written_anew(html.replace(f'"/{folder}', f'"/{new}'), chance)
    for now, path in moves.items():  # links to renamed pages follow them
        site = {name: html.replace(f'"/{path.replace(folder, new, 1)}"', f'"/{now}"') for name, html in site.items()}
    run = judge_folder(write_site(tmp_path, site), *RULES)
    once = compare(known(before), run)
    assert "new" in once.states.values()  # without knowing what moved, all of it looks new
    standing = compare(known(before), run, moves=moves)
    assert stirred(standing) == NOTHING
    assert set(standing.first_seen.values()) == {before.today}


@pytest.mark.parametrize(
    ("html", "needle", "length", "words"),
    [
        ("<h1>关于 印发<br>办法</h1>", "关于", 0, "关于印发"),
        ("<h1>\n  关于印发\n</h1>", "关于", 4, "关于印发"),
        ('<td\n class="x">&nbsp;</td><td>旁边</td>', "<td", 0, "<td>"),
        ("<td><b>现行</b>有效</td>", "<td", 2, "<td>现行"),
        ('<a title="x" href="/gone.html">附页</a>', "/gone", 10, "/gone.html"),
        ('<a href="">常见问题</a>', '">', 0, "<a>常见问题"),
        ('<meta name="SiteDomain" content="x">', "SiteDomain", 14, "SiteDomain"),
        ("<p>文号：示知局〔2024〕7号，共三份", "示知局", 11, "示知局〔2024〕7号"),
        ("<p>" + "长" * 80, "长", 80, "长" * 24),
        ('<img src="a.png"><p>旁边</p>', "<img", 0, "<img>"),
        ("a < b，而且<span title='未完", "<", 30, "<b，而且"),
    ],
)
def test_the_words_at_a_place(html: str, needle: str, length: int, words: str) -> None:
    text = LinedText(html)
    offset = html.index(needle)
    line = html.count("\n", 0, offset) + 1
    column = offset - html.rfind("\n", 0, offset)
    assert anchor(Location("a.html", line, column, column + length if length else 0), text)[0] == words


@settings(max_examples=120)
@given(html=st.text(alphabet="<>a/!-\"'= \n\r\tp字&;", max_size=60), line=st.integers(0, 6), column=st.integers(0, 70), size=st.integers(0, 20))
def test_no_text_and_no_place_break_it(html: str, line: int, column: int, size: int) -> None:
    """Whatever a page holds and wherever a place lies, there are words of bounded length and no blanks."""
    end = column + size if size else 0
    words, _ = anchor(Location("a.html", line, column, end), LinedText(html))
    assert len(words) <= 224 and not re.search(r"\s", words)


def test_a_finding_of_another_place_rule_or_page_is_another(before: Run) -> None:
    by_name = dict(zip(before.fingerprints, before.findings, strict=True))
    assert len(by_name) == len(before.findings)


def test_one_more_is_new_and_one_less_is_mended(tmp_path: Path, before: Run) -> None:
    """That nothing is stirred would also be true of a name that all findings share."""
    site = {**SITE, "zwgk/gzdt/3.html": SITE["zwgk/gzdt/3.html"].replace("/gone.html", "/lost.html")}
    run = judge_folder(write_site(tmp_path, site), *RULES)
    states, fixed, unverified = stirred(compare(known(before), run))
    assert states == ["new", "new"]
    assert fixed == ("LNK001 zwgk/gzdt/3.html",) * 2
    assert unverified == ()
