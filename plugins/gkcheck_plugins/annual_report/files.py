"""Files that hold a report, or its tables, where its page does not: they are read with it."""


from gkcheck.api import Link, Page, expression

_FORMATS = (".docx", ".xlsx", ".pdf")
_OTHER = expression(r"解读|图解|一图|读懂|看懂|申请表|模板|格式|指南|通知|海报")
_NAMED = expression(r"报告|年报|附表|统计|表格|情况表|信息公开|全文|电子版")
_MOST = 3


def attached_files(page: Page, named: bool = False) -> list[str]:
    """The files that a report's page leads to and that may be the report; `named` = only those whose link says so.

    Of a report in several formats the one is taken that says most clearly what its cells are: a PDF only alone.
    """
    found = [link for link in page.links if _is_report(link) and (not named or _NAMED.search(link.text))]
    kept = [link for link in found if not link.target.lower().endswith(".pdf")] or found
    return list(dict.fromkeys(link.target for link in kept))[:_MOST]


def _is_report(link: Link) -> bool:
    return (
        link.where == "internal"
        and link.area == "content"
        and link.target.lower().endswith(_FORMATS)
        and not _OTHER.search(f"{link.text}{link.title}")
    )
