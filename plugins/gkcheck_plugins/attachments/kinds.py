"""What a name promises: the formats that a file of each extension may hold, and what they are called."""

_WORD = ("doc", "docx", "rtf", "xml-word", "locked")
_SHEET = ("xls", "xlsx", "locked")
_SHOW = ("ppt", "pptx", "locked")

ALLOWED: dict[str, tuple[str, ...]] = {
    # Word writes RTF and its XML of 2003 under .doc, and opens them without a word.
    "doc": ("doc", "rtf", "xml-word", "locked"),
    "docx": ("docx", "locked"),
    "docm": ("docx", "locked"),
    # WPS writes the formats of Microsoft, old and new, under its own names.
    "wps": _WORD,
    "wpt": _WORD,
    "xls": ("xls", "locked"),
    "xlsx": ("xlsx", "locked"),
    "xlsm": ("xlsx", "locked"),
    "et": _SHEET,
    "ppt": ("ppt", "locked"),
    "pptx": ("pptx", "locked"),
    "dps": _SHOW,
    "pdf": ("pdf",),
    "ofd": ("ofd",),
    "ceb": ("ceb",),
    "rtf": ("rtf",),
    "csv": ("text",),
    "zip": ("zip",),
    "rar": ("rar",),
    "7z": ("7z",),
    "gz": ("gz",),
    "tgz": ("gz",),
    "tar": ("tar",),
}
OFFICE = frozenset(("doc", "wps", "wpt", "xls", "et", "ppt", "dps", "rtf"))
"""Extensions under which an office program opens a web page, with a warning."""
FOREIGN = frozenset(("wps", "wpt", "et", "dps", "ceb"))
"""Extensions of programs whose own formats are not all known here."""
NAMES = {
    "ole": "OLE2",
    "xml-word": "Word 2003 XML",
    "xml-sheet": "Excel 2003 XML",
    "locked": "Office",
    "text": "TXT",
    "html": "HTML",
    "mhtml": "MHTML",
    "exe": "EXE",
}


def shown(name: str) -> str:
    """A format's name as people write it."""
    return NAMES.get(name, name.upper())
