"""A link leads to the document that its text names: by title, document number, year of a report, or attachment."""

import re
from collections.abc import Iterator

from gkcheck.api import Finding, LinkFact, Related, Rule, Site, SitePage, expression, find_number, site_check
from gkcheck_plugins.links.editions import other_edition
from gkcheck_plugins.links.enclosed import wrong_files
from gkcheck_plugins.links.likeness import Likeness
from gkcheck_plugins.links.naming import (
    READS,
    Claim,
    claim_of,
    han_count,
    plain,
    same_number,
    same_series,
)
from gkcheck_plugins.links.strangers import are_strangers
from gkcheck_plugins.links.targets import SHORTEST_TITLE, Target, Targets, Verdict, others

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}
_TELLS = expression(r"[《号年]|[\u4e00-\u9fff].{7}")
_TITULAR = expression(
    r"(?:办法|规定|细则|规则|条例|意见|措施|方案|规划|纲要|标准|规范|指引|指南|制度|计划|要点|通知|公告|通告|公示|批复|决定|清单|名单|报告|年报|解读|图解|"
    r"说明|流程|预案|函|预算|决算)(?:[（(].{1,12}[)）])?$|^关于|》"
)
_PASSES_ON = expression(r"转发|翻印|印送|转载|汇编")
_LEAF = expression(r"原文|正文|全文|解读|图解|一图|相关|关联|配套|附件|问答|详情|点击|下载")
"""Words of a link between the leaves of one matter; one that only cites another document bears its name."""
_SHORT_TITLE = expression(r"(?:办法|规定|细则|规则|条例|意见|措施|方案|规划|标准|规范|指南|计划|要点|预案)$")
"""The end of a short title that is a document's all the same."""
_POINTS_TO = expression(r"^(?:相关|政策|关联|配套)?(?:解读|图解|文件|链接|阅读|信息|新闻)[：:]")
"""Begin of a line that leads elsewhere, and names nothing on its own page."""
_FIGURES = expression(r"\d+|[一二三四五六七八九十]+")
_ENDING = r"(?:结果|目录)?(?:的(?:通知|公告|决定|通报))?(?:[（(][^（()）]*[)）])?$"
"""What may follow the word by which a title says that it holds several documents."""
_SHORTEST_NAME = 6
_SHORTEST_ROW = {"list": 10, "home": 14}
"""Characters of a row from which on it is a title, whatever its wording: a home page has long names of services as well."""
_NO_ROW = 1000
_SHOWN = 60


@site_check("label-matches-target", reports={**_WORDS, "default": []}, collections={**_WORDS, "default": []})
def label_matches_target(site: Site, rule: Rule) -> Iterator[Finding]:
    """The text of a link of the content names what the link leads to.

    A finding needs a page of the site that bears the name or number of the text while the target is plainly another
    one, or a plain contradiction: another number of the same series, another year of the same report, another ordinal
    among attachments that are otherwise in order. Two formal titles that have nothing in common are for people to judge.
    `reports` are words of what appears year by year, `collections` words
    of titles under which several documents may stand.
    """
    judge = _Judge(site, rule)
    for page in site.pages.values():
        for link, target, verdict in judge.judge(page):
            related = [Related(target.location, "target")]
            related += [Related(meant.locate(), "meant") for meant in verdict.meant[:2]]
            subject = f"{target.path} {link.text}"[:200]
            yield rule.finding(
                *(page, link),
                variant=verdict.variant,
                subject=subject,
                related=tuple(related),
                review=verdict.review,
                **verdict.arguments,
            )
        yield from wrong_files(site, page, rule)


