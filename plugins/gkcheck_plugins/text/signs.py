"""Signs that no reader can read: replacement characters, private characters, and what a wrong decoding made of others."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import running_text

_LOST = expression("\ufffd+")
_PRIVATE = expression("(?<=[\u2e80-\u9fff\uff00-\uffef\\w。，、；：？！])[\ue000-\uefff]+|[\ue000-\uefff]+(?=[\u2e80-\u9fff\uff00-\uffef\\w])")
"""A private character inside running text, of the part that GBK maps its own to. U+F000 on are symbol fonts, as Word brings them."""
_SIGNS = "锟烫屯Ãâï"
_MISREAD = expression("锟斤拷|烫烫烫|屯屯屯|\\?。[\u3105-\u3129]|(?:Ã[\u0080-\u00bf¤-ÿ]){2}|â€[\u0098-\u009dœ“”™˜]|(?:ï¿½)+")
_ICON = expression(r"&#(?:x[ef][0-9a-f]{3}|5[7-9]\d{3}|6[0-3]\d{3});", 2)


@page_check("signs-readable")
def signs_damaged(page: Page, rule: Rule) -> Iterator[Finding]:
    """The text holds no replacement character, no private character among others and no sequence that only a wrong decoding makes.

    Private characters written as numeric references are icons of a font that the page loads: they are meant.
    """
    running = page.derive(running_text)
    text = running.text
    patterns = []
    if "\ufffd" in text:
        patterns.append(("lost", _LOST))
    # U+E000–EFFF, and nothing else, begin with this byte in UTF-8: a third of the time that a class of characters takes.
    if b"\xee" in text.encode("utf-8", "replace"):
        patterns.append(("private", _PRIVATE))
    if any(sign in text for sign in _SIGNS) or ("?" in text and "?。" in text):
        patterns.append(("misread", _MISREAD))
    for variant, pattern in patterns:
        found = list(pattern.finditer(text))
        if not found or (variant == "private" and (_ICON.search(page.source) or found[0][0] not in page.source)):
            continue
        place = found[0].start()
        around = text[max(0, place - 6) : place + 8].replace("\n", " ")
        shown = "".join(f"U+{ord(sign):04X}" if "\ue000" <= sign <= "\uefff" else sign for sign in around)
        yield rule.finding(page, running.block_at(place), variant=variant, subject=variant, count=len(found), around=shown)

