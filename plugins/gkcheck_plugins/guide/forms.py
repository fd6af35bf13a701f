"""A form that a guide names can be downloaded."""

import re
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, LinkFact, Location, Page, Rule, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.guide.labels import DATA, Labels, labels_of
from gkcheck_plugins.guide.materials import materials
from gkcheck_plugins.guide.pieces import squeeze
from gkcheck_plugins.guide.survey import Known, guides_of

NAME = "guide-places-1"
_FILE = expression(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|csv|zip|rar|rtf|txt)(?:$|[?#&])", re.I)
_OFFERS = expression(r"下载|表格|附件|样表|模板|示范|文本|[表书单]\s*(?:[（(.].{0,12})?$|word|pdf|excel", re.I)
_ONLINE = expression(
    r"在线填|网上填|线上填|系统(?:自动)?(?:生成|填|打印|导出)|网上申报|在线生成|窗口(?:领取|索取|提供|填写)|现场(?:领取|填写|提供)|领取|自动生成|平台填|登录|无需(?:提交|提供)|免于?提交|自拟|自备|自行(?:撰写|编写|准备)"
)
_ON_THE_PAGE = expression(
    r"在线填|网上填|线上填|网上申报|(?:窗口|现场)(?:免费)?(?:领取|索取|提供)|表[^。；，]{0,4}领取|登录[^。；]{0,24}(?:填|申报|申请|提交)"
)
"""The same, said of the matter as a whole."""
_FORM = expression(r"(?:申请|申报|备案|登记|审批|承诺|核准)[表书]")
_ISSUED = expression(r"审批后的|已|原|户籍|学籍|档案|结婚|出生|就业|纳税|缴费")
_SHOWN = 3


def form_places(page: Page) -> list[list[Any]] | None:
    """Where the lines of a guide stand that may name a form: [text, line, column, end]; None for any other page."""
    if page.kind != "guide":
        return None
    found: list[list[Any]] = []
    for block in page.content:
        if _FORM.search(block.text) and len(found) < 40:
            at = page.locate(block)
            found.append([squeeze(block.text)[:60], at.line, at.column, at.end_column])
    return found


@site_check(
    "form-downloadable",
    forms={
        "type": "array",
        "items": {"type": "string", "minLength": 2},
        "default": ["申请表", "申请书", "申报表", "申报书", "备案表"],
        "title": "看作表格的名称结尾",
        "description": "how the name of a form ends",
    },
)
def form_downloadable(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Where a guide demands a form, the page offers a file that is there. The message may use {forms} and {target}.

    A form that is filled in online or handed out at the window needs none; one that stands on the page itself neither.
    """
    labels = labels_of(rule.data[DATA])
    for known in guides_of(site, rule.data[DATA]):
        if known.guide.cut or known.guide.items > 1:
            yield rule.unjudged(known.page, "several-items")
            continue
        forms = _forms(known, labels, tuple(rule.options["forms"]))
        if forms:
            yield from _judge(site, known, rule, forms)


def _forms(known: Known, labels: Labels, ends: tuple[str, ...]) -> list[str]:
    """The names of forms among the documents, those aside that are got elsewhere or stand on the page."""
    found: dict[str, None] = {}
    for item in materials(known.guide, labels):
        name = squeeze(item.name).split("（")[0].split("(")[0].strip("《》“”")
        plain = squeeze(item.text)
        if name.endswith(ends) and len(name) <= 40 and not _ONLINE.search(plain) and not _ISSUED.search(name):
            found[name] = None
    lines = [squeeze(piece.text).strip("《》") for piece in known.guide.pieces]
    return [name for name in found if lines.count(name) < 2]


def _judge(site: Site, known: Known, rule: Rule, forms: list[str]) -> Iterator[Finding | Unjudged]:
    links = [link for link in known.page.links if link.tag == "a"]
    offers = [link for link in links if _FILE.search(link.target) or _OFFERS.search(link.text)]
    if any(link.where == "internal" and site.resolve(link.target) is not None for link in offers):
        return
    text = "".join(squeeze(piece.text) for piece in known.guide.pieces)
    if known.around.scripted or any(link.where == "script" for link in offers):
        yield rule.unjudged(known.page, "fields-by-script")
    elif any(link.where in ("external", "dynamic") for link in links) or site.partial:
        yield rule.unjudged(known.page, "outside")
    elif broken := [link for link in offers if link.where == "internal"]:
        if any(site.is_dynamic(link.target) for link in broken):
            yield rule.unjudged(known.page, "dynamic")
        else:
            yield _finding(rule, known.page, forms, broken[0])
    elif known.around.file or known.around.picture:
        yield rule.unjudged(known.page, "not-text")
    elif _ON_THE_PAGE.search(text):
        yield rule.unjudged(known.page, "outside")
    else:
        yield _finding(rule, known.page, forms, None)


def _finding(rule: Rule, page: SitePage, forms: list[str], broken: LinkFact | None) -> Finding:
    names = "、".join(forms[:_SHOWN]) + ("等" if len(forms) > _SHOWN else "")
    if broken is not None:
        return rule.finding(page, broken, variant="broken", subject="forms", forms=names, target=broken.target)
    return rule.finding(page, _place(page, forms[0]), variant="missing", subject="forms", forms=names)


def _place(page: SitePage, form: str) -> Any:
    for text, line, column, end in page.extra(NAME) or ():
        if form in text:
            return Location(page.path, line, column, end)
    return None
