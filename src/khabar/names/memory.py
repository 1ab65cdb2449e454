"""What this library remembers while it works: forms of words already seen, so that comparing is fast.

They are names in clear, in memory alone. Whoever locks a house or erases a case calls `forget` as well.
"""

from khabar.names import borne, orthography, parsing, tokens, writing


def forget() -> None:
    """Drop every form of a name remembered from earlier calls; results stay the same, the next calls are slower."""
    for remembered in (
        parsing.remembered,
        parsing.plain_word,
        writing.parts_of,
        borne.head_of,
        tokens.joined,
        tokens.token_of,
        orthography.fold,
    ):
        remembered.cache_clear()
