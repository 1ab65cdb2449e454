"""Names of months and marks of calendars as people write them.

Source: month names of the Unicode CLDR (Unicode licence v3) for English, Persian, Arabic (of the Nile and the Levant),
Turkish, French, German, Albanian, Russian and Hebrew; common Latin spellings of the others by us. Not read by speakers.
A name stands for one month only; one that could mean two is left out rather than guessed.
"""

import re
import unicodedata
from types import MappingProxyType

from khabar.domain.calendars import Calendar

_GREGORIAN = (
    "january jan ژانویه يناير ocak januar janvier janar январь января ינואר בינואר كانونالثاني",
    "february feb فوریه فبراير subat februar février shkurt февраль февраля פברואר בפברואר شباط",
    "march mar مارس mart märz maerz mars март марта מרץ במרץ آذار",
    "april apr آوریل أبريل nisan avril prill апрель апреля אפריל באפריל نيسان",
    "may مه مايو mayis mai maj май мая מאי במאי أيار",
    "june jun ژوئن يونيو haziran juni juin qershor июнь июня יוני ביוני حزيران",
    "july jul ژوئیه يوليو temmuz juli juillet korrik июль июля יולי ביולי تموز",
    "august aug اوت أغسطس agustos août gusht август августа אוגוסט באוגוסט آب",
    "september sept sep سپتامبر سبتمبر eylul septembre shtator сентябрь сентября ספטמבר בספטמבר أيلول",
    "october oct اکتبر أكتوبر ekim oktober octobre tetor октябрь октября אוקטובר באוקטובר تشرينالأول",
    "november nov نوامبر نوفمبر kasim novembre nëntor ноябрь ноября נובמבר בנובמבר تشرينالثاني",
    "december dec دسامبر ديسمبر aralik dezember décembre dhjetor декабрь декабря דצמבר בדצמבר كانونالأول",
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


MONTHS = (_GREGORIAN, _SOLAR_HIJRI, _HIJRI)
"""The months of each calendar, each with its names, separated by spaces."""
_CALENDARS = (Calendar.GREGORIAN, Calendar.SOLAR_HIJRI, Calendar.HIJRI)

MONTHS_BY_NAME = MappingProxyType(
    {
        bare(name): (calendar, number)
        for calendar, months in zip(_CALENDARS, MONTHS, strict=True)
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
