"""The house and its cases, for these tests."""

from __future__ import annotations

from web.house_rooms import desks

__all__ = ["desks"]
