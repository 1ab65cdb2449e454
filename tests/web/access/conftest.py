"""The house and its people, for the whole of its addresses."""

from apps.accounts.rooms import house

__all__ = ["house"]
