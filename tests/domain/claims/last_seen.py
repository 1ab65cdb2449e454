"""A third set, written after the rules had been mended with the second, and looked at once: the honest figures.

Never used to make a rule. Whoever mends a rule with one of these moves it to `said` and writes another.
"""

from __future__ import annotations

from domain.claims.said import Said, figure

SENTENCES = [
    Said(
        "en",
        "A court official told reporters that roughly 450 inmates share 90 cells.",
        (figure(405, 495, "person", "detained"),),
        "A court official",
    ),
    Said(
        "en",
        "By 15 August 2023 the agency had counted 3,418 displaced families.",
        (figure(3418, 3418, "family", "refugee"),),
        "the agency",
    ),
    Said(
        "en",
        "The police contested reports that dozens of students were injured.",
        (figure(20, 99, "person", "injured"),),
        "The police",
        "denies",
    ),
    Said("en", "Parliament asked the minister to answer within 30 days.", (figure(30, 30, "day", "answered"),)),
    Said("en", "Leyla bought two tickets and waited.", ()),
    Said(
        "fa",
        "گزارش تازهٔ کمیسیون می‌گوید کمتر از ده درصد درخواست‌ها پاسخ گرفته‌اند.",
        (figure(None, 9, "percent", "answered"),),
        "کمیسیون",
    ),
    Said(
        "fa",
        "به گزارش خبرگزاری، ۴۵۰ زندانی در ۹۰ سلول به سر می‌برند.",
        (figure(450, 450, "person", "detained"),),
        "خبرگزاری",
    ),
    Said("fa", "پلیس زخمی شدن ده‌ها دانشجو را تکذیب کرد.", (figure(20, 99, "person", "injured"),), "پلیس", "denies"),
    Said("fa", "لیلا دو بلیت خرید و منتظر ماند.", ()),
    Said("ar", "ذكرت الوكالة أنها أحصت 3418 أسرة نازحة.", (figure(3418, 3418, "family", "refugee"),), "الوكالة"),
    Said("ar", "نفت الشرطة إصابة عشرات الطلاب.", (figure(20, 99, "person", "injured"),), "الشرطة", "denies"),
    Said(
        "ar",
        "قال ناطق باسم الجيش إن أقل من عشرة سجناء مرضى.",
        (figure(None, 9, "person", "detained"),),
        "ناطق باسم الجيش",
    ),
    Said("ar", "اشترت ليلى تذكرتين وانتظرت.", ()),
    Said(
        "fr",
        "Un responsable du tribunal a indiqué que près de 450 détenus se partagent 90 cellules.",
        (figure(405, 450, "person", "detained"),),
        "Un responsable du tribunal",
    ),
    Said(
        "fr",
        "La police nie que des dizaines d'étudiants aient été blessés.",
        (figure(20, 99, "person", "injured"),),
        "La police",
        "denies",
    ),
    Said("fr", "Leyla a acheté deux billets.", ()),
    Said(
        "de",
        "Ein Sprecher des Gerichts sagte, knapp 450 Häftlinge teilten sich 90 Zellen.",
        (figure(405, 450, "person", "detained"),),
        "Ein Sprecher des Gerichts",
    ),
    Said(
        "de",
        "Die Polizei dementierte, dass Dutzende Studenten verletzt worden seien.",
        (figure(20, 99, "person", "injured"),),
        "Die Polizei",
        "denies",
    ),
    Said("de", "Leyla kaufte zwei Karten und wartete.", ()),
    Said(
        "tr",
        "Mahkeme yetkilisi, 450 tutuklunun 90 hücreyi paylaştığını söyledi.",
        (figure(450, 450, "person", "detained"),),
        "Mahkeme yetkilisi",
    ),
    Said(
        "tr",
        "Polis, onlarca öğrencinin yaralandığını yalanladı.",
        (figure(20, 99, "person", "injured"),),
        "Polis",
        "denies",
    ),
    Said("tr", "Leyla iki bilet aldı ve bekledi.", ()),
    Said(
        "ru",
        "Представитель суда рассказал, что почти 450 заключённых делят 90 камер.",
        (figure(405, 450, "person", "detained"),),
        "Представитель суда",
    ),
    Said(
        "ru",
        "Полиция опровергает, что десятки студентов ранены.",
        (figure(20, 99, "person", "injured"),),
        "Полиция",
        "denies",
    ),
    Said("ru", "Лейла купила два билета.", ()),
    Said(
        "sq",
        "Një zyrtar i gjykatës tha se gati 450 të burgosur ndajnë 90 qeli.",
        (figure(405, 450, "person", "detained"),),
        "zyrtar i gjykatës",
    ),
    Said(
        "sq",
        "Policia mohon se dhjetëra studentë janë plagosur.",
        (figure(20, 99, "person", "injured"),),
        "Policia",
        "denies",
    ),
    Said("sq", "Leyla bleu dy bileta.", ()),
]
