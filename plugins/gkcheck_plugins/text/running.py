"""The running text of a page as one string, with the way back from a place in it to the block."""

from bisect import bisect_right
from typing import NamedTuple

from gkcheck.api import Block, Page


class Running(NamedTuple):
    """The blocks of the content area joined by line feeds. `starts` are the offsets at which the blocks begin in `text`."""

    text: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]

    def block_at(self, offset: int) -> Block:
        """The block that a place of `text` lies in."""
        return self.blocks[max(0, bisect_right(self.starts, offset) - 1)]


def running_text(page: Page) -> Running:
    """The text of the content area, for `page.derive`: every check of this family looks at it."""
    blocks = tuple(block for block in page.blocks if block.area == "content" and block.tag not in ("pre", "code"))
    starts, end = [], 0
    for block in blocks:
        starts.append(end)
        end += len(block.text) + 1
    return Running("\n".join(block.text for block in blocks), blocks, tuple(starts))
