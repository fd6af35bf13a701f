"""Bytes become text by what they are, not by what the page declares."""

import codecs

import pytest

from gkcheck.extract.source import NotText, decode

BODY = "<html><head><title>政策文件</title></head><body><p>青屏市知识产权局</p></body></html>"
LABELLED = (
    '<html><head><meta charset="{}"><title>政策文件</title></head><body><p>青屏市知识产权局𠮷镕</p></body></html>'
)


def _labelled(label: str, encoding: str) -> bytes:
    return LABELLED.format(label).encode(encoding)


@pytest.mark.parametrize(
    ("data", "encoding", "declared"),
    [
        (BODY.encode(), "utf-8", ""),
        (codecs.BOM_UTF8 + BODY.encode(), "utf-8", ""),
        (BODY.encode("gbk"), "gb18030", ""),
        (codecs.BOM_UTF16_LE + BODY.encode("utf-16-le"), "utf-16", ""),
        (codecs.BOM_UTF16_BE + BODY.encode("utf-16-be"), "utf-16", ""),
        (codecs.BOM_UTF32_LE + BODY.encode("utf-32-le"), "utf-32", ""),
    ],
    ids=["utf-8", "utf-8 with mark", "gbk", "utf-16 le", "utf-16 be", "utf-32"],
)
def test_decodes_what_declares_nothing(data: bytes, encoding: str, declared: str) -> None:
    assert decode(data) == (BODY, encoding, declared, 0)


@pytest.mark.parametrize(
    ("label", "written", "found"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "utf-8", "utf-8"),
        ("GBK", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("gb2312", "gb18030", "gb18030"),
        ("gbk", "gb18030", "gb18030"),
        ("unicode", "gb18030", "gb18030"),
        ("iso-8859-99", "gb18030", "gb18030"),
    ],
)
def test_the_bytes_come_before_the_label(label: str, written: str, found: str) -> None:
    text = LABELLED.format(label)
    assert decode(_labelled(label, written)) == (text, found, label.lower(), 0)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE], ids=["le", "be"])
def test_a_mark_comes_before_the_label(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + _labelled("gb2312", encoding)).text == LABELLED.format("gb2312")


def test_big5_is_read_where_it_is_declared() -> None:
    text = '<meta http-equiv=Content-Type content="text/html; charset=big5"><p>政府資訊公開條例第二十條</p>'
    assert decode(text.encode("big5")) == (text, "big5", "big5", 0)


@pytest.mark.parametrize(
    ("meta", "declared"),
    [
        ('<meta http-equiv=Content-Type content="text/html; charset=gb2312">', "gb2312"),
        ("<META CHARSET = 'UTF-8' />", "utf-8"),
        ('<meta charset="utf-8" name="viewport">', "utf-8"),
        ('<meta name="viewport">\n<meta content="text/html;charset=gbk" http-equiv="content-type">', "gbk"),
        ("<meta name=charset>", ""),
    ],
)
def test_reads_the_declaration(meta: str, declared: str) -> None:
    assert decode(meta.encode() + b"<p>a</p>").declared == declared


def test_broken_bytes_cost_their_character_alone() -> None:
    data = BODY.encode()
    cut = data.replace("屏".encode(), "屏".encode()[:2])
    decoded = decode(cut)
    assert decoded.encoding == "utf-8"
    assert decoded.damaged == decoded.text.count("\ufffd") == 1
    assert decoded.text.replace("\ufffd", "屏") == BODY


def test_a_gb18030_page_cut_in_the_middle_of_a_character_is_read() -> None:
    decoded = decode((BODY.encode("gb18030") * 3)[:-18] + "局".encode("gb18030")[:1])
    assert decoded.encoding == "gb18030"
    assert decoded.damaged == 1
    assert "知识产权" in decoded.text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"%PDF-1.7\n" + b"text" * 100,
        b"PK\x03\x04" + b"a" * 100,
        b"\xff\xd8\xff\xe0JFIF",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"<html>" + b"\x00\x01\x02" * 400,
        b"\xa0\xff" * 200,
    ],
    ids=["png", "pdf", "zip", "jpeg", "doc", "nul", "no encoding"],
)
def test_refuses_what_is_no_text(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_takes_an_error_of_our_own_for_a_refusal() -> None:
    assert issubclass(NotText, ValueError)
