"""Where a mail goes: filed under its letter without anybody's eyes, or into the tray, with one letter proposed.

Filed unseen is only what is certain: a letter named by its code or by a Message-ID of ours, a sender who may answer it,
and nothing known against that sender. Everything else waits for people, and nothing is ever thrown away.
"""

from dataclasses import dataclass
from typing import Final

from khabar.domain.replies.authentication import Standing, standing_of
from khabar.domain.replies.headers import says_it_answers
from khabar.domain.replies.kinds import Judged, Kind, judged
from khabar.domain.replies.mail import Delivery, Fate, Incoming
from khabar.domain.replies.matching import Match, Step, matched
from khabar.domain.replies.senders import Recognised, Sender, recognised
from khabar.domain.replies.threads import KnownThreads, canonical_message_id
from khabar.text import Said, said

NOBODY: Final = 0
ONE: Final = 1
TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Filing:
    """What was found out about one mail.

    `thread` is the code of the letter, empty where none is named; `probability` that it is the right one;
    `automatic` whether it may be filed unseen; `people` how many have to look (0, 1 or 2: two where the sender is none
    that may answer); `reasons` why, in the order of the questions; `deliveries` and `failed` whom the letter missed.
    """

    kind: Kind
    thread: str = ""
    probability: float = 0.0
    automatic: bool = False
    people: int = ONE
    reasons: tuple[Said, ...] = ()
    sender: str = ""
    rivals: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    failed: tuple[str, ...] = ()
    step: Step | None = None

    @property
    def came_back_for_good(self) -> bool:
        """Say whether the letter failed and is not only delayed; without a report, what came back has failed."""
        fates = {delivery.fate for delivery in self.deliveries}
        return self.kind is Kind.BOUNCE and (not fates or Fate.FAILED in fates)

    def as_document(self) -> dict[str, object]:
        """Give what `khabar mail file --json` prints; `thread` is null where no letter is named."""
        return {
            "kind": self.kind.value,
            "thread": self.thread or None,
            "probability": float(f"{self.probability:.9g}"),
            "automatic": self.automatic,
            "reasons": [str(reason) for reason in self.reasons],
        }


UNREADABLE: Final = Filing(
    Kind.UNKNOWN, reasons=(said("The program could not read this mail; it is kept as it came, and a person looks."),)
)
"""What is said of a mail that broke its reader."""


def filed(mail: Incoming, threads: KnownThreads, *, our_server: str = "") -> Filing:
    """Say where a mail goes. `our_server` is the name our mail server gives itself in Authentication-Results.

    1. What kind it is. 2. Which letter it belongs to. 3. Who sent it. 4. Whether that was proved or refuted.
    """
    machine = judged(mail, our_server=our_server)
    match = matched(mail, threads)
    sender = recognised(mail, threads, match.code)
    domain = sender.address.rpartition("@")[2]
    results = mail.heads.every("authentication-results")
    standing = standing_of(results, sender_domain=domain, our_server=our_server)
    kind = machine or _by_people(mail, match, threads)
    may_answer = _of_sender(kind, sender) if match.code and threads.threads else _of_lookalike(sender)
    hindrances = (*_of_kind(kind, mail, match, threads), *may_answer, *_of_standing(standing))
    automatic = match.is_certain and not hindrances
    remarks = (*_favourable(sender, standing), *mail.notes, *_left(match, threads))
    return Filing(
        kind=kind.kind,
        thread=match.code,
        probability=match.probability,
        automatic=automatic,
        people=NOBODY if automatic else _people(kind, match, sender),
        reasons=(kind.reason, *match.reasons, *hindrances, *remarks),
        sender=sender.address,
        rivals=match.rivals,
        deliveries=mail.reports.deliveries,
        failed=mail.returned.failed,
        step=match.step,
    )


def _people(kind: Judged, match: Match, sender: Recognised) -> int:
    """Say how many look: two before an answer from somebody who was not written to joins a letter."""
    answers = kind.kind in {Kind.ANSWER, Kind.AUTO_REPLY}
    return TWO if answers and match.code and sender.who is not Sender.ALLOWED else ONE


def _by_people(mail: Incoming, match: Match, threads: KnownThreads) -> Judged:
    """Tell an answer from any other mail that a person wrote: something must say that it answers."""
    answers = mail.heads.first("in-reply-to") or mail.heads.first("references") or says_it_answers(mail.subject)
    if match.code or answers or any(threads.answered_by(sender.address) for sender in mail.senders):
        return Judged(Kind.ANSWER, said("Nothing says that a machine wrote this, and it answers something."))
    return Judged(Kind.UNKNOWN, said("Nothing says what this mail answers."))


# What keeps a mail from being filed unseen


def _of_kind(kind: Judged, mail: Incoming, match: Match, threads: KnownThreads) -> tuple[Said, ...]:
    """Say why a person looks: complaints, spam, what is unknown, and machines' mails known by their words alone."""
    if kind.kind in {Kind.COMPLAINT, Kind.SPAM, Kind.UNKNOWN}:
        return (said("Mails of this kind are looked at by a person."),)
    if kind.kind is Kind.ANSWER:
        return ()
    if not kind.is_sure:
        return (said("Only its words say what kind of mail it is, so a person looks."),)
    if kind.kind is Kind.BOUNCE and not _concerns(mail, match, threads):
        return (said("The report names nobody that this letter was sent to, so a person looks."),)
    return ()


def _concerns(mail: Incoming, match: Match, threads: KnownThreads) -> bool:
    """Say whether a report is about this letter: it names somebody written to, or gives our own Message-ID back."""
    if any(match.code in threads.answered_by(delivery.address) for delivery in mail.reports.deliveries):
        return True
    returned = map(canonical_message_id, mail.returned.message_ids)
    return any(match.code in threads.by_message_id.get(one, ()) for one in returned)


def _of_sender(kind: Judged, sender: Recognised) -> tuple[Said, ...]:
    """Anybody's mail server may report; an answer must be from whom the letter was sent to, or from the thread."""
    if sender.who is Sender.LOOKALIKE:
        return _of_lookalike(sender)
    if kind.kind is Kind.BOUNCE or sender.who is Sender.ALLOWED:
        return ()
    sentences = {
        Sender.NOBODY: said("The mail names no sender."),
        Sender.SEVERAL: said("The mail names more than one sender, so nobody can say who wrote it."),
        Sender.STRANGER: said("The sender is not of the body that was written to, nor in the thread; two people look."),
    }
    return (sentences[sender.who],)


def _of_lookalike(sender: Recognised) -> tuple[Said, ...]:
    if sender.who is not Sender.LOOKALIKE:
        return ()
    if sender.imitated:
        words = "Careful: the sender's domain is not %(domain)s, but can be mistaken for it."
        return (said(words, domain=sender.imitated),)
    return (said("Careful: the sender's domain mixes letters of two alphabets."),)


def _of_standing(standing: Standing) -> tuple[Said, ...]:
    if standing is Standing.REFUTED:
        return (said("Our mail server could not confirm the sender (SPF, DKIM or DMARC failed)."),)
    return ()


def _favourable(sender: Recognised, standing: Standing) -> tuple[Said, ...]:
    allowed = (said("The sender may answer this letter."),) if sender.who is Sender.ALLOWED else ()
    proved = (said("Our mail server confirmed the sender's domain."),) if standing is Standing.PROVED else ()
    return (*allowed, *proved)


def _left(match: Match, threads: KnownThreads) -> tuple[Said, ...]:
    if match.code and not threads.threads:
        return (said("No list of letters was given, so who may answer is not known."),)
    return ()
