"""The notice as a DOCX: its Markdown, in the manner of an official document."""

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gkcheck.rectification.notice import render as render_markdown
from gkcheck.rectification.workbook import plain
from gkcheck.refusals import ConfigError, say
from gkcheck.run import Run

if TYPE_CHECKING:
    from markdown_it.token import Token

BODY, HEADING, TITLE = "仿宋", "黑体", "宋体"
"""Families as official documents use them; a machine without one takes its own."""
_WIDTHS = (1.0, 1.3, 2.4, 4.6, 5.0, 4.2, 4.6, 2.1)
"""Centimetres of the table of the notice that ships."""


def render(run: Run) -> bytes:
    """The document. Raises ConfigError where python-docx is not installed, or the site's template cannot be used."""
    try:
        import docx
    except ImportError:
        zh, en = "写 docx 通报需要 python-docx：pip install 'gkcheck[docx]'。", "a notice as docx needs python-docx: pip install 'gkcheck[docx]'."
        raise ConfigError(say(run.lang, zh, en)) from None
    from markdown_it import MarkdownIt

    document = docx.Document()
    _set_page(document)
    _Writer(document).write(MarkdownIt("commonmark").enable("table").parse(render_markdown(run)))
    stamp = datetime(run.today.year, run.today.month, run.today.day)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "gkcheck", "", ""
    properties.created = properties.modified = stamp
    made = io.BytesIO()
    document.save(made)
    return _stamped(made.getvalue(), run.today)


def _set_page(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.size = Pt(12)
    style.paragraph_format.line_spacing = 1.4
    _set_family(style, BODY)
    for level, size in ((1, 20), (2, 15), (3, 13)):
        heading = document.styles[f"Heading {level}"]
        heading.font.size, heading.font.bold = Pt(size), level != 2
        heading.font.color.rgb = None
        _set_family(heading, TITLE if level == 1 else HEADING)


def _set_family(style: Any, family: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = family
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), family)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    style.font.color.rgb = RGBColor(0, 0, 0)


class _Writer:
    """Puts the tokens of a Markdown text into a document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._list = ""

    def write(self, tokens: "list[Token]") -> None:
        """The whole text, token by token."""
        level, ordered = 0, 0
        rows: list[list[Token]] = []
        for token in tokens:
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "ordered_list_open":
                self._list, ordered = "List Number", int(token.attrGet("start") or 1)
            elif token.type == "bullet_list_open":
                self._list = "List Bullet"
            elif token.type in ("ordered_list_close", "bullet_list_close"):
                self._list = ""
            elif token.type == "table_open":
                rows = []
            elif token.type == "tr_open":
                rows.append([])
            elif token.type == "table_close":
                self._table(rows)
                rows = []
            elif token.type in ("fence", "code_block", "html_block"):
                self._document.add_paragraph(plain(token.content))
            elif token.type == "inline":
                if rows:
                    rows[-1].append(token)
                    continue
                ordered = self._line(token, level, ordered)
                level = 0

    def _line(self, token: "Token", level: int, ordered: int) -> int:
        """A heading, a paragraph or an entry of a list; the number of the list's next entry."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        if level:
            paragraph = self._document.add_heading(level=min(level, 3))
            if level == 1:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.first_line_indent = Cm(0.85)
            if self._list:
                # Written out: numbers of a list style go on from one list to the next.
                paragraph.add_run(f"{ordered}. " if self._list == "List Number" else "• ")
        _fill(paragraph, token)
        return ordered + 1

    def _table(self, rows: "list[list[Token]]") -> None:
        from docx.shared import Cm, Pt

        columns = max(map(len, rows), default=0)
        if not columns:
            return
        table = self._document.add_table(rows=0, cols=columns)
        table.style = "Table Grid"
        table.autofit = False
        widths = [Cm(width) for width in _WIDTHS] if columns == len(_WIDTHS) else []
        for column, width in zip(table.columns, widths, strict=False):
            column.width = width
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for place, token in enumerate(row):
                if widths:
                    cells[place].width = widths[place]
                paragraph = cells[place].paragraphs[0]
                paragraph.paragraph_format.line_spacing = 1.1
                _fill(paragraph, token, bold=not number)
                for run in paragraph.runs:
                    run.font.size = Pt(9)
        _repeat_head(table)
        self._document.add_paragraph()


def _fill(paragraph: Any, token: "Token", bold: bool = False) -> None:
    """The words of a line, strong ones bold; a link is its text."""
    strong = 0
    for piece in token.children or ():
        if piece.type == "strong_open":
            strong += 1
        elif piece.type == "strong_close":
            strong -= 1
        elif piece.type in ("softbreak", "hardbreak"):
            paragraph.add_run("\n" if piece.type == "hardbreak" else " ")
        elif piece.content:
            run = paragraph.add_run(plain(piece.content))
            run.bold = bool(bold or strong) or None


def _repeat_head(table: Any) -> None:
    """The head row stands on every page that the table runs over."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _stamped(data: bytes, day: date) -> bytes:
    """The same package with that day on every member, instead of the clock's time."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for item in before.infolist():
            member = ZipInfo(item.filename, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            after.writestr(member, before.read(item))
    return made.getvalue()
