"""Check: a report that says it can be downloaded has a file to download."""

from collections.abc import Iterator

from gkcheck.api import Finding, Page, Rule, Unjudged, expression, page_check

_PROMISE = expression(r"电子版[^。；]{0,60}下载|下载[^。；]{0,20}电子版")
_FILE = expression(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|zip|rar|7z)$")
_CALLED = expression(r"下载|附件|电子版|\.(?:pdf|docx?|wps|ofd)\s*$")


@page_check("report-download", needle="电子版")
def report_download(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Where the text says that the electronic version can be downloaded, a link of the content leads to a file."""
    block = next((block for block in page.content if _PROMISE.search("".join(block.text.split()))), None)
    if block is None:
        return
    links = [link for link in page.links if link.area == "content" and link.tag in ("a", "iframe", "embed", "object")]
    if any(_FILE.search(link.target.lower()) for link in links):
        return
    if any(link.where in ("dynamic", "script", "external") and _CALLED.search(link.text) for link in links):
        yield rule.unjudged(page, "dynamic")
    elif page.scripted & {"body", "related"}:
        yield rule.unjudged(page, "body-by-script")
    else:
        match = _PROMISE.search("".join(block.text.split()))
        yield rule.finding(page, block, text=match[0] if match else "")
