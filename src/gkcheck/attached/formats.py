"""What the bytes of an attachment are, whatever its name says."""

import re

from gkcheck.attached.attachment import Attachment
from gkcheck.attached.compound import SIGNATURE, compound
from gkcheck.attached.package import Package, package
from gkcheck.patterns import expression

UNKNOWN = ""
_MAGIC = (
    # Each from the format's own specification; those without one, from the files of its maker.
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"{\\rtf", "rtf"),
    (b"Founder CEB", "ceb"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"FLV\x01", "flv"),
    (b"ID3", "mp3"),
    (b"\x7fELF", "exe"),
)
_ROOTS = {
    # Streams in the root of a compound file (MS-DOC 2.1, MS-XLS 2.1, MS-PPT 2.1, MS-OFFCRYPTO 2.3.4, MS-OXMSG 2.4).
    "encryptedpackage": "locked",
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
    "visiodocument": "vsd",
    "__properties_version1.0": "msg",
}
_OPEN_DOCUMENT = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_HTML = expression(
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|meta|title|script|body|table|style|center|div|p)\b",
    re.I | re.S,
)
_OFFICE_XML = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "xml-sheet"),
    ("http://schemas.microsoft.com/office/word/2003/wordml", "xml-word"),
    ("http://schemas.microsoft.com/office/2006/xmlPackage", "xml-word"),
)
_MAIL = expression(r"^(?:MIME-Version:|From:\s.*\r?\n(?:.*\r?\n){0,6}?MIME-Version:)", re.I)
_LOOKED_AT = 8_192


def format_of(attachment: Attachment) -> str:
    """A short name such as "docx", "pdf" or "html", UNKNOWN where nothing speaks for one; for `Attachment.derive`.

    "locked" is an office file of 2007 and later with a password, "zip" an archive that is nothing else, "ole" a compound
    file that is nothing known, "text" readable characters without any markup.
    """
    data = attachment.head
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zipped(attachment.derive(package), data)
    if data.startswith(SIGNATURE):
        streams = attachment.derive(compound).streams
        return next((name for stream, name in _ROOTS.items() if stream in streams), "ole")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[4:8] == b"ftyp":
        return "mp4"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if (
        data.startswith(b"BM")
        and data[6:10] == b"\x00\x00\x00\x00"
        and int.from_bytes(data[2:6], "little") == attachment.size
    ):
        return "bmp"
    if data.startswith(b"MZ") and b"PE\x00\x00" in data[:4096]:
        return "exe"
    if data[257:262] == b"ustar":
        return "tar"
    # Readers take a PDF whose mark stands within the first thousand bytes; an archive of a PDF has it there too.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _written(data)


def _zipped(found: Package, data: bytes) -> str:
    """What a ZIP archive is by the parts in it. One without its list of members is told by the first of them."""
    names = found.names or frozenset({_first_member(data)})
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("ppt/") for name in names):
        return "pptx"
    if "ofd.xml" in names:
        return "ofd"
    if data[30:38] == b"mimetype":
        kind = re.match(rb"application/(?:vnd\.oasis\.opendocument\.(\w+)|(epub))", data[38:120])
        if kind:
            return "epub" if kind[2] else _OPEN_DOCUMENT.get(kind[1], "zip")
    return UNKNOWN if found.trouble else "zip"


def _first_member(data: bytes) -> str:
    length = int.from_bytes(data[26:28], "little")
    return data[30 : 30 + length].decode("utf-8", "replace").lower() if data.startswith(b"PK\x03\x04") else ""


def _written(data: bytes) -> str:
    text = beginning(data)
    if not text:
        return UNKNOWN
    if _HTML.match(text):
        return "html" if not _office_xml(text) else _office_xml(text)
    if text.startswith("<?xml") or text.startswith("<"):
        return _office_xml(text) or "xml"
    if _MAIL.match(text):
        return "mhtml"
    return "text"


def _office_xml(text: str) -> str:
    # Excel's web pages name the same namespaces behind prefixes: there it is the root that tells.
    if re.search(r"<html\b", text, re.I):
        return ""
    return next((name for word, name in _OFFICE_XML if word in text), "")


def beginning(data: bytes) -> str:
    """The first characters of a text in UTF-8, UTF-16 or GBK, without the byte order mark; "" = these bytes are no text."""
    start = data[:_LOOKED_AT]
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            return _strictly(start[len(mark) :], encoding)
    return _strictly(start, "utf-8") or _strictly(start, "gb18030")


def _strictly(data: bytes, encoding: str) -> str:
    import codecs

    try:
        # What is cut in the middle of a character is no fault of the text.
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except UnicodeDecodeError:
        return ""
    if any(sign < " " and sign not in "\t\r\n\x0c\x1a" for sign in text):
        return ""
    # GB18030 has a character for nearly every two bytes: noise decodes, but to rare ones.
    common = sum(sign < "\x7f" or "\u2010" <= sign < "\ua000" or sign >= "\uff00" for sign in text)
    return text.lstrip() if encoding != "gb18030" or common >= len(text) * 0.95 else ""
