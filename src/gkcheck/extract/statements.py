"""What a page states about itself: title, dates, number, issuer, disclosure attribute, column."""

import re
from datetime import date
from typing import NamedTuple

from gkcheck.dates import find_date, parse_date
from gkcheck.docnumber import find_number, parse_number
from gkcheck.extract.information import Near, information_fields
from gkcheck.extract.labels import META, NAMES, canonical, disclosure_attribute
from gkcheck.page import Block, Field, Page


class Statements(NamedTuple):
    """What stands outside the text blocks: page labels (lower-case name → value, offset), <title>, breadcrumb."""

    labels: dict[str, tuple[str, int]]
    head_title: str
    crumb: str
    front: tuple[Field, ...] = ()


_NOTE = re.compile(r"[（(]?此(?:件|文)([^（()）]{0,20}?公开(?:发布|发表)?[^（()）]{0,60})(?:[)）。]|$)")
_SIMPLE = str.maketrans("開動請發佈辦廳處會縣區", "开动请发布办厅处会县区")
_GLOSS = re.compile(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,8}[)）]")
"""Pages that went through a converter carry note and signature in traditional characters with glosses: 產(chǎn)權(quán)局辦公室."""
_BARE_NOTE = re.compile(r"^[（(](主动公开|依申请公开|不予公开|公开发布)[)）]$")
ORGAN = re.compile(r"(?:局|厅|委|委员会|办公室|办公厅|政府|府|院|部|署|中心|会|处|行|队|馆|所|站|法院|管理处|集团|公司|大学|学院|小组|街道|镇|乡)$")
TITLE_FORM = re.compile(
    r"关于[^。：:]{4,}的?(?:通知|意见|公告|通告|决定|办法|批复|函|规定|方案|公示)$|(?:办法|规定|细则|条例|年度报告|解读)(?:[（(][^()（）]+[)）])?$"
)
_SEPARATORS = re.compile(r"\s*[-_|｜—–]{1,2}\s*|[\s\xa0]{2,}")
_STEPS = re.compile(r"\s*(?:>+|›|»|→|＞+|/|\\|—>|-->|⟩)\s*")
_POSITION = re.compile(r"(?:您?(?:当前|现在|所在)的?(?:位置|所在)|您的位置)")
_FROM_HOME = re.compile(r"(?:网站)?首\s*页\s*(?:>|›|»|＞|→)")
_NO_STEPS = frozenset(("正文", "内容", "详情", "文章", "首页", "网站首页"))
_EMPTY_LABELS = frozenset(("", "null", "undefined", "none", "无"))
_PLACEHOLDERS = frozenset(("", "无", "/", "-", "--", "—", "——", "暂无", "空", "null", "号"))


def read_statements(page: Page, found: Statements) -> None:
    """Fill the statements of `page` from its blocks, tables and labels, in place."""
    fields = [*found.front, *_label_fields(found.labels), *information_fields(page)]
    page.site_name = _value(fields, "site-name")
    _read_title(page, fields, found)
    page.column = _column(page, fields, found.crumb)
    fields += _note_fields(page.blocks, page.source)
    _read_number(page, fields)
    _read_signature(page, fields)
    _read_dates(page, fields)
    _read_issuer(page, fields)
    page.fields = tuple(fields)
    page.attribute = next(
        (value for entry in fields if entry.name == "attribute" and (value := disclosure_attribute(entry.value))), ""
    )


def stated(value: str) -> bool:
    """True when a field's value says something (and is not a dash, 无 or blank)."""
    return value.strip() not in _PLACEHOLDERS


def _label_fields(labels: dict[str, tuple[str, int]]) -> list[Field]:
    fields, seen = [], set()
    for label, name in META.items():
        value, offset = labels.get(label, ("", 0))
        if name not in seen and value.lower() not in _EMPTY_LABELS:
            fields.append(Field(name, label, value, offset, "meta"))
            seen.add(name)
    for label, (value, offset) in labels.items():
        # Some systems put the information table's own labels into the head.
        if label in NAMES and value.lower() not in _EMPTY_LABELS:
            fields.append(Field(NAMES[label], label, value, offset, "meta"))
    return fields


def _value(fields: list[Field], name: str, *origins: str) -> str:
    for entry in fields:
        if entry.name == name and stated(entry.value) and (not origins or entry.origin in origins):
            return entry.value
    return ""


def squeeze(text: str) -> str:
    """Text without blanks, for comparing."""
    return "".join(text.split())


