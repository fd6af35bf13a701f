"""Which file of a folder an address leads to."""

import pytest

from gkcheck.sources.folder import Folder

FILES = ("index.html", "zwgk/main.html", "zwgk/a.html", "政策.doc", "Zt/Index.HTML")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("", None),
        ("zwgk", "zwgk/main.html"),
        ("zwgk/", "zwgk/main.html"),
        ("zwgk/a", "zwgk/a.html"),
        ("zwgk/a/", "zwgk/a.html"),
        ("zwgk/b", None),
        ("zwgk/a.html/", None),
        ("政策.doc", "政策.doc"),
        ("%D5%FE%B2%DF.doc", "政策.doc"),
    ],
)
def test_an_address_leads_to_a_file(target: str, path: str | None) -> None:
    assert Folder(FILES, ("main.html",), (".html",)).resolve(target) == path


def test_without_the_setting_no_extension_is_left_out() -> None:
    assert not Folder(FILES).exists("zwgk/a")
    assert Folder(FILES).resolve("") == "index.html"


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("ZWGK/A.html", "zwgk/a.html"),
        ("ZWGK/", "zwgk/main.html"),
        ("zt/index.html", "Zt/Index.HTML"),
        ("%D5%FE%B2%DF.DOC", "政策.doc"),
        ("zwgk/a.html　", "zwgk/a.html"),
        ("zwgk/\xa0a.html", "zwgk/a.html"),
        ("zwgk/b.html", None),
        ("", None),
    ],
)
def test_what_a_path_was_meant_to_be(target: str, path: str | None) -> None:
    folder = Folder(FILES, ("main.html",))
    assert folder.spelled_otherwise(target) == path
    assert not folder.exists(target)
