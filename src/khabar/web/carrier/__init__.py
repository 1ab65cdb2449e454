"""The carrier's pages: his own trips while they are open, and what became of their paper.

No name, no pair and no probability ever stands here; whom a sheet is for stands on the cover alone.
"""
