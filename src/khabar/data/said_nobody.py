"""Words by which people write "tell nobody" on a line that asks whom to tell.

Source: written by us for the languages our sheets are in; no native speaker of Albanian or French has read them.
Licence: that of this program. Date: 2026-11-22. A word that is missing closes nothing by itself: people read the line.
"""

from typing import Final

NOBODY: Final = frozenset(
    {
        *("nobody", "none", "no", "one", "noone", "anybody", "anyone"),
        *("هیچکس", "هیچ", "کس", "کسی", "نگویید", "نگوئید", "نگین"),
        *("لا", "أحد", "احد", "تخبروا"),
        *("askush", "askujt", "asnjeri", "asnjeriu"),
        *("personne", "aucun"),
    }
)
"""Words that say nobody; a line of these and of `AROUND` alone is a wish that nobody be told."""
AROUND: Final = frozenset(
    {
        *("tell", "to", "please", "must", "be", "told", "not", "do"),
        *("به", "را", "بگویید", "لطفا", "خبر", "ندهید"),
        *("أي", "اي", "من", "فضلكم"),
        *("mos", "i", "tregoni", "të"),
        *("à", "ne", "le", "dites", "rien", "a"),
    }
)
"""Words that stand around them and name no one."""
