"""The signing date under a document is written in Arabic figures with the full year and without padding zeros."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, expression, page_check, parse_date
from gkcheck_plugins.document.table import named

_PADDED = expression(r"[年月]\s*0\d")
_WIDE = expression(r"[０-９]")
_HAN = expression(r"^[一二]")


@page_check("signing-date-form", fixes=True, since_year={"type": "integer", "minimum": 1949})
def signing_date_form(page: Page, rule: Rule) -> Iterator[Finding]:
    """The date of the signature reads 2024年3月8日. Documents of years before `since_year` kept to other rules.

    The rows of the information table are the publishing system's and no part of the document.
    """
    signature = any(entry.origin == "body" for entry in named(page.fields, "issuer"))
    known = {parse_date(e.value) for e in page.fields if e.name in ("signed", "published") and e.origin != "body"}
    for entry in named(page.fields, "signed"):
        day = parse_date(entry.value)
        if entry.origin != "body" or day is None or day.year < rule.options["since_year"]:
            continue
        if not signature and day not in known:
            continue  # a date alone on a line may be the last day of something
        form = f"{day.year}年{day.month}月{day.day}日"
        written = "".join(entry.value.split())
        if written != form:
            # The line that holds it: the same date may stand alone in other places of the page.
            line = next((block for block in page.blocks if block.place is entry.place), entry)
            yield rule.finding(
                page, line, variant=_fault(written), replace=(entry.value, form), written=entry.value, form=form
            )


def _fault(written: str) -> str:
    if _HAN.match(written):
        return "han"
    if _WIDE.search(written):
        return "width"
    if "年" not in written:
        return "separators"
    return "padded" if _PADDED.search(written) else "incomplete"
