"""What an attachment holds and does not show: places and counts, never the content itself."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Trace(NamedTuple):
    """One kind of hidden thing at one place. `variant` is the message's; a `note` is lighter than the rule."""

    variant: str
    part: str = ""
    arguments: Mapping[str, Any] = MappingProxyType({})
    note: bool = False


class Doubt(ValueError):
    """The file, or the rest of it, was not looked into; `reason` is a key of the core's reasons."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
