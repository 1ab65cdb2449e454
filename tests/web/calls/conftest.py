"""The house and its cases, for these tests."""

from web.house_rooms import desks

__all__ = ["desks"]
