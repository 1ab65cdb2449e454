"""The association's house, for these tests: Leyla and Tomas are editors."""

from web.association import rooms

__all__ = ["rooms"]
