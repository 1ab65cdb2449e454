"""What is known of a slip by the number on its outside: the keys to seal to, and how much stock there is."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.apps.slips.models import Slip


@dataclass(frozen=True)
class SlipKeys:
    """Where the page of a slip lies, and the public halves that belong to it."""

    locator: bytes = field(repr=False)
    public: bytes = field(repr=False)
    verify_key: bytes = field(repr=False)


def slip_keys(outer: str) -> SlipKeys | None:
    """Give the keys of a slip that lies unused in the stock; None for an unknown number and for a used one alike."""
    row = Slip.objects.filter(number=outer, used_by="").first()
    return SlipKeys(bytes.fromhex(row.locator), bytes(row.public), bytes(row.verify_key)) if row else None


def slip_used_by(holder: str) -> str:
    """Give the number of the slip that opens this request's page; "" where none of the stock does."""
    return Slip.objects.filter(used_by=holder).values_list("number", flat=True).first() or ""


def stock_left() -> int:
    """Count the slips that no request uses yet."""
    return Slip.objects.filter(used_by="").count()
