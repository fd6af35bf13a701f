"""What a policy page says of its own validity and of documents that it repeals: the facts that DOC008 is judged by."""

import re
from collections.abc import Mapping
from typing import Any

from gkcheck.api import Field, Page, expression, find_number, parse_date
from gkcheck_plugins.document.attribute import is_reprint
from gkcheck_plugins.document.normative import begin, end, hides_its_text, is_normative, says_period
from gkcheck_plugins.document.table import TABLE, filled_by_script, named, stated

VALIDITY = "document-validity-1"
NOTHING: Mapping[str, Any] = {
    "normative": False,
    "status": "",
    "value": "",
    "place": (),
    "marked": False,
    "begin": "",
    "repeals": (),
}
"""What is known of a page that neither owes a mark, nor bears one, nor repeals anything."""
_INVALID = expression(r"失效|废止|无效|停止执行|作废|宣布失效|^否$")
_VALID = expression(r"^(?:现行|继续|长期)?有效$|^是$|^(?:有效)?[（(]?现行有效[)）]?$|^执行中$|^生效$")
_EXTENDED = expression(r"延长|延续|顺延|继续有效|继续执行|续期|重新公布")
_MARKED = expression(
    r"^[\[【（(]?\s*(?:本文件|该文件|此件|本件|全文)?已?(?:于.{4,12})?(?:经)?(?:宣布)?(?:失效|废止)[^，。]{0,24}[\]】）)。]?$"
)
_TRIAL = expression(r"[（(](?:暂行|试行)[)）]|暂行|试行")
_REPEALED = expression(
    r"《((?:[^《》]|《[^《》]*》){4,80})》\s*(?:[（(]([^（()）]{0,12}[^（()）]*?(?:[〔\[［【﹝(（](?:19|20)\d\d[〕\]］】﹞)）])[^）)]{1,8})[)）])?"
)
_PART = expression(r"第[一二三四五六七八九十百\d]+[条款项章]|部分|中的|其中|除外|不再|未|不得|修改|修订")
_REPEAL = expression(r"(?:同时|即行|一并|予以|相应|自行|自动)\s*(?:废止|失效|停止执行)|现予废止|废止$|停止执行$")
_MOST = 40


def validity_facts(page: Page) -> dict[str, Any] | None:
    """The facts of a policy page, None where they would be `NOTHING`."""
    if page.kind != "policy":
        return None
    row = _row(page)
    repeals = repealed_documents(page)
    normative = is_normative(page)
    marked = any(_MARKED.match(block.text) for block in page.content)
    if not (normative or row or repeals or marked):
        return None
    value = "".join(row.value.split()) if row else ""
    last, first = end(page), begin(page)
    return {
        "normative": normative,
        "status": "invalid" if _INVALID.search(value) else "valid" if _VALID.match(value) else "other" if value else "",
        "value": value[:30],
        "place": [*page.position(row.offset), row.length] if row else [],
        "stated": bool(value) or says_period(page),
        "marked": marked,
        "hidden": _hidden(page),
        "begin": first.isoformat() if first else "",
        "end": last.isoformat() if last else "",
        "trial": bool(_TRIAL.search(page.title)),
        "extended": any(_EXTENDED.search(block.text) and "有效期" in block.text for block in page.content),
        "repeals": repeals,
    }


def _hidden(page: Page) -> str:
    """The reason why the page may owe no mark, or hold one that cannot be seen; "" for none."""
    if filled_by_script(page):
        return "fields-by-script"
    return "other-issuer" if is_reprint(page) else hides_its_text(page)


def _row(page: Page) -> Field | None:
    """The row of the information table that states the validity."""
    rows = (entry for entry in named(page.fields, "validity") if entry.origin in TABLE)
    return next((entry for entry in rows if stated(entry.value) and not parse_date(entry.value)), None)


def repealed_documents(page: Page) -> list[list[str]]:
    """Number and title of each document that a sentence of the text repeals as a whole."""
    found: list[list[str]] = []
    for block in page.content:
        if "废止" not in block.text and "停止执行" not in block.text:
            continue
        for sentence in re.split(r"[。；]", block.text):
            stop = _REPEAL.search(sentence)
            if not stop or _PART.search(sentence):
                continue
            for match in _REPEALED.finditer(sentence, 0, stop.end()):
                number = find_number(match[2] or "")
                found.append([number.form if number else "", match[1].strip()])
    return found[:_MOST]
