"""Builders for what Darius says, and strategies for what he might."""

from datetime import date

from hypothesis import strategies as st

from khabar.domain.answers import Answer, ConsentEvent, Setting, Tells, Unread, Withdrawal
from khabar.domain.ids import NO_ACCOUNT, AccountId, EventId, PresenceId, RequestId

DARIUS = PresenceId("d" * 32)
SOMEBODY_ELSE = PresenceId("e" * 32)
SHIRIN = RequestId("5" * 32)
EZRA = RequestId("6" * 32)
MIRA, TOMAS = AccountId("a1" * 16), AccountId("a2" * 16)
DAY = date(2026, 11, 21)


def answer(  # noqa: PLR0913 - a builder with a default for each field an example may vary
    event_id: str,
    tells: Tells = Tells.MESSAGES,
    setting: Setting = Setting.ALONE,
    *parents: str,
    recipient: RequestId = SHIRIN,
    subject: PresenceId = DARIUS,
    given_on: date = DAY,
    until: date | None = None,
    is_read: bool = True,
) -> Answer:
    return Answer(
        event_id=EventId(event_id),
        parents=tuple(EventId(parent) for parent in parents),
        subject=subject,
        recipient=recipient,
        tells=tells,
        setting=setting,
        given_on=given_on,
        until=until,
        address="behind the mill",
        typed_by=MIRA,
        read_by=TOMAS if is_read else NO_ACCOUNT,
    )


def withdrawal(event_id: str, *parents: str, recipient: RequestId | None = SHIRIN, given_on: date = DAY) -> Withdrawal:
    return Withdrawal(
        event_id=EventId(event_id),
        parents=tuple(EventId(parent) for parent in parents),
        subject=DARIUS,
        recipient=recipient,
        given_on=given_on,
    )


def unread(event_id: str, *parents: str) -> Unread:
    return Unread(event_id=EventId(event_id), parents=tuple(EventId(parent) for parent in parents))


@st.composite
def histories(draw: st.DrawFn, *, longest: int = 7) -> tuple[ConsentEvent, ...]:
    """Draw a history in which each event may know of any that came before it."""
    events: list[ConsentEvent] = []
    for number in range(draw(st.integers(0, longest))):
        event_id = f"{draw(st.integers(0, 99)):02d}-{number}"
        parents = draw(st.lists(st.sampled_from([e.event_id for e in events]), unique=True)) if events else []
        recipient = draw(st.sampled_from([SHIRIN, EZRA]))
        kind = draw(st.sampled_from(["answer", "answer", "withdrawal", "unread"]))
        if kind == "answer":
            tells, setting = draw(st.sampled_from(Tells)), draw(st.sampled_from(Setting))
            is_read = draw(st.sampled_from([True, True, False]))
            events.append(answer(event_id, tells, setting, *parents, recipient=recipient, is_read=is_read))
        elif kind == "withdrawal":
            towards = draw(st.sampled_from([recipient, None]))
            events.append(withdrawal(event_id, *parents, recipient=towards))
        else:
            events.append(unread(event_id, *parents))
    return tuple(events)
