"""How the companion's pages name what is needed and who agreed; the choices of forms take their words from here too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabar.domain.casework.companions import AgreedBy, NeedKind

NEEDS = {
    NeedKind.SAFETY: _("To be safe"),
    NeedKind.SHELTER: _("A place to sleep"),
    NeedKind.HEALTH: _("Health"),
    NeedKind.PAPERS: _("Papers"),
    NeedKind.LAW: _("Advice on the law"),
    NeedKind.MONEY: _("Money"),
    NeedKind.WORK: _("Work"),
    NeedKind.LEARNING: _("School or training"),
    NeedKind.PEOPLE: _("Company, somebody to talk with"),
    NeedKind.OTHER: _("Something else"),
}
AGREED = {
    AgreedBy.PERSON: _("The person"),
    AgreedBy.FOR_A_CHILD: _("For a child: whoever has the right to speak for it"),
    AgreedBy.SOMEBODY_ELSE: _("Somebody else"),
}
