"""From what somebody typed who is here to the presence that is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.answers import Tells
from khabar.domain.forms import FiledBy, PresenceForm
from khabar.web.components.person_form import lines_of, things_of

if TYPE_CHECKING:
    from khabar.ports import Parts
    from khabar.web.present.forms import PresenceFields

_SAME = [
    "name",
    "father",
    "grandfather",
    "mother",
    "sex",
    "birth",
    "birth_place",
    "nationality",
    "last_place",
    "tell_name",
    "tell_kinship",
    "if_i_die",
    "own_words",
]


def presence_of(fields: PresenceFields, parts: Parts) -> PresenceForm | None:
    """Make the presence, or None with its faults put beside the fields."""
    given = fields.cleaned_data
    form = PresenceForm(
        **{name: given[name] for name in _SAME},
        other_names=lines_of(given["other_names"]),
        two_things=things_of(given),
        tells=Tells(int(given["tells"])),
        must_not_know=lines_of(given["must_not_know"]),
        filed_by=FiledBy(given["self_or_other"]),
        filed_at=parts.clock.now().isoformat(),
    )
    fields.mend(form.validate())
    return None if fields.errors else form
