"""What kind of thing arrived, and to whom it is handed: requests and presences to the registry, messages to the post.

The body is what the porch sealed; it is read here once, with every field's kind looked at before it is believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, assert_never

from khabar.apps.post.actions import Sent, take_message
from khabar.apps.post.filing import file_with_page
from khabar.apps.post.pages import open_page
from khabar.apps.post.wished import take_signed
from khabar.apps.registry.actions import file_presence
from khabar.apps.wishes.actions import Said, keep
from khabar.domain.bodies import Unreadable, bytes_of, day_of, text_of
from khabar.domain.errors import Invalid, Refused
from khabar.domain.forms import PresenceForm, RequestForm
from khabar.domain.wishes import CameBy, SignedWish, WishForm
from khabar.vault import canonical
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.registry.queries import Opened
    from khabar.domain.actors import Actor
    from khabar.domain.bodies import Body
    from khabar.ports import Parts


Form = TypeVar("Form", RequestForm, PresenceForm, WishForm)


class Unfit(Exception):  # noqa: N818 - what arrived is no form of ours; it is kept aside
    """Something arrived that is no form of ours."""


def file_submission(*, actor: Actor, now: datetime, parts: Parts, arrival: Opened) -> None:
    """File one arrival; Unfit when it cannot be understood. Filing the same one twice changes nothing."""
    came = _read(arrival.content, arrival.key)
    try:
        match came:
            case RequestForm():
                file_with_page(actor=actor, now=now, parts=parts, form=came, key=arrival.key)
            case PresenceForm():
                _file_presence(actor, now, parts, came, arrival.key)
            case WishForm():
                said = Said(kind=came.kind, came_by=CameBy.PORCH, form=came)
                keep(actor=actor, now=now, parts=parts, said=said, key=arrival.key)
            case SignedWish():
                take_signed(actor=actor, now=now, parts=parts, sent=came, key=arrival.key)
            case Sent():
                take_message(actor=actor, now=now, parts=parts, sent=came, key=arrival.key)
            case _:
                assert_never(came)
    except (VaultError, Invalid, Refused) as problem:
        raise Unfit("no form of ours") from problem


def _read(content: bytes, key: bytes) -> RequestForm | PresenceForm | WishForm | SignedWish | Sent:
    """Make of sealed bytes what the porch meant, and look again at all that it looked at: a captured porch does not.

    What lies under another key than it was sealed with is a copy: a presence that was taken back must not come again.
    """
    try:
        body = _map(canonical.decode(content))
        if bytes_of(body, "key") != key:
            raise Unfit("a copy")
        match text_of(body, "kind"):
            case "request":
                return _ours(RequestForm.from_body(_map(body["form"])))
            case "presence":
                return _ours(PresenceForm.from_body(_map(body["form"])))
            case "wish":
                return _ours(WishForm.from_body(_map(body["form"])))
            case "own wish":
                return SignedWish.from_body(body)
            case "message":
                return Sent(
                    locator=bytes_of(body, "locator"),
                    letter=bytes_of(body, "letter"),
                    written_on=day_of(body, "written_on"),
                    signature=bytes_of(body, "signature"),
                )
            case _:
                raise Unfit("no kind we know")
    # Wide on purpose: whoever has the porch can seal anything, and one such thing must not stop the round for others.
    except (VaultError, Invalid, ValueError, TypeError, LookupError, ArithmeticError) as problem:
        raise Unfit("no form of ours") from problem


def _ours(form: Form) -> Form:
    for problem in form.validate():
        raise problem
    return form


def _file_presence(actor: Actor, now: datetime, parts: Parts, form: PresenceForm, key: bytes) -> None:
    presence_id = file_presence(actor=actor, now=now, parts=parts, form=form, key=key)
    if presence_id is not None and form.locator:
        open_page(actor=actor, now=now, parts=parts, form=form, holder=presence_id)


def _map(value: object) -> Body:
    if not isinstance(value, dict):
        raise Unreadable("a map is needed here")
    return value
