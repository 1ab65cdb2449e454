"""Dates as families give them: a year, a month, a day, "about 1365", "age 34 in 2019", in one of three calendars.

A written date is kept as it was given, with every way it can be read and how likely each is. Years from 1200 to 1500
are weighed as Solar Hijri and as Hijri. Impossible dates are refused in a plain sentence that says what is impossible.
It must never settle silently on one reading where there are two.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from khabar.domain.calendars import Calendar, NoSuchDayError, Span, both_calendars, months_later, solar_hijri, span
from khabar.domain.errors import Invalid
from khabar.domain.written_dates import NotADateError, Written, WrittenAge, read_written
from khabar.linkage import Birth, Reading

__all__ = [
    "Calendar",
    "PartialDate",
    "Precision",
    "both_calendars",
    "could_be_under",
    "parse_partial_date",
    "solar_hijri",
]

NO_SUCH_DAY = "There is no such day in this month."
IN_THE_FUTURE = "This lies in the future. Please look at the year and the calendar again."
NO_SUCH_YEAR = "We read years from 1200 to 1500 (Solar Hijri, Hijri) and from 1501 on (Gregorian)."
READ_AS = MappingProxyType(
    {
        Calendar.GREGORIAN: "Read as a Gregorian date: from %(earliest)s to %(latest)s (%(percent)s %%).",
        Calendar.SOLAR_HIJRI: "Read as a Solar Hijri date: from %(earliest)s to %(latest)s (%(percent)s %%).",
        Calendar.HIJRI: "Read as a Hijri date: from %(earliest)s to %(latest)s (%(percent)s %%).",
    },
)
READ_ON = MappingProxyType(
    {
        Calendar.GREGORIAN: "Read as a Gregorian date: %(day)s (%(percent)s %%).",
        Calendar.SOLAR_HIJRI: "Read as a Solar Hijri date: %(day)s (%(percent)s %%).",
        Calendar.HIJRI: "Read as a Hijri date: %(day)s (%(percent)s %%).",
    },
)
"""The same for a reading that is one day."""
APPROXIMATE = "Before 1343 and after 1500 of the Hijri calendar the conversion may be off by two days."

YEARS = MappingProxyType(
    {Calendar.SOLAR_HIJRI: range(1200, 1501), Calendar.HIJRI: range(1200, 1501), Calendar.GREGORIAN: range(1501, 9999)},
)
"""The years we read in each calendar."""
IMPERIAL_YEARS = range(2460, 2541)
IMPERIAL_OFFSET = 1180
"""Iranian papers of 1976 to 1978 count Solar Hijri years from 1180 years earlier: 2536 is 1356. Months are the same."""
WEIGHTS = MappingProxyType({Calendar.SOLAR_HIJRI: 0.75, Calendar.HIJRI: 0.25, Calendar.GREGORIAN: 1.0})
"""How likely a year from 1200 to 1500 means either calendar when the text does not say.

A judgement, not a measurement: civil papers in Iran and Afghanistan use Solar Hijri, those of Arab countries and older
Afghan ones Hijri. The comparison sees both readings, so a wrong weight costs little; state it anew when measured.
"""
LIFETIME_YEARS = 120
"""A reading further back than this is dropped where another remains: the person would not be alive."""
_YEAR_MONTHS = 12


class Precision(StrEnum):
    """How exactly the date was given, before any doubt about its calendar."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


_ABOUT_DAYS = MappingProxyType(
    {Precision.DAY: 15, Precision.MONTH: 61, Precision.YEAR: 731, Precision.RANGE: 365},
)
"""How far "about" reaches to either side: half a month, two months, two years, one year. Our reading of the word."""


@dataclass(frozen=True)
class PartialDate:
    """A date as given and as read.

    `calendar` is that of the likeliest reading; `readings` hold Gregorian days, likeliest first, weights adding to 1.
    `about`: the text itself was in doubt. `approximate`: converting may be off by days.
    """

    text: str
    calendar: Calendar
    precision: Precision
    readings: tuple[Reading, ...]
    about: bool = False
    approximate: bool = False

    def birth(self) -> Birth:
        """Give it as the birth of a person to compare."""
        return Birth(self.text, self.readings)

    def explanation(self) -> tuple[str, ...]:
        """Say in sentences how it was read (promise 8)."""
        sentences = [
            READ_AS[Calendar(reading.calendar)]
            % {
                "earliest": reading.earliest.isoformat(),
                "latest": reading.latest.isoformat(),
                "percent": round(100 * reading.weight),
            }
            for reading in self.readings
        ]
        return (*sentences, APPROXIMATE) if self.approximate else tuple(sentences)


