"""Which share of a site's files, or of a fleet's sites, one of several machines takes: the same for everybody, every time."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from gkcheck.refusals import ConfigError, say

MOST = 4096


class Share(NamedTuple):
    """Share `number` of `of`, counted from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


WHOLE = Share(1, 1)


def share_of(name: str, shares: int) -> int:
    """The number of the share, from 1 to `shares`, that a path or a site's name belongs to."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()) % shares + 1


def read_share(text: str, lang: str) -> Share:
    """The share in "2/8". Raises ConfigError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,4})\s*/\s*(\d{1,4})\s*", text, re.ASCII)
    share = Share(int(match[1]), int(match[2])) if match else Share(0, 0)
    if not 1 <= share.number <= share.of <= MOST:
        zh = f"--shard {text}：应写成 第几份/共几份，例如 2/8；从 1 数起，最多 {MOST} 份。"
        en = f"--shard {text}: write NUMBER/OF, as in 2/8, counted from 1, with {MOST} at most."
        raise ConfigError(say(lang, zh, en))
    return share


def missing(shares: Iterable[Share], of: int) -> str:
    """The shares that are not among these, as people write them; "" = none."""
    return ", ".join(str(Share(number, of)) for number in sorted(set(range(1, of + 1)) - {share.number for share in shares}))
