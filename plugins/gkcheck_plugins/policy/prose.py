"""The running text of a page: its paragraphs, without the title, the lines about the page and the tables of fields."""

import re

from gkcheck.api import Page, expression

_ABOUT = expression(
    r"(?:发布|发文|公开|更新|成文)(?:日期|时间)|(?:信息|文章|稿件)?来源[：:]|索引号|浏览(?:次数|量)|字号[：:]|字体[：:]|【?打印|分享到|责任编辑|当前位置|您(?:当前)?的?位置"
)
_FURNITURE = expression(
    r"主办单位|承办单位|版权所有|ICP备|公网安备|网站标识码|技术支持|扫一扫|分辨率|浏览器|网站地图|无障碍|离开本(?:网)?站|二维码|适老化|上一篇|下一篇|网站声明"
)
_SENTENCE = expression(r"[。；！？]")
_ORIGINAL = expression(r"(?:政策|文件|通知|办法)?(?:原文|全文)(?:如下)?[：:]?")
_DOCUMENT = expression(r"\.(?:pdf|docx?|ofd|wps|et|xlsx?|pptx?|zip|rar)$", re.I)
_ICON = expression(
    r"icon|ico[_/.]|logo|qrcode|ewm|erweima|weixin|wechat|share|blank|spacer|arrow|dot\d?\.|bullet|/bg|btn|button|filetype|jiucuo|zhaocuo|dzjg",
    re.I,
)
_LONG = 40
"""Characters of a line without a full stop that is running text all the same."""
_LAZY = expression(
    r"<img\b[^>]{0,400}\bdata-(?:src|original|lazy[\w-]*|echo)\s*=\s*[\"']?[^\"'\s>]+\.(?:png|jpe?g|gif|webp)", re.I
)
"""A picture that a script puts in when the reader comes to it."""
_FILMS = ("video", "audio")
_FRAMES = ("iframe", "frame", "embed", "object")


def prose_of(page: Page) -> list[str]:
    """The paragraphs, blanks dropped. A document that a page gives below its own text ("政策原文") is left out."""
    title = "".join(page.title.split())
    found: list[str] = []
    for block in page.blocks:
        if block.area != "content":
            continue
        text = "".join(block.text.split())
        if page.kind == "interpretation" and found and len(text) <= 12 and _ORIGINAL.fullmatch(text):
            break
        if (
            len(text) < 2
            or text in title
            or title in text[: len(title) + 4]
            or (len(text) < 80 and _ABOUT.search(text))
        ):
            continue
        if len(text) < 160 and _FURNITURE.search(text):
            continue
        found.append(text)
    return found


def sentences_of(prose: list[str]) -> list[str]:
    """The paragraphs that are sentences: headings, cells and what a template puts beside the text left out."""
    return [text for text in prose if len(text) >= _LONG or _SENTENCE.search(text)]


def media_of(page: Page) -> str:
    """What the content shows besides text: "film", "frame", "image" or "" for nothing. Icons and logos do not count."""
    found: set[str] = set()
    for link in page.links:
        if link.area != "content" or link.tag in ("a", "link", "script"):
            continue
        if link.tag in _FILMS or (link.tag == "source" and link.attribute == "src"):
            return "film"
        if link.tag in _FRAMES:
            found.add("frame")
        elif link.tag == "img" and not _ICON.search(link.raw[:300]) and (link.where != "data" or len(link.raw) > 2000):
            found.add("image")
    if not found and "data-" in page.source and _LAZY.search(page.source):
        return "image"
    return "frame" if "frame" in found else "image" if found else ""


def has_files(page: Page) -> bool:
    """True when the content leads to a document of its own: an attachment, whatever the site's program calls it."""
    return any(
        link.area == "content"
        and link.tag == "a"
        and (_DOCUMENT.search(link.target) or _DOCUMENT.search(link.text) or "附件" in link.text)
        for link in page.links
    )
