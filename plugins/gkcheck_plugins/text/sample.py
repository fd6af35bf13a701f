"""A sample of a page's sentences for comparing it with the other pages of the site: a few hundred bytes a page."""

from array import array
from typing import Any, NamedTuple
from zlib import crc32

from gkcheck.api import Page, SitePage
from gkcheck_plugins.text.running import running_text

SAMPLE = "sentence-sample-3"
KINDS = frozenset(("policy", "interpretation", "guide", "consultation", "article"))
_KEPT = 48
"""Sentences kept, those of the smallest digests: all of most pages, an even sample of long ones."""
_LEAST, _SHORTEST = 3, 8
_BESIDES = ("发布时间", "发布日期", "更新时间", "来源：", "来源:", "字体", "字号", "责任编辑", "浏览", "打印", "上一篇", "下一篇", "主办单位", "扫一扫")
"""Words of the lines that a template puts around a text."""
_LINE = 80
_ENDS, _BLANKS = "。！？；", " \t\u3000\xa0\u2002\u2003"


class Sample(NamedTuple):
    """Digests of sentences: all of them where there are no more than the sample holds (`whole`)."""

    size: int
    digests: frozenset[int]

    @property
    def whole(self) -> bool:
        """Whether nothing is left out, so that a missing digest is a missing sentence."""
        return self.size == len(self.digests)


def sentence_sample(page: Page) -> bytes | None:
    """The sample as it is kept: the number of different sentences, then digests; None for kinds that nobody compares and short texts."""
    if page.kind not in KINDS:
        return None
    text = page.derive(running_text).text
    # Sign by sign: a table of translations takes fifteen times as long.
    for sign in _ENDS:
        text = text.replace(sign, "\n")
    for sign in _BLANKS:
        text = text.replace(sign, "")
    kept = [sentence for sentence in set(text.split("\n")) if len(sentence) >= _SHORTEST and not _is_beside(sentence)]
    digests = sorted(map(_digest, kept))
    return array("I", [len(digests), *digests[:_KEPT]]).tobytes() if len(digests) >= _LEAST else None


def digest_of(text: str) -> int:
    """The digest that a text has as a sentence of a sample."""
    for sign in _BLANKS:
        text = text.replace(sign, "")
    return _digest(text)


def _digest(sentence: str) -> int:
    return crc32(sentence.encode("utf-8", "replace"))


def _is_beside(sentence: str) -> bool:
    if len(sentence) > _LINE or not ("：" in sentence or ":" in sentence or len(sentence) < 14):
        return False
    return any(word in sentence for word in _BESIDES)


def sample_of(page: SitePage) -> Sample | None:
    """The sample of a page of the site."""
    packed: Any = page.extra(SAMPLE)
    if not packed:
        return None
    size, *digests = array("I", packed)
    return Sample(size, frozenset(digests))


def likeness(one: Sample, other: Sample) -> float:
    """The share of sentences that two texts have in common, 0 to 1, estimated from the smallest digests of both."""
    union = sorted(one.digests | other.digests)
    if not (one.whole and other.whole):
        union = union[:_KEPT]
    common = one.digests & other.digests
    return sum(digest in common for digest in union) / len(union)
