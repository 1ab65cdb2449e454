"""Why two names may be one person's, word by word: a weight each, and a sentence a caseworker can check.

A weight is a natural-log likelihood ratio: above 0 speaks for one person, below 0 against. It must never claim more
than the rarity of the word allows, and never call a missing word a difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from khabar.names.tokens import Token, TokenKind
from khabar.text import Said, marked, said

COMMON_SHARE: Final = 1 / 500
"""From this share of people on, sentences call a name common."""
WORTH_SAYING: Final = 0.01
"""Less than this is not said: it would read as a reason and be none."""

_EQUAL: Final = marked("Both are called “%(left)s”")
_HABIT: Final = marked("“%(left)s” ~ “%(right)s”: the same name in two habits of writing")
_SPELLING: Final = marked("“%(left)s” ~ “%(right)s”: two spellings of one name")
_SCRIPTS: Final = marked("“%(left)s” ~ “%(right)s”: the same name in two scripts")
_SCRIPTS_APART: Final = marked("“%(left)s” ~ “%(right)s”: the same name in two scripts, written apart")
_SPELLING_APART: Final = marked("“%(left)s” ~ “%(right)s”: the same name, written apart")
_MAYBE: Final = marked("“%(left)s” ~ “%(right)s”: perhaps one name, spelt rather differently")
_ALIAS: Final = marked("“%(left)s” ~ “%(right)s”: two names that one person often bears")
_DIFFERENT: Final = marked("“%(left)s” and “%(right)s” are different names")
_INITIAL: Final = marked("The initial fits: “%(left)s” and “%(right)s”")
_NO_INITIAL: Final = marked("The initial does not fit: “%(left)s” and “%(right)s”")
_ONLY_FIRST: Final = marked("“%(left)s” is only in the first name.")
_ONLY_SECOND: Final = marked("“%(right)s” is only in the second name.")
_COMMON: Final = marked("%(finding)s; a common name, weighs little.")
_PLAIN: Final = marked("%(finding)s.")
_TOGETHER: Final = marked("All words together speak more clearly than each alone.")
_NAMESAKES: Final = marked(
    "All words together weigh less than each alone: even a name so alike can belong to two people."
)

_SURE: Final = 1.0
"""From this weight on, two spellings are called one name; below it, perhaps."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the two forms compared, its weight in natural log units, and a plain sentence."""

    left: str
    right: str
    weight: float
    said: Said

    @property
    def sentence(self) -> str:
        """The sentence in English, as the shell has it."""
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Answer:
    """A word of the first name and the word of the second that answers it, with what both say.

    `is_joined` says that one of them was written as two; `share` is the share of people who bear the word.
    """

    left: Token
    right: Token
    weight: float
    share: float
    is_joined: bool
    is_alias: bool


def evidence_of(answers: list[Answer], alone: tuple[list[Token], list[Token]], score: float) -> Iterator[Evidence]:
    """Tell every reason; what all words say beyond each alone comes last, so that the weights add up to the score."""
    for answer in answers:
        yield Evidence(answer.left.text, answer.right.text, answer.weight, _sentence(answer))
    for token in alone[0]:
        yield Evidence(token.text, "", 0.0, said(_ONLY_FIRST, left=token.text))
    for token in alone[1]:
        yield Evidence("", token.text, 0.0, said(_ONLY_SECOND, right=token.text))
    beyond = score - sum(answer.weight for answer in answers)
    if abs(beyond) > WORTH_SAYING:
        yield Evidence("", "", beyond, said(_TOGETHER if beyond > 0 else _NAMESAKES))


def _sentence(answer: Answer) -> Said:
    finding = said(_finding(answer), left=answer.left.text, right=answer.right.text)
    is_common = answer.weight > 0 and answer.share >= COMMON_SHARE
    return said(_COMMON if is_common else _PLAIN, finding=finding)


def _finding(answer: Answer) -> str:
    left, right = answer.left, answer.right
    if TokenKind.INITIAL in (left.kind, right.kind):
        return _INITIAL if answer.weight > 0 else _NO_INITIAL
    if answer.weight <= 0:
        return _DIFFERENT
    if answer.is_alias:
        return _ALIAS
    if left.script is not right.script:
        return _SCRIPTS_APART if answer.is_joined else _SCRIPTS
    return _in_one_script(answer)


def _in_one_script(answer: Answer) -> str:
    left, right = answer.left, answer.right
    if left.text == right.text:
        return _EQUAL
    if left.folded == right.folded:
        return _HABIT
    if answer.weight < _SURE and answer.share < COMMON_SHARE:
        return _MAYBE
    return _SPELLING_APART if answer.is_joined else _SPELLING
