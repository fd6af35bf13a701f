"""Pinyin in brackets behind the characters: what a converter of scripts, or a spun copy of a page, leaves behind."""

from collections.abc import Iterator
from unicodedata import normalize

from gkcheck.api import Finding, Page, Rule, expression, page_check
from gkcheck_plugins.text.running import running_text

_GLOSS = expression(r"(?<=[\u4e00-\u9fff])[(（]([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,13}(?: [a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,7}){0,3})[)）]")
_ONE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ün|üe|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|ü|v)"
)
_SYLLABLE, _SYLLABLES = expression(_ONE), expression(rf"(?:{_ONE}){{2,3}}")
_TONES = expression("[\u0300\u0301\u0304\u030c]")


@page_check("no-pinyin-glosses", least={"type": "integer", "minimum": 1, "default": 3})
def pinyin_glosses(page: Page, rule: Rule) -> Iterator[Finding]:
    """Fewer than `least` characters carry their pinyin in brackets: a rare one may be explained so, a text full of them is damaged."""
    running = page.derive(running_text)
    least = rule.options["least"]
    if running.text.count("(") + running.text.count("（") < least:
        return
    found = [match for match in _GLOSS.finditer(running.text) if _is_pinyin(match[1])]
    if len(found) >= least:
        first = found[0]
        sample = "、".join(dict.fromkeys(running.text[match.start() - 1 : match.end()] for match in found[:3]))
        yield rule.finding(page, running.block_at(first.start()), count=len(found), sample=sample)


def _is_pinyin(text: str) -> bool:
    """Whether a word can be read as one syllable, or with its tones as several: (pct) and (app) cannot, and (a) counts an item."""
    if " " in text:
        # Words of another language stand in brackets as well: of several syllables each but the light ones has its tone.
        parts = text.split(" ")
        return sum(not part.isascii() for part in parts) * 2 > len(parts) and all(map(_is_syllable, parts))
    plain = normalize("NFC", _TONES.sub("", normalize("NFD", text)))
    if plain == text and (len(plain) == 1 or len(plain) > 6):
        return False
    return bool(_is_syllable(text) or (plain != text and _SYLLABLES.fullmatch(plain)))


def _is_syllable(text: str) -> bool:
    return bool(_SYLLABLE.fullmatch(normalize("NFC", _TONES.sub("", normalize("NFD", text)))))
