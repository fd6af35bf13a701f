"""What a response says of the link: a pure function of status, headers and the beginning of the body."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from gkcheck.online.answer import BROKEN, UNVERIFIED, WORKS
from gkcheck.online.head import Head
from gkcheck.online.walls import challenged

BREAKING = frozenset(("status", "dns", "tls-host", "tls-expired", "tls-untrusted"))
"""Reasons that hold for every visitor. Each other one may be about this program, this machine or this minute."""

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_DENIED = frozenset((401, 402, 403, 405, 406, 412, 418, 423, 451, 999))
_LONGEST_WAIT = 86_400.0


def judge(status: int, headers: Mapping[str, str], head: Head) -> tuple[str, str]:
    """Verdict and reason of a last response (no redirect that was followed). `headers` with lower-case names."""
    if challenged(status, headers, head):
        return UNVERIFIED, "challenge"
    if status in (404, 410):
        return BROKEN, "status"
    if 200 <= status < 300:
        return WORKS, "ok"
    if status in REDIRECTS:
        return UNVERIFIED, "redirect-bad"
    if status == 407:
        return UNVERIFIED, "proxy"
    if status == 429:
        return UNVERIFIED, "throttled"
    if status in _DENIED:
        return UNVERIFIED, "denied"
    return UNVERIFIED, "server-error" if 500 <= status < 600 else "odd-status"


def verdict_of(reason: str) -> str:
    """The verdict where no response counts."""
    return BROKEN if reason in BREAKING else UNVERIFIED


def settled(status: int, headers: Mapping[str, str]) -> bool:
    """Whether a response to HEAD is enough. Many servers answer HEAD with what they would never say to GET."""
    if status == 429 or status in REDIRECTS:
        return True
    if not 200 <= status < 300 or status == 202:
        return False
    if "html" not in headers.get("content-type", "html"):
        return True
    length = headers.get("content-length", "")
    # A page that small may be a riddle or a note that there is no page.
    return not (length.isdigit() and 0 < int(length) < 4096)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the server asks us to wait, a day at most; None = it does not say, or nothing that can be read.

    `now` is seconds since 1970, UTC.
    """
    written = headers.get("retry-after", "").strip()
    if not written:
        return None
    if written.isascii() and written.replace(".", "", 1).isdigit() and len(written) < 20:
        return min(float(written), _LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max((when - datetime.fromtimestamp(now, UTC)).total_seconds(), 0.0), _LONGEST_WAIT)
