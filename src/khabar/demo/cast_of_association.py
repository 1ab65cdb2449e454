"""The people of the second demonstration, an association: who presses on the record, and who signs.

Nobody here is registered or sought. As in `cast`, what they sign in with is printed for everybody to see.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabar.demo.cast import Colleague, Visitor
from khabar.domain.duties import Duty

VISITORS = (
    Visitor(
        "Omid",
        "omid.localhost",
        "/",
        _("reads what the association has published, and may sign. He has no account and no script."),
    ),
    Visitor(
        "Ezra",
        "ezra-outside.localhost",
        "/",
        _("signs for others, signs twice, opens every link. He must learn nothing and change no count."),
    ),
)

COLLEAGUES = (
    Colleague(
        "leyla",
        "Leyla",
        "leyla.localhost",
        frozenset({Duty.ADVOCATE, Duty.EDITOR}),
        "an open window over the market",
        "LEYLAWRITESTOTHOSEWHOCOULDTELL22",
        _("keeps the files of families, writes the letters, and edits what is published."),
    ),
    Colleague(
        "mira-advocate",
        "Mira",
        "mira-advocate.localhost",
        frozenset({Duty.ADVOCATE, Duty.EDITOR, Duty.UNLOCKER}),
        "three lamps in the reading room",
        "MIRAREADSWHATLEYLAWROTEBEFOREIT2",
        _("is an advocate too: nobody approves what they have written themselves. She can unlock the house."),
    ),
    Colleague(
        "nima-companion",
        "Nima",
        "nima-companion.localhost",
        frozenset({Duty.COMPANION}),
        "warm bread and a spare key",
        "NIMASTANDSBYTHOSEWHOCAMEOUTXXXX2",
        _("stands by those who came out. Their files are his alone, and belong to no family's."),
    ),
    Colleague(
        "ezra-of-the-board",
        "Ezra",
        "ezra-of-the-board.localhost",
        frozenset({Duty.OPERATOR}),
        "he who counts the chairs at night",
        "EZRAOFTHEBOARDSEESROWSANDNONAME2",
        _("runs the machines with root. He sees rows and times, and no name, letter or body."),
    ),
)

PORCH_HOSTS = (*(visitor.host for visitor in VISITORS), "localhost")
HOUSE_HOSTS = (*(colleague.host for colleague in COLLEAGUES), "localhost")
