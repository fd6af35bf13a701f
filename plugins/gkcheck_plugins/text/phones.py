"""One office, one number: telephone numbers of the same named service agree on all pages."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from gkcheck.api import Finding, Page, Related, Rule, Site, SitePage, expression, site_check
from gkcheck_plugins.text.running import running_text

PHONES = "service-phones-1"
_NAMED = expression(
    r"(?P<name>[\u4e00-\u9fff]{0,16}(?:信息公开(?:工作)?(?:申请)?(?:受理|咨询|联系|监督)?|依申请公开(?:受理|咨询|联系)?|政务公开(?:咨询|联系|监督)))(?:机构)?(?:的)?(?:联系)?电话"
    r"[：:为是\s]{1,3}(?:[（(]?0\d{2,3}[）)]?[-—－\s]?)?(?P<number>\d{7,8})(?!\d)"
)


def service_phones(page: Page) -> list[list[str]] | None:
    """Named telephone numbers of the disclosure service on a page: name of the service, number without area code; None without any."""
    if "公开" not in page.title and page.kind not in ("annual-report", "catalogue", "home"):
        return None
    text = page.derive(running_text).text
    if "电话" not in text:
        return None
    found = {(match["name"], match["number"]) for match in _NAMED.finditer(text)}
    return [list(entry) for entry in sorted(found)] or None


@site_check("phones-agree")
def phones_agree(site: Site, rule: Rule) -> Iterator[Finding]:
    """The telephone of one named service of disclosure is the same wherever the site states it.

    Two numbers on one page are two lines of one office. Old reports keep the number of their time: pages older than two years say nothing.
    """
    stated: dict[str, list[tuple[SitePage, frozenset[str]]]] = {}
    for page in site.pages.values():
        facts: Any = page.extra(PHONES)
        recent = page.published is None or (site.today - page.published).days <= 731
        if facts and recent:
            for name in {entry[0] for entry in facts}:
                stated.setdefault(name, []).append((page, frozenset(entry[1] for entry in facts if entry[0] == name)))
    for name, places in sorted(stated.items()):
        counts = Counter(number for _, numbers in places for number in numbers)
        usual, times = counts.most_common(1)[0]
        home = next((page for page, numbers in places if usual in numbers), None)
        for page, numbers in places:
            if usual not in numbers and home is not None and times > sum(counts[number] for number in numbers):
                related = (Related(home.locate(), "found"),)
                yield rule.finding(
                    page, subject=name, related=related, review=True, service=name, one="、".join(sorted(numbers)), two=usual, count=times
                )
