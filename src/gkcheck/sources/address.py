"""An address of another machine where commands take paths."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    _Path = Path
else:
    _Path = type(Path())  # the class of this system's paths, which may be subclassed before Python 3.12 as well


class Address(_Path):
    """A path that is an address (`https://…`), with what the user wrote: a path alone loses `//` and a closing slash."""

    written: str

    def __new__(cls, *parts: Any) -> "Address":
        path = super().__new__(cls, *parts)
        path.written = "/".join(map(str, parts))
        return path


def address_of(path: Path) -> str:
    """What the user wrote."""
    return path.written if isinstance(path, Address) else str(path)
