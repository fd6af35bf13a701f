"""What a script may fill in. Where it may, absence in the static page proves nothing."""

import re

_RELATED = re.compile(
    r"解读|关联(?:文件|政策|内容)|相关(?:文件|政策|链接|解读|内容|阅读|文章|稿件|信息)|政策原文|PolicyInterpretation|xgjd|xgwj|xgzc|zcjd_?(?:list|url|data|box)|"
    r"(?:relat|relevant|interpret)(?:ed|ion|ive)?[_-]?(?:file|doc|list|article|news|policy|content|info|url|data|link)",
    re.I,
)
_FILLS = re.compile(
    r"innerHTML|\.html\(|\.append\(|\.load\(|appendTo|\$\.(?:get|post|ajax|getJSON)|fetch\(|XMLHttpRequest|document\.write|"
    r"axios|new Vue|\.insertAdjacentHTML|\$\(|btnData|=\s*[\"']{2}",
)
_LIST = re.compile(r"<datastore|<record>|createPageHTML\s*\(|\.getJSON|\$\.ajax|\$\.get\(|\$\.post\(|fetch\(|axios|v-for|ng-repeat|new Vue|dataproxy|"
                   r"XMLHttpRequest|\.load\(|document\.write", re.I)
_BODY = re.compile(r"window\._CONFIG\s*=|\bDETAIL\b.{0,20}[\"']content[\"']|__NUXT__|__INITIAL_STATE__|new Vue\(|ng-app", re.S)
_FIELDS = re.compile(r"索\s*引\s*号|发文字号|发布机构|发文机关|成文日期|公开方式|公开属性")
RELATED_LABEL = re.compile(
    r"^[\[【]?(?:政策|相关|有关|关联|文件|图文|媒体|专家|部门|视频)?(?:的)?(?:解读|图解)(?:材料|文件|链接|信息|阅读|回应)?[\]】]?\s*[：:]?$|"
    r"^[\[【]?(?:相关|关联|有关|延伸|推荐)(?:文件|政策|链接|内容|阅读|文章|稿件|信息|文档|政策文件|解读材料|资料)[\]】]?\s*[：:]?$|"
    r"^[\[【]?(?:政策|解读)?(?:原文|全文|文件)(?:链接)?[\]】]?\s*[：:]?$|^政策(?:原文|文件|依据)及解读\s*[：:]?$"
)
"""A short text that introduces a block of related documents."""
TEMPLATE_ATTRIBUTES = re.compile(r"\b(?:v-for|v-if|v-html|ms-if|ms-for|ms-each|ms-attr-\w+|ms-repeat|ng-repeat|ng-if|data-bind)\s*=|\{\{")


def scripted_parts(scripts: list[str], source: str, shell: bool) -> frozenset[str]:
    """Which parts scripts may fill: "related", "list", "body", "fields".

    `scripts` are the texts of the page's own scripts. `shell` = the page shows a heading for related documents with
    nothing under it.
    """
    parts = set()
    text = "\n".join(scripts)
    if shell or any(_RELATED.search(script) and _FILLS.search(script) for script in scripts):
        parts.add("related")
    template = TEMPLATE_ATTRIBUTES.search(source)
    if template and _RELATED.search(source, max(0, template.start() - 400), template.start() + 600):
        parts.add("related")
    if template or _LIST.search(text):
        parts.add("list")
    if _BODY.search(text):
        parts.add("body")
    if _FIELDS.search(text):
        parts.add("fields")
    return frozenset(parts)
