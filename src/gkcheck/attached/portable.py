"""The text of a PDF line by line, as a search in a browser finds it. Needs the extra `gkcheck[attachments]`."""

from gkcheck.attached.attachment import Attachment
from gkcheck.extract.documents.draft import Draft, Piece
from gkcheck.extract.documents.refused import Refused
from gkcheck.extract.documents.streams import require_bounds
from gkcheck.extract.references import Resolver
from gkcheck.page import Page

MAX_PAGES = 500
MAX_CHARACTERS = 3_000_000
_PASSWORD, _SECURITY = 4, 5
"""PDFium's numbers for a file that wants a password (fpdfview.h)."""


def read_lines(attachment: Attachment, resolver: Resolver) -> Page:
    """The lines of a PDF as paragraphs that know their page. Raises Refused, also where no page has any text."""
    try:
        import pypdfium2
    except ImportError as error:
        raise Refused(
            "GKC005", "no-reader", {"extra": "gkcheck[attachments]", "format": "PDF"}, faulty=False
        ) from error
    require_bounds(attachment.data)
    draft = Draft(attachment.path, "pdf", resolver)
    left = MAX_CHARACTERS
    try:
        document = pypdfium2.PdfDocument(attachment.data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", 0) in (_PASSWORD, _SECURITY)
        raise Refused("GKC001", "locked" if locked else "damaged") from error
    try:
        if len(document) > MAX_PAGES:
            raise Refused("GKC005", "pages", {"limit": str(MAX_PAGES)})
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_range()
            left -= len(text)
            if left < 0:
                raise Refused("GKC005", "drawing", {"page": str(number + 1)})
            for line in text.splitlines():
                draft.paragraph(Piece(line, f"第{number + 1}页"))
    except pypdfium2.PdfiumError as error:
        raise Refused("GKC001", "damaged", {"error": str(error)[:200]}) from error
    finally:
        document.close()
    return draft.page()
