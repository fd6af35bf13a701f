"""One line of text from what stands between tags."""

import re

BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—〔〕"
_BREAK = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n][\s\u200b\ufeff]*(?=[{_CJK}])")


def clean(text: str) -> str:
    """One line of text: line breaks between Chinese characters vanish, other runs of blanks become one blank."""
    if not text or text.isspace():
        return ""
    if "\n" in text or "\r" in text:
        text = _BREAK.sub("", text)
    if " " in text or not text.isprintable():
        return BLANKS.sub(" ", text).strip()
    return text
