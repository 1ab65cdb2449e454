"""Sentences as newspapers write them, each with the claims a careful reader would note; invented, in eight languages.

A figure is (least, most, unit, population); "body" is a claim about an institution; "" as a speaker is nobody named.
"""

from __future__ import annotations

from dataclasses import dataclass

Figure = tuple[float | None, float | None, str, frozenset[str]]


@dataclass(frozen=True)
class Said:
    """A sentence with its language, the figures in it, part of the speaker's words, how it stands to what is said."""

    language: str
    text: str
    figures: tuple[Figure, ...] = ()
    speaker: str = ""
    stance: str = "asserts"
    body: str = ""


def figure(least: float | None, most: float | None, unit: str = "person", *population: str) -> Figure:
    """One figure."""
    return least, most, unit, frozenset(population)


SENTENCES = [
    Said(
        "en",
        "The ministry said that at least 120 people are held in the northern prison.",
        (figure(120, None, "person", "detained"),),
        "The ministry",
    ),
    Said(
        "en",
        "According to the interior ministry, between 80 and 95 families have received an answer.",
        (figure(80, 95, "family", "answered"),),
        "the interior ministry",
    ),
    Said(
        "en",
        "The government denied that more than 40 people had been killed.",
        (figure(41, None, "person", "dead"),),
        "The government",
        "denies",
    ),
    Said(
        "en",
        "“About 200 people are still missing,” a spokesperson for the committee said.",
        (figure(180, 220, "person", "missing"),),
        "a spokesperson for the committee",
        "quotes",
    ),
    Said(
        "en",
        "Up to 1,200 signatures were collected, the association announced.",
        (figure(None, 1200, "signature", "signed"),),
        "the association",
    ),
    Said(
        "en",
        "Twenty-five children were released on 3 March 2024, the court confirmed.",
        (figure(25, 25, "person", "child", "released"),),
        "the court",
    ),
    Said("en", "Hundreds of people were arrested in May.", (figure(200, 999, "person", "detained"),)),
    Said(
        "en",
        "The prosecutor's office stated that the police had not answered the letter.",
        (),
        "The prosecutor's office",
        "asserts",
        "police",
    ),
    Said("en", "Shirin said that her brother had written to her.", ()),
    Said("en", "The meeting begins at 18:30 on page 4 of the programme.", ()),
    Said(
        "en",
        "Nearly 30 per cent of the requests remain unanswered, the ombudsman reported.",
        (figure(27, 30, "percent", "answered"),),
        "the ombudsman",
    ),
    Said("en", "A neighbour said 15 people were taken away.", (figure(15, 15, "person"),)),
    Said(
        "fa",
        "وزارت کشور اعلام کرد که دست‌کم ۱۲۰ نفر در بازداشت هستند.",
        (figure(120, None, "person", "detained"),),
        "وزارت کشور",
    ),
    Said(
        "fa",
        "به گفتهٔ سخنگوی دولت، حدود ۲۰۰ خانواده هنوز پاسخی نگرفته‌اند.",
        (figure(180, 220, "family", "answered"),),
        "سخنگوی دولت",
    ),
    Said(
        "fa", "دولت تکذیب کرد که بیش از چهل نفر کشته شده‌اند.", (figure(41, None, "person", "dead"),), "دولت", "denies"
    ),
    Said(
        "fa",
        "«بین ۸۰ تا ۹۵ زندانی آزاد شدند»، سخنگوی دادگاه گفت.",
        (figure(80, 95, "person", "detained", "released"),),
        "سخنگوی دادگاه",
        "quotes",
    ),
    Said(
        "fa",
        "کمیته گزارش داد که تا ۱۲ مهر ۱۴۰۲ صد و بیست و پنج نفر ناپدید شده‌اند.",
        (figure(125, 125, "person", "missing"),),
        "کمیته",
    ),
    Said("fa", "صدها نفر در میدان جمع شدند.", (figure(200, 999, "person"),)),
    Said("fa", "شیرین گفت که نامه‌ای از برادرش رسیده است.", ()),
    Said("fa", "جلسه ساعت ۱۸ در سال ۱۴۰۲ برگزار شد.", ()),
    Said("fa", "انجمن نوشت که وزارت دادگستری به هیچ نامه‌ای پاسخ نداده است.", (), "انجمن", "asserts", "وزارت"),
    Said("fa", "سازمان اعلام کرد ۱٬۲۰۰ امضا گردآوری شده است.", (figure(1200, 1200, "signature", "signed"),), "سازمان"),
    Said(
        "ar",
        "قالت الوزارة إن ما لا يقل عن ١٢٠ شخصا محتجزون في السجن.",
        (figure(120, None, "person", "detained"),),
        "الوزارة",
    ),
    Said("ar", "وفقا للجنة، لم تتلق نحو 200 عائلة أي جواب.", (figure(180, 220, "family", "answered"),), "للجنة"),
    Said("ar", "نفت الحكومة أن أكثر من أربعين شخصا قتلوا.", (figure(41, None, "person", "dead"),), "الحكومة", "denies"),
    Said(
        "ar",
        "أعلن المتحدث باسم المحكمة أن بين 80 و95 سجينا أفرج عنهم.",
        (figure(80, 95, "person", "detained", "released"),),
        "المتحدث باسم المحكمة",
    ),
    Said(
        "ar",
        "«ما زال خمسة وعشرون طفلا مفقودين»، قالت الهيئة.",
        (figure(25, 25, "person", "child", "missing"),),
        "الهيئة",
        "quotes",
    ),
    Said("ar", "مئات العائلات تنتظر منذ سنوات.", (figure(200, 999, "family"),)),
    Said("ar", "قالت شيرين إنها كتبت رسالة إلى أخيها.", ()),
    Said("ar", "أكدت المنظمة أن الوزارة لم ترد على الرسائل.", (), "المنظمة", "asserts", "الوزارة"),
    Said("ar", "عقد الاجتماع في عام 2023 في الساعة 10.", ()),
    Said(
        "fr",
        "Le ministère a déclaré qu'au moins 120 personnes sont détenues.",
        (figure(120, None, "person", "detained"),),
        "Le ministère",
    ),
    Said(
        "fr",
        "Selon la préfecture, entre 80 et 95 familles ont reçu une réponse.",
        (figure(80, 95, "family", "answered"),),
        "la préfecture",
    ),
    Said(
        "fr",
        "Le gouvernement a démenti que plus de 40 personnes aient été tuées.",
        (figure(41, None, "person", "dead"),),
        "Le gouvernement",
        "denies",
    ),
    Said(
        "fr",
        "« Environ 200 personnes sont toujours portées disparues », a déclaré le comité.",
        (figure(180, 220, "person", "missing"),),
        "le comité",
        "quotes",
    ),
    Said(
        "fr",
        "Quatre-vingt-dix prisonniers ont été libérés, a annoncé le tribunal.",
        (figure(90, 90, "person", "detained", "released"),),
        "le tribunal",
    ),
    Said(
        "fr",
        "L'association indique que 1 200 signatures ont été recueillies.",
        (figure(1200, 1200, "signature", "signed"),),
        "L'association",
    ),
    Said("fr", "Des centaines de familles attendent depuis des années.", (figure(200, 999, "family"),)),
    Said("fr", "Mira a dit que sa mère lui écrit chaque semaine.", ()),
    Said("fr", "La réunion commence à 18 heures, page 4.", ()),
    Said(
        "de",
        "Das Ministerium teilte mit, dass mindestens 120 Menschen in Haft sind.",
        (figure(120, None, "person", "detained"),),
        "Das Ministerium",
    ),
    Said(
        "de",
        "Laut der Behörde haben zwischen 80 und 95 Familien eine Antwort erhalten.",
        (figure(80, 95, "family", "answered"),),
        "der Behörde",
    ),
    Said(
        "de",
        "Die Regierung bestritt, dass mehr als 40 Menschen getötet wurden.",
        (figure(41, None, "person", "dead"),),
        "Die Regierung",
        "denies",
    ),
    Said(
        "de",
        "„Etwa 200 Menschen werden noch vermisst“, sagte eine Sprecherin des Ausschusses.",
        (figure(180, 220, "person", "missing"),),
        "eine Sprecherin des Ausschusses",
        "quotes",
    ),
    Said(
        "de",
        "Dem Verband zufolge wurden fünfundzwanzig Kinder freigelassen.",
        (figure(25, 25, "person", "child", "released"),),
        "Dem Verband",
    ),
    Said("de", "Hunderte Familien warten seit Jahren.", (figure(200, 999, "family"),)),
    Said("de", "Tomas sagte, dass sein Bruder nicht geschrieben hat.", ()),
    Said(
        "de",
        "Der Verein sammelte 1.200 Unterschriften, erklärte die Vereinigung.",
        (figure(1200, 1200, "signature", "signed"),),
        "die Vereinigung",
    ),
    Said(
        "de",
        "Das Gericht erklärte, dass die Polizei den Brief nicht beantwortet habe.",
        (),
        "Das Gericht",
        "asserts",
        "Polizei",
    ),
    Said(
        "tr",
        "Bakanlık, en az 120 kişinin gözaltında olduğunu açıkladı.",
        (figure(120, None, "person", "detained"),),
        "Bakanlık",
    ),
    Said("tr", "Valiliğe göre 80 ila 95 aile yanıt aldı.", (figure(80, 95, "family", "answered"),), "Valiliğe"),
    Said(
        "tr",
        "Hükümet, 40'tan fazla kişinin öldüğünü yalanladı.",
        (figure(41, None, "person", "dead"),),
        "Hükümet",
        "denies",
    ),
    Said(
        "tr",
        "“Yaklaşık 200 kişi hâlâ kayıp” dedi komite sözcüsü.",
        (figure(180, 220, "person", "missing"),),
        "komite sözcüsü",
        "quotes",
    ),
    Said(
        "tr",
        "Dernek, yirmi beş çocuğun serbest bırakıldığını bildirdi.",
        (figure(25, 25, "person", "child", "released"),),
        "Dernek",
    ),
    Said("tr", "Yüzlerce aile yıllardır bekliyor.", (figure(200, 999, "family"),)),
    Said("tr", "Shirin, kardeşinin mektup yazdığını söyledi.", ()),
    Said(
        "tr",
        "Kurum, başvuruların yüzde 30'unun yanıtsız kaldığını açıkladı.",
        (figure(30, 30, "percent", "answered"),),
        "Kurum",
    ),
    Said(
        "ru",
        "Министерство сообщило, что не менее 120 человек содержатся под стражей.",
        (figure(120, None, "person", "detained"),),
        "Министерство",
    ),
    Said(
        "ru",
        "По данным комитета, от 80 до 95 семей получили ответ.",
        (figure(80, 95, "family", "answered"),),
        "комитета",
    ),
    Said(
        "ru",
        "Правительство опровергло, что погибли более 40 человек.",
        (figure(41, None, "person", "dead"),),
        "Правительство",
        "denies",
    ),
    Said(
        "ru",
        "«Около 200 человек всё ещё числятся пропавшими без вести», — заявил представитель комиссии.",
        (figure(180, 220, "person", "missing"),),
        "представитель комиссии",
        "quotes",
    ),
    Said(
        "ru", "Двадцать пять детей освобождены, сообщил суд.", (figure(25, 25, "person", "child", "released"),), "суд"
    ),
    Said("ru", "Сотни семей ждут годами.", (figure(200, 999, "family"),)),
    Said("ru", "Лейла сказала, что брат написал ей письмо.", ()),
    Said(
        "ru",
        "Организация заявила, что министерство не отвечает на письма.",
        (),
        "Организация",
        "asserts",
        "министерство",
    ),
    Said(
        "sq",
        "Ministria njoftoi se të paktën 120 persona mbahen në burg.",
        (figure(120, None, "person", "detained"),),
        "Ministria",
    ),
    Said(
        "sq",
        "Sipas komitetit, midis 80 dhe 95 familje kanë marrë përgjigje.",
        (figure(80, 95, "family", "answered"),),
        "komitetit",
    ),
    Said(
        "sq",
        "Qeveria mohoi se më shumë se 40 persona janë vrarë.",
        (figure(41, None, "person", "dead"),),
        "Qeveria",
        "denies",
    ),
    Said(
        "sq",
        "“Rreth 200 persona janë ende të zhdukur”, tha zëdhënësi i komisionit.",
        (figure(180, 220, "person", "missing"),),
        "zëdhënësi i komisionit",
        "quotes",
    ),
    Said(
        "sq",
        "Njëzet e pesë fëmijë u liruan, konfirmoi gjykata.",
        (figure(25, 25, "person", "child", "released"),),
        "gjykata",
    ),
    Said("sq", "Qindra familje presin prej vitesh.", (figure(200, 999, "family"),)),
    Said("sq", "Mira tha se vëllai i saj i ka shkruar.", ()),
]
"""Seven to twelve of each language; those without figures and bodies must stay without a claim."""
