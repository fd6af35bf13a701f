"""Where the folder and its parts stand on the server: addresses to paths of files, and back."""

from collections.abc import Mapping

NOTHING: Mapping[str, str] = {}


class Published:
    """Addresses are URL paths without the leading slash, paths are relative to the site's root; both keep a closing slash.

    `prefix` is the URL path at which the whole folder is published. `folders` maps URL prefixes to folders inside it that
    are published there instead: {"/art/": "export/art"}.
    """

    def __init__(self, prefix: str = "/", folders: Mapping[str, str] = NOTHING) -> None:
        pairs = {_stem(prefix): ""}
        pairs |= {_stem(address): _stem(folder) for address, folder in folders.items()}
        self.pairs = tuple(sorted(pairs.items()))
        self.plain = pairs == {"": ""}
        """Whether addresses and paths are the same."""
        self._by_address = sorted(self.pairs, key=lambda pair: -len(pair[0]))
        self._by_folder = sorted(self.pairs, key=lambda pair: -len(pair[1]))
        self._prefix = _stem(prefix)

    def path(self, address: str) -> str | None:
        """The path that an address leads to, None = it is not published from this folder."""
        if self.plain:
            return address
        for start, folder in self._by_address:
            if address.startswith(start):
                return folder + address[len(start) :]
            if address + "/" == start:
                return folder
        return None

    def address(self, path: str) -> str:
        """The address of a path."""
        if self.plain:
            return path
        for start, folder in self._by_folder:
            if path.startswith(folder):
                return start + path[len(folder) :]
        return self._prefix + path  # in no published folder: as if the whole were published


def _stem(path: str) -> str:
    """Without leading slash and with a closing one; "" = all."""
    return "".join(f"{part}/" for part in path.split("/") if part)
