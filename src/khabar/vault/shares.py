"""Recovery shares (SLIP-39): a secret split so that any `threshold` of some word lines restore it, fewer say nothing.

The lines are for paper and for three people who do not meet by chance. 128 bits make lines of 20 words.
"""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from khabar.vault.errors import WrongShares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SECRET_BYTES = 16
MIN_THRESHOLD = 2
MAX_SHARES = 16
_MAX_TRIES = 200


def split(secret: bytes, *, threshold: int, shares: int) -> tuple[str, ...]:
    """Return `shares` lines of words, any `threshold` of which restore the secret; the library draws the rest."""
    if not MIN_THRESHOLD <= threshold <= shares <= MAX_SHARES or len(secret) != SECRET_BYTES:
        raise ValueError("at least two of at most sixteen shares of a 16-byte secret")
    return tuple(generate_mnemonics(1, [(threshold, shares)], secret)[0])


def restored(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield the secrets that these lines restore (one, when all belong together); raises WrongShares when unreadable.

    More lines than needed are welcome: each sufficient selection is tried.
    """
    distinct = tuple(dict.fromkeys(" ".join(line.lower().split()) for line in lines))
    try:
        threshold = max(Share.from_mnemonic(line).member_threshold for line in distinct)
    except (MnemonicError, ValueError) as error:
        raise WrongShares("a share is mistyped, or none was given") from error
    for chosen in islice(combinations(distinct, threshold), _MAX_TRIES):
        try:
            yield combine_mnemonics(chosen)
        except MnemonicError:
            continue  # shares of two sets do not combine; another selection may
