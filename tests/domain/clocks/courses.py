"""Courses of letters for the tests of clocks: invented weeks, holidays, pauses and extensions, drawn by hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from khabar.domain.clocks import Course, Ending, Extension, FreeDays, Holiday, Pause, Rule, Start, Unit

SENT = date(2026, 3, 3)
FRIDAY_SATURDAY = frozenset({4, 5})

days = st.integers(0, 120).map(lambda ahead: SENT + timedelta(days=ahead))
later_days = st.integers(0, 900).map(lambda ahead: SENT + timedelta(days=ahead))


@st.composite
def free_days(draw: st.DrawFn) -> FreeDays:
    weekend = draw(st.frozensets(st.integers(0, 6), max_size=3))
    holidays = draw(st.lists(st.builds(Holiday, days, st.just("a feast")), max_size=4))
    return FreeDays(weekend, tuple(holidays), frozenset({2026}), "a list")


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    since = draw(days)
    return Pause(since, since + timedelta(days=draw(st.integers(0, 30))), "papers were missing")


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    unit = draw(st.sampled_from(Unit))
    amount = draw(st.integers(1, 4 if unit is Unit.MONTHS else 60))
    return Rule(amount, unit, draw(st.sampled_from(Start)), draw(free_days()), draw(st.sampled_from(Ending)))


extensions = st.builds(Extension, days, st.just("their letter"), days=st.integers(1, 30))


@st.composite
def courses(draw: st.DrawFn, *, answered: bool = True) -> Course:
    """A course whose clock has begun."""
    received = SENT + timedelta(days=draw(st.integers(0, 10)))
    acknowledged = received + timedelta(days=draw(st.integers(0, 10)))
    rule = draw(rules())
    began = {Start.SENT: SENT, Start.RECEIVED: received, Start.ACKNOWLEDGED: acknowledged}[rule.start]
    known = [one for one in draw(st.lists(extensions, max_size=2)) if one.told_on >= began]
    return Course(
        rule=rule,
        sent=SENT,
        received=received,
        acknowledged=acknowledged,
        answered=draw(st.none() | later_days) if answered else None,
        pauses=tuple(draw(st.lists(pauses(), max_size=3))),
        extensions=tuple(known),
    )
