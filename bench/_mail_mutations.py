"""What happens to the address of an answer on its way: by hands, keyboards, gateways, mail programs and secretaries.

Each mutation takes an answer with everything intact and damages one thing. The kinds are those of T8; whatever else
would give the right code away (the Received line) is damaged alike, as it is when the mistyped address is delivered.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from adapters.incoming_mail.made_letters import OURS, Draft, Letter, in_digits
from khabar.domain.replies.codes import printed_reference
from khabar.text import to_persian_digits

Mutation = Callable[[Draft, Letter, Random], Draft]
_LOOKS = str.maketrans("01", "Ol")
_GATEWAY = "gateway.example"


def _sent_to(draft: Draft, address: str) -> Draft:
    """Send an answer to another address, as its sender wrote it and its mail server delivered it."""
    line = f"from mail.example by mx.{OURS} for <{address}>; Mon, 4 May 2026 08:00:00 +0000"
    return draft.having(To=f"Khabar <{address}>", Received=line)


def _with_digits(change: Callable[[str, Random], str]) -> Mutation:
    """Damage the digits of the address, wherever its hyphens end up."""

    def mutate(draft: Draft, letter: Letter, random: Random) -> Draft:
        return _sent_to(draft, f"reply-{change(letter.code, random)}@{OURS}")

    return mutate


def _grouped(digits: str) -> str:
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _lost(digits: str, random: Random) -> str:
    at = random.randrange(len(digits))
    return _grouped(digits[:at] + digits[at + 1 :])


def _added(digits: str, random: Random) -> str:
    at = random.randrange(len(digits) + 1)
    return _grouped(digits[:at] + random.choice("0123456789") + digits[at:])


def _replaced(digits: str, random: Random) -> str:
    at = random.randrange(len(digits))
    other = random.choice([one for one in "0123456789" if one != digits[at]])
    return _grouped(digits[:at] + other + digits[at + 1 :])


def _swapped(digits: str, random: Random) -> str:
    places = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1]]
    at = random.choice(places)
    return _grouped(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _letters(digits: str, _random: Random) -> str:
    return _grouped(digits).translate(_LOOKS)


def _persian(digits: str, _random: Random) -> str:
    return to_persian_digits(_grouped(digits))


def _arabic(digits: str, _random: Random) -> str:
    return in_digits(_grouped(digits), "arabic")


def _unseparated(digits: str, _random: Random) -> str:
    return digits


def _spaced(digits: str, _random: Random) -> str:
    return _grouped(digits).replace("-", " ")


def _doubled(digits: str, _random: Random) -> str:
    return _grouped(digits).replace("-", "--")


def _turned(digits: str, _random: Random) -> str:
    return "-".join(reversed(_grouped(digits).split("-")))


def _with_suffix(digits: str, _random: Random) -> str:
    return f"{_grouped(digits)}+office"


def _upper(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return _sent_to(draft, letter.address.upper())


def _without_prefix(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return _sent_to(draft, letter.address.removeprefix("reply-"))


def _other_domain(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return _sent_to(draft, letter.address.replace(OURS, _GATEWAY))


def _through_gateway(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return _sent_to(draft, f"{letter.address.replace('@', '=')}@{_GATEWAY}")


def _bracket_too_many(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return draft.having(To=f"<Shirin Ahmadi <{letter.address}>", Received=None)


def _bracket_missing(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return draft.having(To=f"Shirin Ahmadi <{letter.address}", Received=None)


def _quoted_name(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return draft.having(To=f"\"'{letter.address}'\" <{letter.address}>", Received=None)


def _only_as_name(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return draft.having(To=f'"{letter.address}" <info@{OURS}>', Received=None)


def _in_another_header(draft: Draft, letter: Letter, _random: Random) -> Draft:
    return draft.having(To=f"info@{OURS}", Received=None, Delivered_To=letter.address)


def _only_received(draft: Draft, _letter: Letter, _random: Random) -> Draft:
    return draft.having(To="undisclosed-recipients:;")


def _marks_round(draft: Draft, letter: Letter, _random: Random) -> Draft:
    marked = letter.address.replace("-", "\u200f-\u200f").replace("@", "\u200e@")
    return draft.having(To=f"\u202bشیرین\u202c <\u202a{marked}\u202c\u200f>", Received=None)


def _broken_line(draft: Draft, letter: Letter, _random: Random) -> Draft:
    at = len(letter.address) // 2
    return draft.having(To=f"Khabar\r\n <{letter.address[:at]}\r\n {letter.address[at:]}>", Received=None)


def _forwarded(draft: Draft, letter: Letter, _random: Random) -> Draft:
    subject = f"Fwd: {letter.words['fwd']}: {draft.first('Subject')}"
    return draft.having(Subject=subject, To=f"info@{OURS}", Received=None)


def _by_secretary(draft: Draft, letter: Letter, _random: Random) -> Draft:
    """Let a secretary of the house answer from a thread of its own, to the general address."""
    own = f"<inside@{letter.house}>"
    heads = draft.having(
        From=f"{letter.words['secretary']} <secretary@{letter.house}>",
        Return_Path=f"<secretary@{letter.house}>",
        Subject=f"{letter.words['fwd']}: {letter.subject}",
        To=f"info@{OURS}",
        Received=None,
        In_Reply_To=own,
        References=own,
    )
    note = letter.words["secretary_note"]
    return replace(heads, text=f"{note}\n\n{draft.text}", html=draft.html and f"<p>{note}</p>{draft.html}")


def _retyped(typing: Callable[[str, Random], str]) -> Mutation:
    """Answer to the general address, with the code typed into the text by hand."""

    def mutate(draft: Draft, letter: Letter, random: Random) -> Draft:
        typed = typing(letter.code, random).replace("-", " ")
        told = f"{draft.text}\n\n{letter.words['re']}: {typed}\n"
        heads = draft.having(To=f"info@{OURS}", Received=None)
        return replace(heads, text=told, html=draft.html and f"{draft.html}<p>{typed}</p>")

    return mutate


def _in_subject(draft: Draft, letter: Letter, _random: Random) -> Draft:
    subject = f"{draft.first('Subject')} ({printed_reference(letter.code)})"
    return draft.having(Subject=subject, To=f"info@{OURS}", Received=None)


def _exact(digits: str, _random: Random) -> str:
    return _grouped(digits)


def _without_references(draft: Draft, _letter: Letter, _random: Random) -> Draft:
    return draft.having(In_Reply_To=None, References=None)


def _untouched(draft: Draft, _letter: Letter, _random: Random) -> Draft:
    return draft


WITHOUT_ANY_CODE = ("Fwd:, to the general address", "forwarded by a secretary")
"""Mutations after which neither code nor Message-ID is left once quote and References are stripped too."""

MUTATIONS: dict[str, Mutation] = {
    "nothing": _untouched,
    "a digit lost": _with_digits(_lost),
    "a digit added": _with_digits(_added),
    "a digit replaced": _with_digits(_replaced),
    "two digits swapped": _with_digits(_swapped),
    "O for 0, l for 1": _with_digits(_letters),
    "Persian digits": _with_digits(_persian),
    "Arabic digits": _with_digits(_arabic),
    "no hyphens": _with_digits(_unseparated),
    "spaces for hyphens": _with_digits(_spaced),
    "hyphens doubled": _with_digits(_doubled),
    "groups in turned order": _with_digits(_turned),
    "suffix behind the code": _with_digits(_with_suffix),
    "upper case": _upper,
    "prefix lost": _without_prefix,
    "other domain": _other_domain,
    "rewritten by a gateway": _through_gateway,
    "angle bracket too many": _bracket_too_many,
    "angle bracket missing": _bracket_missing,
    "quoted display name": _quoted_name,
    "address only as a name": _only_as_name,
    "only in another header": _in_another_header,
    "only in Received": _only_received,
    "marks of direction round it": _marks_round,
    "broken over two lines": _broken_line,
    "code typed into the subject": _in_subject,
    "code typed into the text": _retyped(_exact),
    "code typed into the text, a digit lost": _retyped(_lost),
    "code typed into the text, a digit replaced": _retyped(_replaced),
    "Fwd:, to the general address": _forwarded,
    "forwarded by a secretary": _by_secretary,
    "References stripped": _without_references,
}
