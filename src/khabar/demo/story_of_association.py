"""What is typed in the walk through the association. Plain words; the beginning itself is made in `beginning`."""

from __future__ import annotations

LEYLA_ASKS = {
    "What you ask about, in a few words without names": "visits of families",
    "How the reader is addressed: “Ms Berg”, “Sir or Madam”": "Sir or Madam",
    "Your questions, one in each line": "How many visits were asked for last year?\nHow many of them took place?",
    "Signed by": "Leyla\nThe Families of Lindenau",
}
"""What Leyla types into the first letter, by the fields of the form; it names nobody, so it may have copies."""
