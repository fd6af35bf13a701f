"""The disclosure attribute: stated on the page, by field or note, and such that the page may be public."""

import re
from collections.abc import Iterator

from gkcheck.api import Field, Finding, Page, Related, Rule, Unjudged, disclosure_attribute, expression, page_check
from gkcheck_plugins.document.table import TABLE, filled_by_script, named, stated

_OPEN = "主动公开"
_LEAD = expression(r"^(?:此件|本件|该件|属于?|为)+")
_RESTRICTED = expression(r"依申请(?:公开)?|申请公开|不予以?公开|免予公开|不公开|非公开|不宜公开")
_CENTRAL = expression(
    r"中共中央|中央(?:办公厅|宣传部|组织部|网信办)|国务院|全国人(?:民代表)?大|最高人民|"
    r"(?:国家(?!级)[\u4e00-\u9fff]{2,14}?(?:局|委员会|委|署)|(?:(?![市省区县州委])[\u4e00-\u9fff]){2,12}部)"
    r"(?=办公厅|办公室|综合司|关于|印发|公告|令|等|、|和|[\s]|$)"
)
_REGION = expression(r"[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|区|县|自治州|盟|旗)")


@page_check("attribute-stated")
def attribute_stated(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """The information table or the note under the text says 主动公开, 依申请公开 or 不予公开."""
    if page.attribute:
        return
    fields = named(page.fields, "attribute")
    if any(stated(entry.value) and "公开" in entry.value for entry in fields):
        # 公开, 部分公开, 主动公开、依申请公开: unclear, yet stated; `attribute-public` looks at what it may mean.
        return
    if filled_by_script(page):
        yield rule.unjudged(page, "fields-by-script")
    elif is_reprint(page):
        yield rule.unjudged(page, "other-issuer")
    else:
        row = next((entry for entry in fields if entry.origin in TABLE), None)
        if row is None:
            yield rule.finding(page)
            return
        variant = "other" if stated(row.value) else "empty"
        label = "".join(row.label.split()).strip("：:")
        yield rule.finding(page, row, variant=variant, label=label, value=row.value[:30])


@page_check("attribute-public")
def attribute_public(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """What is published may be public: neither the field nor the note says 依申请公开 or 不予公开.

    A value that limits itself (附件不公开, 部分内容依申请公开) leaves open what the page shows, and is not judged.
    """
    fields = [entry for entry in named(page.fields, "attribute") if stated(entry.value)]
    in_table = any(entry.origin in TABLE for entry in fields)
    readings = [(entry, _read(entry.value)) for entry in fields if entry.origin != "text" or not in_table]
    restricted = [(entry, value) for entry, value in readings if value not in ("", _OPEN, "?")]
    if not restricted:
        if any(value == "?" for _, value in readings):
            yield rule.unjudged(page, "ambiguous")
        return
    entry, value = restricted[0]
    opposite = next((other for other, reading in readings if reading == _OPEN), None)
    if opposite is None:
        yield rule.finding(page, entry, variant="restricted", attribute=value)
        return
    related = (Related(page.locate(opposite), "note" if opposite.origin == "body" else "field"),)
    stand = _spoken(entry), _spoken(opposite)
    yield rule.finding(page, entry, variant="contradiction", related=related, attribute=stand[0], other=stand[1])


def _read(value: str) -> str:
    """主动公开, 依申请公开 or 不予公开 where the value says that and no more; "?" where it limits itself; else ""."""
    if not _RESTRICTED.search("".join(value.split())):
        return disclosure_attribute(value)
    plain = _LEAD.sub("", re.sub(r"[^\u4e00-\u9fff]", "", value))
    return (disclosure_attribute(plain) if _RESTRICTED.fullmatch(plain) else "") or "?"


def _spoken(entry: Field) -> str:
    return " ".join(entry.value.split()).strip("（）() ")[:30]


def is_reprint(page: Page) -> bool:
    """True when the issuer is a central body, or one of another place than the site's: its note is not ours to add."""
    site, issuer = "".join(page.site_name.split()), "".join(page.issuer.split())
    if not site:
        return False
    central = _CENTRAL.match(issuer) or _CENTRAL.match("".join(page.title.split()))
    if central:
        return central[0] not in site
    place, own = _REGION.match(issuer), _REGION.match(site)
    return place is not None and own is not None and place[0] not in site and own[0] not in issuer
