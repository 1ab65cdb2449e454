from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.calendars import solar_hijri
from khabar.domain.dates import (
    IN_THE_FUTURE,
    NO_SUCH_DAY,
    NO_SUCH_YEAR,
    Calendar,
    PartialDate,
    Precision,
    could_be_under,
    parse_partial_date,
)
from khabar.domain.errors import Invalid
from khabar.domain.month_names import MONTHS, MONTHS_BY_NAME, bare
from khabar.domain.written_dates import (
    AGE_TOO_HIGH,
    EMPTY,
    NO_SUCH_MONTH,
    NOT_UNDERSTOOD,
    TOO_LONG,
    YEAR_NEEDED,
    YEARS_BACKWARDS,
)

TODAY = date(2026, 11, 21)
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DAYS = st.dates(date(1925, 1, 1), date(2019, 12, 31))


def read(text: str) -> PartialDate:
    return parse_partial_date(text, today=TODAY, field="birth")


def likeliest(text: str) -> tuple[str, str, str]:
    first = read(text).readings[0]
    return first.calendar, first.earliest.isoformat(), first.latest.isoformat()


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1986", "1986-01-01", "1986-12-31", Precision.YEAR),
        ("1986-02", "1986-02-01", "1986-02-28", Precision.MONTH),
        ("2/1986", "1986-02-01", "1986-02-28", Precision.MONTH),
        ("1986-02-03", "1986-02-03", "1986-02-03", Precision.DAY),
        ("3.2.1986", "1986-02-03", "1986-02-03", Precision.DAY),
        ("03/02/1986", "1986-02-03", "1986-02-03", Precision.DAY),
        ("2/25/1986", "1986-02-25", "1986-02-25", Precision.DAY),
        ("19860203", "1986-02-03", "1986-02-03", Precision.DAY),
        ("3 February 1986", "1986-02-03", "1986-02-03", Precision.DAY),
        ("Feb 3rd, 1986", "1986-02-03", "1986-02-03", Precision.DAY),
        ("3rd of february 1986.", "1986-02-03", "1986-02-03", Precision.DAY),
        ("born in Şubat 1986", "1986-02-01", "1986-02-28", Precision.MONTH),
        ("1986 AD", "1986-01-01", "1986-12-31", Precision.YEAR),
        ("۱۹۸۶ میلادی", "1986-01-01", "1986-12-31", Precision.YEAR),
        ("1984-1986", "1984-01-01", "1986-12-31", Precision.RANGE),
        ("between 1984 and 1986", "1984-01-01", "1986-12-31", Precision.RANGE),
        ("about 1990", "1988-01-01", "1992-12-31", Precision.YEAR),
        ("1990?", "1988-01-01", "1992-12-31", Precision.YEAR),
        ("~ 1990", "1988-01-01", "1992-12-31", Precision.YEAR),
        ("age 34 in 2019", "1984-01-02", "1985-12-31", Precision.RANGE),
        ("34 years old in 2019", "1984-01-02", "1985-12-31", Precision.RANGE),
        ("34 in 2019", "1984-01-02", "1985-12-31", Precision.RANGE),
        ("age 34", "1991-11-22", "1992-11-21", Precision.RANGE),
        ("aged 30-35 in 2019", "1983-01-02", "1989-12-31", Precision.RANGE),
        ("aged 35 to 30 in 2019", "1983-01-02", "1989-12-31", Precision.RANGE),
        ("about age 34", "1989-11-21", "1994-11-22", Precision.RANGE),
        ("2026", "2026-01-01", "2026-11-21", Precision.YEAR),
    ],
)
def test_gregorian_dates_as_people_write_them(text: str, earliest: str, latest: str, precision: Precision) -> None:
    assert likeliest(text) == ("gregorian", earliest, latest)
    assert read(text).precision is precision
    assert read(text).text == text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1365 shamsi", "1986-03-21", "1987-03-20"),
        ("1365 SH", "1986-03-21", "1987-03-20"),
        ("۱۳۶۵ ه‍.ش.", "1986-03-21", "1987-03-20"),
        ("1365 هجری شمسی", "1986-03-21", "1987-03-20"),
        ("3 Ordibehesht 1365", "1986-04-23", "1986-04-23"),
        ("۳ اردیبهشت ۱۳۶۵", "1986-04-23", "1986-04-23"),
        ("ثور ۱۳۶۵", "1986-04-21", "1986-05-21"),
        ("حدود ۱۳۶۵ شمسی", "1984-03-20", "1989-03-20"),
        ("1365-02-31", "1986-05-21", "1986-05-21"),
    ],
)
def test_dates_that_can_only_be_solar_hijri(text: str, earliest: str, latest: str) -> None:
    assert [r.calendar for r in read(text).readings] == ["solar_hijri"]
    assert likeliest(text) == ("solar_hijri", earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1407 AH", "1986-09-05", "1987-08-24"),
        ("١٤٠٧ هـ", "1986-09-05", "1987-08-24"),
        ("1407 ه‍.ق", "1986-09-05", "1987-08-24"),
        ("1407 lunar hijri", "1986-09-05", "1987-08-24"),
        ("1 Ramadan 1407", "1987-04-29", "1987-04-29"),
        ("1420", "1999-04-17", "2000-04-05"),
        ("ربيع الأول 1407", "1986-11-03", "1986-12-01"),
        ("3 Rabi al-Awwal 1407", "1986-11-05", "1986-11-05"),
    ],
)
def test_dates_that_can_only_be_hijri(text: str, earliest: str, latest: str) -> None:
    assert likeliest(text) == ("hijri", earliest, latest)
    assert len(read(text).readings) == 1


