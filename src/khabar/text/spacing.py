"""Spaces, control characters and words: how a typed text is tidied before it is kept, and how long a message is.

Names and words are kept as given, with ZWNJ and ZWJ; only what no reader can see the difference of is made equal.
It must never fold letters. Marks of writing direction stay: `without_bidi_controls` is a separate, open step.
"""

import re
import unicodedata
from typing import Final

_DROPPED: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u00ad]+")
"""Control characters (category Cc), lone surrogates (Cs), byte order marks and soft hyphens."""
_MARKS_AND_JOINERS: Final = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_IDEOGRAPHS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(
    rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}](?:[^\W{_IDEOGRAPHS}]|[{_MARKS_AND_JOINERS}]|['’׳״\-.](?=\w))*",
)


def normalise(text: str) -> str:
    """Tidy a typed text: composed form (NFC), no control characters, white space as single spaces, none at the ends.

    ZWNJ and ZWJ stay; soft hyphens, byte order marks and lone surrogates go. Doing it twice changes nothing.
    """
    kept = _DROPPED.sub("", " ".join(text.split()))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def words(text: str) -> list[str]:
    """List the words of a message in reading order; each ideograph or kana counts as one word.

    Scripts that write no spaces and are not ideographic (Thai, Khmer) yield one word per unbroken run.
    """
    return _WORD.findall(unicodedata.normalize("NFC", text))
