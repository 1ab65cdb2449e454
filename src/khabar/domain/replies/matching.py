"""To which letter a mail belongs: by code, by Message-ID, by a damaged code, by sender and subject; else nobody knows.

Each step names its letter and says why in a sentence. Two surer steps that name two letters make neither certain. How
sure a step is was counted (data/reply_steps.toml), and is never 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from khabar.data.mail_words import counted_steps
from khabar.domain.replies.codes import Place, one_mistake_away, printed_reference, written_codes
from khabar.domain.replies.headers import message_ids_in
from khabar.domain.replies.mail import Incoming
from khabar.domain.replies.threads import KnownThreads, canonical_message_id
from khabar.text import Said, said

_ADDRESSED: Final = (
    "to",
    "cc",
    "bcc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "resent-to",
    "resent-cc",
    "apparently-to",
    "x-forwarded-to",
    "x-rcpt-to",
    "x-real-to",
    "original-recipient",
    "received",
)
"""Headers in which the address is found that a mail was sent to; of Received only what stands behind "for"."""
_MOST_ADDRESSED: Final = 40
_MOST_TRIED: Final = 100


class Step(Enum):
    """What named the letter; the values are the names in data/reply_steps.toml."""

    CODE = "code"
    REFERENCES = "references"
    CODE_IN_TEXT = "code-in-text"
    NEAR = "near"
    NEAR_IN_TEXT = "near-in-text"
    SENDER_AND_SUBJECT = "sender-and-subject"
    SENDER = "sender"
    AGAINST_EACH_OTHER = "against-each-other"


@dataclass(frozen=True, slots=True)
class Match:
    """The letter a mail belongs to as far as can be told; an empty code where nothing names one.

    `rivals` are other letters that could be meant as well; `is_certain` says whether the letter, once the sender is
    looked at too, needs nobody's eyes.
    """

    code: str = ""
    step: Step | None = None
    reasons: tuple[Said, ...] = ()
    rivals: tuple[str, ...] = ()
    is_certain: bool = False

    @property
    def probability(self) -> float:
        """How likely this is the right letter, between 0 and 1; 0 where none is named."""
        if self.step is None:
            return 0.0
        counted = counted_steps()[self.step.value]
        return (counted.right + 1) / (counted.seen + 2) / (1 + len(self.rivals))


@dataclass(frozen=True, slots=True)
class _Named:
    """One letter, or several, named by one step."""

    step: Step
    codes: tuple[str, ...]
    reason: Said


def matched(mail: Incoming, threads: KnownThreads) -> Match:
    """Find the letter of a mail, by the surest step that names one.

    1. A right code in an address, the returned letter or the subject. 2. A Message-ID of ours among those answered.
    3. A right code in the text. 4. A code with one mistake, of exactly one letter. 5. The sender's body and
    the subject. Where no letters are known, a right code names its letter, and that is all.
    """
    named = list(_named(mail, threads))
    if not named:
        return Match(reasons=tuple(_unknown_codes(mail, threads)))
    first = named[0]
    code, rivals = first.codes[0], first.codes[1:]
    against = _against(named)
    step = Step.AGAINST_EACH_OTHER if against else first.step
    reasons = (first.reason, *against)
    if rivals:
        reasons += (said("Letters that could be meant as well: %(count)s.", count=len(rivals)),)
    certain = not (rivals or against) and _is_certain(first, mail, threads)
    return Match(code, step, reasons, rivals, certain)


def _named(mail: Incoming, threads: KnownThreads) -> Iterator[_Named]:
    """Give what names letters, from the surest to the least sure; a weaker step is asked only where none before did."""
    sure = [*_by_code(mail, threads, _HEADS), *_by_message_id(mail, threads)]
    yield from sure
    if not sure:
        weaker = [*_by_code(mail, threads, (Place.TEXT,))]
        yield from weaker or _by_mistake(mail, threads) or _by_sender(mail, threads)


def _against(named: list[_Named]) -> tuple[Said, ...]:
    """Say which sure step names another letter than the first one does."""
    others = [one for one in named[1:] if named[0].codes[0] not in one.codes]
    return tuple(
        said("Something else in it names another letter, %(code)s.", code=printed_reference(one.codes[0]))
        for one in others[:1]
    )


def _is_certain(named: _Named, mail: Incoming, threads: KnownThreads) -> bool:
    """Say whether a step is enough by itself; a damaged code needs the letter's own subject beside it."""
    if named.step in {Step.CODE, Step.REFERENCES, Step.CODE_IN_TEXT}:
        return bool(threads.threads)
    near = named.step in {Step.NEAR, Step.NEAR_IN_TEXT}
    return near and threads.same_subject(named.codes[0], mail.subject)


# By code

