"""What a run judged and by what, each in one digest: by these a later reader tells two runs apart."""

import os
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from gkcheck.order import Order
from gkcheck.reporters.jsonreport import describe_rule
from gkcheck.run import Digests
from gkcheck.sources.directory import Listing


def digests_of(order: Order, listing: Listing, read: Mapping[str, bytes]) -> Digests:
    """The digests of a run. `read` maps files that were read to the digest of their bytes; others count by name alone.

    No path of this machine is in them: the same site under the same configuration has the same ones anywhere.
    """
    config = replace(order.config, source=None)
    # What the command line says otherwise than the file does is in the rules or here.
    declared = {path.name: _content(path) for path in (*order.config.ledgers.values(), *order.config.data.values())}
    settings = [config, declared, order.fail_on, order.rulebook.profile, order.ignores, sorted(order.scope), sorted(order.changed or ())]
    files = {path: read.get(path, b"").hex() for path in (*listing.files, *read)}
    beside = order.config.source.parent if order.config.source else order.root
    return Digests(
        rules=_digest([describe_rule(rule) for rule in order.rulebook.rules], beside),
        config=_digest(settings, beside),
        site=_digest(files, beside),
    )


def _content(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _digest(value: Any, beside: Path) -> str:
    def plain(path: Any) -> str:
        if isinstance(path, os.PathLike):
            return Path(os.path.relpath(path, beside)).as_posix()
        return repr(path)

    built = msgspec.to_builtins(value, str_keys=True, enc_hook=plain, order="deterministic")
    try:
        said = msgspec.json.encode(built, order="deterministic")
    except UnicodeEncodeError:  # a file name that is no text
        said = repr(built).encode("utf-8", "surrogatepass")
    return sha256(said).hexdigest()
