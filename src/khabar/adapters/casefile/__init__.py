"""Case files: JSON that families' helpers, lawyers and other programs write, read into a case, and the schema of it.

A file is strange until it is read: its size, its depth and every value are looked at. What is refused is refused with
the field's name and one sentence; a field nobody knows is left out with a warning, for what is missing is not known.
"""

from khabar.adapters.casefile.opening import opened
from khabar.adapters.casefile.reading import Read, read_case
from khabar.adapters.casefile.schema import case_schema

__all__ = ["Read", "case_schema", "opened", "read_case"]
