"""From what a family typed to the request that is sealed; what the rules object to goes back to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.forms import RequestForm
from khabar.web.components.person_form import lines_of, things_of

if TYPE_CHECKING:
    from khabar.ports import Parts
    from khabar.web.family.forms import RequestFields

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
    "last_news",
    "last_news_date",
    "risk",
    "enquirer_name",
    "enquirer_given",
    "kinship",
    "language",
    "email",
    "safe_times",
    "stop_word",
]


def request_of(fields: RequestFields, parts: Parts) -> RequestForm | None:
    """Make the request, or None with its faults put beside the fields."""
    given = fields.cleaned_data
    form = RequestForm(
        **{name: given[name] for name in _SAME},
        other_names=lines_of(given["other_names"]),
        two_things=things_of(given),
        said_of_me=SaidOfMe(int(given["said_of_me"])),
        purpose=Purpose(given["purpose"] or Purpose.NOT_TOLD),
        filed_at=parts.clock.now().isoformat(),
    )
    fields.mend(form.validate())
    return None if fields.errors else form
