"""Reviewed tables that travel with the program; each states source, licence and date in the README beside it.

It hands them out as typed rows, read once. It must never hold anything about a real person or case.
"""

from khabar.data.names import (
    AttestedName,
    CommonName,
    Spelling,
    attested_names,
    common_names,
    name_tokens_seen,
    opened_name_model,
    rarity_parameters,
)

__all__ = [
    "AttestedName",
    "CommonName",
    "Spelling",
    "attested_names",
    "common_names",
    "name_tokens_seen",
    "opened_name_model",
    "rarity_parameters",
]
