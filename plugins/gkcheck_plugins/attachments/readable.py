"""An attachment opens: it holds something, is there to its end, and asks nobody for a password."""

from collections.abc import Callable, Iterator

from gkcheck.api import Attachment, Finding, Rule, Unjudged, file_check
from gkcheck_plugins.attachments.archives import judge_gzip, judge_rar, judge_seven, judge_zip
from gkcheck_plugins.attachments.kinds import ALLOWED
from gkcheck_plugins.attachments.office import judge_office
from gkcheck_plugins.attachments.portable import judge_portable
from gkcheck_plugins.attachments.verdict import Verdict

_JUDGES: tuple[tuple[bytes, Callable[[Attachment], Iterator[Verdict]]], ...] = (
    (b"PK\x03\x04", judge_zip),
    (b"PK\x05\x06", judge_zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", judge_office),
    (b"Rar!\x1a\x07", judge_rar),
    (b"7z\xbc\xaf\x27\x1c", judge_seven),
    (b"\x1f\x8b", judge_gzip),
)


@file_check("opens", extensions=[f".{name}" for name in ALLOWED])
def opens(attachment: Attachment, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The file is not empty, not cut short, not broken where a program would refuse it, and not locked."""
    if not attachment.size:
        yield rule.finding(attachment, variant="empty")
        return
    if attachment.whole and not attachment.data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        yield rule.finding(attachment, variant="blank", size=f"{attachment.size:,}")
        return
    judge = _judge(attachment.head)
    for verdict in judge(attachment) if judge else ():
        yield from verdict.outcome(attachment, rule)


def _judge(head: bytes) -> Callable[[Attachment], Iterator[Verdict]] | None:
    """What looks at a file that begins so; None = it has no structure that could be broken."""
    judge = next((judge for magic, judge in _JUDGES if head.startswith(magic)), None)
    return judge_portable if judge is None and b"%PDF-" in head[:1024] else judge
