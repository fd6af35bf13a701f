"""What a script may fill in. Where it may, absence in the static page proves nothing."""

import re
from functools import lru_cache

_RELATED = re.compile(
    r"解读|关联(?:文件|政策|内容)|相关(?:文件|政策|链接|解读|内容|阅读|文章|稿件|信息)|政策原文|PolicyInterpretation|xgjd|xgwj|xgzc|zcjd|jiedu|"
    r"(?:relat|relevant|interpret)(?:ed|ion|ive)?[_-]?(?:file|doc|list|article|news|policy|content|info|url|data|link)",
    re.I,
)
_RELATED_HINTS = ("解读", "关联", "相关", "原文", "xg", "zcjd", "jiedu", "elat", "elevant", "nterpret")
_WRITES = re.compile(r"document\.write")
_FILLS = re.compile(
    r"innerHTML|\.html\(|\.append\(|\.load\(|appendTo|insertAdjacentHTML|\$\.(?:get|post|ajax|getJSON)|fetch\(|XMLHttpRequest|"
    r"btnData[^;]{0,200}url\s*:\s*[\"'][^\"']"
)
_CONTAINER = re.compile(r"[\"']#([\w-]+)|[\"']\.([\w-]+)|getElementById\(\s*[\"']([\w-]+)|btnData")
"""What a script fills; a list of buttons whose addresses are all empty fills nothing."""
_NEAR = 160
_LIST_HINTS = (
    *("<datastore", "<record>", "createPageHTML", "getJSON", "$.ajax", "$.get(", "$.post(", "fetch(", "axios", "v-for", "ng-repeat"),
    *("new Vue", "dataproxy", "XMLHttpRequest", ".load(", "document.write"),
)
_BODY = re.compile(r"window\._CONFIG\s*=|\bDETAIL\b.{0,20}[\"']content[\"']|__NUXT__|__INITIAL_STATE__|new Vue\(|ng-app", re.S)
_BODY_HINTS = ("_CONFIG", "DETAIL", "__NUXT__", "__INITIAL_STATE__", "new Vue", "ng-app")
_FIELDS = re.compile(r"索\s*引\s*号|发文字号|发布机构|发文机关|成文日期|公开方式|公开属性")
_FIELD_HINTS = ("引", "发文", "机构", "成文", "公开")
_HINTS = {"related": _RELATED_HINTS, "list": _LIST_HINTS, "body": _BODY_HINTS, "fields": _FIELD_HINTS}
RELATED_LABEL = re.compile(
    r"^[\[【]?(?:政策|相关|有关|关联|文件|图文|媒体|专家|部门|视频)?(?:的)?(?:解读|图解)(?:材料|文件|链接|信息|阅读|回应)?[\]】]?\s*[：:]?$|"
    r"^[\[【]?(?:相关|关联|有关|延伸|推荐)(?:文件|政策|链接|内容|阅读|文章|稿件|信息|文档|政策文件|解读材料|资料)[\]】]?\s*[：:]?$|"
    r"^[\[【]?(?:政策|解读)?(?:原文|全文|文件)(?:链接)?[\]】]?\s*[：:]?$|^政策(?:原文|文件|依据)及解读\s*[：:]?$"
)
"""A short text that introduces a block of related documents."""
_TEMPLATE_HINTS = (" v-", " ms-", " ng-", "data-bind", "{{")
_TEMPLATE = re.compile(r"\b(?:v-for|v-if|v-html|ms-if|ms-for|ms-each|ms-attr-\w+|ms-repeat|ng-repeat|ng-if|data-bind)\s*=|\{\{")


def scripted_parts(scripts: list[str], source: str, names: frozenset[str], shell: bool) -> frozenset[str]:
    """Which parts scripts may fill: "related", "list", "body", "fields".

    `scripts` are the texts of the page's own scripts, `names` its ids. `shell` = the page shows a heading for related
    documents with nothing under it. A script that is the same on every page and fills nothing here proves nothing.
    """
    parts = set()
    hints = frozenset[str]().union(*map(_hints, scripts))
    if shell or ("related" in hints and any(_fills_related(script, source, names) for script in scripts)):
        parts.add("related")
    # A regular expression over the whole page costs as much as parsing it, so plain words are looked for first.
    template = _TEMPLATE.search(source) if _holds(source, _TEMPLATE_HINTS) else None
    if template and _RELATED.search(source, max(0, template.start() - 400), template.start() + 600):
        parts.add("related")
    if template or "list" in hints:
        parts.add("list")
    if "body" in hints and _BODY.search("\n".join(scripts)):
        parts.add("body")
    if "fields" in hints and any(
        _near(_WRITES, script, match) or _near(_FILLS, script, match) for script in scripts for match in _FIELDS.finditer(script)
    ):
        parts.add("fields")
    return frozenset(parts)


@lru_cache(maxsize=512)
def _hints(script: str) -> frozenset[str]:
    """The parts that words of a script hint at. Remembered: most scripts of a page are their template's."""
    return frozenset(part for part, words in _HINTS.items() if _holds(script, words))


def _holds(text: str, hints: tuple[str, ...]) -> bool:
    return any(hint in text for hint in hints)


def _near(pattern: re.Pattern[str], script: str, match: re.Match[str]) -> bool:
    return bool(pattern.search(script, max(0, match.start() - _NEAR), match.end() + _NEAR))


def _fills_related(script: str, source: str, names: frozenset[str]) -> bool:
    """True when a script writes related documents here: at its own place, or into a container that this page has."""
    for match in _RELATED.finditer(script):
        if _near(_WRITES, script, match):
            return True
        if not _near(_FILLS, script, match):
            continue
        for found in _CONTAINER.finditer(script, max(0, match.start() - _NEAR), match.end() + _NEAR):
            name = found[1] or found[2] or found[3]
            if not name or (_RELATED.search(name) and (name in names or f'"{name}' in source or f" {name}" in source)):
                return True
    return False
