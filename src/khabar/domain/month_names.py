"""Names of months and marks of calendars as people write them.

Source: month names of the Unicode CLDR (Unicode licence v3) for English, Persian, Arabic and Turkish, with common Latin
spellings of the Solar Hijri, Afghan and Hijri months added by us; November 2026. Not yet read by native speakers.
A name stands for one month only; one that could mean two is left out rather than guessed.
"""

import re
import unicodedata
from types import MappingProxyType

from khabar.domain.calendars import Calendar

_GREGORIAN = (
    "january jan ژانویه يناير ocak",
    "february feb فوریه فبراير subat",
    "march mar مارس mart",
    "april apr آوریل أبريل nisan",
    "may مه مايو mayis",
    "june jun ژوئن يونيو haziran",
    "july jul ژوئیه يوليو temmuz",
    "august aug اوت أغسطس agustos",
    "september sept sep سپتامبر سبتمبر eylul",
    "october oct اکتبر أكتوبر ekim",
    "november nov نوامبر نوفمبر kasim",
    "december dec دسامبر ديسمبر aralik",
)
_SOLAR_HIJRI = (
    "farvardin farwardin فروردین hamal حمل",
    "ordibehesht urdibihisht اردیبهشت sawr thawr ثور",
    "khordad خرداد jawza jauza جوزا",
    "tir تیر saratan سرطان",
    "mordad amordad مرداد امرداد asad اسد",
    "shahrivar shahriwar شهریور sonbola sunbula سنبله",
    "mehr مهر mizan میزان",
    "aban آبان aqrab عقرب",
    "azar آذر qaws qaus قوس",
    "dey dei دی jadi جدی",
    "bahman بهمن dalw dalwa دلو",
    "esfand isfand اسفند hut hoot حوت",
)
_HIJRI = (
    "muharram moharram محرم",
    "safar صفر",
    "rabialawwal rabialaval rabii ربیعالاول ربيعالأول",
    "rabialthani rabialakhir rabiiithani rabiii ربیعالثانی ربيعالثاني ربيعالآخر",
    "jumadaalula jumadaalawwal jumadai جمادیالاول جمادىالأولى",
    "jumadaalakhira jumadaalthani jumadaii جمادیالثانی جمادىالآخرة",
    "rajab رجب",
    "shaban shaaban شعبان",
    "ramadan ramazan ramzan رمضان",
    "shawwal shavval شوال",
    "dhualqadah dhulqadah zulqadah zilqadeh ذوالقعدة ذیالقعده",
    "dhualhijjah dhulhijjah zulhijjah zilhajjeh ذوالحجة ذیالحجه",
)
_SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i"})


def bare(text: str) -> str:
    """Reduce a word to its letters, without case, marks and spellings of one keyboard; for look-up only."""
    letters = unicodedata.normalize("NFD", text.casefold()).translate(_SAME_LETTER)
    return "".join(char for char in letters if char.isalpha())


MONTHS_BY_NAME = MappingProxyType(
    {
        bare(name): (calendar, number)
        for calendar, months in (
            (Calendar.GREGORIAN, _GREGORIAN),
            (Calendar.SOLAR_HIJRI, _SOLAR_HIJRI),
            (Calendar.HIJRI, _HIJRI),
        )
        for number, names in enumerate(months, start=1)
        for name in names.split()
    },
)
"""Each name of a month, reduced by `bare`, with its calendar and number."""

CALENDAR_MARKS: tuple[tuple[re.Pattern[str], Calendar], ...] = (
    (
        re.compile(
            r"\b(?:hijri\s+shamsi|solar\s+hijri|hijri\s+solar|shamsi|khorshidi|jalali|solar|imperial|shahanshahi)\b|\bs\.?h\b\.?"
            r"|هجری\s*شمسی|شمسی|خورشیدی|شاهنشاهی|(?<!\w)ه\s*\.?\s*ش(?!\w)\.?|(?<!\w)ش(?!\w)\.?",
        ),
        Calendar.SOLAR_HIJRI,
    ),
    (
        re.compile(
            r"\b(?:lunar\s+hijri|hijri\s+lunar|hijri\s+qamari|qamari|ghamari|lunar)\b|\ba\.?h\b\.?"
            r"|هجری\s*قمری|قمری|(?<!\w)ه\s*\.?\s*ق(?!\w)\.?|(?<!\w)[هق](?!\w)\.?",
        ),
        Calendar.HIJRI,
    ),
    (
        re.compile(r"\b(?:gregorian|miladi|milad|a\.?d|c\.?e)\b\.?|میلادی|(?<!\w)م(?!\w)\.?"),
        Calendar.GREGORIAN,
    ),
)
"""Words that name the calendar, looked for after Arabic yeh and kaf were written as Persian ones."""