def parse_partial_date(text: str, *, today: date, field: str = "date") -> PartialDate:
    """Read a date in any of the three calendars, or raise Invalid for this field with the sentence to show."""
    try:
        written = read_written(text)
        if isinstance(written, WrittenAge):
            return _of_age(text, written, today)
        return _of_date(text, written, today)
    except NotADateError as error:
        raise Invalid(field, str(error)) from error


def could_be_under(birth: PartialDate, years: int, on: date) -> bool:
    """Say whether any reading of a birth leaves it possible that the person is younger than this on a day."""
    limit = months_later(on, -years * _YEAR_MONTHS)
    return any(reading.latest > limit for reading in birth.readings)


def _of_date(text: str, written: Written, today: date) -> PartialDate:
    precision = _precision(written)
    spans = _likely(_past(_spans(_without_imperial_years(written)), today), today)
    reach = timedelta(days=_ABOUT_DAYS[precision] if written.about else 0)
    widened = {
        calendar: Span(one.earliest - reach, min(one.latest + reach, today), one.approximate)
        for calendar, one in spans.items()
    }
    return _partial(text, precision, widened, about=written.about)


def _of_age(text: str, written: WrittenAge, today: date) -> PartialDate:
    """Turn an age at a date into days of birth: one year and a day before the oldest, to the youngest's birthday."""
    if written.at is None:
        at = {Calendar.GREGORIAN: Span(today, today)}
    else:
        at = _likely(_past(_spans(_without_imperial_years(written.at)), today), today)
    reach = timedelta(days=_ABOUT_DAYS[Precision.YEAR] if written.about else 0)
    spans = {}
    for calendar, reference in at.items():
        earliest = months_later(reference.earliest, -(written.oldest + 1) * _YEAR_MONTHS) + timedelta(days=1)
        latest = months_later(min(reference.latest, today), -written.youngest * _YEAR_MONTHS)
        spans[calendar] = Span(earliest - reach, min(latest + reach, today), reference.approximate)
    return _partial(text, Precision.RANGE, spans, about=written.about)


def _precision(written: Written) -> Precision:
    if written.last_year is not None:
        return Precision.RANGE
    if written.day is not None:
        return Precision.DAY
    return Precision.YEAR if written.month is None else Precision.MONTH


def _without_imperial_years(written: Written) -> Written:
    """Count years from 2460 to 2540 as Solar Hijri years; as Gregorian years they would lie in the future."""
    solar = (Calendar.SOLAR_HIJRI,)
    if written.year not in IMPERIAL_YEARS or written.calendars not in {(), solar}:
        return written
    last = written.last_year
    civil = replace(written, year=written.year - IMPERIAL_OFFSET, calendars=solar)
    return civil if last is None else replace(civil, last_year=last - IMPERIAL_OFFSET)


def _calendars(written: Written) -> tuple[Calendar, ...]:
    if written.calendars:
        return written.calendars
    if written.year in YEARS[Calendar.SOLAR_HIJRI]:
        return (Calendar.SOLAR_HIJRI, Calendar.HIJRI)
    return (Calendar.GREGORIAN,)


def _spans(written: Written) -> dict[Calendar, Span]:
    """Find the days in each calendar that has them; NotADateError where none has."""
    spans: dict[Calendar, Span] = {}
    missing = NO_SUCH_YEAR
    for calendar in _calendars(written):
        if written.year not in YEARS[calendar] or (written.last_year or written.year) not in YEARS[calendar]:
            continue
        try:
            first = span(calendar, written.year, written.month, written.day)
        except NoSuchDayError:
            missing = NO_SUCH_DAY
            continue
        last = span(calendar, written.last_year) if written.last_year is not None else first
        spans[calendar] = Span(first.earliest, last.latest, first.approximate or last.approximate)
    if not spans:
        raise NotADateError(missing)
    return spans


def _past(spans: dict[Calendar, Span], today: date) -> dict[Calendar, Span]:
    past = {calendar: one for calendar, one in spans.items() if one.earliest <= today}
    if not past:
        raise NotADateError(IN_THE_FUTURE)
    return past


def _likely(spans: dict[Calendar, Span], today: date) -> dict[Calendar, Span]:
    oldest = months_later(today, -LIFETIME_YEARS * _YEAR_MONTHS)
    return {calendar: one for calendar, one in spans.items() if one.latest >= oldest} or spans


def _partial(text: str, precision: Precision, spans: dict[Calendar, Span], *, about: bool) -> PartialDate:
    total = sum(WEIGHTS[calendar] for calendar in spans)
    readings = tuple(
        Reading(calendar.value, one.earliest, one.latest, WEIGHTS[calendar] / total)
        for calendar, one in sorted(spans.items(), key=lambda item: -WEIGHTS[item[0]])
    )
    return PartialDate(
        text=text,
        calendar=Calendar(readings[0].calendar),
        precision=precision,
        readings=readings,
        about=about,
        approximate=any(one.approximate for one in spans.values()),
    )
