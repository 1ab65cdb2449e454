"""What people who came out tell of somebody they saw: kept at the asking desk, for deciding where the offer goes next.

A sighting is a third hand's word about somebody who said nothing. It must never become a presence, be compared with a
request, be found by a name, or be told to a family; and who told it is a third person, too, who is forgotten.
"""

from dataclasses import dataclass
from datetime import date, datetime

from khabar.domain.calendars import months_later
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import SHORT, Filled, line_field, text_field

MONTHS_KEPT = 24
MOST_BYTES = 7000
"""Of all words of one sighting, so that all have one sealed size."""

NOTHING_SEEN = "Write where it was, or what was seen."
TOO_MUCH_TOLD = "All of it together is too long. Please shorten it."


@dataclass(frozen=True, kw_only=True)
class Sighting(Filled):
    """One sighting as it was told. `teller` is whoever told it, as that one wants to be called; it may stay empty."""

    seen_name: str = line_field()
    seen_where: str = line_field()
    seen_when: str = line_field()
    seen_what: str = text_field(SHORT)
    teller: str = line_field()

    @property
    def told_on(self) -> date:
        """The day on which it was told."""
        return datetime.fromisoformat(self.filed_at).date()

    def validate(self) -> list[Invalid]:
        """List what has to be mended."""
        wrong = super().validate()
        if not (self.seen_where or self.seen_what):
            wrong.append(Invalid("seen_where", NOTHING_SEEN))
        words = (self.seen_name, self.seen_where, self.seen_when, self.seen_what, self.teller)
        if sum(len(one.encode()) for one in words) > MOST_BYTES:
            wrong.append(Invalid("seen_what", TOO_MUCH_TOLD))
        return wrong


def forgotten_before(today: date) -> date:
    """Give the day up to which sightings are forgotten today, with whoever told them."""
    return months_later(today, -MONTHS_KEPT)