def _read_title(page: Page, fields: list[Field], found: Statements) -> None:
    label = next((entry for entry in fields if entry.name == "title" and entry.origin in ("meta", "front")), None)
    head = squeeze(found.head_title)
    site = squeeze(page.site_name)
    if label and squeeze(label.value) != site:
        page.title, page.title_place = " ".join(label.value.split()), label.place
        longer = _longer_title(page.blocks, squeeze(label.value))
        shown = longer or _shown_title(page.blocks, squeeze(label.value))
        if shown:
            page.title_place = shown.place
            if shown is longer:
                page.title = shown.text
        return
    headings = [block for block in page.blocks if re.fullmatch(r"h[1-3]|ucaptitle", block.tag) and len(block.text) >= 4]
    headings = [block for block in headings if squeeze(block.text) != site]
    best = next((block for block in headings if head and squeeze(block.text) in head), None)
    best = best or next((block for block in headings if block.tag in ("h1", "ucaptitle")), None)
    if best is None and head:
        near = [block for block in page.blocks[:40] if 6 <= len(block.text) <= 120 and squeeze(block.text) != site]
        best = next((block for block in near if head.startswith(squeeze(block.text))), None)
        best = best or next((block for block in near if squeeze(block.text) in head and len(block.text) >= 10), None)
    if best is not None:
        page.title, page.title_place = best.text, best.place
        return
    if not page.site_name and ORGAN.search(head):
        # Old pages carry the site's name alone in <title>, and their own title in bold type somewhere.
        best = next((block for block in page.blocks[:15] if TITLE_FORM.search(squeeze(block.text)) and len(block.text) <= 90), None)
        if best is not None:
            page.title, page.title_place = best.text, best.place
            return
    steps = [step for step in _SEPARATORS.split(found.head_title.strip()) if step.strip() and squeeze(step) != site]
    page.title = " ".join(steps[0].split()) if steps else ""
    page.title_place = max(0, page.source.find("<title")) if page.title else 0


def _shown_title(blocks: tuple[Block, ...], title: str) -> Block | None:
    """The block that shows the title; one outside a table rather than a cell of the information table."""
    best = longer = None
    for number, block in enumerate(blocks):
        text = squeeze(block.text)
        if not text or not title.startswith(text):
            if longer is None and text.startswith(title) and len(text) <= len(title) + 40 and len(title) >= 8:
                longer = block  # the heading holds the date as well
            continue
        following = number + 1
        # A title broken by <br> stands in several blocks.
        while len(text) < len(title) and following < min(number + 4, len(blocks)):
            text += squeeze(blocks[following].text)
            following += 1
        if text == title:
            if block.tag not in ("td", "th", "li", "dd", "span"):
                return block
            best = best or block
    return best or longer


def _longer_title(blocks: tuple[Block, ...], title: str) -> Block | None:
    """The heading of which the page label holds only the beginning: quotation marks cut an attribute short."""
    if len(title) < 6 or all(title.count(left) == title.count(right) for left, right in ("《》", "（）", "“”")):
        return None
    return next((block for block in blocks[:40] if squeeze(block.text).startswith(title) and len(block.text) <= 150), None)


def _column(page: Page, fields: list[Field], crumb: str) -> str:
    name = _value(fields, "column", "meta", "front")
    title = squeeze(page.title)
    if not crumb:
        crumb = next((block.text for block in page.blocks[:25] if _POSITION.match(block.text)), "")
    steps = [step.strip(" ：:>") for step in _STEPS.split(re.sub(r"^.{0,8}位置\s*[：:]?", "", crumb))] if crumb else []
    steps = [step for step in steps if 0 < len(step) <= 20 and step not in _NO_STEPS]
    page.crumbs = tuple(steps) or _plain_crumbs(page.blocks)
    if name and squeeze(name) not in (squeeze(page.site_name), title):
        return name
    steps = [step for step in steps if squeeze(step) != title]
    return steps[-1] if steps else ""


