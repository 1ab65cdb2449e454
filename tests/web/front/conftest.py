"""The house and its people, for these tests."""

from apps.accounts.rooms import house

__all__ = ["house"]
