"""Text of a PDF's page that lies under a filled box: black or white over words is no removal, they are copied out in a second.

Found where a box was filled after the text in the same place, and certain where the page, when it is drawn, shows nothing but
the box's colour there.
"""

import ctypes
from typing import Any, NamedTuple

MAX_OBJECTS = 20_000
MAX_PAIRS = 3_000_000
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_SEEN_MODES = (0, 1, 2)
"""Ways of drawing text that leave ink; 3 is the invisible text that a scanner's reading lays over its picture."""
_SCALE = 2.0
_EDGE = 1.0
"""Points that a box may be short of the text's own box, which is wider than its ink."""
_NEAR = 12
"""Steps of 255 within which two colours are one."""


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_large(self) -> bool:
        """Whether it is more than a line."""
        return self.right - self.left >= 2 and self.top - self.bottom >= 2

    def holds(self, other: "_Box") -> bool:
        return (
            self.left <= other.left + _EDGE
            and self.bottom <= other.bottom + _EDGE
            and self.right >= other.right - _EDGE
            and self.top >= other.top - _EDGE
        )


class Cover:
    """One page. `doubt` is why it was not told whether its text is covered, "" = it was."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self.doubt = ""
        self.objects = pdfium.FPDFPage_CountObjects(page)
        self._page = page
        self._pdfium = pdfium
        self._written: list[tuple[int, Any]] = []
        self._fills: list[tuple[int, _Box, tuple[int, int, int]]] = []
        self._pictures: list[tuple[int, _Box]] = []
        if self.objects > MAX_OBJECTS:
            self.doubt = "attachment-bounds"
            return
        for number, entry in enumerate(page.get_objects(max_depth=1)):
            self._take(number, entry)

    def _take(self, number: int, entry: Any) -> None:
        if entry.type == _TEXT:
            self._written.append((number, entry))
        elif not self._written or entry.type not in (_PATH, _IMAGE, _FORM):
            pass  # nothing that it could lie over
        elif (box := _Box(*entry.get_bounds())).is_large:
            if entry.type != _PATH:
                self._pictures.append((number, box))
            elif (colour := self._fill(entry)) is not None:
                self._fills.append((number, box, colour))
        if entry.type == _FORM and any(True for _ in self._page.get_objects([_TEXT], 2, entry, 1)):
            self.doubt = "covered-text"

    def _texts(self) -> list[tuple[int, _Box, Any]]:
        """Texts that leave ink, with their places: asked for where something was drawn after a text, and not elsewhere."""
        found = []
        for number, entry in self._written:
            if self._pdfium.FPDFTextObj_GetTextRenderMode(entry) in _SEEN_MODES:
                box = _Box(*entry.get_bounds())
                if box.is_large:
                    found.append((number, box, entry))
        return found

    def _fill(self, entry: Any) -> tuple[int, int, int] | None:
        """The colour that a path is filled with, None where it is not, or can be seen through."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not self._pdfium.FPDFPath_GetDrawMode(entry, mode, stroke) or not mode.value:
            return None
        parts = [ctypes.c_uint() for _ in range(4)]
        if not self._pdfium.FPDFPageObj_GetFillColor(entry, *parts) or parts[3].value != 255:
            return None
        if self._pdfium.FPDFPageObj_HasTransparency(entry):
            return None
        return parts[0].value, parts[1].value, parts[2].value

    def count(self) -> int:
        """Pieces of text that a box was drawn over."""
        if not self._fills and not self._pictures:
            return 0
        texts = self._texts()
        if len(texts) * (len(self._fills) + len(self._pictures)) > MAX_PAIRS:
            self.doubt = "attachment-bounds"
            return 0
        if self._pictures and any(
            later > number and over.holds(box) for number, box, _ in texts for later, over in self._pictures
        ):
            self.doubt = "covered-text"
        under = []
        for number, box, entry in texts:
            colours = [colour for later, over, colour in self._fills if later > number and over.holds(box)]
            if colours and self._speaks(entry):
                under.append((box, colours))
        return self._really(under) if under else 0

    def _speaks(self, entry: Any) -> bool:
        """Whether a piece of text is more than blanks and dots."""
        text = self._page.get_textpage()
        try:
            size = self._pdfium.FPDFTextObj_GetText(entry, text, None, 0)
            if not 2 < size < 20_000:
                return False
            held = (ctypes.c_ushort * (size // 2))()
            self._pdfium.FPDFTextObj_GetText(entry, text, held, size)
        finally:
            text.close()
        return any(chr(code).isalnum() for code in held)

    def _really(self, under: list[tuple[_Box, list[tuple[int, int, int]]]]) -> int:
        """How many of these places show the box's colour alone when the page is drawn."""
        if self._page.get_width() * self._page.get_height() > 4_000_000:
            self.doubt = "attachment-bounds"
        elif self._page.get_rotation():
            self.doubt = "covered-text"  # places of the page and of the picture would have to be turned
        if self.doubt:
            return 0
        bitmap = self._page.render(scale=_SCALE, may_draw_forms=False, rev_byteorder=True)
        try:
            return sum(self._shows_alone(bitmap, *entry) for entry in under)
        finally:
            bitmap.close()

    def _shows_alone(self, bitmap: Any, box: _Box, colours: list[tuple[int, int, int]]) -> bool:
        left, _, _, top = self._page.get_cropbox()
        view = memoryview(bitmap.buffer).cast("B")
        first_row = max(0, int((top - box.top + _EDGE) * _SCALE))
        last_row = min(bitmap.height, int((top - box.bottom - _EDGE) * _SCALE))
        first = max(0, int((box.left - left + _EDGE) * _SCALE))
        last = min(bitmap.width, int((box.right - left - _EDGE) * _SCALE))
        wide = bitmap.n_channels
        seen: set[bytes] = set()
        for row in range(first_row, last_row):
            line = bytes(view[row * bitmap.stride + first * wide : row * bitmap.stride + last * wide])
            seen.update(line[at : at + 3] for at in range(0, len(line), wide))
        return bool(seen) and all(any(_alike(pixel, colour) for colour in colours) for pixel in seen)


def _alike(pixel: bytes, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) <= _NEAR for one, other in zip(pixel, colour, strict=True))
