"""The outline of an annual report: the heading of each section, in order, and whether anything stands under it."""

from collections import Counter
from collections.abc import Iterator

from gkcheck.api import Block, Page, expression
from gkcheck_plugins.annual_report.headings import Line, lines_of

_FURNITURE = expression(
    r"^[【\[]?(?:附件|打印|关闭|分享|上一[篇条]|下一[篇条]|来源|责任编辑|编辑|扫一扫|相关|返回|主办|承办|版权|地址|网站标识|网站地图|浏览|"
    r"字体|字号|收藏|.{0,3}ICP备|.{0,3}公网安备|Copyright|联系我们|相关链接|相关稿件|信息来源)"
)
_SIGNED = expression(
    r"^\S{2,30}(?:局|委|厅|办公室|政府|委员会|中心)$|^(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$"
)
_SHOWN = frozenset(("img", "iframe", "embed", "object", "video"))


def outline(page: Page) -> list[Line]:
    """The headings of the sections in the order of the page, one for each section that has one."""
    lines = _without_contents(_without_links(page, lines_of(page.blocks)), page.blocks)
    styles = Counter(line.style for line in lines if line.strict and line.style)
    main = styles.most_common(1)[0][0] if styles else ""
    kept = [line for section in range(1, 7) if (line := _choose(lines, section, main))]
    return sorted(kept, key=lambda line: line.block)


def _choose(lines: list[Line], section: int, main: str) -> Line | None:
    """The heading of a section: numbered like the others, else without number, else however it is numbered.

    A short name such as 主动公开 is a heading only when it is numbered like the others: it also names paragraphs.
    """
    own = [line for line in lines if line.section == section]
    strict = [line for line in own if line.strict]
    ranks = (
        [line for line in strict if main and line.style == main],
        [line for line in own if main and line.style == main],
        [line for line in strict if not line.style],
        strict,
    )
    return next((rank[0] for rank in ranks if rank), None)


def _without_links(page: Page, lines: list[Line]) -> list[Line]:
    """The lines less those of a linked table of contents. Where all headings lead back to it, they are links themselves."""
    ways = [_leads(page, line) for line in lines]
    plain = {line.section for line, way in zip(lines, ways, strict=True) if not way and line.strict}
    back = len(plain) < 3
    return [line for line, way in zip(lines, ways, strict=True) if not way or (back and way == "same-page")]


def _leads(page: Page, line: Line) -> str:
    """Where the link leads that is the whole of a line, "" where the line is none."""
    text = page.blocks[line.block].text
    links = [
        link
        for link in page.links
        if link.tag == "a" and link.where in ("same-page", "internal") and link.text and link.text.strip() == text
    ]
    if not links:
        return ""
    # The target is written before the text in HTML and behind it in Markdown.
    begin = page.blocks[line.block - 1].offset if line.block else 0
    end = page.blocks[line.end].offset if line.end < len(page.blocks) else len(page.source)
    return next((link.where for link in links if begin < link.offset < end), "")


def _without_contents(lines: list[Line], blocks: tuple[Block, ...]) -> list[Line]:
    """The lines less those of a table of contents: a run without text between, whose names come again further down.

    The first heading may follow its last line at once; a section that is named again begins another run.
    """
    kept: list[Line] = []
    for run in _runs(lines, blocks):
        last = run[-1].block
        again = {line.section for line in lines if line.block > last}
        names = {line.section for line in run}
        if len(run) < 3 or len(names & again) * 2 < len(names):
            kept += run
    return kept


def _runs(lines: list[Line], blocks: tuple[Block, ...]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        again = any(line.section == other.section for other in run)
        if run and (again or any(len(block.text) > 4 for block in blocks[run[-1].end : line.block])):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def is_empty(page: Page, headings: list[Line], number: int) -> bool:
    """True when neither text nor table, picture or frame stands between a heading and the next one."""
    line = headings[number]
    if line.rest:
        return False
    following = headings[number + 1].block if number + 1 < len(headings) else len(page.blocks)
    for block in page.blocks[line.end : following]:
        if following == len(page.blocks) and _FURNITURE.match(block.text):
            break
        if not _SIGNED.match(block.text):
            return False
    start = page.blocks[line.block].offset
    end = page.blocks[following].offset if following < len(page.blocks) else start + 2000
    return not any(link.tag in _SHOWN and link.area == "content" and start < link.offset < end for link in page.links)
