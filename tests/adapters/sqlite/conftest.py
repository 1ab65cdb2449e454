"""An installation on a real disk, for these tests."""

from config.installed import ground, template

__all__ = ["ground", "template"]
