"""Personal names across scripts: what two written names say about being one person's.

A library of its own: parse, compare with reasons, score many, find names again in a register.
It must never decide: a score proposes, two people decide; and it must never lose the name as written.
"""

from khabar.names.comparison import DEFAULT_PRIOR, MODEL, Comparison, compare, probability_of, score_names, score_pairs
from khabar.names.evidence import Evidence
from khabar.names.lexicon import Lexicon
from khabar.names.memory import forget
from khabar.names.parsing import Name, parse
from khabar.names.search import Found, NameIndex
from khabar.names.tokens import Token, TokenKind

__all__ = [
    "DEFAULT_PRIOR",
    "MODEL",
    "Comparison",
    "Evidence",
    "Found",
    "Lexicon",
    "Name",
    "NameIndex",
    "Token",
    "TokenKind",
    "compare",
    "forget",
    "parse",
    "probability_of",
    "score_names",
    "score_pairs",
]
