"""Links of the content lead somewhere: none is empty, none was left as the `#` or `javascript:;` of a template."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gkcheck.api import Finding, Link, Page, Rule, expression, page_check
from gkcheck_plugins.links.written import written_tag

_HASH = expression(r"#+;?|#(?:none|nogo|this|void|nolink)", re.I)
_NO_HOST = expression(r"(?:https?:/*|about:blank)#?", re.I)
"""What an editor's dialogue offers before anything is typed."""
_NO_ACT = expression(
    r"javascript:[\s;]*(?:void\s*\(?\s*(?:0|null)?\s*\)?|(?:return\s+)?(?:false|true)|null|#)?[\s;]*", re.I
)
_DIGITS = expression(r"[\s\d.…<>«»‹›|/·×【】\[\]()（）:：]+")
_BESIDE = 2
"""Characters that may stand beside the words of a control: 打印本页, 我要纠错."""
_CONTROL_CLASS = expression(
    r"share|bds|jiathis|social|wechat|weixin|weibo|qq|print|clos|font|zoom|tab|toggle|slid|swip|carousel|prev|next|top|login|collect|fav|"
    r"like|zan|play|speech|read|search|pag(?:e|ing|ination)|qr|code|expand|fold|more|btn|button|icon|menu|nav|select|switch|drop|copy",
    re.I,
)
_QUOTED_IN_SCRIPT = r"[\"'][^\"'\n]{{0,120}}\.{}(?![\w-])|(?:ClassName|hasClass|addClass)\(\s*[\"']{}[\"']"
_LONGEST_STRIP_TEXT = 8
_ATTACHED = expression(r"附件|下载|解读|原文|链接|点击|查看|详见|通知|办法|《")


@page_check(
    "no-placeholder", controls={"type": "array", "items": {"type": "string"}, "uniqueItems": True, "default": []}
)
def no_placeholder(page: Page, rule: Rule) -> Iterator[Finding]:
    """Every link of the content area leads to something, unless it is a control of the page or a script handles it.

    `controls` are words of controls (分享, 打印 …): a link whose text is made of them, or is hardly longer, is not content.
    """
    candidates = [
        (index, link) for index, link in enumerate(page.links) if link.area == "content" and _leads_nowhere(link)
    ]
    if not candidates:
        return
    controls = _words(tuple(rule.options["controls"]))
    strips = _strips([item for item in candidates if len(item[1].text) <= _LONGEST_STRIP_TEXT])
    for index, link in candidates:
        if (
            index in strips
            or _is_control(link.text or link.title, controls)
            or ("related" in page.scripted and link.label)
        ):
            continue
        tag, end = written_tag(page, link)
        image = "" if link.text else _image(page.source, end)
        if not (link.text or image) or _scripted(tag, page.source) or _is_control_image(image, controls):
            continue
        text, written = link.text or link.title, link.raw.strip()
        variant = ("" if text else "image-") + ("placeholder" if written else "empty")
        yield rule.finding(
            page, link, variant=variant, subject=text or f"image {index}", text=text[:40], written=written
        )


@lru_cache(maxsize=16)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words; a single character only where it is all there is (大 in 字号, not in 大会)."""
    parts = [
        re.escape(word) if len(word) > 1 else rf"^{re.escape(word)}$" for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile("|".join(parts) or r"(?!)", re.I)


def _leads_nowhere(link: Link) -> bool:
    if link.tag != "a" or link.handled:
        return False
    if link.where == "empty":
        return True
    raw = link.raw.strip()
    return bool(
        (link.where == "same-page" and _HASH.fullmatch(raw))
        or (link.where in ("invalid", "data") and _NO_HOST.fullmatch(raw))
        or (link.where == "script" and _NO_ACT.fullmatch(raw))
    )


def _is_control(text: str, controls: re.Pattern[str]) -> bool:
    plain = _DIGITS.sub("", text)
    return bool(text) and len(controls.sub("", plain)) <= (_BESIDE if len(plain) > 1 and controls.search(plain) else 0)


def _strips(short: list[tuple[int, Link]]) -> frozenset[int]:
    """Indexes of short placeholders of one spelling that follow one another: the heads of tabs, not forgotten links."""
    found: set[int] = set()
    run: list[tuple[int, Link]] = []
    for item in [*short, None]:
        follows = item and run and item[0] == run[-1][0] + 1 and item[1].raw == run[-1][1].raw
        if not follows:
            if len(run) >= (2 if run and run[0][1].where == "script" else 3) and not any(
                _ATTACHED.search(link.text) for _, link in run
            ):
                found.update(index for index, _ in run)
            run = []
        if item:
            run.append(item)
    return frozenset(found)


def _image(source: str, start: int) -> str:
    """The image tag inside a link without text, or "": an empty link is drawn by a style sheet, and is a control."""
    end = source.find("</", start, start + 2000)
    inside = source[start : end if end >= 0 else start + 500]
    match = re.search(r"<img\b[^>]*>", inside, re.I)
    return match[0] if match else ""


def _is_control_image(image: str, controls: re.Pattern[str]) -> bool:
    return bool(image) and bool(controls.search(image) or _CONTROL_CLASS.search(image))


def _scripted(tag: str, source: str) -> bool:
    """True when the tag's class or role says that it is a control, or a script of the page speaks of its class."""
    if re.search(r"\brole\s*=", tag):
        return True
    match = re.search(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", tag, re.I)
    names = (match[1] or match[2] or match[3] or "").split() if match else []
    if any(_CONTROL_CLASS.search(name) for name in names):
        return True
    return any(
        re.search(_QUOTED_IN_SCRIPT.format(re.escape(name), re.escape(name)), source)
        for name in names
        if name in source
    )
