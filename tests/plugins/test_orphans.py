"""Pages that nobody is led to, where some of the pages that others lead to are missing."""

from pathlib import Path

import pytest

from minisite import article, judge_folder, write_site

NEWS = 30
LIST = '<html><head><title>工作动态</title><meta name="ColumnName" content="工作动态"></head><body><h1>工作动态</h1><ul>{}</ul></body></html>'


def told(root: Path, dead: list[str], lists: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Path of each orphan with "" or the reason why it could not be judged, on a site with links to the `dead` pages."""
    rows = "".join(f'<li><a href="/gzdt/n{number}.html">第{number}次专利导航活动在园区举行</a></li>' for number in range(NEWS))
    links = "".join(f'<a href="/{target}">另见</a>' for target in dead)
    columns = "".join(f'<a href="/{path}">栏目</a>' for path in lists)
    write_site(
        root,
        {
            "index.html": f'<html><head><title>青屏市知识产权局</title></head><body><a href="/gzdt/index.html">工作动态</a>{columns}</body></html>',
            "gzdt/index.html": LIST.format(rows),
            **{path: LIST.format(rows) for path in lists},
            **{f"gzdt/n{number}.html": article(f"<p>{links if number == 3 else ''}</p>") for number in range(NEWS)},
            "gzdt/lost.html": article(),
        },
    )
    run = judge_folder(root, "LNK016")
    return [*((found.location.path, "") for found in run.findings), *((entry.path, entry.reason) for entry in run.unjudged)]


@pytest.mark.parametrize(
    ("dead", "reason"),
    [
        ([], ""),
        (["gzdt/gone.html", "tzgg/gone.html", "old/index.html", "zt/index.html", "zt/a.html"], ""),
        (["gzdt/index_2.html"], "partial-site"),
        (["gzdt/"], ""),
        ([f"tzgg/{number}.html" for number in range(9)], "partial-site"),
        ([f"zt{number}/index.html" for number in range(4)], "partial-site"),
    ],
)
def test_dead_links_and_orphans(tmp_path: Path, dead: list[str], reason: str) -> None:
    assert told(tmp_path, dead) == [("gzdt/lost.html", reason)]


def test_a_missing_list_among_lists_of_what_lies_elsewhere(tmp_path: Path) -> None:
    lists = ("col/c1/index.html", "col/c2/index.html")
    assert told(tmp_path / "a", ["col/c3/index.html"], lists) == [("gzdt/lost.html", "partial-site")]
    assert told(tmp_path / "b", ["zt/c3/index.html"], lists) == [("gzdt/lost.html", "")]
