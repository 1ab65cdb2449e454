"""Whom an intermediary has to warn: those who said "I am here" first, then families, each by the way that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.calls.files import stopped_requests
from khabar.apps.registry.reached import every_case
from khabar.domain.breaches import Danger, ToWarn, WarnedBy, Who
from khabar.domain.forms import PresenceForm
from khabar.domain.reaching import Reads, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.apps.registry.reached import Held
    from khabar.domain.forms import RequestForm
    from khabar.ports import Parts

_BY = {Way.TELEPHONE: WarnedBy.TELEPHONE, Way.POST: WarnedBy.POST, Way.BRINGER: WarnedBy.BRINGER}


def to_warn(*, parts: Parts) -> Iterator[ToWarn]:
    """Give everybody with a request or a presence; raises Locked while the register is locked."""
    stopped = stopped_requests(parts=parts)
    for held in every_case(parts=parts):
        if isinstance(held.form, PresenceForm):
            yield _person(held, held.form)
        else:
            yield _family(held, held.form, must_not_call=held.id in stopped)


def _person(held: Held, form: PresenceForm) -> ToWarn:
    """Somebody who is somewhere: no form asks for an address, so a carrier goes, or the own page is the way."""
    return ToWarn(
        id=held.id,
        who=Who.PRESENCE,
        danger=Danger.WHERE_HE_IS,
        by=WarnedBy.PAGE if held.has_page else WarnedBy.CARRIER,
        name=form.called,
        reach=form.last_place,
        language=form.language,
        filed_on=held.filed_on,
        on_porch=held.has_page,
    )


def _family(held: Held, form: RequestForm, *, must_not_call: bool) -> ToWarn:
    is_pressed = bool(form.stop_word or form.risk or must_not_call)
    way = _BY.get(form.way) or (WarnedBy.MAIL if form.email else WarnedBy.PAGE)
    reaches = {
        WarnedBy.TELEPHONE: form.phone,
        WarnedBy.POST: form.post_address,
        WarnedBy.BRINGER: form.phone or form.post_address,
        WarnedBy.MAIL: form.email,
    }
    return ToWarn(
        id=held.id,
        who=Who.ENQUIRER,
        danger=Danger.UNDER_PRESSURE if is_pressed else Danger.SEEKS,
        by=way,
        name=form.enquirer_name or form.enquirer_given,
        reach=reaches.get(way, ""),
        safe_times=form.safe_times,
        stop_word=form.stop_word,
        language=form.language,
        filed_on=held.filed_on,
        on_porch=held.has_page,
        is_read_to=form.reads is Reads.IS_READ_TO,
        must_not_call=must_not_call,
    )
