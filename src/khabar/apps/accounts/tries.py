"""How often somebody has tried to sign in, kept in the house's database, so that a restart forgets nothing.

allauth counts in the framework's cache; this is one whose rows lie under keyed hashes: neither a name nor an address
stands there. Settings name it for the house alone. It must never depend on whether a name exists.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.utils.encoding import force_bytes

from khabar.apps.accounts.models import Tried

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_HOUSE: Final = "default"
_PURPOSE: Final = b"khabar/1/tries\x00"
_LONGEST: Final = 24 * 3600
"""Seconds after which any count is forgotten."""


class KeptTries(BaseCache):
    """The framework's cache as far as counting needs it: plain values, an end for each, nothing without its key.

    `now` among its options is the machine's clock: allauth, which counts here, goes by that and not by the story's.
    """

    def __init__(self, _location: str, params: Mapping[str, Any]) -> None:
        super().__init__(dict(params))
        self._moment: Callable[[], datetime] = params["OPTIONS"]["now"]

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Give what is kept, unless its time is over."""
        kept = Tried.objects.filter(bucket=self._bucket(key, version), until__gt=self._now()).values_list(
            "kept", flat=True
        )
        found = kept.first()
        return default if found is None else json.loads(found)

    def set(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value in place of what was there, and sweep what is over."""
        with transaction.atomic(using=_HOUSE):
            Tried.objects.filter(until__lte=self._now()).delete()
            row = {"kept": json.dumps(value), "until": self._until(timeout)}
            Tried.objects.update_or_create(bucket=self._bucket(key, version), defaults=row)

    def add(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where there is none; False where there is one. Of two at once, one is told True."""
        bucket = self._bucket(key, version)
        try:
            with transaction.atomic(using=_HOUSE):
                Tried.objects.filter(bucket=bucket, until__lte=self._now()).delete()
                Tried.objects.create(bucket=bucket, kept=json.dumps(value), until=self._until(timeout))
        except IntegrityError:
            return False
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget one; say whether there was one."""
        gone, _by_table = Tried.objects.filter(bucket=self._bucket(key, version)).delete()
        return bool(gone)

    def clear(self) -> None:
        """Forget everything."""
        Tried.objects.all().delete()

    def _bucket(self, key: str, version: int | None) -> str:
        """Give the keyed hash under which a value lies."""
        whole = self.make_and_validate_key(key, version=version)
        return hmac.new(force_bytes(settings.SECRET_KEY), _PURPOSE + whole.encode(), hashlib.sha256).hexdigest()

    def _now(self) -> int:
        return int(self._moment().timestamp())

    def _until(self, timeout: float | None) -> int:
        seconds = _LONGEST if timeout in (None, DEFAULT_TIMEOUT) else min(float(timeout or 0), _LONGEST)
        return self._now() + int(seconds)
