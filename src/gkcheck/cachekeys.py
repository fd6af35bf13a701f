"""What the records of pages and attachments are kept under: whatever can change what they hold."""

import hashlib
import os

from gkcheck.fingerprint import ATTACHMENT_LIBRARIES, fingerprint
from gkcheck.order import Order
from gkcheck.record import Reader
from gkcheck.sources.manifest import Manifest

ATTACHED = "-attachments"
"""Behind a site's key: the cache of its attachments."""


def site_key(order: Order) -> str:
    """What tells sites apart: the folder, or of a snapshot the names of the site, so that the next one finds the pages that stayed."""
    if order.snapshot is not None:
        return hashlib.blake2b(" ".join(order.snapshot.hosts).encode(), digest_size=8, person=b"snapshot").hexdigest()
    return hashlib.blake2b(os.fsencode(os.path.realpath(order.root)), digest_size=8).hexdigest()


def page_key(order: Order, reader: Reader) -> str:
    """What the record of a page stands under: the rules of pages and all else that what it gives depends on."""
    hosts = ",".join(sorted(reader.resolver.hosts))
    facts = hashlib.blake2b(" ".join(sorted((*reader.extractors, *reader.script_extractors))).encode(), digest_size=8).hexdigest()
    told = _told(order.snapshot) if order.snapshot else ""
    return f"{order.rulebook.fingerprint} {facts} {hosts}{told}"


def _told(snapshot: Manifest) -> str:
    """What of a snapshot bears on what its pages give."""
    if not snapshot.queried and not snapshot.charsets:
        return ""
    said = repr((sorted(snapshot.queried.items()), sorted(snapshot.charsets.items())))
    return " " + hashlib.blake2b(said.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def file_key(order: Order) -> str:
    """The same for attachments."""
    return fingerprint(order.config, order.rulebook.plugins, order.rulebook.file_rules, ATTACHMENT_LIBRARIES)
