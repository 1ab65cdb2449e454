"""What doing an act again has come to, in the words that every app uses in its module `replaying`."""

from __future__ import annotations

from typing import Final

DONE: Final = "done"
"""It was done again, or had been done again before."""
NOBODY: Final = "nobody"
"""Nobody of that id is here: the case came in after the backup, and is gone with it."""
LOOK: Final = "look"
"""People must look at that file before anything of it is told or sent."""
