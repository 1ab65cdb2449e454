"""Mails that must never be filed unseen: from others, from lookalikes, unproved, contradictory, about nothing of ours.

Each row takes a right answer and turns it into what a forger, a mistake or a stranger would send.
"""

import base64
from collections.abc import Callable, Iterator
from random import Random

from bench._mail_filing import OUR_SERVER, Outcome, Steps, World, stray_code

from adapters.incoming_mail.made_letters import OURS, Draft, Letter, answer
from khabar.adapters.incoming_mail import file_mail
from khabar.domain.replies.codes import printed_reference, reply_address

Forgery = Callable[[Draft, Letter, World, Random], Draft]
SHARE_OF_OTHER, SHARE_OF_NONE = 0.5, 0.1
NONE = ""
"""The letter of a mail that belongs to none."""


def _stranger(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    return draft.having(From="Ezra <ezra@elsewhere.example>")


def _from_open_mail(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    return draft.having(From="Office <office.house@gmail.com>")


def _lookalike(draft: Draft, to: Letter, _made: World, _random: Random) -> Draft:
    return draft.having(From=f"Office <office@{to.house.replace('o', 'о')}>")


def _misspelt(draft: Draft, to: Letter, _made: World, _random: Random) -> Draft:
    return draft.having(From=f"Office <office@{to.house.replace('house', 'hause')}>")


def _house_as_name(draft: Draft, to: Letter, _made: World, _random: Random) -> Draft:
    return draft.having(From=f'"{to.office}" <ezra@elsewhere.example>')


def _two_froms(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    return Draft((("From", "Ezra <ezra@elsewhere.example>"), *draft.heads), draft.text, charset=draft.charset)


def _injected(draft: Draft, to: Letter, _made: World, _random: Random) -> Draft:
    hidden = f"=?utf-8?q?Ezra=0D=0AFrom=3A_{to.office}?= <ezra@elsewhere.example>"
    return draft.having(From=hidden)


def _hidden_address(draft: Draft, to: Letter, _made: World, _random: Random) -> Draft:
    """Name the house only inside an encoded word, where no mail server that checks senders looks for one."""
    hidden = base64.b64encode(f"Office <{to.office}>".encode()).decode()
    return draft.having(From=f"=?utf-8?b?{hidden}?=")


def _no_from(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    return draft.having(From=None)


def _unproved(verdict: str) -> Forgery:
    def forge(draft: Draft, to: Letter, _made: World, _random: Random) -> Draft:
        result = f"{OUR_SERVER}; {verdict} header.from={to.house} smtp.mailfrom={to.house}"
        return Draft((("Authentication-Results", result), *draft.heads), draft.text, charset=draft.charset)

    return forge


def _proved_by_itself(draft: Draft, to: Letter, _made: World, _random: Random) -> Draft:
    """Fail with our server, and claim to have passed with a header of our server's name below."""
    ours = ("Authentication-Results", f"{OUR_SERVER}; dmarc=fail header.from={to.house}")
    forged = ("Authentication-Results", f"{OUR_SERVER}; dmarc=pass header.from={to.house}")
    return Draft((ours, forged, *draft.heads), draft.text, charset=draft.charset)


def _two_letters(draft: Draft, to: Letter, made: World, random: Random) -> Draft:
    other = random.choice([one for one in made.letters[:50] if one.code != to.code])
    return draft.having(To=f"{to.address}, {other.address}")


def _other_references(draft: Draft, to: Letter, made: World, random: Random) -> Draft:
    other = random.choice([one for one in made.letters[:50] if one.code != to.code])
    return draft.having(In_Reply_To=f"<{other.message_id}>", References=f"<{other.message_id}>")


def _marked_as_spam(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    return Draft((("X-Spam-Flag", "YES"), *draft.heads), draft.text, charset=draft.charset)


def _false_report(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    """Say in words, as anybody can, that the letter came back."""
    return draft.having(From="MAILER-DAEMON <mailer-daemon@elsewhere.example>", Subject="Undelivered Mail")


def _nothing_but_sender(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    kept = draft.having(To=f"info@{OURS}", Received=None, In_Reply_To=None, References=None)
    return kept.having(Subject="Office hours")


def _sender_and_subject(draft: Draft, _to: Letter, _made: World, _random: Random) -> Draft:
    return draft.having(To=f"info@{OURS}", Received=None, In_Reply_To=None, References=None)


FORGED: dict[str, Forgery] = {
    "another sender": _stranger,
    "a sender at an open provider": _from_open_mail,
    "letters of another alphabet in the domain": _lookalike,
    "a domain with one letter changed": _misspelt,
    "the body's address as a name": _house_as_name,
    "two From lines": _two_froms,
    "a header hidden in a name": _injected,
    "an address hidden in an encoded word": _hidden_address,
    "no sender": _no_from,
    "DMARC failed": _unproved("dmarc=fail"),
    "SPF failed": _unproved("spf=fail"),
    "SPF failed softly": _unproved("spf=softfail"),
    "failed, and says that it passed": _proved_by_itself,
    "sent to two letters": _two_letters,
    "code of one letter, References of another": _other_references,
    "marked as spam": _marked_as_spam,
    "a bounce in words alone": _false_report,
    "sender and subject alone": _sender_and_subject,
    "sender alone": _nothing_but_sender,
}


NAMES_TWO = ("sent to two letters", "code of one letter, References of another")


def forged(made: World, trials: int, steps: Steps) -> Iterator[Outcome]:
    """File what must go to the tray."""
    for name, forge in FORGED.items():
        random, outcome = Random(name), Outcome(name)  # noqa: S311 - reproducible draws
        for number in range(trials):
            to = random.choice(made.letters)
            draft = forge(answer(to, to.words["answers"][0], number=number), to, made, random)
            truth = _meant(name, to, draft, made, random)
            found = file_mail(draft.raw(), made.known, our_server=OUR_SERVER)
            outcome.count(found, truth)
            steps.count(found, truth)
        yield outcome


def _meant(name: str, to: Letter, draft: Draft, made: World, random: Random) -> str:
    """Say which letter is meant: of two that are named either, of a house that was written to at times none."""
    if (
        name in {"code of one letter, References of another", "sent to two letters"}
        and random.random() < SHARE_OF_OTHER
    ):
        named = draft.first("References") + draft.first("To").rpartition(",")[2]
        return next(one.code for one in made.letters if one.message_id in named or one.address in named)
    return NONE if name.startswith("sender") and random.random() < SHARE_OF_NONE else to.code


def unrelated(made: World, trials: int) -> Iterator[Outcome]:
    """File mails that belong to no letter: strangers with numbers of fifteen digits, right codes of nobody."""
    for name in ("numbers of all kinds from a stranger", "a right code that no letter has", "a code near to none"):
        random, outcome = Random(name), Outcome(name)  # noqa: S311 - reproducible draws
        for number in range(trials):
            outcome.count(file_mail(_of_nobody(name, made, random, number).raw(), made.known), NONE)
        yield outcome


def _of_nobody(name: str, made: World, random: Random, number: int) -> Draft:
    heads = [("From", f"Somebody <somebody-{number}@elsewhere.example>"), ("Subject", "Invoice")]
    if name.startswith("numbers"):
        numbers = "\n".join(
            " ".join(f"{random.randrange(10**size):0{size}d}" for size in (4, 4, 4, 3)) for _ in range(40)
        )
        return Draft((*heads, ("To", f"info@{OURS}")), f"Account, telephone, parcel:\n{numbers}\n")
    code = stray_code(made, random)
    digits = code if name.startswith("a right") else code[:-1]
    return Draft((*heads, ("To", reply_address(digits, OURS))), f"Reference {printed_reference(digits)}\n")
