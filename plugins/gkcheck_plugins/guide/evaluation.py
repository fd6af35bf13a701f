"""A page about a service lets people say how it was (好差评)."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, page_check
from gkcheck_plugins.guide.gaps import surroundings

_WORDS = (
    *(
        "好差评",
        "我要评价",
        "评价一下",
        "评价本",
        "评价此",
        "评价入口",
        "评价指南",
        "服务评价",
        "办事评价",
        "在线评价",
        "满意度评价",
    ),
    *(
        "满意评价",
        "满意度调查",
        "满意度测评",
        "评一评",
        "点评",
        "是否有用",
        "有没有帮助",
        "pingjia",
        "haocha",
        "evaluat",
        "Evaluat",
    ),
    *("satisf", "/hcp", "hcp.", "hcp/"),
)
"""What an entry says, or is called in an address or a script."""


@page_check("evaluation-offered")
def evaluation_offered(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A guide page has an entry for evaluating the service, wherever it stands on the page."""
    if any(word in page.source for word in _WORDS):
        return
    if page.derive(surroundings).scripted:
        yield rule.unjudged(page, "body-by-script")
    else:
        yield rule.finding(page, subject="evaluation")
