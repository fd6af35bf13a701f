"""Which certificates the crawl accepts: those that the rest of gkcheck does, and browsers do."""

import os
from typing import Any, cast

from OpenSSL import SSL, crypto
from twisted.internet._sslverify import IOpenSSLTrustRoot
from twisted.internet.ssl import optionsForClientTLS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from gkcheck.online.transport import LEGACY, trust


@implementer(IOpenSSLTrustRoot)
class _Trusted:
    def __init__(self) -> None:
        found = trust(os.environ.get("REQUESTS_CA_BUNDLE", "")).get_ca_certs(binary_form=True)
        self._certificates = [crypto.load_certificate(crypto.FILETYPE_ASN1, data) for data in found]

    def _addCACertsToContext(self, context: SSL.Context) -> None:
        """The interface's one method: Twisted asks it of whatever is to be trusted."""
        context.set_options(LEGACY)
        store = context.get_cert_store()
        assert store is not None  # of a context that was just made
        for certificate in self._certificates:
            store.add_cert(certificate)


@implementer(IPolicyForHTTPS)
class Certificates:
    """Gives each connection what it verifies the server by. Scrapy makes one, with arguments that do not matter here."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self._trusted = _Trusted()
        self._made: dict[bytes, Any] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        """What makes connections to this host. Reading what is trusted into a context is dear: once a host is enough."""
        made = self._made.get(hostname)
        if made is None:
            made = self._made[hostname] = optionsForClientTLS(hostname.decode("ascii"), trustRoot=cast(Any, self._trusted))
        return made
