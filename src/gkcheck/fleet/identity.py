"""Which gkcheck this is: sites of one fleet are judged by one program, wherever they are judged."""

from hashlib import blake2b

import msgspec

from gkcheck import __version__
from gkcheck.plugins import Plugins


def identify(plugins: Plugins) -> str:
    """One digest of version, code and data of the core, and names and versions of all installed plugins, used or not."""
    names = sorted((status.name, status.version) for status in plugins.statuses)
    return blake2b(msgspec.json.encode([__version__, plugins.core, names]), digest_size=12).hexdigest()
