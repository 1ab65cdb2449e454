"""How incoming mail is filed: answers with damaged addresses, forged ones, bounces of public corpora, quotes, speed.

1. Invented answers to 2,000 letters, each with one thing damaged (the kinds of T8 and more), whole and stripped of
References and quote: how many are filed unseen, and whether ever under a wrong letter. 2. Mails for the tray alone.
3. Public test mails from a folder: bounces known, complaints or automatic replies taken for one, beside flufl.bounce
alone. 4. Quotes told from words, beside mail-parser-reply alone. 5. Seconds of processor a mail.

    ./run bench mail [--corpus FOLDER] [--trials 100] [--replies FOLDER] [--write]
"""

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bench._mail_corpora import Tried, tried
from bench._mail_filing import CONDITIONS, Outcome, Steps, mutated, single, world
from bench._mail_forged import forged, unrelated
from bench._mail_quotes import folded

from adapters.incoming_mail.made_replies import made_replies
from bench import _mail_tables as tables

SEED = 7
MANY_LETTERS = 10_000


@click.command()
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Public test mails.")
@click.option("--trials", type=click.IntRange(min=3), default=100, show_default=True, help="Mails of each row.")
@click.option("--replies", type=click.Path(file_okay=False, path_type=Path), help="Write the invented answers here.")
@click.option("--write", is_flag=True, help="Put the tables into docs/mail.md, and the counts where they are read.")
def main(corpus: Path | None, trials: int, replies: Path | None, *, write: bool) -> None:
    """Print the tables."""
    if replies:
        write_replies(replies)
    steps, made = Steps(), world(SEED)
    damaged = {condition: list(mutated(made, condition, trials, steps)) for condition in CONDITIONS}
    tray = [*forged(made, trials, steps), *unrelated(made, trials)]
    public = tuple(tried(corpus)) if corpus else ()
    found = {
        "mutations": tables.mutations_table(damaged),
        "forged": tables.forged_table(tray),
        "steps": tables.steps_table(steps),
        "calibration": tables.calibration_table(steps),
        "quotes": tables.quotes_table(list(folded())),
        "speed": tables.speed_table(_seconds(damaged, public)),
    }
    if public:
        found["corpora"] = tables.corpora_table(public)
    for name, text in found.items():
        click.echo(f"\n{name}\n\n{text}")
        if write:
            tables.write(name, text)
    if write:
        tables.write_steps(steps)


def _seconds(damaged: dict[str, list[Outcome]], public: tuple[Tried, ...]) -> dict[str, list[float]]:
    """Gather how long mails took: invented ones, public ones, one with its list made ready for it alone."""
    ready = [second for outcomes in damaged.values() for one in outcomes for second in one.seconds]
    alone = [single(MANY_LETTERS, number) for number in range(5)]
    timed = {
        "invented answers, 2,667 letters known": ready,
        "public test mails, no letters known": [one.seconds for one in public],
        "one answer, 10,000 letters known": [second for _, second in alone],
        "the same, with making the list ready": [second for second, _ in alone],
    }
    return {name: taken for name, taken in timed.items() if taken}


def write_replies(folder: Path) -> None:
    """Write the invented answers as files, each with the words of its writer alone beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for reply in made_replies(SEED):
        (folder / f"{reply.named}.eml").write_bytes(reply.draft.raw())
        (folder / f"{reply.named}.own.txt").write_text(reply.own, encoding="utf-8")


if __name__ == "__main__":
    main()
