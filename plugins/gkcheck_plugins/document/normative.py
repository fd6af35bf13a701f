"""Which documents are normative ones (规范性文件), and what their text says of their beginning and end."""

import re
from datetime import date

from gkcheck.api import Page, expression, find_number, parse_date
from gkcheck_plugins.document.table import TABLE, named, stated

_DATE = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
_BEGINS = expression(
    rf"[自从由](?:本[\u4e00-\u9fff]{{1,4}})?\s*(?P<day>{_DATE}|[\u4e00-\u9fff]{{0,8}}?(?:发布|公布|印发|颁布|下发|发文|签署)之?日?)[^。；]{{0,14}}?"
    r"(?:开始|正式)?(?:施行|实施|执行|生效|试行|起效)"
)
_BEGINS_OTHERWISE = expression(r"(?:施行|实施|生效|执行)(?:日期|时间)|(?:发布|公布|印发)之日起|即日起")
_PERIOD = expression(
    r"有效期|有效至|长期有效|(?:试行|暂行|实施|施行|执行|适用)期限?(?:为|至|到|[一二三四五六七八九十\d])|"
    rf"(?:试行|施行|实施|执行|暂行)\s*[一二三四五六七八九十两\d]+\s*(?:个月|年)|[至到]\s*{_DATE}\s*(?:止|失效|废止|结束|终止|自行)|"
    r"(?:失效|废止|截止)(?:日期|时间)"
)
_ENDS = expression(
    rf"有效期(?:限)?(?:为|自)?[^。；]{{0,24}}?(?:[至到]|截至|截止)\s*(?P<day>{_DATE})|[至到]\s*(?P<other>{_DATE})\s*(?:止|失效|自行(?:失效|废止))"
)
_YEARS = expression(r"有效期(?:限)?(?:为|是|：|:)?\s*(?P<years>\d{1,2}|[一二两三四五六七八九十])\s*年")
_ITSELF = expression(
    r"本(?:办法|规定|细则|意见|通知|措施|方案|规则|政策|规范|制度|指引|决定|文件|标准|条例|暂行|若干|实施|操作|管理|公告|通告)"
)
_UNTIL = expression(r"[至到~～]|\s[-–—]+\s")
_LATER = expression(r"(\d{1,3}|[一二三四五六七八九十]{1,3})\s*日后")
_ARTICLE = expression(r"^\s*(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]{1,3}、)")
_NO_NORM = expression(r"要点|计划|规划|任免|任职|免职|名单|公示|通报|预案|废止|清理|目录")
"""Work plans, personnel and lists stand in the column as well and are no normative documents."""
_FILE = expression(r"\.(?:docx?|wps|pdf|ofd|rtf|zip|rar)(?:$|\?)", re.I)
_NUMBERS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2}


def has_normative_number(page: Page) -> bool:
    """True for a number such as 沪知局规〔2024〕1号, which only normative documents carry."""
    number = find_number(page.number)
    return number is not None and number.organ.endswith("规")


def is_normative(page: Page) -> bool:
    """True where number, column or a register number says that the document is a normative one."""
    if has_normative_number(page):
        return True
    if "规范性文件" in page.column and not _NO_NORM.search(page.title):
        return True
    return any(entry.origin in TABLE and stated(entry.value) for entry in named(page.fields, "registration"))


def says_begin(page: Page) -> bool:
    """True where table or text state from when on the document holds."""
    if any(stated(entry.value) for entry in named(page.fields, "effective")):
        return True
    return any(_BEGINS.search(block.text) or _BEGINS_OTHERWISE.search(block.text) for block in page.content)


def says_period(page: Page) -> bool:
    """True where table or text state how long it holds."""
    fields = (*named(page.fields, "expires"), *(e for e in named(page.fields, "validity") if re.search(r"\d", e.value)))
    if any(stated(entry.value) for entry in fields):
        return True
    return any(_PERIOD.search(block.text) for block in page.content)


def hides_its_text(page: Page) -> str:
    """The reason why the page does not show the document's text, "" when it does."""
    if "body" in page.scripted:
        return "body-by-script"
    if sum(1 for block in page.content if _ARTICLE.match(block.text)) >= 2:
        return ""
    files = (link for link in page.links if link.area == "content" and link.tag in ("a", "iframe", "embed", "object"))
    return "not-text" if any(_FILE.search(f"{link.raw} {link.text}") or link.tag != "a" for link in files) else ""


def begin(page: Page) -> date | None:
    """The day from which the document holds, None where neither table nor text name a day."""
    for entry in named(page.fields, "effective"):
        if day := parse_date(entry.value):
            return day
    for block in page.content:
        for match in _BEGINS.finditer(block.text):
            if day := parse_date(match["day"]):
                return day
    return None


def end(page: Page) -> date | None:
    """The last day on which the document holds by its own words, None where they do not tell it.

    Licences and funds have validity as well, so the sentence has to speak of the document itself or of its beginning.
    """
    for entry in (*named(page.fields, "expires"), *named(page.fields, "validity")):
        if entry.origin in TABLE and (day := _last_of(entry.value)):
            return day
    for block in page.content:
        for sentence in re.split(r"[。；]", block.text):
            own = _ITSELF.search(sentence) or _BEGINS.search(sentence)
            if not own or ("有效期" not in sentence and "止" not in sentence and "失效" not in sentence):
                continue
            match = _ENDS.search(sentence)
            if match and (day := parse_date(match["day"] or match["other"])):
                return day
            years = _YEARS.search(sentence)
            start = _begin_of(page, sentence) if years else None
            if years and start:
                count = int(years["years"]) if years["years"].isdigit() else _NUMBERS[years["years"]]
                return last_day(start, count)
    return None


def _last_of(value: str) -> date | None:
    """The day on which a period ends, as 2024年5月1日至2029年4月30日 gives it; one that only begins (…起) tells no end."""
    last = _UNTIL.split(value)[-1]
    return None if "起" in last else parse_date(last)


def _begin_of(page: Page, sentence: str) -> date | None:
    """When it began; for “from publication” the last day that the page shows, so that the end is never put too early."""
    match = _BEGINS.search(sentence)
    day = parse_date(match["day"]) if match else begin(page)
    if day:
        return day
    days = [day for day in (page.published, page.published_label, page.signed) if day]
    if not days:
        return None
    return date.fromordinal(max(days).toordinal() + (62 if _LATER.search(sentence) else 0))


def last_day(begun: date, years: int) -> date:
    """The last of so many years that begin with a day."""
    try:
        after = begun.replace(year=begun.year + years)
    except ValueError:
        after = date(begun.year + years, 3, 1)
    return date.fromordinal(after.toordinal() - 1)
