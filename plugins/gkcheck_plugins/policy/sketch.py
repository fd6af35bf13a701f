"""Samples of a text's character sequences: small enough to keep for every document, true enough to tell a copy.

A sequence is kept when its digest is below a ceiling that halves with each level, so that two samples of different levels
are compared on what both would have kept.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, NamedTuple
from zlib import crc32

from gkcheck.api import expression

LENGTH = 6
"""Characters of a sequence: longer than official phrases that any two texts share, shorter than a clause."""
LIMIT = 1024
"""Digests kept of one text, about."""
_BITS = 32
_QUOTED = expression(r"《[^《》]{4,80}》")
_NUMBERING = expression(
    r"^(?:第[一二三四五六七八九十百零〇\d]+[条章节款项]|[（(]?[一二三四五六七八九十]+[)）、.]|[（(]?\d+[)）、.．])"
)
_BESIDES = expression(r"[\W_]")


class Sketch(NamedTuple):
    """A sample. `size` = sequences of the text, `level` = how often the ceiling was halved."""

    size: int
    level: int
    digests: "array[int]"
    """In ascending order."""

    def below(self, level: int) -> set[int]:
        """The digests that a sample of that level would have kept."""
        return set(self.digests[: bisect_left(self.digests, 1 << (_BITS - level))] if level > self.level else self.digests)


def sketch_facts(paragraphs: Iterable[str]) -> list[Any]:
    """The sample of a text, as it is kept. Titles in 《》, numbering and punctuation do not count."""
    texts = [text for paragraph in paragraphs if len(text := _plain(paragraph)) >= LENGTH]
    size = sum(len(text) - LENGTH + 1 for text in texts)
    level = 0
    while size >> level > LIMIT:
        level += 1
    ceiling, width = 1 << (_BITS - level), LENGTH * 2
    found: set[int] = set()
    for text in texts:
        data = text.encode("utf-16-le")
        found.update(
            digest
            for start in range(0, len(data) - width + 2, 2)
            if (digest := crc32(data[start : start + width])) < ceiling
        )
    return [size, level, array("I", sorted(found)).tobytes()]


def read_sketch(facts: list[Any]) -> Sketch:
    """The sample that `sketch_facts` gave."""
    size, level, packed = facts
    return Sketch(size, level, array("I", packed))


def shared(text: Sketch, others: Iterable[Sketch]) -> tuple[int, int]:
    """Of a text's sampled sequences those that stand in one of the others as well, and how many were compared."""
    others = list(others)
    level = max(sketch.level for sketch in (text, *others))
    own = text.below(level)
    known: set[int] = set()
    for other in others:
        known |= other.below(level)
    return len(own & known), len(own)


def _plain(paragraph: str) -> str:
    return _BESIDES.sub("", _QUOTED.sub("", _NUMBERING.sub("", paragraph)))
