"""How newsletters say that a text goes on elsewhere: "continued on page 3", and "continued from page 1" over there.

Written from common knowledge of newspapers in each language, not read by native speakers; no claim to completeness.
Digits of any script count; a notice is only what stands alone, or at the very end or beginning of a paragraph.
"""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = r"(?P<page>\d{1,4})"
_PAGE: Final = r"(?:page|p\.|pg\.?)"
_SAFHE: Final = "صفحه(?:\u200c?[یي]|ٔ|ۀ)?"

_GOES_ON: Final = (
    rf"(?:(?:this\s+\w+\s+(?:is\s+)?)?continue[sd]|cont(?:\.|'d)?|turn)\s*(?:on|to|at)?\s*{_PAGE}\s*{_NUMBER}",
    rf"(?:ادامه(?:\s*(?:مطلب|خبر|مقاله|گزارش))?|بقیه|دنباله|باقی)\s*(?:در|ی)?\s*{_SAFHE}\s*{_NUMBER}",
    rf"(?:يُ?تبع|التتمة|البقية)[^\d\n]{{0,20}}?(?:صفحة|الصفحة|ص\.?)\s*{_NUMBER}",
    rf"(?:suite|à\s+suivre|la\s+suite|lire\s+la\s+suite)[^\d\n]{{0,12}}?(?:page|p\.)\s*{_NUMBER}",
    rf"(?:fortsetzung|weiter|bitte\s+weiterlesen)\s+(?:auf\s+)?(?:seite|s\.)\s*{_NUMBER}",
    rf"devam[ıi]\s*(?:(?:sayfa|s\.)\s*{_NUMBER}(?:\s*['’]?[dt][ea])?)",
    r"devam[ıi]\s*(?P<page>\d{1,4})\s*(?:\.|['’]?\w{2,5})?\s*sayfada",
    rf"(?:продолжение|окончание)\s+(?:на\s+)?(?:стр(?:анице|\.)?|с\.)\s*{_NUMBER}",
    rf"(?:vazhdon|vijon)\s+në\s+faqen?\s*{_NUMBER}",
)
_COMES_FROM: Final = (
    rf"(?:continued|cont(?:\.|'d)?)\s*from\s*{_PAGE}\s*{_NUMBER}",
    rf"(?:ادامه|بقیه|دنباله)\s*(?:مطلب\s*)?از\s*{_SAFHE}\s*{_NUMBER}",
    rf"(?:تتمة|بقية|تابع)\s*(?:المنشور|ما\s+نشر)?\s*(?:من|عن|في)?\s*(?:صفحة|الصفحة|ص\.?)\s*{_NUMBER}",
    rf"suite\s+de\s+la\s+(?:page|p\.)\s*{_NUMBER}",
    rf"fortsetzung\s+von\s+(?:seite|s\.)\s*{_NUMBER}",
    r"(?:ba[şs]taraf[ıi]\s*(?:sayfa\s*)?(?P<page>\d{1,4})(?:\s*\.?\s*sayfada|['’]?[dt][ea])?)",
    rf"(?:начало\s+(?:на|со?)|продолжение\s+со?)\s+(?:стр(?:анице|аницы|\.)?|с\.)\s*{_NUMBER}",
    rf"vazhdim\s+nga\s+faqja\s*{_NUMBER}",
)
_COMES_FROM_SHORT: Final = (rf"from\s+{_PAGE}\s*{_NUMBER}", rf"از\s*{_SAFHE}\s*{_NUMBER}", rf"von\s+seite\s*{_NUMBER}")
"""Words that are a notice only where they stand alone: a sentence may begin with them."""
_WRAPPED: Final = r"[\s\(\[«»…\.\-–—→>*:]*"


def _alone(words: str) -> re.Pattern[str]:
    return re.compile(rf"^{_WRAPPED}(?:{words}){_WRAPPED}[\)\]←>]*\s*$", re.IGNORECASE)


def _at_the_end(words: str) -> re.Pattern[str]:
    return re.compile(rf"[\(\[…–—→*]{_WRAPPED}(?:{words})[\s\)\]\.»→>*]*$", re.IGNORECASE)


def _at_the_head(words: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*[\(\[…–—*]?\s*(?:{words})[\s\)\]\.:…–—*]+", re.IGNORECASE)


GOES_ON_ALONE: Final = tuple(map(_alone, _GOES_ON))
"""A line that only says where the text goes on."""
GOES_ON_AT_THE_END: Final = tuple(map(_at_the_end, _GOES_ON))
"""The same in brackets, or after dots or a dash, at the end of a paragraph."""
COMES_FROM_ALONE: Final = tuple(map(_alone, _COMES_FROM + _COMES_FROM_SHORT))
"""A line that only says where the text began."""
COMES_FROM_AT_THE_END: Final = tuple(map(_at_the_end, _COMES_FROM))
"""The same in brackets at the end of a repeated heading."""
COMES_FROM_AT_THE_HEAD: Final = tuple(map(_at_the_head, _COMES_FROM))
"""The same at the beginning of a paragraph."""
