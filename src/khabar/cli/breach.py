"""`khabar breach list`: the people to warn after something was taken, each by the way that is safe, and the letter.

It needs an unlocked installation. What it prints names everybody who trusted this house: print it where nothing is
kept, hand it to few, destroy it. One entry of the ledger says that it was made.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import click
from django.conf import settings
from django.utils.module_loading import import_string

from khabar.apps.breaches.listing import people_to_warn
from khabar.domain.actors import system
from khabar.domain.breaches import LETTERS, Asked, Side, day_of, letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.domain.breaches import ToWarn
    from khabar.ports import Parts


@click.group()
def breach() -> None:
    """When something was taken: whom to warn, and with which words."""


@breach.command("list")
@click.option("--porch", is_flag=True, help="Only the porch was taken: those who have something there.")
@click.option("--house", is_flag=True, help="Only the house was taken: everybody but signers and readers.")
@click.option("--since", default="", metavar="DATE", help="Only what came in on this day (2026-03-02) or later.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def list_(parts: Parts, *, porch: bool, house: bool, since: str, as_json: bool) -> None:
    """Print whom to warn, in the order of danger, and the letter: the same words for everybody."""
    if porch and house:
        raise click.UsageError("Choose --porch or --house; without either, everybody is listed.")
    side = Side.PORCH if porch else Side.HOUSE if house else Side.BOTH
    asked = Asked(side, day_of(since))
    gather = import_string(settings.TO_WARN)
    people = people_to_warn(gather, asked, actor=system("shell"), now=parts.clock.now(), parts=parts)
    if as_json:
        click.echo(json.dumps(_document(people, asked, parts), ensure_ascii=False, indent=1))
        return
    for line in _lines(people):
        click.echo(line)
    click.echo(_letters()["en"])
    click.echo("The letter in other languages: --json. Destroy this list when everybody was warned.", err=True)


def _document(people: Sequence[ToWarn], asked: Asked, parts: Parts) -> dict[str, object]:
    return {
        "made_at": parts.clock.now().isoformat(),
        "kind": settings.OPTIONS.kind.value,
        "side": asked.side.value,
        "since": asked.since.isoformat() if asked.since else None,
        "count": len(people),
        "by_way": dict(sorted(Counter(one.by.value for one in people).items())),
        "by_hand": sum(one.by_hand for one in people),
        "people": [_person(place, one) for place, one in enumerate(people, start=1)],
        "letter": _letters(),
    }


def _person(place: int, one: ToWarn) -> dict[str, object]:
    return {
        "place": place,
        "id": one.id,
        "who": one.who.value,
        "danger": int(one.danger),
        "way": one.by.value,
        "by_hand": one.by_hand,
        "must_not_call": one.must_not_call,
        "name": one.name,
        "reach": one.reach,
        "safe_times": one.safe_times,
        "stop_word": one.stop_word,
        "is_read_to": one.is_read_to,
        "language": one.language,
        "filed_on": one.filed_on.isoformat() if one.filed_on else None,
    }


def _letters() -> dict[str, str]:
    ours = settings.OPTIONS
    return {language: letter(language, house=ours.who_runs_this, contact=ours.contact) for language in LETTERS}


def _lines(people: Sequence[ToWarn]) -> Iterator[str]:
    """Give a line for each: place, danger, way, what is needed for it. What is empty is left out."""
    for place, one in enumerate(people, start=1):
        said = {
            "at": one.reach,
            "safe": one.safe_times,
            "stop word": one.stop_word,
            "language": one.language,
        }
        marks = [
            "DO NOT CALL: the stop word was said" if one.must_not_call else "",
            "letters are read to them by somebody else" if one.is_read_to else "",
            "only paper or somebody who goes reaches them" if one.by_hand else "",
        ]
        told = [f"{name}: {value}" for name, value in said.items() if value] + [mark for mark in marks if mark]
        head = f"{place:>6}  danger {one.danger:d}  {one.who.value}, by {one.by.value}: {one.name or one.id}"
        yield "; ".join([head, *told])
    hands = sum(one.by_hand for one in people)
    yield f"\n{len(people)} to warn; {hands} of them only by paper or by somebody who goes.\n"