@pytest.mark.parametrize("text", ["1365", "۱۳۶۵", "١٣٦٥", "1365 hijri", "1365-02", "۱۳۶۵/۲/۳", "about 1365"])
def test_years_from_1200_to_1500_are_weighed_in_two_calendars(text: str) -> None:
    read_date = read(text)
    assert [r.calendar for r in read_date.readings] == ["solar_hijri", "hijri"]
    assert read_date.calendar is Calendar.SOLAR_HIJRI
    assert sum(r.weight for r in read_date.readings) == pytest.approx(1)
    assert read_date.readings[0].weight > read_date.readings[1].weight


def test_a_reading_beyond_a_lifetime_is_dropped_where_another_remains() -> None:
    assert [r.calendar for r in read("1320").readings] == ["solar_hijri"]
    assert [r.calendar for r in read("1250").readings] == ["solar_hijri", "hijri"]


def test_a_lifetime_ends_to_the_day() -> None:
    latest = parse_partial_date("1400 AH", today=TODAY).readings[0].latest
    last_day = latest.replace(year=latest.year + 120)
    for today, calendars in ((last_day, 2), (last_day + timedelta(days=1), 1)):
        assert len(parse_partial_date("1400", today=today).readings) == calendars


def test_an_age_in_an_unnamed_calendar_is_read_in_both() -> None:
    assert [r.calendar for r in read("34 ساله در ۱۳۹۸").readings] == ["solar_hijri", "hijri"]
    assert likeliest("34 ساله در ۱۳۹۸")[1:] == ("1984-03-22", "1986-03-19")


def test_a_date_is_given_on_as_a_birth_with_all_its_readings() -> None:
    birth = read("1365").birth()
    assert (birth.text, birth.readings) == ("1365", read("1365").readings)


def test_an_early_hijri_date_says_that_it_is_approximate() -> None:
    read_date = read("1 Ramadan 1330")
    assert read_date.approximate
    assert read_date.readings[0].days == 5
    assert read_date.explanation()[-1].startswith("Before 1343")


def test_a_date_explains_how_it_was_read() -> None:
    assert read("1365-02-03").explanation() == (
        "Read as a Solar Hijri date: from 1986-04-23 to 1986-04-23 (75 %).",
        "Read as a Hijri date: from 1946-01-06 to 1946-01-06 (25 %).",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", EMPTY),
        (" \u200f ", EMPTY),
        ("9" * 81, TOO_LONG),
        ("65", YEAR_NEEDED),
        ("3 February", YEAR_NEEDED),
        ("12-11", YEAR_NEEDED),
        ("123456", YEAR_NEEDED),
        ("in the war", NOT_UNDERSTOOD),
        ("=1+1", NOT_UNDERSTOOD),
        ("?", NOT_UNDERSTOOD),
        ("3 4 February 1986", NOT_UNDERSTOOD),
        ("February 1986 1987", NOT_UNDERSTOOD),
        ("February 1986 12345", NOT_UNDERSTOOD),
        ("3 Ordibehesht 1365 AD", NOT_UNDERSTOOD),
        ("1365-13", NO_SUCH_MONTH),
        ("1986-00-03", NO_SUCH_MONTH),
        ("31.13.1986", NO_SUCH_MONTH),
        ("1986-02-30", NO_SUCH_DAY),
        ("1986-02-00", NO_SUCH_DAY),
        ("1365-07-31", NO_SUCH_DAY),
        ("30 February 1986", NO_SUCH_DAY),
        ("2027", IN_THE_FUTURE),
        ("1450", IN_THE_FUTURE),
        ("age 3 in 2031", IN_THE_FUTURE),
        ("0986", NO_SUCH_YEAR),
        ("1986 shamsi", NO_SUCH_YEAR),
        ("1365-1986", NO_SUCH_YEAR),
        ("9999", NO_SUCH_YEAR),
        ("1986-1984", YEARS_BACKWARDS),
        ("age 126", AGE_TOO_HIGH),
    ],
)
def test_impossible_dates_are_refused_in_the_sentence_that_fits(text: str, sentence: str) -> None:
    with pytest.raises(Invalid) as told:
        read(text)
    assert (told.value.field, told.value.message) == ("birth", sentence)


