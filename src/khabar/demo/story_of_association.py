"""What is typed in the walk through the association. Plain words; the beginning itself is made in `beginning`."""

from __future__ import annotations

LEYLA_ASKS = {
    "matter": "visits of families",
    "salutation": "Sir or Madam",
    "questions": "How many visits were asked for last year?\nHow many of them took place?",
    "signed": "Leyla\nThe Families of Lindenau",
}
"""What Leyla types into the first letter; it names nobody, so it may have copies."""
