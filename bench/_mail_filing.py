"""Invented answers to invented letters, damaged on their way and forged: what is filed unseen, and is it ever wrong.

Two thousand letters to four hundred houses; a third of them has a neighbour whose code is so near that a lost digit
fits both, to the same house under the same subject. Figures hold for this invented world and say so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from time import process_time

from bench._mail_mutations import MUTATIONS, WITHOUT_ANY_CODE

from adapters.incoming_mail.made_letters import LANGUAGES, OURS, Draft, Letter, answer, code_of, letter
from adapters.incoming_mail.made_replies import CLIENTS
from khabar.adapters.incoming_mail import file_mail, file_message
from khabar.domain.codes import is_valid
from khabar.domain.replies.filing import Filing
from khabar.domain.replies.matching import Step
from khabar.domain.replies.threads import KnownThreads

LETTERS, HOUSES = 2_000, 400
OUR_SERVER = f"mx.{OURS}"
CONDITIONS = ("as it comes", "References stripped", "References and quote stripped")


@dataclass(frozen=True)
class World:
    """The letters, those of them that have a neighbour, and all as the program knows them."""

    letters: tuple[Letter, ...]
    neighboured: tuple[Letter, ...]
    known: KnownThreads


def world(seed: int) -> World:
    """Invent letters, and neighbours for a third of them."""
    random = Random(seed)  # noqa: S311 - reproducible draws, no secret
    plain, neighbours, neighboured = [], [], []
    for number in range(LETTERS):
        house = f"house-{random.randrange(HOUSES):03d}.gov.example"
        one = letter(random, random.choice(LANGUAGES), house=house, number=number)
        plain.append(one)
        if number % 3 == 0 and (near := _neighbour(one.code)):
            neighboured.append(one)
            neighbours.append(replace(one, code=near, message_id=f"{near}.{number}@{OURS}"))
    letters = (*plain, *neighbours)
    return World(letters, tuple(neighboured), KnownThreads.of(one.thread for one in letters))


def _neighbour(code: str) -> str:
    """Find a right code that is this one with a digit taken out and one put in elsewhere: one lost digit fits both."""
    for out in range(len(code)):
        rest = code[:out] + code[out + 1 :]
        for into in range(len(code)):
            for digit in "0123456789":
                near = rest[:into] + digit + rest[into:]
                if near != code and is_valid(near):
                    return near
    return ""


@dataclass
class Outcome:
    """What became of the mails of one row."""

    name: str
    filed_right: int = 0
    filed_wrong: int = 0
    proposed_right: int = 0
    proposed_wrong: int = 0
    nothing: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def mails(self) -> int:
        """How many there were."""
        return self.filed_right + self.filed_wrong + self.proposed_right + self.proposed_wrong + self.nothing

    @property
    def recall(self) -> float:
        """The share filed unseen, under the right letter."""
        return self.filed_right / self.mails

    def count(self, found: Filing, truth: str) -> None:
        """Count one mail."""
        if not found.thread:
            self.nothing += 1
        elif found.automatic:
            self.filed_right += found.thread == truth
            self.filed_wrong += found.thread != truth
        else:
            self.proposed_right += found.thread == truth
            self.proposed_wrong += found.thread != truth


def total(name: str, outcomes: Sequence[Outcome]) -> Outcome:
    """Add rows up."""
    return Outcome(
        name,
        sum(one.filed_right for one in outcomes),
        sum(one.filed_wrong for one in outcomes),
        sum(one.proposed_right for one in outcomes),
        sum(one.proposed_wrong for one in outcomes),
        sum(one.nothing for one in outcomes),
        [second for one in outcomes for second in one.seconds],
    )


@dataclass
class Steps:
    """How often the letters that a step names held the right one, and how often the probability said so."""

    right: Counter[Step] = field(default_factory=Counter)
    seen: Counter[Step] = field(default_factory=Counter)
    told: dict[float, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def count(self, found: Filing, truth: str) -> None:
        """Count one mail that a letter was named for."""
        if found.step:
            self.seen[found.step] += 1
            self.right[found.step] += truth in {found.thread, *found.rivals}
            self.told[round(found.probability, 3)].append(found.thread == truth)


def mutated(made: World, condition: str, trials: int, steps: Steps) -> Iterator[Outcome]:
    """File answers with one thing damaged, under one condition of everything else."""
    for number, (name, mutate) in enumerate(MUTATIONS.items()):
        if condition == CONDITIONS[2] and name in WITHOUT_ANY_CODE:
            continue
        random, outcome = Random(f"{condition} {name}"), Outcome(name)  # noqa: S311 - reproducible draws
        for trial in range(trials):
            to = random.choice(made.neighboured if trial % 3 == 0 else made.letters)
            draft = mutate(_whole(to, condition, random, number * trials + trial), to, random)
            if condition != CONDITIONS[0]:
                draft = MUTATIONS["References stripped"](draft, to, random)
            start = process_time()
            found = file_mail(draft.raw(), made.known, our_server=OUR_SERVER)
            outcome.seconds.append(process_time() - start)
            outcome.count(found, to.code)
            steps.count(found, to.code)
        yield outcome


def _whole(to: Letter, condition: str, random: Random, number: int) -> Draft:
    """Answer a letter with everything intact, from any mail program; without a quote where the condition says so."""
    own = random.choice(to.words["answers"])
    if condition == CONDITIONS[2]:
        return answer(to, own, number=number)
    clients = [write for name, write in CLIENTS.items() if name != "by-secretary"]
    return random.choice(clients)(to, own)


def single(letters: int, seed: int) -> tuple[float, float]:
    """Time one mail against so many letters: with the list made ready for it alone, and ready before; in seconds."""
    random = Random(seed)  # noqa: S311 - reproducible draws, no secret
    many = [letter(random, "fa", number=number) for number in range(letters)]
    threads = [one.thread for one in many]
    raw = answer(many[0], many[0].words["answers"][0]).raw()
    start = process_time()
    file_message(raw, threads)
    alone = process_time() - start
    known = KnownThreads.of(threads)
    file_mail(raw, known)
    start = process_time()
    file_mail(raw, known)
    return alone, process_time() - start


def stray_code(made: World, random: Random) -> str:
    """Draw a right code that no letter has."""
    code = code_of(random)
    return stray_code(made, random) if code in made.known.by_code else code