_HEADS: Final = (Place.TYPED, Place.ADDRESS, Place.RETURNED, Place.SUBJECT)
_FOUND: Final = {
    Place.TYPED: said("The code %(code)s was typed beside it."),
    Place.ADDRESS: said("The code %(code)s stands in the address that the mail was sent to."),
    Place.RETURNED: said("The code %(code)s stands in the letter that came back."),
    Place.SUBJECT: said("The code %(code)s stands in the subject."),
    Place.TEXT: said("The code %(code)s stands in the text."),
}
_NEAR: Final = {
    Place.TYPED: said("The code that was typed beside it differs by one mistake from %(code)s."),
    Place.ADDRESS: said("The address differs by one mistake from that of the letter %(code)s."),
    Place.RETURNED: said("A code in the letter that came back differs by one mistake from %(code)s."),
    Place.SUBJECT: said("A code in the subject differs by one mistake from %(code)s."),
    Place.TEXT: said("A code in the text differs by one mistake from %(code)s."),
}
_SURELY_CODES: Final = frozenset({Place.TYPED, Place.ADDRESS})
"""Where digits are a code, however they are grouped."""


def _texts(mail: Incoming, place: Place) -> tuple[str, ...]:
    lines = ((name, line) for name in _ADDRESSED for line in mail.heads.every(name))
    texts = {
        Place.TYPED: (mail.typed,),
        Place.ADDRESS: tuple(_addressed(name, line) for name, line in lines)[:_MOST_ADDRESSED],
        Place.RETURNED: (mail.returned.head,),
        Place.SUBJECT: (mail.subject,),
        Place.TEXT: (mail.text, mail.beside),
    }
    return texts[place]


def _addressed(name: str, line: str) -> str:
    return line.partition(" for ")[2].partition(";")[0] if name == "received" else line


def _by_code(mail: Incoming, threads: KnownThreads, places: tuple[Place, ...]) -> list[_Named]:
    """Name the letters whose code is written right, each place for itself."""
    named = []
    for place in places:
        written = [one for text in _texts(mail, place) for one in written_codes(text) if one.is_code]
        if threads.threads:
            codes = [one.digits for one in written if one.digits in threads.by_code]
        else:
            codes = [one.digits for one in written if one.as_printed or place in _SURELY_CODES]
        if codes:
            step = Step.CODE_IN_TEXT if place is Place.TEXT else Step.CODE
            named.append(_naming(step, codes, _FOUND[place]))
    return named


def _naming(step: Step, codes: list[str], reason: Said) -> _Named:
    different = tuple(dict.fromkeys(codes))
    return _Named(step, different, said(reason.words, code=printed_reference(different[0])))


def _by_mistake(mail: Incoming, threads: KnownThreads) -> list[_Named]:
    """Name the letter whose code was written with one mistake; several are rivals, and the first is only proposed."""
    for place in Place:
        written = [one for text in _texts(mail, place) for one in written_codes(text) if not one.is_code]
        near = [sorted(one_mistake_away(one.digits) & threads.by_code.keys()) for one in written[:_MOST_TRIED]]
        codes = [code for found in near for code in found]
        if codes:
            return [_naming(Step.NEAR if place in _SURELY_CODES else Step.NEAR_IN_TEXT, codes, _NEAR[place])]
    return []


def _unknown_codes(mail: Incoming, threads: KnownThreads) -> Iterator[Said]:
    """Say that a right code is of no letter known here, as after a restore from an old backup."""
    for place in Place if threads.threads else ():
        for text in _texts(mail, place):
            for one in written_codes(text):
                if one.is_code and (one.as_printed or place in _SURELY_CODES):
                    code = printed_reference(one.digits)
                    yield said("The code %(code)s is written right, but no letter known here has it.", code=code)
                    return


# By Message-ID


def _by_message_id(mail: Incoming, threads: KnownThreads) -> list[_Named]:
    """Name the letter that is answered: the nearest Message-ID of ours, then those before it, then those returned."""
    heads = mail.heads
    answered = [one for line in heads.every("in-reply-to") for one in message_ids_in(line)]
    before = [one for line in heads.every("references") for one in reversed(message_ids_in(line))]
    for message_id in (*answered, *before, *mail.returned.message_ids):
        if codes := threads.by_message_id.get(canonical_message_id(message_id)):
            reason = said("It answers a message that was sent under this letter.")
            return [_Named(Step.REFERENCES, tuple(sorted(codes)), reason)]
    return []


# By sender


def _by_sender(mail: Incoming, threads: KnownThreads) -> list[_Named]:
    """Propose a letter to the sender's body: one with this subject, or else the latest."""
    codes = {code for sender in mail.senders for code in threads.answered_by(sender.address)}
    alike = {code for code in codes if threads.same_subject(code, mail.subject)}
    if alike:
        reason = said("It is from the body that the letter was sent to, and has its subject.")
        return [_Named(Step.SENDER_AND_SUBJECT, _latest_first(alike, threads), reason)]
    if codes:
        reason = said("It is from a body that was written to; this is the latest letter to it.")
        return [_Named(Step.SENDER, _latest_first(codes, threads), reason)]
    return []


def _latest_first(codes: set[str], threads: KnownThreads) -> tuple[str, ...]:
    def when(code: str) -> tuple[float, str]:
        sent_at = threads.by_code[code].sent_at
        return (sent_at.timestamp() if sent_at else 0.0, code)

    return tuple(sorted(codes, key=when, reverse=True))
