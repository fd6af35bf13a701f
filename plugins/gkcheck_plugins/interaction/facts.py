"""What the family keeps of a page for the whole site: its messages, the board that it is, the channels that it offers."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from gkcheck.api import Location, Page, Site, SitePage, expression, parse_date
from gkcheck_plugins.interaction.message import Message
from gkcheck_plugins.interaction.messages import messages_of, place_of

MESSAGES = "interaction-messages-1"
BOARD = "interaction-board-1"
_FILLED = expression(
    r"\$\.(?:get|post|ajax|getJSON|load)\b|\bfetch\(|XMLHttpRequest|axios|\.load\(|v-(?:html|text|for)=|ng-(?:bind|repeat)|\{\{\s*\w|document\.write|innerHTML"
)
"""Signs of scripts that may put an answer into the place where the file has none."""
_NUMBER = expression(r"[0-9Xx*]{7,}")
"""People write their numbers into titles: reports do not repeat them."""
_MOST = 300
_TITLE = 60
_OTHER_COLUMN = expression(r"信访|举报|检举|纪检|廉政|访谈|征集|征求|调查|问卷")
"""Columns that are no consultation: the inspection does not count them."""
_BOARD_NAME = expression(
    r"(?:局长|厅长|市长|区长|县长|主任|书记|镇长|乡长|部长|署长|领导|部门|政务|公众|网上|群众|便民)信箱|咨询(?:投诉|建议|答复|回复|服务|选登|公开)?$|(?:网上|在线|政务|业务|公众|政策)咨询|"
    r"留言(?:板|答复|选登|公开|回复|咨询|反馈)?$|来信(?:选登|公开|公示|回复|答复)|信件(?:选登|公开|公示|查询|回复|列表)|建言献策|咨询投诉|网络问政|问政|答复选登|民意直通"
)
_EXCHANGE = expression(r"互动|交流|留言|来信|信箱|问答|答疑")
_LETTER = expression(r"来信|信件|留言|咨询|诉求|投诉|求助|反映|请问|[?？]|吗$|如何|怎么")
"""Signs of a row that is a message: a column of the name above may as well lead to channels."""
_LETTERS = 4
_LISTS = ("list", "")


def message_facts(page: Page) -> dict[str, Any] | None:
    """The messages of a page, newest facts first needed: title, days, state, place; None for a page without any."""
    found = page.derive(messages_of)
    if not found:
        return None
    rows = [_fact(page, message) for message in found[:_MOST] if not _OTHER_COLUMN.search(message.value("sort"))]
    if not rows or _OTHER_COLUMN.search(_about(page)):
        return None
    return {"rows": rows, "scripted": bool(page.scripted & {"body", "fields"}) or bool(_FILLED.search(page.source))}


def _about(page: Page) -> str:
    return f"{page.column} {page.head_title}"


def _fact(page: Page, message: Message) -> list[Any]:
    title = message.value("title") or ("" if message.row else page.title) or message.value("question")
    return [
        _NUMBER.sub("***", "".join(title.split()))[:_TITLE],
        _iso(message.asked),
        _iso(message.answered),
        message.state,
        int(message.row),
        place_of(page, message.at),
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def board_facts(page: Page) -> dict[str, Any] | None:
    """Name and newest date of a list of messages; None for any other page."""
    if page.kind not in _LISTS:
        return None
    name = page.column or page.title
    if not any(_BOARD_NAME.search("".join(text.split())) for text in (name, page.title)) and not _lists_letters(page):
        return None
    if _OTHER_COLUMN.search(_about(page)) or _OTHER_COLUMN.search(name):
        return None
    rows = [message for message in page.derive(messages_of) if message.row]
    days = [message.asked for message in rows] + [message.answered for message in rows]
    texts = [block.text for block in page.content if len(block.text) <= 120]
    days += [parse_date(text) for text in texts if any(sign.isdigit() for sign in text)]
    links = sum(link.area == "content" and link.tag == "a" and len(link.text) >= 4 for link in page.links)
    known = [day for day in days if day]
    return {
        "name": "".join((page.title if not _BOARD_NAME.search(name) else name).split())[:_TITLE],
        "latest": _iso(max(known, default=None)),
        "rows": max(len(rows), links),
        "scripted": bool(page.scripted & {"list", "body"}),
    }


def _lists_letters(page: Page) -> bool:
    """Whether a column of exchange with the public lists messages: most of its dated rows read like one."""
    if not _EXCHANGE.search(page.title) and not _EXCHANGE.search(page.column):
        return False
    rows = [link.text for link in page.links if link.area == "content" and link.tag == "a" and len(link.text) >= 6]
    letters = sum(bool(_LETTER.search(text)) for text in rows)
    return letters >= _LETTERS and letters * 4 >= len(rows) * 3


class Told(NamedTuple):
    """A message as the site shows it."""

    page: SitePage
    title: str
    asked: date
    answered: date | None
    state: str
    row: bool
    scripted: bool
    place: Location


def told_messages(site: Site) -> tuple[Told, ...]:
    """All messages of the site, each once: its own page rather than its row in a list. Ask for them by `site.derive`."""
    found: dict[tuple[str, date], Told] = {}
    for told in _all(site):
        key = (told.title[:20], told.asked)
        before = found.get(key)
        if (
            before is None
            or (before.row and not told.row)
            or (before.row == told.row and not before.answered and told.answered)
        ):
            found[key] = told
    return tuple(sorted(found.values(), key=lambda told: (told.page.path, told.place.line, told.title)))


def _all(site: Site) -> Iterator[Told]:
    for page in site.pages.values():
        facts = page.extra(MESSAGES)
        for title, asked, answered, state, row, (line, column, end, part) in facts["rows"] if facts else ():
            place = Location(page.path, part=part) if part else Location(page.path, line, column, end)
            yield Told(
                page,
                title,
                date.fromisoformat(asked),
                date.fromisoformat(answered) if answered else None,
                state,
                bool(row),
                facts["scripted"],
                place,
            )


def is_old_copy(site: Site, days: int) -> bool:
    """Whether the newest page is so old that the folder looks like a copy put aside: the live site may have moved on."""
    newest = site.derive(_newest)
    return newest is None or (site.today - newest).days > days


def _newest(site: Site) -> date | None:
    days = [day for page in site.pages.values() for day in page.published_dates if day <= site.today]
    days += [
        day for told in site.derive(told_messages) for day in (told.asked, told.answered) if day and day <= site.today
    ]
    return max(days, default=None)
