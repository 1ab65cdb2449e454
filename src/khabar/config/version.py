"""Which version of the program this is: written into backups, so that a restore can say what made them."""

VERSION = "0.1.0"
"""As in pyproject.toml; a test compares the two."""


def as_numbers(version: str) -> tuple[int, ...]:
    """Read a version as numbers that can be compared; ValueError for anything else."""
    return tuple(int(part) for part in version.split("."))
