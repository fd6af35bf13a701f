"""A shard: what a share of a site's pages and attachments gave, as one file that other machines can join to the report."""

from datetime import date
from hashlib import blake2b
from pathlib import Path

import msgspec

from gkcheck.refusals import ConfigError, say, shown
from gkcheck.shares import Share

MAGIC = b"gkcheck shard 1\n"
_DIGEST = 32


class Piece(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file: its size, what the cache knows its bytes by (b"" = it could not be opened), and its encoded record."""

    path: str
    size: int
    digest: bytes
    record: bytes


class Shard(msgspec.Struct, frozen=True, array_like=True):
    """Share `number` of `of`. `listing` is a digest of which files the site has, the keys those of page and attachment rules."""

    number: int
    of: int
    version: str
    as_of: date
    listing: str
    page_key: str
    file_key: str
    pages: tuple[Piece, ...]
    attachments: tuple[Piece, ...]

    @property
    def share(self) -> Share:
        return Share(self.number, self.of)


def write_shard(shard: Shard) -> bytes:
    """The bytes of the file; the same shard gives the same."""
    body = msgspec.msgpack.encode(shard)
    return MAGIC + blake2b(body, digest_size=_DIGEST).digest() + body


def read_shard(path: Path, lang: str) -> Shard:
    """The shard in that file; nothing of it is run. Raises ConfigError naming the file."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        zh, en = f"无法读取 {shown(path)}：{fault.strerror or fault}。", f"{shown(path)} cannot be read: {fault.strerror or fault}."
        raise ConfigError(say(lang, zh, en)) from None
    start = len(MAGIC) + _DIGEST
    if not data.startswith(MAGIC):
        zh = f"{shown(path)} 不是这个版本的分片；请用 gkcheck check 网站 --shard 第几份/共几份 -o {shown(path)} 生成。"
        en = f"{shown(path)} is no shard of this version; make it by gkcheck check SITE --shard N/OF -o {shown(path)}."
        raise ConfigError(say(lang, zh, en))
    try:
        if blake2b(data[start:], digest_size=_DIGEST).digest() != data[len(MAGIC) : start]:
            raise ValueError("digest")
        return msgspec.msgpack.decode(data[start:], type=Shard)
    except (msgspec.MsgspecError, ValueError):
        zh = f"{shown(path)} 已损坏或不完整；请重新生成或重新下载这一份。"
        en = f"{shown(path)} is damaged or cut short; make it again, or fetch it again."
        raise ConfigError(say(lang, zh, en)) from None