@given(st.text(max_size=90) | st.from_regex(r"[0-9۰-۹]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True))
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    with suppress(Invalid):
        read_date = read(text)
        assert all(reading.earliest <= reading.latest <= TODAY for reading in read_date.readings)
        assert sum(reading.weight for reading in read_date.readings) == pytest.approx(1)
        assert read_date.birth().readings == read_date.readings
        assert read_date.explanation()


@given(DAYS)
def test_a_gregorian_day_comes_back_however_it_is_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d", "%d/%m/%Y", "%d %b %Y", "%B %d, %Y"):
        (reading,) = read(day.strftime(form)).readings
        assert (reading.calendar, reading.earliest, reading.latest) == ("gregorian", day, day)
        assert read(day.strftime(form).translate(PERSIAN)).readings == (reading,)


@given(DAYS)
def test_a_solar_hijri_day_is_among_its_readings(day: date) -> None:
    read_date = read(solar_hijri(day))
    assert (day, day) in {(r.earliest, r.latest) for r in read_date.readings if r.calendar == "solar_hijri"}
    assert read(f"{solar_hijri(day)} SH").readings[0].weight == pytest.approx(1)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
def test_less_precision_never_loses_the_day(day: date, form: str) -> None:
    (reading,) = read(day.strftime(form)).readings
    (vaguer,) = read(f"about {day.strftime(form)}").readings
    assert vaguer.earliest <= reading.earliest <= day <= reading.latest <= vaguer.latest


@given(DAYS, DAYS)
def test_an_age_in_a_year_always_contains_the_day_of_birth(born: date, on: date) -> None:
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age >= 0:
        (reading,) = read(f"age {age} in {on.year}").readings
        assert reading.earliest <= born <= reading.latest
        (exact,) = read(f"age {age} on {on.isoformat()}").readings
        assert exact.earliest <= born <= exact.latest


def test_every_name_of_a_month_stands_for_one_month() -> None:
    assert len(MONTHS_BY_NAME) > 150
    for name, (calendar, month) in MONTHS_BY_NAME.items():
        year = 1986 if calendar is Calendar.GREGORIAN else 1365
        first = read(f"{name} {year}")
        assert first.calendar is calendar
        assert first.precision is Precision.MONTH
        assert 1 <= month <= 12


def test_a_child_is_seen_in_any_reading() -> None:
    assert could_be_under(read("2010"), 18, TODAY)
    assert could_be_under(read("2008"), 18, TODAY)
    assert not could_be_under(read("2007"), 18, TODAY)
    assert could_be_under(read("1390"), 18, TODAY)
    eighteen_today = TODAY.replace(year=2008)
    assert not could_be_under(read(eighteen_today.isoformat()), 18, TODAY)
    assert could_be_under(read((eighteen_today + timedelta(days=1)).isoformat()), 18, TODAY)


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("2536", "1356"),
        ("۲۵۳۵/۰۷/۰۱", "1355/07/01"),
        ("2520-2525", "1340-1345 SH"),
        ("3 Mehr 2535", "3 Mehr 1355"),
        ("2536 شاهنشاهی", "1356 SH"),
        ("age 5 in 2536", "age 5 in 1356 SH"),
    ],
)
def test_years_of_the_imperial_count_are_solar_hijri_years(text: str, same_as: str) -> None:
    read_as = likeliest(text)
    assert read_as[0] == Calendar.SOLAR_HIJRI
    assert read_as == likeliest(same_as)
    assert len(read(text).readings) == 1


@pytest.mark.parametrize("text", ["2459", "2541", "2536 AD", "2536-05-01 miladi"])
def test_no_other_far_year_is_taken_for_the_imperial_count(text: str) -> None:
    with pytest.raises(Invalid, match=IN_THE_FUTURE):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "3 May 1986",
        "3 mai 1986",
        "3. Mai 1986",
        "3 maj 1986",
        "3 мая 1986",
        "3 במאי 1986",
        "٣ أيار ١٩٨٦",
        "3 مايو 1986",
    ],
)
def test_a_month_is_known_in_the_languages_of_families(text: str) -> None:
    assert likeliest(text) == (Calendar.GREGORIAN, "1986-05-03", "1986-05-03")


def test_no_name_stands_for_two_months() -> None:
    written = [name for months in MONTHS for names in months for name in set(map(bare, names.split()))]
    assert len(written) == len(MONTHS_BY_NAME)
