"""What a guide rests on is in force, and each proof that it demands has a basis."""

from collections.abc import Iterator

from gkcheck.api import Cell, Finding, Page, Rule, Table, Unjudged, expression, outdated_citations, page_check
from gkcheck_plugins.guide.gaps import surroundings
from gkcheck_plugins.guide.labels import DATA
from gkcheck_plugins.guide.pieces import squeeze
from gkcheck_plugins.guide.reading import guide_on

_NORMS = "outdated-norms"
_PROOF = expression(r"证明(?:材料|文件|书|函|信)?(?:[（(].{0,20}[)）])?(?:原件|复印件)?$")
_PROOF_COLUMN = expression(
    r"^(?:证明(?:事项|材料)?(?:名称)?|证明事项|(?:申请|申报|提交)?材料名称|(?:申请|申报|提交|所需)材料|证照名称|证照.证明(?:材料|事项)?名称|名称)(?:[（(].{0,16}[)）])?$"
)
_PROOF_LIST = expression(r"^(?:证明|证照)")
_BASIS_COLUMN = expression(
    r"^(?:法律|法规|政策|设定|索要|开具|要求|材料)?(?:法律|法规|政策)?依据(?:[（(].{0,16}[)）])?$"
)
_BLANK = frozenset(("", "-", "--", "—", "——", "/", "无", "暂无", "无依据"))
_ROWS = 300


@page_check("basis-in-force")
def basis_in_force(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """No guide rests on a norm that another has replaced: a guide is kept up to date, so its day is today.

    The message may use {cited}, {title}, {now} and {since}.
    """
    cited_in = outdated_citations(rule.data[_NORMS]["norms"])
    guide = guide_on(page, rule.data[DATA])
    for piece in guide.pieces:
        for norm, cited in cited_in(piece.text):
            if not any(mark in page.source for mark in norm["marks"]):
                told = {"cited": cited, "title": norm["title"], "now": norm["now"], "since": norm["since"]}
                yield rule.finding(page, piece.place, subject=cited, **told)
    if not guide.elements and page.derive(surroundings).scripted:
        yield rule.unjudged(page, "body-by-script")


@page_check("proof-founded", needle="证明")
def proof_founded(page: Page, rule: Rule) -> Iterator[Finding | Unjudged]:
    """In a table of documents or proofs with a column for the basis, no proof leaves it blank.

    The message may use {proof} and {column}. A table without such a column is not judged.
    """
    for table in page.tables:
        yield from _rows(page, rule, table)


def _rows(page: Page, rule: Rule, table: Table) -> Iterator[Finding | Unjudged]:
    if len(table.grid) < 2:
        return
    head = [squeeze(cell.text) for cell in table.grid[0]]
    name = next((number for number, text in enumerate(head) if _PROOF_COLUMN.search(text)), None)
    basis = [number for number, text in enumerate(head) if _BASIS_COLUMN.search(text)]
    if name is None or not basis:
        return
    rows = table.grid[1 : _ROWS + 1]
    blank = [row for row in rows if all(squeeze(row[number].text) in _BLANK for number in basis)]
    if len(blank) == len(rows):
        # Nobody fills the column in, or a script does.
        if any(_is_proof(squeeze(row[name].text), head[name], row[name]) for row in rows):
            yield rule.unjudged(page, "fields-by-script")
        return
    for row in blank:
        proof = squeeze(row[name].text)
        if _is_proof(proof, head[name], row[name]):
            yield rule.finding(page, row[name], subject=proof, proof=proof[:40], column=head[basis[0]])


def _is_proof(text: str, head: str, cell: Cell) -> bool:
    """Whether a row is about a proof: by its name, or because the table is of proofs."""
    if not text or cell.header:
        return False
    return bool(_PROOF.search(text) or (_PROOF_LIST.search(head) and len(text) >= 4 and not text.isdigit()))
