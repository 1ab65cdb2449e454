"""Devices without a network record what Darius says and exchange it in any order: nothing opens without his yes."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.consent_words import DARIUS, DAY, EZRA, SHIRIN, answer, withdrawal
from khabar.domain.consent import Answer, ConsentEvent, Disclosure, Setting, Tells, Withdrawal, merged, strongest
from khabar.domain.ids import EventId, RequestId

DEVICES = ("house", "omar", "other carrier")
device = st.sampled_from(DEVICES)
recipients = st.sampled_from([SHIRIN, EZRA])


class ConsentOnDevices(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, frozenset[ConsentEvent]] = {name: frozenset() for name in DEVICES}
        self.knew: dict[EventId, frozenset[EventId]] = {}
        self.today = DAY

    def _next_id(self) -> str:
        return f"{len(self.knew):03d}"

    def _heads(self, name: str) -> tuple[EventId, ...]:
        ids = {event.event_id for event in self.held[name]}
        return tuple(sorted(ids - {parent for event in self.held[name] for parent in event.parents}))

    def _record(self, name: str, event: ConsentEvent) -> None:
        self.knew[event.event_id] = frozenset(known.event_id for known in self.held[name])
        self.held[name] |= {event}

    @rule(name=device, recipient=recipients, tells=st.sampled_from(Tells), setting=st.sampled_from(Setting))
    def darius_answers(self, name: str, recipient: RequestId, tells: Tells, setting: Setting) -> None:
        heads = self._heads(name)
        self._record(
            name,
            answer(self._next_id(), tells, setting, *heads, recipient=recipient, given_on=self.today),
        )

    @rule(name=device, recipient=recipients | st.none())
    def darius_takes_it_back(self, name: str, recipient: RequestId | None) -> None:
        event = withdrawal(self._next_id(), *self._heads(name), recipient=recipient, given_on=self.today)
        self._record(name, event)

    @rule(giver=device, taker=device)
    def a_stick_is_carried(self, giver: str, taker: str) -> None:
        self.held[taker] = merged(self.held[taker], self.held[giver])

    @rule(days=st.integers(1, 120))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    def _yes_heard(self, name: str, recipient: RequestId, disclosure: Disclosure) -> list[Answer]:
        return [
            event
            for event in self.held[name]
            if isinstance(event, Answer)
            and event.recipient == recipient
            and event.tells > Tells.NOTHING
            and disclosure in event.opens()
            and event.given_on <= self.today <= event.last_day
        ]

    @invariant()
    def nothing_is_open_without_a_yes_to_this_very_recipient(self) -> None:
        for name in DEVICES:
            for recipient in (SHIRIN, EZRA):
                for disclosure in strongest(self.held[name], DARIUS, recipient, self.today):
                    assert self._yes_heard(name, recipient, disclosure)

    @invariant()
    def no_withdrawal_and_no_no_said_alone_is_passed_over(self) -> None:
        for name in DEVICES:
            for recipient in (SHIRIN, EZRA):
                if strongest(self.held[name], DARIUS, recipient, self.today):
                    self._everything_quiet_was_lifted(name, recipient)

    def _everything_quiet_was_lifted(self, name: str, recipient: RequestId) -> None:
        for event in self.held[name]:
            quiet = isinstance(event, Withdrawal) and event.recipient in (recipient, None)
            no = isinstance(event, Answer) and event.recipient == recipient and event.is_no_said_alone
            if quiet or no:
                assert any(
                    isinstance(later, Answer)
                    and later.recipient == recipient
                    and later.is_free_yes
                    and event.event_id in self.knew[later.event_id]
                    for later in self.held[name]
                )

    @invariant()
    def devices_that_saw_the_same_say_the_same(self) -> None:
        for one in DEVICES:
            for other in DEVICES:
                if self.held[one] == self.held[other]:
                    assert strongest(self.held[one], DARIUS, SHIRIN, self.today) == strongest(
                        self.held[other], DARIUS, SHIRIN, self.today
                    )


TestConsentOnDevices = ConsentOnDevices.TestCase
TestConsentOnDevices.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
