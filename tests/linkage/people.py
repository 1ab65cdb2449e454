"""Builders and strategies for invented people: a Darius to begin with, and people at random."""

from datetime import date, timedelta

from hypothesis import strategies as st

from khabar.linkage import Birth, Person, Reading

NAMES = (
    "Darius Karimi",
    "داریوش کریمی",
    "Dariush Karimi",
    "Shirin Ahmadi",
    "شيرين أحمدي",
    "Омар Хаддад",
    "Omar Haddad",
    "Mira Cohen",
    "מירה כהן",
    "Tomas Petrovich Sidorov",
    "Томас Петрович Сидоров",
    "Farid",
)
KIN = ("", "Hossein", "حسین", "Hussein Karimi", "Пётр", "Petr", "Leyla", "ליילה")
PLACES = ("", "Golvareh", "گل‌واره", "Wadi Gheim", "Тихоречье", "Tichoretschje")


def day(year: int, month: int = 1, of_month: int = 1) -> Reading:
    exact = date(year, month, of_month)
    return Reading("gregorian", exact, exact, 1.0)


def whole_year(year: int, weight: float = 1.0) -> Reading:
    return Reading("gregorian", date(year, 1, 1), date(year, 12, 31), weight)


def born(*readings: Reading, text: str = "as written") -> Birth:
    return Birth(text, readings)


DARIUS = Person(
    id="request",
    name="Darius Karimi",
    father="Hossein Karimi",
    mother="Leyla",
    sex="m",
    birth=born(day(1986, 4, 23)),
    birth_place="Golvareh",
    nationality="Narestani",
    last_place="Wadi Gheim",
)
DARIUS_HERE = Person(
    id="presence",
    name="داریوش کریمی",
    father="حسین",
    mother="لیلا",
    sex="male",
    birth=born(whole_year(1986)),
    birth_place="گل‌واره",
    nationality="Narestan",
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    earliest = date(1930, 1, 1) + timedelta(days=draw(st.integers(0, 30_000)))
    length = draw(st.sampled_from((0, 0, 29, 364, 1500, 4000)))
    calendar = draw(st.sampled_from(("gregorian", "solar hijri", "hijri")))
    return Reading(calendar, earliest, earliest + timedelta(days=length), draw(st.sampled_from((0.2, 0.5, 1.0))))


births = st.none() | st.builds(Birth, st.just("as written"), st.lists(readings(), max_size=3).map(tuple))
persons = st.builds(
    Person,
    id=st.just("one"),
    name=st.sampled_from(NAMES) | st.text(max_size=12),
    other_names=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    father=st.sampled_from(KIN),
    grandfather=st.sampled_from(KIN),
    mother=st.sampled_from(KIN),
    sex=st.sampled_from(("", "f", "m", "Ж", "زن", "unsaid")),
    birth=births,
    birth_place=st.sampled_from(PLACES),
    nationality=st.sampled_from(("", "Narestan", "Narestani", "واحي")),
    last_place=st.sampled_from(PLACES),
)
