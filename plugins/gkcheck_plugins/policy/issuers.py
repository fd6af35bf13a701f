"""Whose document it is: the duty to interpret is the issuer's, not that of a site which reprints."""


from gkcheck.api import Site, SitePage, expression

_NATION = expression(
    r"^(?:中共中央|国务院|全国人民代表大会|全国人大|最高人民|国家|中央|中华人民共和国|财政部|教育部|科技部|工业和信息化部|司法部)"
)
_NUMBER = expression(r"^(?:国发|国办|国函|国令|中发|中办|国知)")
_GOVERNMENT = expression(r"人民政府(?:办公厅|办公室)?$")
_PLACE = expression(r"(?!自治区)(?:(?![局委厅和与及管理社])[\u4e00-\u9fff]){2,6}?(?:省|自治区|自治州|地区|市|区|县|旗|盟|州|镇|乡)(?!场)")
_HEAD = expression(r"^(?P<organ>[\u4e00-\u9fff]{1,30}?(?:人民政府(?:办公厅|办公室)?|委员会|厅|局|委|部|署))(?:、[^关]{2,30})?(?:关于|印发)")
_ABOVE = {"省": expression(r"^(?:省|自治区)(?!级)"), "市": expression(r"^市(?!场|级|民)")}
"""How a unit below speaks of the government or bureau above it: 省人民政府, 市财政局."""
_LAW = expression(r"(?:(?<![办方做执])法|条例)(?:[（(]\d{4}[^()（）]{0,4}[)）])?$")
"""A congress or the State Council makes these, never a bureau; a place at the beginning says which one."""


def _own_name(site: Site, page: SitePage) -> str:
    return "".join((site.name or page.facts.site_name).split())


def issued_elsewhere(site: Site, page: SitePage) -> bool:
    """True when the page shows another body's document: the State Council's, that of a government on a bureau's site, or
    that of a place which is not the site's own."""
    own = _own_name(site, page)
    if _NATION.match(own):
        return False
    title = "".join(page.title.split())
    issuer = "".join(page.facts.issuer.split())
    if _NATION.match(issuer) or _NUMBER.match(page.facts.number) or title.startswith(("国务院", "中华人民共和国")):
        return True
    if not own:
        return False
    head = _HEAD.match(title)
    organs = [organ for organ in (issuer, head["organ"] if head else "") if organ]
    if "政府" not in own and any(_GOVERNMENT.search(organ) for organ in organs):
        return True
    return any(_elsewhere(own, organ) for organ in organs)


def _elsewhere(own: str, organ: str) -> bool:
    """Whether an organ is of another place than the site: 广东省… on a district's site, 省财政厅 on a county's."""
    here, there = _place(own), _place(organ)
    if here and there:
        return here != there and not (organ.startswith(own) or own.startswith(organ))
    if not here or there:
        return False
    level = here[-1]
    return (level not in ("省", "区") and bool(_ABOVE["省"].match(organ))) or (
        level not in ("省", "市") and "自治区" not in here and bool(_ABOVE["市"].match(organ))
    )


def _place(name: str) -> str:
    """The last place that a name begins with: 南湾市滨城区人民政府 → 滨城区; "" where it begins with none."""
    found, at = "", 0
    while match := _PLACE.match(name, at):
        found, at = match[0], match.end()
    return found


def of_higher_body(site: Site, reading: SitePage, name: str) -> bool:
    """True when a document's name says that another body made it: a national one, or a congress."""
    own = _own_name(site, reading)
    if _NATION.match(own):
        return False
    plain = "".join(name.split())
    if _NATION.match(plain) or "中华人民共和国" in plain:
        return True
    return bool(_LAW.search(plain)) and "政府" not in plain and "人民代表大会" not in own
