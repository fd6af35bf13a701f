"""Who has to mend what: `[owners]` of the configuration."""

from typing import NamedTuple


class Owner(NamedTuple):
    """The department that leads (牵头) and those that help (配合); a person where the configuration names a post."""

    lead: str
    support: tuple[str, ...] = ()
    contact: str = ""


NOBODY = Owner("")
