"""Home page, pages of groups, and lists with pagers."""

from datetime import date

from benchmarks.generator.chrome import around, head
from benchmarks.generator.columns import COLUMNS, GROUPS, Column
from benchmarks.generator.plan import ROWS, Entry
from benchmarks.generator.words import BUREAU


def _page(path: str, title: str, column: Column, body: str) -> str:
    entry = Entry(len(path), path, "list", title, date(2026, 1, 26), column)
    entry.rooted = len(path) % 2 == 0
    return head(entry, listing=True) + around(entry, body)


def _rows(entries: list[Entry]) -> str:
    return "".join(
        f'<li><a href="@@{entry.path}" title="{entry.title}" target="_blank">{entry.title}</a><span>{entry.day}</span></li>\n'
        for entry in entries
    )


def _pager(folder: str, number: int, count: int) -> str:
    """Links to the pages of a list; on every other column as the script that TRS writes, with the links for all that."""

    def name(page: int) -> str:
        return f"@@{folder}/index{f'_{page}' if page else ''}.html"

    near = range(max(0, number - 4), min(count, number + 5))
    links = " ".join(f'<a href="{name(page)}">{page + 1}</a>' for page in near)
    return f'<div class="pagination">共{count}页 <a href="{name(0)}">首页</a> {links} <a href="{name(count - 1)}">尾页</a></div>\n'


def column_pages(column: Column, entries: list[Entry]) -> dict[str, str]:
    """The list of a column: path → page."""
    entries = sorted(entries, key=lambda entry: (entry.day, entry.number), reverse=True)
    count = max(1, -(-len(entries) // ROWS))
    pages = {}
    for number in range(count):
        path = f"{column.folder}/index{f'_{number}' if number else ''}.html"
        rows = _rows(entries[number * ROWS : number * ROWS + ROWS])
        body = f'<h2>{column.name}</h2>\n<ul class="list">\n{rows}</ul>\n{_pager(column.folder, number, count)}'
        pages[path] = _page(path, column.name, column, body)
    return pages


def group_page(group: str, newest: dict[Column, list[Entry]]) -> str:
    """The page of a group of columns: some rows of each."""
    boxes = "".join(
        f'<div class="box"><h3><a href="@@{column.folder}/">{column.name}</a></h3>\n<ul>\n{_rows(newest[column][:6])}</ul></div>\n'
        for column in COLUMNS
        if column.group == group
    )
    return _page(f"{group}/index.html", GROUPS[group], Column(group, group, GROUPS[group], "list"), boxes)


def home_page(newest: dict[Column, list[Entry]]) -> str:
    """The home page: some rows of every other column."""
    boxes = "".join(
        f'<div class="box"><h3><a href="@@{column.folder}/">{column.name}</a></h3>\n<ul>\n{_rows(newest[column][:5])}</ul></div>\n'
        for column in COLUMNS[::2]
    )
    return _page("index.html", BUREAU, Column("", "", "首页", "home"), boxes)
