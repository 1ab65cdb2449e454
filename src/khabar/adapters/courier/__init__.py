"""Bundles over HTTPS: one POST to the porch of a partner, with nothing in it but the bundle.

TLS 1.3 or nothing is sent; plain HTTP goes to this machine and to onion services, which encrypt by themselves. No
redirect is followed, no proxy of the surroundings is used, and no answer is read but its status.
"""

from __future__ import annotations

import http.client
import ssl
from urllib.parse import urlsplit

from khabar.domain.errors import Outside

TIMEOUT_SECONDS = 60
PATH = "bridge/"
TAKEN = 204
_FULL = 503
_TOO_OFTEN = 429


class HttpCourier:
    """Posts bundles with the standard library."""

    def post(self, address: str, bundle: bytes) -> None:
        """Post to the door of bundles below this address; Outside (retry) for any answer but that it was taken."""
        connection = _connection(address)
        headers = {"Content-Type": "application/octet-stream", "User-Agent": "Khabar"}
        try:
            connection.request("POST", urlsplit(address).path + PATH, bundle, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            raise Outside("the partner's porch cannot be reached", retry=True) from None
        finally:
            connection.close()
        if status != TAKEN:
            raise Outside("the partner's porch did not take the bundle", retry=status in (_FULL, _TOO_OFTEN))


class NoCourier:
    """Posts nothing: bundles travel as files."""

    def post(self, address: str, bundle: bytes) -> None:
        """Refuse; there is no network here."""
        del address, bundle
        raise Outside("there is no network here", retry=False)


def _connection(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    if parts.scheme != "https":
        return http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_SECONDS)
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return http.client.HTTPSConnection(parts.netloc, timeout=TIMEOUT_SECONDS, context=context)
