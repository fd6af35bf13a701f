"""Checks: representatives of the public sit in on meetings that decide, often enough, and learn what became of what they said."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gkcheck.api import Finding, Page, Rule, Site, SitePage, Unjudged, add_working_days, expression, site_check
from gkcheck_plugins.decision.drafts import is_feedback_text
from gkcheck_plugins.decision.due import EXPECTED, home_of

MEETING = "decision-meeting-1"
_MEETING = expression(r"办公会|常务会|局务会|党组会|行政会议|局长会|决策会议|专题会|联席会|审议会")
_ATTENDED = expression(
    r"(?:公众|市民|群众|企业|居民|利益相关方|人大代表|政协委员|社会|行业|专家|媒体|服务对象)[^。]{0,24}列席|列席[^。]{0,24}(?:公众|市民|群众|企业|居民|利益相关方|社会|行业|服务对象)[^。]{0,6}代表|公众代表列席"
)
_TITLE = expression(r"列席")
_ABOUT = expression(
    r"办法|制度|规定|规则|征集|招募|遴选|报名|名单|公开选|邀请函|预告|细则|方案|(?:开展|启动|做好).{0,16}工作$|解读"
)
_ADOPTED = expression(
    r"采纳|吸收|吸纳|(?:意见|建议)[^。]{0,40}(?:反馈|答复|回应|研究(?:吸收|采纳)|落实|写入|纳入|修改)|(?:反馈|答复|回应)[^。]{0,30}(?:意见|建议|代表)|(?:没有|未|无)(?:提出)?[^。]{0,6}(?:不同|其他|修改)?意见"
)
_KINDS = ("article", "", "list")
_YEAR_DAYS = 365


def meeting_facts(page: Page) -> dict[str, Any] | None:
    """Whether a page reports on a meeting that representatives attended, and whether it tells what became of what they said."""
    if page.kind not in _KINDS or not any("列席" in block.text for block in page.blocks):
        return None
    title = "".join(page.title.split())
    if _ABOUT.search(title) or page.kind == "list":
        return None
    text = "\n".join(block.text for block in page.content)
    named = bool(_TITLE.search(title))
    if not (named and _MEETING.search(title + text)) and not (_MEETING.search(title) and _ATTENDED.search(text)):
        return None
    return {"adopted": bool(_ADOPTED.search(text)), "short": sum(len(block.text) for block in page.content) < 60}


def meetings_of(site: Site) -> tuple[SitePage, ...]:
    """Reports on meetings with representatives, those of feedback alone left out. Ask for them by `site.derive`."""
    return tuple(page for page in site.pages.values() if page.extra(MEETING) and not _is_feedback(page))


def _is_feedback(page: SitePage) -> bool:
    """A page that only tells what became of the opinions is no further meeting."""
    return is_feedback_text(page.title)


@site_check(
    "representatives-attend",
    least={
        "type": "integer",
        "minimum": 1,
        "default": 4,
        "title": "每年至少几次",
        "description": "meetings a year at least",
    },
    expected=EXPECTED,
)
def representatives_attend(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """In the last whole year `least` meetings with representatives were reported, and this year keeps the pace.

    Judged where the site reports on such meetings, or where `expected` says that it must. A year before the first report
    is not counted; this year's pace is a note.
    """
    least = rule.options["least"]
    pages = site.derive(meetings_of)
    counts: dict[int, int] = {}
    undated = [page for page in pages if page.published is None]
    for page in pages:
        if page.published:
            counts[page.published.year] = counts.get(page.published.year, 0) + 1
    year = site.today.year - 1
    home = home_of(site)
    recent = [page for page in pages if page.published and page.published.year >= year - 1]
    if not recent and not rule.options["expected"]:
        return
    place = max(recent, key=lambda page: (page.published or date.min, page.path), default=home)
    if place is None:
        return
    if undated or site.partial:
        yield rule.unjudged(undated[0] if undated else place, "undated" if undated else "partial-site")
        return
    begun = counts and min(counts) <= year
    if (begun or rule.options["expected"]) and counts.get(year, 0) < least:
        yield rule.finding(place, subject=str(year), year=year, count=counts.get(year, 0), least=least)
    passed = (site.today - date(site.today.year, 1, 1)).days
    now, due = counts.get(site.today.year, 0), least * passed // _YEAR_DAYS
    if now < due:
        left = (date(site.today.year, 12, 31) - site.today).days
        yield rule.finding(
            place,
            variant="soon",
            severity="note",
            subject=str(site.today.year),
            year=site.today.year,
            count=now,
            least=least,
            days_left=left,
        )


@site_check(
    "attendance-answered",
    working_days={
        "type": "integer",
        "minimum": 0,
        "default": 20,
        "title": "会议信息公开后几个工作日内",
        "description": "working days after the report",
    },
    years={
        "type": "integer",
        "minimum": 1,
        "default": 2,
        "title": "只看最近几年",
        "description": "years that are looked at",
    },
)
def attendance_answered(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Each report on such a meeting tells what became of what the representatives said, or leads to a page that does."""
    told = [page for page in site.pages.values() if page.extra(MEETING) and _is_feedback(page)]
    for page in site.derive(meetings_of):
        facts = page.extra(MEETING)
        if page.published is None:
            yield rule.unjudged(page, "undated")
            continue
        if (site.today - page.published).days > 366 * rule.options["years"] or facts["adopted"]:
            continue
        if add_working_days(page.published, rule.options["working_days"], rule.calendar)[0] >= site.today:
            continue
        if any(is_feedback_text(link.text) for link in page.links) or any(
            is_feedback_text(other.title) for other, _ in site.linked(page)
        ):
            continue
        if any(0 <= ((other.published or date.max) - page.published).days <= 92 for other in told):
            yield rule.unjudged(page, "mentioned")
        elif facts["short"] or "body" in page.facts.scripted:
            yield rule.unjudged(page, "not-text")
        else:
            yield rule.finding(page, subject=page.path)
