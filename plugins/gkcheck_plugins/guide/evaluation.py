"""A page about a service lets people say how it was (好差评)."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check
from gkcheck_plugins.guide.gaps import surroundings

_ENTRY = expression(
    r"好差评|我要评价|评价(?:一下|本|此|服务|入口|指南|办事)|(?:服务|办事|在线|满意度?)评价|评一评|点评|满意度|是否有用|有没有帮助|pingjia|evaluat|haocha|satisf|(?<![a-z])hcp(?![a-z])",
    re.I,
)


@page_check("evaluation-offered")
def evaluation_offered(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """A guide page has an entry for evaluating the service, wherever it stands on the page."""
    if _ENTRY.search(page.source):
        return
    if page.derive(surroundings).scripted:
        yield rule.unjudged(page, "body-by-script")
    else:
        yield rule.finding(page, subject="evaluation")
