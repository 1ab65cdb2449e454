"""The house and its colleagues, for these tests."""

from web.house_rooms import desks

__all__ = ["desks"]
