"""Every article, document and custom that a door is examined by, with how it is known to us.

What is marked as recollection was read nowhere by us: it may put a line beside an answer or make it unknown, no more.
Exceptions of OP1 art. 5, CAT art. 22 and CED art. 31 were read in the texts of the treaties.
"""

from typing import Final

from khabar.domain.procedures.lines import Authority, Mark


def _read(text: str) -> Authority:
    return Authority(text, Mark.VERIFIED)


def _second_hand(text: str) -> Authority:
    return Authority(text, Mark.SECONDARY)


def _remembered(text: str) -> Authority:
    return Authority(text, Mark.RECOLLECTION)


OUR_CONSENT: Final = Authority("Khabar, consent", Mark.OURS)
OUR_BAR_LIST: Final = Authority("Khabar, bar list", Mark.OURS)
OUR_VERSION: Final = Authority("Khabar", Mark.OURS)
OUR_CLOCKS: Final = Authority("Khabar, clocks", Mark.OURS)

OWN_WORD: Final = _read("CED/C/14/D/2/2017")
OWN_WORD_ELSEWHERE: Final = _remembered("CED/C/14/D/2/2017")

CED_2: Final = _read("CED art. 2")
CED_3: Final = _remembered("CED art. 3; A/HRC/WGEID")
CED_30: Final = _read("CED art. 30")
CED_30_LINK: Final = _read("CED/C/4/Rev.1 para 3")
CED_30_NO_DECLARATION: Final = _read("CED/C/4/Rev.1 para 6")
CED_30_NOT_ANONYMOUS: Final = _read("CED/C/4/Rev.1 para 7")
CED_30_STILL_MISSING: Final = _read("CED art. 35; CED/C/4/Rev.1 para 4")
CED_30_WHO: Final = _read("CED art. 30(1)")
CED_30_PRESENTED: Final = _read("CED art. 30(2)(c); CED/C/23/2 para 2")
CED_30_SAME: Final = _read("CED art. 30(2)(e)")
CED_30_CONTENT: Final = _read("CED/C/4/Rev.1")
CED_35: Final = _read("CED art. 35")
CED_DECLARATION_LATER: Final = _read("CED/C/24/D/4/2021 para 6.2")
CED_31: Final = _read("CED art. 31(1)")
CED_31_ANONYMOUS: Final = _read("CED art. 31(2)(a)")
CED_31_SAME: Final = _read("CED art. 31(2)(c)")
CED_31_REMEDIES: Final = _read("CED art. 31(2)(d)")
CED_31_WHO: Final = _read("CED/C/5 para 2.5; CED art. 24")
CED_31_CLAIMS: Final = _read("CED/C/5")
ALTERNATIVES: Final = _remembered("CED art. 30(2)(e); WGEID")

WGEID_EVERY_STATE: Final = _read("OHCHR, WGEID")
WGEID_TIME: Final = _read("OHCHR, WGEID: urgent procedure")
WGEID_ITEMS: Final = _second_hand("WGEID form, six required items")
WGEID_FORCES: Final = _read("WGEID form")
WGEID_WHO: Final = _read("OHCHR, WGEID: who may submit")
WGEID_ELEMENTS: Final = _remembered("A/HRC/WGEID/102/2")

WGAD_ANY_STATE: Final = _remembered("A/HRC/36/38")
WGAD_CUSTOM: Final = _remembered("A/HRC/36/38; WGAD questionnaire")
WGAD_URGENT: Final = _second_hand("WGAD, urgent action")

SPECIAL: Final = _remembered("A/HRC/RES/5/2; special procedures")

OP1_PARTY: Final = _read("ICCPR-OP1 art. 1")
OP1_ANONYMOUS: Final = _read("ICCPR-OP1 art. 3")
OP1_SAME: Final = _read("ICCPR-OP1 art. 5(2)(a)")
OP1_REMEDIES: Final = _read("ICCPR-OP1 art. 5(2)(b)")
OP1_KEPT: Final = _read("ICCPR-OP1 art. 12(2)")
OP1_LATE: Final = _read("CCPR rule 99(c); CCPR/C/145/D/3223/2018 para 8.3")
OP1_TIME: Final = _remembered("ICCPR-OP1 art. 1, ratione temporis")
OP1_WGEID: Final = _read(
    "CCPR/C/94/D/1495/2006 para 6.2; CCPR/C/99/D/1588/2007 para 8.2; CCPR/C/141/D/4275/2022 para 6.3"
)
OP1_SPECIAL: Final = _remembered("CCPR/C/94/D/1495/2006 para 6.2")
OP1_WGAD: Final = _read("CCPR/C/111/D/1860/2009 para 6.2; CCPR/C/135/D/3297/2019 para 7.3")
OP1_RESERVATION: Final = _read("ICCPR-OP1 art. 5(2)(a), reservations")
OP1_WHO: Final = _remembered("ICCPR-OP1 art. 1; CCPR rule 99(b)")
OP1_CLAIMS: Final = _read("ICCPR-OP1 art. 2")

CAT_22: Final = _read("CAT art. 22(1)")
CAT_ANONYMOUS: Final = _read("CAT art. 22(2)")
CAT_SAME: Final = _read("CAT art. 22(5)(a)")
CAT_REMEDIES: Final = _read("CAT art. 22(5)(b)")
CAT_DELAY: Final = _read("CAT rule 113(f)")
CAT_TIME: Final = _remembered("CAT art. 22, ratione temporis")
CAT_WHO: Final = _remembered("CAT rule 113(a)")
UNLIKE_PROCEDURES: Final = _remembered("CAT art. 22(5)(a); CED art. 31(2)(c)")

TRACING: Final = _remembered("Tracing: wish of the sought person")
TRACING_WHO: Final = _remembered("Tracing: any family member")
NATIONAL_LAW: Final = _remembered("National law")