def _plain_crumbs(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The steps of a breadcrumb in a box that says nothing of being one: 首页 > 通知公告."""
    line = next((block.text for block in blocks[:8] if len(block.text) <= 80 and _FROM_HOME.match(block.text)), "")
    steps = [step.strip(" ：:>") for step in _STEPS.split(line)]
    return tuple(step for step in steps if 0 < len(step) <= 20 and step not in _NO_STEPS and step != "首 页")


def _note_fields(blocks: tuple[Block, ...], source: str) -> list[Field]:
    notes = []
    for block in blocks:
        text = block.text
        if "公" not in text or len(text) > 400:
            continue
        written = squeeze(text)
        plain = written.translate(_SIMPLE)
        match = _NOTE.search(plain) if "此件" in plain or "此文" in plain else _BARE_NOTE.match(plain)
        if match:
            start = written[match.start() :][:6]
            notes.append(Field("attribute", "note", match[0], Near(source, start, block.place), "body"))
    return notes


def _read_number(page: Page, fields: list[Field]) -> None:
    for entry in fields:
        if entry.name == "number" and stated(entry.value):
            page.number = entry.value
            return
    match = re.search(r"[（(]([^（()）]*[〔\[［【﹝(（].{4,14}号)[)）]$", page.title)
    if match and parse_number(match[1]):
        page.number = match[1]
        fields.append(Field("number", "", match[1], page.title_place, "body"))
        return
    listed = _listed_blocks(page)
    for index, block in enumerate(page.blocks[:30]):
        text = block.text
        if index in listed or not 6 <= len(text) <= 48 or not ("号" in text or "〔" in text or "[" in text) or block.tag == "a":
            continue
        number = find_number(text)
        if number is None:
            continue
        rest = block.text.replace(number.written, "")
        rest = re.sub(r"签\s*发\s*人\s*[：:].*$", "", rest)
        if len(rest) <= 16 and not re.search(r"[，。、；《》：:]|根据|依据|按照|废止|附件", rest):
            page.number = number.written
            fields.append(Field("number", "", number.written, Near(page.source, number.written, block.place), "body"))
            return


def _listed_blocks(page: Page) -> frozenset[int]:
    """Blocks of tables that list documents: the numbers in their 文号 column are those of others."""
    found: set[int] = set()
    for table in page.tables:
        if len(table.grid) >= 3 and any(canonical(cell.text) == "number" for cell in table.grid[0]):
            found.update(range(*table.blocks))
    return frozenset(found)


def _read_signature(page: Page, fields: list[Field]) -> None:
    """The signature under the text: issuer and date, alone on their lines, after at least one paragraph."""
    title = squeeze(page.title)
    begun = False
    previous = ""
    for block in page.blocks:
        text = block.text
        if not begun and (len(text) >= 30 or text.endswith("。")) and squeeze(text) not in title:
            begun = True
        found = find_date(text) if begun and len(text) <= 60 and text.rstrip()[-1:] in "日印发0123456789" else None
        if found:
            before, after = squeeze(text[: found[1]]), text[found[2] :].strip()
            organ = _GLOSS.sub("", before or squeeze(previous)).translate(_SIMPLE)
            signed = 4 <= len(organ) <= 40 and bool(ORGAN.search(organ))
            # A date of another form than 年月日 is a signature only under the name of an organ.
            if after == "" and (not before or signed) and ("月" in text or signed):
                fields.append(Field("signed", "", text[found[1] : found[2]], block.place, "body"))
                if signed:
                    fields.append(Field("issuer", "", organ, block.place, "body"))
                return
            if after == "印发":  # the imprint (版记) says when it was printed, which is not when it was signed
                fields.append(Field("printed", "", text[found[1] : found[2]], block.place, "body"))
        previous = text


def _read_dates(page: Page, fields: list[Field]) -> None:
    def dated(name: str, *origins: str) -> date | None:
        for entry in fields:
            if entry.name == name and entry.origin in origins:
                value = parse_date(entry.value)
                if value:
                    return value
        return None

    page.published_label = dated("published", "meta")
    page.published = dated("published", "front", "text", "block") or dated("date", "text")
    if page.published is None:
        shown = _bare_date(page)
        if shown:
            fields.append(shown)
            page.published = parse_date(shown.value)
    if page.published is None:
        page.published = page.published_label
    page.signed = dated("signed", "front", "block", "text") or dated("signed", "body")


def _bare_date(page: Page) -> Field | None:
    """A date without a label on the line under the title."""
    title = squeeze(page.title)
    start = next((i for i, block in enumerate(page.blocks) if squeeze(block.text) in title and len(block.text) >= 4), None)
    if start is None or not title:
        return None
    for block in page.blocks[start + 1 : start + 6]:
        found = find_date(block.text)
        if found and found[1] <= 2 and len(block.text) <= 80 and not re.match(r"\s*[一二\d]{4}\s*年", block.text):
            return Field("published", "", block.text[found[1] : found[2]], block.place, "text")
        if len(block.text) > 100:
            return None
    return None


def _read_issuer(page: Page, fields: list[Field]) -> None:
    page.issuer = _value(fields, "issuer", "block", "front") or _value(fields, "issuer")
