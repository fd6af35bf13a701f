"""Under which host names the site itself is published."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

_META = re.compile(rb"<meta\b[^>]{0,40}?\bname\s*=\s*[\"']?SiteDomain\b[^>]*>", re.I)
_CONTENT = re.compile(rb"content\s*=\s*[\"']?\s*(?:https?://)?([A-Za-z0-9.-]+\.[A-Za-z]{2,})", re.I)
_SAMPLE = 48


def own_hosts(root: Path, pages: Sequence[str], configured: Sequence[str]) -> frozenset[str]:
    """The configured host names, else the SiteDomain label that most of a sample of pages agree on. Lower case.

    A template copied from another site carries that site's label, so a minority counts for nothing.
    """
    if configured:
        return frozenset(host.lower() for host in configured)
    votes: Counter[str] = Counter()
    for path in pages[:: max(1, len(pages) // _SAMPLE)]:
        try:
            with open(root / path, "rb") as stream:
                head = stream.read(8192)
        except OSError:
            continue
        meta = _META.search(head)
        content = _CONTENT.search(meta[0]) if meta else None
        if content:
            votes[content[1].decode("ascii").lower()] += 1
    if not votes:
        return frozenset()
    (host, count), total = votes.most_common(1)[0], sum(votes.values())
    return frozenset((host,)) if count * 2 > total else frozenset()
