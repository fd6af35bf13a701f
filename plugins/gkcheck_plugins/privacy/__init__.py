"""Personal information that should not have been published: on pages, in attachments, in addresses and forms."""

from collections.abc import Iterable
from pathlib import Path

from gkcheck.api import Check, hookimpl

GKCHECK_API = (1, 0)


@hookimpl
def gkcheck_checks() -> Iterable[Check]:
    """The words that rules about personal information are written in."""
    from gkcheck_plugins.privacy.cards import no_bank_card, no_permit_number
    from gkcheck_plugins.privacy.forms import no_data_in_addresses
    from gkcheck_plugins.privacy.identities import no_identity_number
    from gkcheck_plugins.privacy.lists import no_personal_list
    from gkcheck_plugins.privacy.mobiles import no_mobile_number

    return [
        no_identity_number,
        no_mobile_number,
        no_bank_card,
        no_permit_number,
        no_personal_list,
        no_data_in_addresses,
    ]


@hookimpl
def gkcheck_rule_files() -> Iterable[Path]:
    """The folder of this family's rules."""
    import gkcheck_rules.privacy

    return [Path(gkcheck_rules.privacy.__path__[0])]
