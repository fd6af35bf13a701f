"""How many entries the lists of a page have, in whatever markup: rows of tables, list items, numbered paragraphs."""


from gkcheck.api import Page, Table, expression

LIST_LENGTH = "catalogue-list-length-1"
_KINDS = ("list", "article", "catalogue", "guide", "")
_LEAST = 3
_PAGED = frozenset(("下一页", "下页", "尾页", "末页"))
_OF_PAGES = expression(r"共\s*\d+\s*页")
_SUM = expression(r"^(?:合\s*计|总\s*计|小\s*计|备\s*注|注\s*[：:])")
_NUMBERED = expression(r"^[（(]?\d{1,3}[)）.．、]")
_BEGINNINGS = frozenset("（(0123456789０１２３４５６７８９")


def list_length(page: Page) -> list[int] | None:
    """[longest count, 1 where the list goes on over further pages], None for pages that hold no list of note."""
    if page.kind not in _KINDS:
        return None
    counts = [sum(_rows(table) for table in page.tables), *_paragraphs(page)]
    longest = max(counts)
    return [longest, int(_goes_on(page))] if longest >= _LEAST else None


def _goes_on(page: Page) -> bool:
    if any(link.text in _PAGED for link in page.links):
        return True
    # Looking through the whole source for each word is what costs, and a page that is no list has its paging in links.
    return page.kind == "list" and ("createPageHTML" in page.source or bool(_OF_PAGES.search(page.source)))


def _rows(table: Table) -> int:
    """Entries of a table: its rows without heads, sums and the repeated rows of merged cells."""
    if len(table.grid) < 2:
        return 0
    count, before = 0, ""
    for row in table.grid[1:]:
        texts = [cell.text.strip() for cell in row]
        filled = [text for text in texts if text]
        if not filled or all(cell.header for cell in row) or _SUM.match(filled[0]) or len(set(filled)) == 1 < len(row):
            continue
        shown = "\t".join(texts)
        count += shown != before
        before = shown
    return count


def _paragraphs(page: Page) -> tuple[int, int]:
    """List items, and paragraphs that begin with a number."""
    texts = [(text, tag) for text, tag, _, area in page.blocks if area == "content"]
    items = sum(tag == "li" for _, tag in texts)
    return items, sum(bool(_NUMBERED.match(text)) for text, _ in texts if text[:1] in _BEGINNINGS)
