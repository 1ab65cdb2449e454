"""Persons compared: evidence field by field, added up to a calibrated probability, told in sentences.

A missing field is never a mismatch, and unrelated records change nothing. An in-memory index finds candidates.
It must never decide that two records are one person: it proposes, and two people decide.
"""

from khabar.linkage.cards import SCHEMA, UnknownCardError, card_of, person_from_card
from khabar.linkage.evidence import Candidate, FieldEvidence, probability_at
from khabar.linkage.index import DEFAULT_LIMIT, DEFAULT_MIN_PROBABILITY, PersonIndex, Terms, compare_persons
from khabar.linkage.linking import link
from khabar.linkage.parameters import DEFAULT_PRIOR, FROZEN, MODEL, Model
from khabar.linkage.person import Birth, Person, Reading
from khabar.linkage.telling import explanations

__all__ = [
    "DEFAULT_LIMIT",
    "DEFAULT_MIN_PROBABILITY",
    "DEFAULT_PRIOR",
    "FROZEN",
    "MODEL",
    "SCHEMA",
    "Birth",
    "Candidate",
    "FieldEvidence",
    "Model",
    "Person",
    "PersonIndex",
    "Reading",
    "Terms",
    "UnknownCardError",
    "card_of",
    "compare_persons",
    "explanations",
    "link",
    "person_from_card",
    "probability_at",
]
