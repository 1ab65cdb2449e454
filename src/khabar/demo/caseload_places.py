"""Invented countries and towns, each in the spellings that its people, clerks and foreigners might use.

They are made up so that no example can be taken for a real camp, conflict or place. The spellings are written by hand;
none is made by the folding code of this project, or matching would be tested with its own answers.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """An invented place: as its people write it, and the Latin spellings in use, the most usual first."""

    native: str
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """An invented country: the words given for its nationality, and its towns."""

    nationality: Place
    towns: tuple[Place, ...]


def _place(native: str, *latin: str) -> Place:
    return Place(native, latin)


COUNTRIES: Final = {
    "fa": Country(
        _place("نارستانی", "Narestani", "Narestan", "Narestanian"),
        (
            _place("گل‌واره", "Golvareh", "Gulwara", "Golvare"),
            _place("سپیددژ", "Sepid Dezh", "Sepiddej", "Sapid Dezh"),
            _place("چشمه‌زرین", "Cheshmeh Zarrin", "Tscheschme Zarin", "Cheshme-Zarin"),
            _place("آبان‌شهر", "Aban Shahr", "Abanschahr", "Abanshar"),
            _place("کوه‌مهر", "Kuh-e Mehr", "Kouh Mehr", "Kohmehr"),
            _place("نوبادام", "Now Badam", "Nobadam", "Nou Badam"),
            _place("شادرود", "Shadrud", "Chadroud", "Shadrood"),
            _place("مرغزاران", "Marghzaran", "Margzaran", "Morghzaran"),
            _place("تیرکان", "Tirkan", "Teerkan"),
            _place("بادگیرآباد", "Badgirabad", "Badguir Abad"),
        ),
    ),
    "ar": Country(
        _place("واحي", "Wahi", "Wahian", "Ouahi"),
        (
            _place("عين النخلة", "Ain an-Nakhla", "Ayn Nakhla", "Aïn Nakhla"),
            _place("دار السنبل", "Dar as-Sunbul", "Dar Sonbol", "Dar el Sounboul"),
            _place("وادي الغيم", "Wadi al-Ghaym", "Ouadi Ghaïm", "Wadi Gheim"),
            _place("تل الزهير", "Tell Zuhayr", "Tal al-Zuhair", "Tell Zouheir"),
            _place("كفر العسل", "Kafr al-Asal", "Kafr Assal", "Kfar Asal"),
            _place("بئر الياسمين", "Bir al-Yasmin", "Beer Yasmine", "Bir Yasmeen"),
            _place("جسر الرمان", "Jisr ar-Rumman", "Jisr Rouman", "Gisr el Romman"),
            _place("مرسى القمر", "Marsa al-Qamar", "Marsa Kamar", "Mersa el Gamar"),
            _place("قصر الندى", "Qasr an-Nada", "Kasr Nada", "Gasr Nada"),
            _place("حي التوت", "Hayy at-Tut", "Hay Tout"),
        ),
    ),
    "ru": Country(
        _place("лесогорец", "Lesogorian", "Lesogorets", "Lessogorian"),
        (
            _place("Тихоречье", "Tikhorechye", "Tichoretschje", "Tihorechie"),
            _place("Мироводск", "Mirovodsk", "Mirowodsk"),
            _place("Яблоневый Брод", "Yablonevy Brod", "Jablonewyj Brod", "Iablonevyi Brod"),
            _place("Снегополье", "Snegopolye", "Snegopolje", "Snegopolie"),
            _place("Журавлёвец", "Zhuravlyovets", "Schurawljowez", "Juravlevets"),
            _place("Верхняя Звонянка", "Verkhnyaya Zvonyanka", "Werchnjaja Swonjanka", "Verhnyaya Zvonyanka"),
            _place("Хмелецк", "Khmeletsk", "Chmelezk", "Hmeletsk"),
            _place("Щукин Яр", "Shchukin Yar", "Schtschukin Jar", "Chtchoukin Yar"),
            _place("Заречный Лог", "Zarechny Log", "Saretschnyj Log"),
            _place("Белокрай", "Belokray", "Bjelokraj", "Belokrai"),
        ),
    ),
    "he": Country(
        _place("צפירי", "Tzafiri", "Tsafirian", "Zafiri"),
        (
            _place("בית רונל", "Beit Ronel", "Bet Ronel", "Beth Ronel"),
            _place("כפר זבעון", "Kfar Zivon", "Kefar Zibeon", "Kfar Zivaon"),
            _place("גבעת קשתל", "Givat Kashtal", "Giv'at Qashtal", "Guivat Kachtal"),
            _place("עין חרובים", "Ein Haruvim", "En Charuvim", "Ain Kharuvim"),
            _place("נחל צילון", "Nahal Tzilon", "Nachal Zilon", "Nahal Tsilone"),
            _place("מצפה ליאן", "Mitzpe Lian", "Mizpeh Lian", "Mitspe Liane"),
            _place("שדה אשכול", "Sde Eshkol", "Sdeh Eschkol", "Sede Echkol"),
            _place("רמת הציב", "Ramat HaTziv", "Ramat Hatsib"),
            _place("יד תלתן", "Yad Tiltan", "Jad Tiltan"),
            _place("טל אגוז", "Tal Egoz", "Tal Agoz"),
        ),
    ),
}
"""The invented countries, by the language of the names their people bear."""
