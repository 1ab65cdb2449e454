from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from guarantor_parts import TAKES_IN, Guarantor, with_guarantor
from khabar.apps.guarantor import replaying
from khabar.apps.guarantor.entered import TAKEN_IN
from khabar.apps.guarantor.models import GuarantorPost, LicenceWord
from khabar.apps.guarantor.queries import licence_standing
from khabar.apps.journal.outcomes import DONE
from khabar.apps.ledger.models import Entry
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture
def oak(parts: Parts) -> Guarantor:
    return with_guarantor(parts)


def told_last(oak: Guarantor) -> dict[str, str] | None:
    return replaying.told(Entry.objects.filter(act=TAKEN_IN).latest("sequence"), oak.parts)


def test_a_licence_that_was_withdrawn_after_the_backup_stays_withdrawn(oak: Guarantor) -> None:
    licence = oak.licenses()
    oak.tells(licence)
    oak.tells(oak.licenses(ends=True))
    body = told_last(oak)
    assert body is not None
    LicenceWord.objects.filter(number=2).delete()  # an older database was put back
    GuarantorPost.objects.update(taken_number=1)
    on = oak.parts.clock.now().date()
    assert licence_standing(on, parts=oak.parts).may_ask
    for _ in range(2):
        assert replaying.again(TAKEN_IN, body, actor=TAKES_IN, now=oak.parts.clock.now(), parts=oak.parts) == DONE
        assert not licence_standing(on, parts=oak.parts).may_ask
    with pytest.raises(Invalid, match="newer word"):
        oak.tells(licence)


def test_a_word_without_a_licence_is_not_in_the_journal(oak: Guarantor) -> None:
    oak.tells(oak.word())
    assert told_last(oak) is None


def test_a_forged_line_opens_nothing(oak: Guarantor) -> None:
    oak.tells(oak.licenses(ends=True))
    body = {"id": "9", "plain": "00", "signature": "00" * 64}
    replaying.again(TAKEN_IN, body, actor=TAKES_IN, now=oak.parts.clock.now(), parts=oak.parts)
    assert not licence_standing(oak.parts.clock.now().date(), parts=oak.parts).may_ask
