"""Which reader a file has, by its name."""

from gkcheck.extract.documents.draft import Draft
from gkcheck.extract.references import Resolver
from gkcheck.page import Page


def extract_document(path: str, data: bytes, resolver: Resolver) -> Page:
    """Read one file. `path` is relative to the site's root. Raises Refused with the reason where it cannot be read."""
    markup = path.rpartition(".")[2].lower()
    draft = Draft(path, markup, resolver)
    if markup == "csv":
        from gkcheck.extract.documents.separated import read_values

        read_values(data, draft)
    elif markup == "xlsx":
        from gkcheck.extract.documents.sheets import read_workbook

        read_workbook(data, draft)
    elif markup == "docx":
        from gkcheck.extract.documents.word import read_word

        read_word(data, draft)
    elif markup in ("json", "yaml", "yml"):
        from gkcheck.extract.documents.records import read_records

        read_records(data, draft)
    else:
        from gkcheck.extract.documents.portable import read_portable

        read_portable(data, draft)
    return draft.page()
