"""The inspection's count: guides that lack too much, and a site that fails by them."""

from collections.abc import Iterator

from gkcheck.api import Finding, Related, Rule, Severity, Site, SitePage, Unjudged, expression, site_check
from gkcheck_plugins.guide.gaps import cannot_judge, missing_elements
from gkcheck_plugins.guide.labels import DATA, labels_of
from gkcheck_plugins.guide.presence import COUNTED, LEAST
from gkcheck_plugins.guide.survey import Known, guides_of

_PLATFORM = expression(r"指南|办事|办理|申请|申报|服务|一网通办|政务")
_SHOWN = 10


@site_check(
    "guides-pass",
    elements=COUNTED,
    least=LEAST,
    items={
        "type": "integer",
        "minimum": 1,
        "default": 5,
        "title": "多少份指南缺项即不合格",
        "description": "how many such guides fail a site",
    },
    soon={
        "type": "integer",
        "minimum": 1,
        "default": 3,
        "title": "到多少份时提前提示",
        "description": "how many are a warning beforehand",
    },
    services={
        "type": "boolean",
        "default": True,
        "title": "本单位有没有对外服务职能",
        "description": "whether the body serves the public",
    },
)
def guides_pass(site: Site, rule: Rule) -> Iterator[Finding | Unjudged]:
    """Fewer than `items` guides lack `least` or more of `elements`; where there are fewer guides, not all of them do.

    The message may use {count}, {total}, {items}, {least} and {left}, how many more would fail the site. Guides that
    cannot be judged are told; that all of few guides fail is for a person to confirm, since further ones may be elsewhere.
    """
    if not rule.options["services"]:
        yield rule.silent("no-services")
        return
    labels = labels_of(rule.data[DATA])
    failing: list[Known] = []
    guides = guides_of(site, rule.data[DATA])
    for known in guides:
        missing = missing_elements(known.guide, known.page.title, labels, rule.options["elements"])
        if reason := cannot_judge(known.guide, known.around, missing):
            yield rule.unjudged(known.page, reason)
        elif len(missing) >= rule.options["least"]:
            failing.append(known)
    if not guides:
        yield rule.silent("no-pages")
    elif len(failing) >= rule.options["items"]:
        yield _finding(rule, "default", failing, len(guides))
    elif len(failing) == len(guides) < rule.options["items"]:
        if site.partial:
            yield rule.unjudged(failing[0].page, "partial-site")
        elif any(_leads_out(page) for page in site.of_kind("home", "list")):
            yield rule.unjudged(failing[0].page, "outside")
        else:
            yield _finding(rule, "all", failing, len(guides))
    elif len(failing) >= rule.options["soon"]:
        yield _finding(rule, "soon", failing, len(guides))


def _leads_out(page: SitePage) -> bool:
    """Whether further guides are on another server, so that those at hand are not all."""
    return any(link.where in ("external", "dynamic") and _PLATFORM.search(link.text) for link in page.links)


def _finding(rule: Rule, variant: str, failing: list[Known], total: int) -> Finding:
    first, *others = failing
    return rule.finding(
        first.page,
        variant=variant,
        severity=Severity.NOTE if variant == "soon" else None,
        subject="guides",
        review=variant == "all",  # whether those at hand are all of them, a person has to say
        related=tuple(Related(other.page.locate(), "same-gap") for other in others[:_SHOWN]),
        count=len(failing),
        total=total,
        items=rule.options["items"],
        least=rule.options["least"],
        left=rule.options["items"] - len(failing),
    )
