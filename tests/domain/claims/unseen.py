"""Sentences written after the first rules: longer ones, two figures, other verbs. Rules were then mended with them.

At first look 25 of 33 proposals were right and 25 of 36 claims found; what is still missed stays in the list.
"""

from __future__ import annotations

from domain.claims.said import Said, figure

SENTENCES = [
    Said(
        "en",
        "In its yearly report the ombudsman's office estimated that some 340 detainees had not seen a lawyer "
        "as of 1 January 2025.",
        (figure(306, 374, "person", "detained"),),
        "the ombudsman's office",
    ),
    Said(
        "en",
        "Officials put the number of missing people at 57, "
        "while the families' association speaks of at least 90 persons.",
        (figure(57, 57, "person", "missing"), figure(90, None, "person", "missing")),
        "Officials",
    ),
    Said(
        "en", "Two hundred and twelve families have written to the ministry since 2023.", (figure(212, 212, "family"),)
    ),
    Said(
        "en",
        "The commission rejected the claim that fewer than ten prisoners were ill.",
        (figure(None, 9, "person", "detained"),),
        "The commission",
        "denies",
    ),
    Said(
        "en",
        "“No more than 15 children live in the camp,” the governor told the newspaper.",
        (figure(None, 15, "person", "child"),),
        "the governor",
        "quotes",
    ),
    Said("en", "Of the 64 letters sent last year only three were answered.", (figure(64, 64, "letter", "answered"),)),
    Said("en", "Nima told us that he waited for two hours in front of the building.", ()),
    Said("en", "The bus leaves at 7 and costs 12 per head.", ()),
    Said(
        "fa",
        "بنا بر اعلام دادستانی، تا پایان سال گذشته ۳۴ نفر آزاد شده‌اند.",
        (figure(34, 34, "person", "released"),),
        "دادستانی",
    ),
    Said(
        "fa",
        "نمایندهٔ کمیته خبر داد که از میان ۶۴ نامه تنها سه نامه پاسخ گرفته است.",
        (figure(64, 64, "letter"), figure(3, 3, "letter", "answered")),
        "نمایندهٔ کمیته",
    ),
    Said("fa", "شمار زندانیان به بیش از ۳۰۰ نفر رسیده است.", (figure(301, None, "person", "detained"),)),
    Said(
        "fa",
        "مقامات این خبر را که ۱۵ کودک در اردوگاه هستند رد کردند.",
        (figure(15, 15, "person", "child"),),
        "مقامات",
        "denies",
    ),
    Said("fa", "دویست و دوازده خانواده به وزارت نامه نوشتند.", (figure(212, 212, "family"),)),
    Said("fa", "نیما گفت دو ساعت جلوی ساختمان منتظر ماند.", ()),
    Said(
        "ar",
        "أفاد تقرير اللجنة بأن 34 معتقلا أطلق سراحهم في 5 مايو 2024.",
        (figure(34, 34, "person", "detained", "released"),),
        "تقرير اللجنة",
    ),
    Said(
        "ar",
        "بلغ عدد المفقودين أكثر من ثلاثمئة شخص، بحسب الصليب الأحمر.",
        (figure(301, None, "person", "missing"),),
        "الصليب الأحمر",
    ),
    Said("ar", "نفى مسؤول في الوزارة وجود 15 طفلا في المخيم.", (figure(15, 15, "person", "child"),), "مسؤول", "denies"),
    Said("ar", "كتبت مئتا عائلة إلى الحكومة هذا العام.", (figure(200, 200, "family"),)),
    Said("ar", "انتظر نعيم ساعتين أمام المبنى.", ()),
    Said(
        "fr",
        "D'après un rapport du défenseur des droits, quelque 340 détenus n'avaient pas vu d'avocat "
        "au 1er janvier 2025.",
        (figure(306, 374, "person", "detained"),),
        "rapport du défenseur",
    ),
    Said(
        "fr",
        "Les autorités parlent de 57 disparus, l'association d'au moins 90 personnes.",
        (figure(57, 57, "person", "missing"), figure(90, None, "person")),
        "Les autorités",
    ),
    Said("fr", "Deux cent douze familles ont écrit au ministère.", (figure(212, 212, "family"),)),
    Said(
        "fr",
        "« Pas plus de 15 enfants vivent dans le camp », assure la préfecture.",
        (figure(None, 15, "person", "child"),),
        "la préfecture",
        "quotes",
    ),
    Said("fr", "Farid a attendu deux heures devant le bâtiment.", ()),
    Said(
        "de",
        "Nach Angaben der Ombudsstelle hatten am 1. Januar 2025 rund 340 Häftlinge keinen Anwalt gesehen.",
        (figure(306, 374, "person", "detained"),),
        "der Ombudsstelle",
    ),
    Said(
        "de",
        "Die Behörden sprechen von 57 Vermissten, der Verein von mindestens 90 Menschen.",
        (figure(57, 57, "person", "missing"), figure(90, None, "person")),
        "Die Behörden",
    ),
    Said("de", "Zweihundertzwölf Familien schrieben an das Ministerium.", (figure(212, 212, "family"),)),
    Said(
        "de",
        "„Höchstens 15 Kinder leben im Lager“, versicherte der Gouverneur.",
        (figure(None, 15, "person", "child"),),
        "der Gouverneur",
        "quotes",
    ),
    Said("de", "Der Zug kommt um 7 Uhr 15 auf Gleis 3 an.", ()),
    Said(
        "tr",
        "Ombudsmanlık raporuna göre yaklaşık 340 tutuklu avukat göremedi.",
        (figure(306, 374, "person", "detained"),),
        "Ombudsmanlık raporuna",
    ),
    Said("tr", "İki yüz on iki aile bakanlığa mektup yazdı.", (figure(212, 212, "family"),)),
    Said(
        "tr",
        "Yetkililer kampta 15 çocuğun bulunduğunu reddetti.",
        (figure(15, 15, "person", "child"),),
        "Yetkililer",
        "denies",
    ),
    Said("tr", "Nima binanın önünde iki saat bekledi.", ()),
    Said(
        "ru",
        "Согласно докладу омбудсмена, около 340 заключённых не видели адвоката на 1 января 2025 года.",
        (figure(306, 374, "person", "detained"),),
        "докладу омбудсмена",
    ),
    Said("ru", "Двести двенадцать семей написали в министерство.", (figure(212, 212, "family"),)),
    Said(
        "ru", "Власти отрицают, что в лагере живут 15 детей.", (figure(15, 15, "person", "child"),), "Власти", "denies"
    ),
    Said("ru", "Поезд приходит в 7 часов 15 минут.", ()),
    Said(
        "sq",
        "Sipas raportit të ombudsmanit, rreth 340 të burgosur nuk kishin parë avokat më 1 janar 2025.",
        (figure(306, 374, "person", "detained"),),
        "raportit të ombudsmanit",
    ),
    Said("sq", "Dyqind e dymbëdhjetë familje i shkruan ministrisë.", (figure(212, 212, "family"),)),
    Said(
        "sq",
        "Autoritetet mohuan se 15 fëmijë jetojnë në kamp.",
        (figure(15, 15, "person", "child"),),
        "Autoritetet",
        "denies",
    ),
    Said("sq", "Treni niset në orën 7 e 15.", ()),
]
