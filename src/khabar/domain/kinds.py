"""The two kinds of installation, and which keys each has.

Who accuses the holder in public cannot be the post of the held: so an association installation has no requests,
presences, matches or answers. They are not forbidden there, they are not installed (DESIGN section 3).
"""

from enum import StrEnum


class Kind(StrEnum):
    """What an installation is for; fixed when it is set up."""

    INTERMEDIARY = "intermediary"
    ASSOCIATION = "association"
