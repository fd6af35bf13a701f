"""Links resolve: pages, images, scripts and styles exist, anchors exist, and addresses are ones that the public can reach."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, Page, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about links are written in."""
    from gkcheck_plugins.links.anchor import anchor_exists
    from gkcheck_plugins.links.mismatch import label_matches_target
    from gkcheck_plugins.links.placeholder import no_placeholder
    from gkcheck_plugins.links.reach import public_address
    from gkcheck_plugins.links.spelling import exact_case
    from gkcheck_plugins.links.target import target_exists

    return [target_exists, anchor_exists, no_placeholder, public_address, exact_case, label_matches_target]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.links

    return [Path(folder) for folder in gkcheck_rules.links.__path__]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Page], Any]]:
    """Whether a page's scripts read the fragment of its address, and by which names a page goes beside its title."""
    from gkcheck_plugins.links.anchor import FRAGMENT_READER, reads_fragment
    from gkcheck_plugins.links.bynames import OTHER_NAMES, other_names

    return {FRAGMENT_READER: reads_fragment, OTHER_NAMES: other_names}
