"""How a family without a screen is reached, and who comes after the enquirer: the part of a request that says so.

The enquirer's own ways and words only, never the sought person's. Nothing here says what may be told, and to whom:
being reached opens nothing, and neither does inheriting a request.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from khabar.domain.codes import outer_digits, parse_outer_number
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import SHORT, Filled, choice_field, line_field, list_field, text_field
from khabar.text import to_latin_digits

FEWEST_PHONE_DIGITS, MOST_PHONE_DIGITS = 5, 30
"""Short numbers within one exchange have five; two numbers beside each other still fit."""

NO_PHONE = "A telephone number has at least five digits. Leave it empty if there is none."
PHONE_NEEDED = "You chose the telephone. Write a number, or choose another way."
POST_NEEDED = "You chose a letter. Write where it is to go, or choose another way."
PLACE_NEEDED = (
    "You chose a person who comes. Write a telephone number or a place to be found at, or choose another way."
)
QUESTION_NEEDED = "There is an answer, but no question. Write both, or leave both empty."
ANSWER_NEEDED = "Write the answer too. Without it the question proves nothing."
ANSWER_IN_QUESTION = "The answer stands in the question. Whoever hears the question must not learn the answer."
IN_BOTH_LISTS = "The same name stands under those who may take this over. Leave it in one of the two."


class Way(StrEnum):
    """How the family wants to hear from us: its page, a telephone call, a letter, a person who comes."""

    PAGE = "page"
    TELEPHONE = "telephone"
    POST = "post"
    BRINGER = "bringer"


class Reads(StrEnum):
    """Whether the enquirer reads alone, or has letters read to her: then somebody else always learns them."""

    NOT_TOLD = "not_told"
    ALONE = "alone"
    IS_READ_TO = "is_read_to"


@dataclass(frozen=True, kw_only=True)
class ReachedForm(Filled):
    """What a request says of reaching its enquirer.

    `slip_number` stands on the outside of a sealed slip: whoever fills in the form sees it, and it opens nothing.
    `callback_question` is the family's own: we ask it before a word is spoken. `heirs` may take the request over when
    the enquirer has died, in their order; `must_not_inherit` never may.
    """

    slip_number: str = line_field()
    way: Way = choice_field(Way.PAGE)  # noqa: RUF009 - declares a dataclass field
    phone: str = line_field()
    post_address: str = text_field(SHORT)
    callback_question: str = line_field()
    callback_answer: str = line_field()
    heirs: tuple[str, ...] = list_field()
    must_not_inherit: tuple[str, ...] = list_field()
    reads: Reads = choice_field(Reads.NOT_TOLD)  # noqa: RUF009 - declares a dataclass field

    def __post_init__(self) -> None:
        """Tidy the texts, and write a slip's number in the digits in which it is kept."""
        super().__post_init__()
        object.__setattr__(self, "slip_number", outer_digits(self.slip_number))

    def validate(self) -> list[Invalid]:
        """List what has to be mended, each way's own need among it."""
        return [*super().validate(), *self._of_slip(), *self._of_ways(), *self._of_question(), *self._of_heirs()]

    def _of_slip(self) -> Iterable[Invalid]:
        try:
            if self.slip_number:
                parse_outer_number(self.slip_number)
        except Invalid as problem:
            yield problem

    def _of_ways(self) -> Iterable[Invalid]:
        digits = sum(char.isdecimal() for char in to_latin_digits(self.phone))
        if self.phone and not FEWEST_PHONE_DIGITS <= digits <= MOST_PHONE_DIGITS:
            yield Invalid("phone", NO_PHONE)
        if self.way is Way.TELEPHONE and not self.phone:
            yield Invalid("phone", PHONE_NEEDED)
        if self.way is Way.POST and not self.post_address:
            yield Invalid("post_address", POST_NEEDED)
        if self.way is Way.BRINGER and not (self.phone or self.post_address):
            yield Invalid("way", PLACE_NEEDED)

    def _of_question(self) -> Iterable[Invalid]:
        question, answer = self.callback_question.casefold(), self.callback_answer.casefold()
        if question and not answer:
            yield Invalid("callback_answer", ANSWER_NEEDED)
        elif answer and not question:
            yield Invalid("callback_question", QUESTION_NEEDED)
        elif answer and f" {answer} " in f" {question.strip('?؟ ')} ":
            yield Invalid("callback_answer", ANSWER_IN_QUESTION)

    def _of_heirs(self) -> Iterable[Invalid]:
        heirs = {one.casefold() for one in self.heirs}
        if any(one.casefold() in heirs for one in self.must_not_inherit):
            yield Invalid("must_not_inherit", IN_BOTH_LISTS)
