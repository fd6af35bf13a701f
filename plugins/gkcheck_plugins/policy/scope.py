"""Which policies a rule means: not those of procedure, not other bodies', and those alone that the site declares major."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from gkcheck.api import Rule, Site, SitePage, glob_match, normalise_title, parse_number
from gkcheck_plugins.policy.facts import POLICY

_MONTH = 31
"""Days within which pages of one title are one document."""
WORDS: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
EXEMPT: dict[str, Any] = WORDS | {
    "default": [
        "申报", "培训", "召开", "举办", "会议", "考试", "报名", "评选", "征集", "推荐", "遴选", "公示", "放假", "值班",
        "招聘", "招录", "录用", "任免", "任职", "免职", "任命", "领导小组", "工作组", "组成人员", "成员", "分工",
        "工作要点", "工作总结", "总结", "工作计划$", "立法计划", "制定计划", "年度计划",
        "(?:公布|发布|公示|通报|表彰|认定|命名|确定|命名为).*(?:名单|结果|单位|企业|机构|园区|项目|集体|个人)", "名单",
        "结果", "批复", "复函", "答复", "的函$", "废止", "延长", "有效期", "执业许可", "宣布失效", "失效的", "清理",
        "继续有效", "转发", "开展.*(?:活动|检查|自查|调查|年检|年报|评估|验收|竞赛|宣传|统计|备案|巡查|抽查)",
        "做好.*(?:假期|节日|春节|国庆|期间|防汛|安全生产|考试)", "预算", "决算", "采购", "更正",
        "目录的?(?:公告|通知)?$", "权责清单", "事项清单", "责任清单",
    ],
    "title": "不适用的标题（正则表达式）：程序性文件、工作要点、人事文件、结果通报等",
    "description": "expressions of titles that it does not hold for: procedure, plans of work, personnel, results",
}
SINCE: dict[str, Any] = {
    "type": "string",
    "format": "date",
    "title": "此日之前公布的不判断",
    "description": "policies published earlier are not judged",
}
PATHS: dict[str, Any] = WORDS | {
    "default": [],
    "title": "重大政策的路径（通配符）",
    "description": "paths of the policies that are major (wildcards)",
}
TITLES: dict[str, Any] = WORDS | {
    "default": [],
    "title": "重大政策的标题或文号（写出其中一段即可）",
    "description": "titles or numbers of the policies that are major (a part will do)",
}


@lru_cache(maxsize=16)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression of several; of none, one that fits nothing."""
    return re.compile("|".join(words) or r"(?!)")


def exempt(rule: Rule, title: str) -> bool:
    """True when the rule's option `exempt` names such titles."""
    return bool(pattern(tuple(rule.options["exempt"])).search("".join(title.split())))


def appeared(policy: SitePage) -> date:
    """When the policy appeared, as far as the page tells: published, signed, or the year of its number."""
    number = parse_number(policy.facts.number)
    year = date(number.year, 12, 31) if number else date.max
    return policy.published or policy.signed or year


def in_scope(site: Site, rule: Rule) -> Iterator[SitePage]:
    """Policies that are neither exempt nor older than the duty (options `exempt` and `since`)."""
    since = date.fromisoformat(rule.options["since"])
    for policy in site.of_kind("policy"):
        if appeared(policy) >= since and not exempt(rule, policy.title):
            yield policy


def documents(site: Site, policies: Iterable[SitePage]) -> Iterator[list[SitePage]]:
    """Policies by document: a notice and the document that it issues, or copies in two columns, are one.

    The page that carries the number comes first. Editions of one title that lie more than a month apart stay apart.
    """
    groups: dict[str, list[list[SitePage]]] = {}
    for policy in policies:
        editions = groups.setdefault(normalise_title(policy.title), [])
        known = next((pages for pages in editions if _together(pages[0], policy)), None)
        if known is None:
            editions.append([policy])
        else:
            known.append(policy)
    for editions in groups.values():
        for pages in editions:
            yield sorted(pages, key=lambda page: (not page.facts.number, page.path))


def _together(one: SitePage, other: SitePage) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= _MONTH


def declared_major(site: Site, rule: Rule) -> list[SitePage] | None:
    """Policies that are declared major: by the rule's options, or `major: true` in front matter; None = nothing is."""
    paths, titles = rule.options["paths"], ["".join(text.split()) for text in rule.options["titles"]]
    found = []
    for policy in site.of_kind("policy"):
        named = "".join(f"{policy.title} {policy.facts.number}".split())
        if (
            any(glob_match(glob, policy.path) for glob in paths)
            or any(text in named for text in titles)
            or (policy.extra(POLICY) or {}).get("major")
        ):
            found.append(policy)
    return found if found or paths or titles else None
