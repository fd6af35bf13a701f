"""Marks that say a text was not made for the public: degrees of secrecy, marks of internal papers."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import running_text

_SECRET = expression(r"(?:绝密|机密|秘密)\s*[★☆*＊]\s*(?:\d{1,2}\s*(?:年|个月)|长期)?")
_EXPLAINS = expression(r"标[注明志示识]|[“‘「]|密级|定密|保密期限|例如|如[:：]|样式")
_INTERNAL = expression(
    r"[（(【\[]?(?:内部(?:资料|文件|材料|刊物|使用|传阅)|(?:注意|妥善)保[存管]|不得外传|请勿外传|严禁外传|不得公开|"
    r"不予?公开发布|仅供(?:内部|领导)(?:参阅|参考|使用|传阅)|特急|加急|特提|阅后(?:收回|即焚))"
    r"(?:[\s，,、；;·*★]*(?:内部(?:资料|文件|使用)|注意保[存管]|妥善保管|不得外传|请勿外传|严禁外传|请勿转载))*[）)】\]]?"
)
_SHORT = 24
"""A mark stands by itself, in a line of so many signs."""
_NEAR_TOP = 12


@page_check("no-secrecy-marks", needle="密")
def secrecy_marks(page: Page, rule: Rule) -> Iterator[Finding]:
    """No degree of secrecy with its star stands on the page. Inside a sentence it may be an example, which people have to judge."""
    for block in page.derive(running_text).blocks:
        match = _SECRET.search(block.text) if "密" in block.text else None
        if match:
            alone = len(block.text) <= _SHORT and not _EXPLAINS.search(block.text)
            variant = "default" if alone else "in-text"
            yield rule.finding(page, block, variant=variant, subject=match[0], review=not alone, mark=match[0])


@page_check("no-internal-marks")
def internal_marks(page: Page, rule: Rule) -> Iterator[Finding]:
    """No line consists of a mark of internal papers (内部资料 不得外传); a mark of urgency counts at the head of a document alone.

    The same words inside a sentence are a rule about such papers.
    """
    for number, block in enumerate(page.derive(running_text).blocks):
        text = block.text.strip()
        if not 2 <= len(text) <= _SHORT or not _INTERNAL.fullmatch(text):
            continue
        urgent = text.strip("（）()【】[]") in ("特急", "加急", "特提")
        if urgent and (page.kind != "policy" or number > _NEAR_TOP):
            continue
        yield rule.finding(page, block, variant="urgent" if urgent else "default", severity="note" if urgent else None, subject=text, mark=text)
