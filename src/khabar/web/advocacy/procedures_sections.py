"""What a section of the facts consists of: questions, groups of questions, and lists of things of one kind.

Which kind of answer a question takes is read from the case itself (`adapters.casefile.fields`), by the question's path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.adapters.casefile.fields import Field, Kind, by_key
from khabar.domain.procedures.facts import Case

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Ask:
    """One question: the path of its field in a case, the words, how many States it may name, whether it runs long."""

    path: str
    label: _StrPromise
    hint: _StrPromise | str = ""
    many: int = 2
    is_long: bool = False
    words: Mapping[str, _StrPromise | str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its field in a form."""
        return name_of(self.path)


@dataclass(frozen=True)
class Group:
    """Questions that belong together; without a legend they stand as they are."""

    asks: tuple[Ask, ...]
    legend: _StrPromise | str = ""
    hint: _StrPromise | str = ""


@dataclass(frozen=True)
class Rows:
    """A list of things of one kind: its path, whether there are any, and what is asked of each."""

    path: str
    label: _StrPromise
    none: _StrPromise
    one: _StrPromise
    asks: tuple[Ask, ...]

    @property
    def name(self) -> str:
        """The name of the question whether there are any."""
        return f"{name_of(self.path)}__any"


@dataclass(frozen=True)
class Section:
    """One page of the facts."""

    name: str
    title: _StrPromise
    lead: _StrPromise | str
    groups: tuple[Group | Rows, ...]

    def paths(self) -> Iterator[str]:
        """Give the paths of everything it asks; a list is one."""
        for one in self.groups:
            if isinstance(one, Rows):
                yield one.path
            else:
                yield from (ask.path for ask in one.asks)


def name_of(path: str) -> str:
    """Give the name in a form of a field by its path: `remedies[1].filed` is `remedies__1__filed`."""
    return path.replace("[", ".").replace("]", "").replace(".", "__")


def field_at(path: str) -> Field:
    """Give the field of a case at a path; the path of a list's entry goes through the list."""
    group: type = Case
    *before, last = path.split(".")
    for one in before:
        inner = by_key(group)[one].of
        if inner is None:
            raise TypeError(f"{path} leads nowhere")
        group = inner
    return by_key(group)[last]


def is_list(path: str) -> bool:
    """Say whether a path is that of a list of things."""
    return field_at(path).kind is Kind.GROUPS


def got(document: Mapping[str, object], path: str) -> object:
    """Give what a document says at a path; None where it says nothing."""
    found: object = document
    for one in path.split("."):
        found = found.get(one) if isinstance(found, dict) else None
    return found


def put(document: dict[str, object], path: str, said: object) -> None:
    """Write at a path of a document; None takes away what stood there."""
    *before, last = path.split(".")
    for one in before:
        inner = document.setdefault(one, {})
        if not isinstance(inner, dict):
            raise TypeError(f"{path} leads through something that is no group")
        document = inner
    if said is None:
        document.pop(last, None)
    else:
        document[last] = said
