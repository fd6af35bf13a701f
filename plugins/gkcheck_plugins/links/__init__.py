"""Links resolve, and lead where readers may follow: what a page refers to exists, is public, and is nothing that strangers put there."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gkcheck.api import Check, Page, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about links are written in."""
    from gkcheck_plugins.links.anchor import anchor_exists
    from gkcheck_plugins.links.commerce import no_commerce
    from gkcheck_plugins.links.departure import departure_prompt
    from gkcheck_plugins.links.disguise import serves_what_was_linked
    from gkcheck_plugins.links.entrance import page_reachable
    from gkcheck_plugins.links.family import has_ipv6
    from gkcheck_plugins.links.hidden import visible_links
    from gkcheck_plugins.links.injected import no_injection
    from gkcheck_plugins.links.insecure import secure_resources
    from gkcheck_plugins.links.live import answers
    from gkcheck_plugins.links.mismatch import label_matches_target
    from gkcheck_plugins.links.owndomain import government_domain
    from gkcheck_plugins.links.placeholder import no_placeholder
    from gkcheck_plugins.links.reach import public_address
    from gkcheck_plugins.links.retired import living_host
    from gkcheck_plugins.links.spelling import exact_case
    from gkcheck_plugins.links.suspicious import known_name
    from gkcheck_plugins.links.target import target_exists

    live = [answers, serves_what_was_linked, has_ipv6]
    return [
        *live,
        target_exists,
        anchor_exists,
        departure_prompt,
        living_host,
        visible_links,
        no_commerce,
        no_placeholder,
        secure_resources,
        public_address,
        exact_case,
        no_injection,
        known_name,
        government_domain,
        label_matches_target,
        page_reachable,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.links

    return [Path(folder) for folder in gkcheck_rules.links.__path__]


@hookimpl
def gkcheck_extractors() -> dict[str, Callable[[Page], Any]]:
    """What a page's scripts say of addresses (fragments, pages they name, lists they fill), its names, whether it only leads on, and where it leads off."""
    from gkcheck_plugins.links.anchor import FRAGMENT_READER, reads_fragment
    from gkcheck_plugins.links.bynames import OTHER_NAMES, other_names
    from gkcheck_plugins.links.departure import DEPARTURE, departures
    from gkcheck_plugins.links.entrance import LEADS_ON, LISTS, leads_on, list_of
    from gkcheck_plugins.links.named import NAMED, named_addresses

    return {
        FRAGMENT_READER: reads_fragment,
        LISTS: list_of,
        LEADS_ON: leads_on,
        NAMED: named_addresses,
        OTHER_NAMES: other_names,
        DEPARTURE: departures,
    }


@hookimpl
def gkcheck_script_extractors() -> dict[str, Callable[[Page], Any]]:
    """What a script file may do with clicks on links."""
    from gkcheck_plugins.links.clicks import CLICKS, clicks_of

    return {CLICKS: clicks_of}
