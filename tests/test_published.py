"""Addresses of the server and paths of the folder lead to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.extract.references import Resolver
from gkcheck.published import Published

FOLDERS = {"/art/": "export/art", "/old/": "archive"}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("index.html", "index.html"),
        ("", ""),
        ("art/2024/1.html", "export/art/2024/1.html"),
        ("art", "export/art/"),
        ("artist/1.html", "artist/1.html"),
        ("old/a/", "archive/a/"),
    ],
)
def test_an_address_leads_to_the_folder_that_is_published_there(address: str, path: str) -> None:
    published = Published("/", FOLDERS)
    assert published.path(address) == path
    assert not published.plain


def test_outside_the_prefix_nothing_is_known() -> None:
    published = Published("/ju/", {"/art/": "export/art"})
    assert published.path("ju/a.html") == "a.html"
    assert published.path("art/a.html") == "export/art/a.html"
    assert published.path("other/a.html") is None
    assert published.address("export/art/a.html") == "art/a.html"
    assert published.address("a.html") == "ju/a.html"


def test_the_root_itself_can_be_a_folder() -> None:
    published = Published("/", {"/": "public"})
    assert published.path("a.html") == "public/a.html"
    assert published.address("public/a.html") == "a.html"
    assert published.address("notes/a.html") == "notes/a.html"


@given(st.lists(st.sampled_from(["art", "export", "old", "x", "策"]), max_size=4), st.sampled_from(["/", "/ju/"]))
def test_there_and_back(steps: list[str], prefix: str) -> None:
    published = Published(prefix, FOLDERS)
    path = "/".join([*steps, "a.html"])
    back = published.path(published.address(path))
    # A folder below the site's that is hidden behind a published one has no address of its own.
    assert back == path or any(published.address(path).startswith(start.strip("/")) for start in FOLDERS)


@pytest.mark.parametrize(
    ("raw", "page", "found"),
    [
        ("../../zwgk/", "export/art/2024/1.html", ("internal", "zwgk/", "")),
        ("../2023/9.html", "export/art/2024/1.html", ("internal", "export/art/2023/9.html", "")),
        ("/art/2024/1.html#a", "zwgk/t1.html", ("internal", "export/art/2024/1.html", "a")),
        ("../art/1.html", "zwgk/t1.html", ("internal", "export/art/1.html", "")),
        ("http://zscq.example.cn/old/", "zwgk/t1.html", ("internal", "archive/", "")),
        ("#a", "export/art/1.html", ("same-page", "export/art/1.html", "a")),
    ],
)
def test_references_are_resolved_where_the_page_is_published(raw: str, page: str, found: tuple[str, str, str]) -> None:
    resolver = Resolver(frozenset({"zscq.example.cn"}), "/", FOLDERS)
    for _ in range(2):
        assert resolver.resolve(raw, page) == found


def test_a_relative_reference_can_lead_out_of_the_prefix() -> None:
    resolver = Resolver(frozenset(), "/ju/")
    assert resolver.resolve("../../../x.html", "zwgk/a/t1.html") == ("external", "/x.html", "")
    assert resolver.resolve("../../x.html", "zwgk/a/t1.html") == ("internal", "x.html", "")
