"""What came of asking one address."""

from itertools import pairwise

import msgspec

WORKS, BROKEN, UNVERIFIED = "works", "broken", "unverified"

TRANSIENT = frozenset(
    (
        "dns-temporary",
        "refused",
        "reset",
        "timeout",
        "unreachable",
        "wrong-length",
        "throttled",
        "server-error",
        "proxy",
    )
)
"""Reasons that may be gone in a minute: worth asking again. No other is."""


class Hop(msgspec.Struct, frozen=True, array_like=True):
    """One redirect that was followed: the address that gave it, with which status."""

    url: str
    status: int


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of asking one address.

    `verdict` is "works", "broken" or "unverified"; `reason` is a word of `texts.ANSWERS`. Unverified is what says
    nothing of the link: nobody was asked, nobody answered in time, or a wall turned a program away.
    """

    url: str
    """As it was given."""
    verdict: str
    reason: str
    status: int = 0
    """HTTP status of the last response; 0 = there was none."""
    final: str = ""
    """Where the redirects ended, without fragment and credentials; "" = nothing was asked."""
    hops: tuple[Hop, ...] = ()
    title: str = ""
    """Title of the page, where its beginning was read."""
    asked: float = 0.0
    """When: seconds since 1970, UTC."""
    elapsed: float = 0.0
    """Seconds, without the time that `permit` let it wait."""
    retry_after: float | None = None
    """Seconds that the server asked us to wait; None = it did not."""
    method: str = ""
    """Of the last request: HEAD or GET; "" = nothing was asked."""
    content_type: str = ""
    """Media type, lower case, without parameters."""
    proxied: bool = False
    """It went through a proxy, so the address that was connected to was not seen (see `guard`)."""
    detail: str = ""
    """For people who want to know more: what the library said. Not translated, and no part of any verdict."""

    @property
    def moved(self) -> bool:
        """Whether every redirect on the way was a permanent one, and there was one."""
        return bool(self.hops) and all(hop.status in (301, 308) for hop in self.hops)

    @property
    def downgraded(self) -> bool:
        """Whether a redirect led from https to plain http."""
        secure = [url.lower().startswith("https:") for url in (*(hop.url for hop in self.hops), self.final)]
        return any(before and not after for before, after in pairwise(secure))


def transient(answer: Answer) -> bool:
    """Whether asking again in a while may bring another answer."""
    return answer.verdict == UNVERIFIED and answer.reason in TRANSIENT