class _Judge:
    """What one run knows of the site's targets; remembers what it judged, since links repeat on many pages."""

    def __init__(self, site: Site, rule: Rule) -> None:
        self._site = site
        self._targets = Targets(site)
        self._likeness: Likeness | None = None
        self._reports = _any_of(rule.options["reports"])
        self._collections = _any_of(rule.options["collections"], _ENDING)
        self._known: dict[tuple[str, str, int], Verdict | None] = {}

    def judge(self, page: SitePage) -> Iterator[tuple[LinkFact, Target, Verdict]]:
        """The links of one page that lead elsewhere than they say, once each."""
        seen = set()
        shortest = _SHORTEST_ROW.get(page.kind, _NO_ROW)
        for link, path in self._doubtful(page):
            target = self._targets.at(path)
            if target is None or (link.text, path) in seen:
                continue
            seen.add((link.text, path))
            claim = claim_of(link.text)
            key = link.text, path, shortest
            if key not in self._known:
                self._known[key] = self._numbered(claim, target) or self._titled(claim, target, shortest)
            verdict = self._known[key]
            if verdict and page not in verdict.meant:
                yield link, target, verdict
            elif claim.year and target.year and claim.year != target.year:
                verdict = other_edition(claim, target, self._targets, self._reports, page)
                if verdict:
                    yield link, target, verdict

    def _doubtful(self, page: SitePage) -> Iterator[tuple[LinkFact, str]]:
        """Links whose text is not a part of the target's title, with the path that they lead to."""
        site = self._site
        pages = site.pages
        for link in page.links:
            text = link.text
            if link.where != "internal" or link.fragment or len(text) < 5:
                continue
            other = pages.get(link.target)
            if other is not None:
                title = other.facts.title
                if other is page or (text in title and not (other.kind == "policy" and READS.search(text))):
                    continue
                path: str | None = link.target
            else:
                path = site.resolve(link.target)
            if path is not None and path != page.path and _TELLS.search(text):
                yield link, path

    def _numbered(self, claim: Claim, target: Target) -> Verdict | None:
        number = claim.number
        if number is None or not target.numbers or any(same_number(number, own) for own in target.numbers):
            return None
        mentioned = (found for text in target.mentioned if (found := find_number(text)))
        if any(same_number(number, found) for found in mentioned) or _PASSES_ON.search(target.title):
            return None
        meant = others(self._site.numbered(number.form), target)
        named = [name for name in (claim.name,) if name]
        if not meant:
            series = any(same_series(number, own) for own in target.numbers)
            if not series or any(self._goes_by(name, target) for name in named):
                return None
        elif self._beside(meant, target):
            return None
        arguments = {"text": number.written, "title": target.numbers[0].form, "name": target.title[:_SHOWN]}
        if not meant:
            return Verdict("number", arguments)
        return Verdict("number-elsewhere", {**arguments, "path": meant[0].path}, meant)

    def _titled(self, claim: Claim, target: Target, shortest: int) -> Verdict | None:
        named = claim.name or claim.whole
        if (
            claim.cut
            or len(plain(named)) < (_SHORTEST_NAME if claim.name else SHORTEST_TITLE)
            or han_count(named) < _SHORTEST_NAME
        ):
            return None
        if not (claim.name or _TITULAR.search(claim.whole) or len(claim.key) >= shortest):
            return None
        exact = self._targets.called(claim.key)
        found = exact or self._meant(claim, named)
        if not found:
            return self._estranged(claim, named, target)
        if any(page.path == target.path for page in found):
            return None
        meant = others(found, target)
        if not meant:
            return None
        arguments = {"text": claim.whole[:_SHOWN], "title": target.title[:_SHOWN], "path": meant[0].path}
        if self._goes_by(named, target):
            if exact and _other_issue(claim.whole, target):
                return Verdict("title", arguments, meant)
            if (
                exact
                and claim.reading
                and claim.name
                and self._is_text_only(claim.name, target)
                and meant[0].kind == "interpretation"
            ):
                return Verdict("interpretation", arguments, meant)
            return None
        if target.page in self._site.attached(named) or target.kind == "catalogue":
            return None
        if self._collections.search(target.title) or not self._is_another(target):
            return None
        if self._beside(meant, target):
            # Text and interpretation of one matter link to each other: but what is titled so is the interpretation.
            promised = exact and claim.reading and claim.name and meant[0].kind == "interpretation"
            return Verdict("title", arguments, meant) if promised and self._is_text_only(claim.name, target) else None
        return Verdict("title", arguments, meant)

    def _estranged(self, claim: Claim, named: str, target: Target) -> Verdict | None:
        """Where no page of the site bears the name: two formal titles that have nothing in common."""
        if not are_strangers(claim, target) or self._goes_by(named, target) or not self._is_another(target):
            return None
        if target.page in self._site.attached(named) or self._collections.search(target.title):
            return None
        return Verdict("stranger", {"text": claim.whole[:_SHOWN], "title": target.title[:_SHOWN]}, review=True)

    def _meant(self, claim: Claim, named: str) -> list[SitePage]:
        """Pages that the text means, where none is titled as it is written."""
        if claim.reading:
            return self._targets.readings.get(plain(claim.name), []) if claim.name else []
        return [page for page in self._site.titled(named) if page.kind != "interpretation"]

    def _goes_by(self, name: str, target: Target) -> bool:
        if self._likeness is None:
            self._likeness = Likeness(self._site)
        return any(self._likeness.alike(name, other) for other in target.names)

    def _is_another(self, target: Target) -> bool:
        """Whether the target says plainly what it is: a page by a title, a file by the title of another page of the site."""
        if target.page is None:
            return bool(self._targets.called(plain(target.title)) or self._site.titled(target.title))
        size = len(plain(target.title))
        return size >= SHORTEST_TITLE or (size >= _SHORTEST_NAME and bool(_SHORT_TITLE.search(target.title)))

    def _is_text_only(self, name: str, target: Target) -> bool:
        """Whether the target is the document of that name, and no page that reads it as well."""
        document = target.kind == "policy" or target.page in self._site.titled(name)
        return document and not any(READS.search(other) and not _POINTS_TO.match(other) for other in target.names)

    def _beside(self, meant: tuple[SitePage, ...], target: Target) -> bool:
        """Whether the target and what is meant link to each other: two leaves of one matter, under whatever names."""
        if target.page is None:
            return any(link.target == target.path for page in meant for link in page.links)
        leaves = ((target.page, {page.path for page in meant}), *((page, {target.path}) for page in meant))
        return any(
            other.path in paths and (_LEAF.search(link.text) or _LEAF.search(link.label))
            for page, paths in leaves
            for other, link in self._site.linked(page)
        )


def _other_issue(text: str, target: Target) -> bool:
    """Whether the target's title is the text but for a figure: 第二批 and 第三批, 2023 and 2024."""
    one, other = plain(text), plain(target.title)
    if one == other or _FIGURES.sub("#", one) != _FIGURES.sub("#", other):
        return False
    return not any(plain(name) == one for name in target.names)


def _any_of(words: list[str], behind: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, words)) or '(?!)'}){behind}")
