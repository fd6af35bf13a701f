"""Which documents an interpretation says it interprets: by its title, else by how its text begins."""


from gkcheck.docnumber import find_number
from gkcheck.page import Block, Page
from gkcheck.patterns import expression
from gkcheck.titles import interpreted_documents, normalise_title

_NAMED = expression(r"《((?:[^《》]|《[^《》]*》){4,80})》")
_BASIS = expression(r"(?:根据|依据|按照|贯彻|落实|依照|参照|对照|遵照|废止|原|衔接|结合|符合|违反)[^，。；]{0,12}$")
_ISSUED = expression(r"(?:印发|出台|发布|公布|颁布|制定|修订|起草|解读|研究制定|制订|修改|拟定|联合印发|实施)(?:了|并印发了)?(?:新修订的|修订后的|新的)?\s*$")
_SHORT = expression(r"^\s*[（(][^）)]{0,60}(?:以下简称|以下称|简称)")
_NUMBERED = expression(r"^\s*[（(]([^（()）]{0,12}[^（()）]*?[〔\[［【﹝(（][^）)]{4,16}号?)[）)]?")
_OPENING = 8


def named_by(page: Page) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Titles and document numbers that an interpretation names as its subject. Both empty when it names none."""
    titles = interpreted_documents(page.title)
    opening = _opening(page)
    numbers: list[str] = []
    own = find_number(page.title)
    if own:
        # "关于沪知局〔2024〕7号文件的解读" names its document by the number alone.
        numbers.append(own.form)
        titles = [title for title in titles if not find_number(title) or len(title) > len(own.written) + 8]
    from_text: list[str] = []
    for block in opening:
        for match in _NAMED.finditer(block.text):
            before, after = block.text[: match.start()], block.text[match.end() :]
            if _BASIS.search(before):
                continue
            number = find_number(after[:40]) if _NUMBERED.match(after) else None
            known = any(normalise_title(match[1]) == normalise_title(title) for title in titles)
            if _SHORT.match(after) or number or _ISSUED.search(before) or known:
                from_text.append(match[1])
                if number and (known or not titles):
                    numbers.append(number.form)
    if not titles:
        titles = from_text[:1] if not numbers else from_text[: max(1, len(numbers))]
    field = page.field("interprets", "front")
    if field:
        titles = [field.value, *titles]
    return tuple(dict.fromkeys(titles)), tuple(dict.fromkeys(numbers))


def _opening(page: Page) -> list[Block]:
    blocks = [block for block in page.blocks if block.area == "content" and len(block.text) >= 20]
    return blocks[:_OPENING]
