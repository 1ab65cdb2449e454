"""What is established about an enquirer, in words: how well she is known, and what she wants it for.

The family desk chooses among these, and the asking desk reads what was chosen. Kinship, however well shown, speaks of
kinship: it opens nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabar.domain.before_asking import EXCLUDED_PURPOSES, Purpose, Verification
from khabar.web.front.sheets import Line

if TYPE_CHECKING:
    from khabar.apps.registry.queries import RequestFile

VERIFICATIONS = {
    Verification.NONE: gettext_lazy("Nothing yet"),
    Verification.KINSHIP_TOLD: gettext_lazy("Told us how they are related, and it fits together"),
    Verification.KINSHIP_SHOWN: gettext_lazy("Showed it: papers, photographs, people who know both"),
    Verification.KNOWN_TO_US: gettext_lazy("Known to us from before"),
}
PURPOSES = {
    Purpose.NOT_TOLD: gettext_lazy("Not told"),
    Purpose.FAMILY_NEWS: gettext_lazy("News of the family"),
    Purpose.OTHER: gettext_lazy("Something else"),
    Purpose.DEBT: gettext_lazy("A debt"),
    Purpose.POLICE: gettext_lazy("A police matter"),
    Purpose.CUSTODY: gettext_lazy("Who looks after a child"),
    Purpose.INHERITANCE: gettext_lazy("An inheritance"),
    Purpose.GENEALOGY: gettext_lazy("The history of the family"),
    Purpose.ADOPTION: gettext_lazy("An adoption"),
    Purpose.HONOUR: gettext_lazy("The honour of the family"),
}


def established_lines(request: RequestFile) -> list[Line]:
    """Say what the family desk has established, and what the enquirer ticked herself where that is something else."""
    ticked = request.form.purpose if request.form.purpose is not request.purpose else None
    outside = _("This is outside what we do: nobody is asked for it.") if request.purpose in EXCLUDED_PURPOSES else ""
    lines = [
        Line(_("What is established about the enquirer?"), str(VERIFICATIONS[request.verification])),
        Line(_("What it is for, as the family desk understands it"), str(PURPOSES[request.purpose])),
        Line(_("What the enquirer ticked herself"), str(PURPOSES[ticked]) if ticked else ""),
        Line(_("An excluded purpose"), outside),
    ]
    return [line for line in lines if line.text]
