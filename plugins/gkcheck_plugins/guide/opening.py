"""Lines and tables into open elements: labels open them, what follows belongs to them until the next label."""

from collections.abc import Iterator

from gkcheck_plugins.guide.labels import OTHER, Labels, Line, number_of, numbering, read_line
from gkcheck_plugins.guide.pieces import Piece

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Opened:
    """An element while its lines are gathered."""

    def __init__(self, line: Line, piece: Piece, tag: str) -> None:
        self.line = line
        self.piece = piece
        self.tag = tag
        self.style = numbering(piece.text)
        self.number = number_of(piece.text)
        self.lines: list[Piece] = []


def take(piece: Piece, found: list[Opened], labels: Labels) -> None:
    """One line outside tables, or a cell by itself: it opens elements or goes on with the last one."""
    line = read_line(piece.text, labels)
    current = found[-1] if found else None
    if line is not None and not _is_listed(line, piece, current):
        _open(line, piece, found, labels)
        return
    if piece.tag in HEADINGS:
        found.append(Opened(Line((OTHER,), piece.text, "", False), piece, piece.tag))
    elif current is not None:
        style = numbering(piece.text)
        follows = bool(style) and style == current.style and number_of(piece.text) == current.number + 1
        if follows and current.tag == piece.tag and _is_heading(piece.text):
            found.append(Opened(Line((OTHER,), piece.text, "", False), piece, piece.tag))
        else:
            current.lines.append(piece)


def _is_listed(line: Line, piece: Piece, current: Opened | None) -> bool:
    """Whether 申请表 is a document in the list of documents, and not the label of the place to download it."""
    bare = line.names == ("form",) and not line.colon and piece.tag not in HEADINGS
    return bare and current is not None and "materials" in current.line.names


def _is_heading(text: str) -> bool:
    return len(text) <= 20 and not text.rstrip().endswith(("。", "；", ";", "，"))


def _open(line: Line, piece: Piece, found: list[Opened], labels: Labels) -> None:
    """Open the elements of a line; further labels in it, as in “条件：…。程序：…”, open theirs."""
    parts = list(_parts(line, labels))
    for number, part in enumerate(parts):
        entry = Opened(part, piece, piece.tag)
        if number:
            entry.style = ""
        if part.rest:
            entry.lines.append(piece._replace(text=part.rest))
        found.append(entry)


def _parts(line: Line, labels: Labels) -> Iterator[Line]:
    start, current = 0, line
    for match in labels.inside.finditer(line.rest):
        yield current._replace(rest=line.rest[start : match.start()].strip(" ；;，,、|｜"))
        current = Line((labels.names[match[1]],), match[1], "", True)
        start = match.end()
    yield current._replace(rest=line.rest[start:].strip())
