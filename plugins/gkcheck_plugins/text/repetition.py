"""Text that stands several times where it belongs once: bold type faked by overprinting, a sign on both sides of a page break."""

from collections.abc import Iterator
from itertools import pairwise

from gkcheck.api import Block, Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import running_text

_LONGEST = 400
_REPEATED = expression(r"([\u4e00-\u9fff][\u4e00-\u9fff、，（）0-9]{3,60}?)\1{2,}")
_SHORT = 80
_DOUBLED = expression(r"([\u4e00-\u9fff]{4,26}?)\1{2,}")
"""Signs of one word or name: 合格、合格、 is a list of results."""
_SENTENCE = expression(r"[，。；]")
_HAN = expression(r"[\u4e00-\u9fff]")
_NUMBERED = expression(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]|第.{1,3}[条章节]")


@page_check("text-not-repeated")
def text_repeated(page: Page, rule: Rule) -> Iterator[Finding]:
    """No heading is written three times or more without a break, and no sign stands at the end of a broken line and again at the next."""
    blocks = page.derive(running_text).blocks
    faked = [found for block in blocks if 12 <= len(block.text) <= _LONGEST and (found := _faked(block))]
    if faked:
        block, unit, times = faked[0]
        yield rule.finding(page, block, variant="overprinted", subject=unit, unit=unit[:40], times=times, count=len(faked))
    for above, below in pairwise(blocks):
        if above.text[-1:] == below.text[:1] and above.tag == below.tag == "p" and _goes_over(above.text, below.text):
            yield rule.finding(page, below, variant="page-break", subject=below.text[:12], sign=below.text[0], text=below.text[:16])


def _faked(block: Block) -> tuple[Block, str, int] | None:
    text = block.text
    # A heading has no full stop, and the last signs of an overprinted one stand in it three times.
    if "。" not in text and text.count(text[-4:]) >= 3:
        match = _REPEATED.search(text)
    elif len(text) <= _SHORT and 2 * len(set(text)) <= len(text):
        # Words in bold type may begin or end a line that goes on in plain type.
        match = _DOUBLED.search(text)
    else:
        return None
    return (block, match[1], len(match[0]) // len(match[1])) if match and len(set(match[1])) > 2 else None


def _goes_over(above: str, below: str) -> bool:
    """Whether a paragraph breaks off in the middle of a sentence and the next one says its last sign again."""
    if len(above) < 30 or len(below) < 10 or not _HAN.match(below):
        return False
    opened = above.count("《") - above.count("》") == 1 and 0 <= below.find("》") < 30
    return bool(opened and _SENTENCE.search(above) and not _NUMBERED.match(below))
