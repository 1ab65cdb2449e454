"""The forms of gatherings: planning one, its sittings, who is admitted, what somebody agreed to, a line of minutes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.gatherings.admitting import Entry
from khabar.apps.gatherings.keeping import Who
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use
from khabar.domain.errors import Invalid
from khabar.domain.gatherings.admission import Card, MinutesAs
from khabar.domain.gatherings.invitations import House, Summary, WayIn
from khabar.domain.gatherings.minutes import Line, LineKind
from khabar.domain.gatherings.plans import Plan, SittingPlan
from khabar.domain.gatherings.sittings import NO_TIME, When, Which, zones
from khabar.domain.gatherings.speakers import Rules, Way
from khabar.text import normalise, to_latin_digits
from khabar.web.editing.gathering_words import KINDS, LANGUAGES, MINUTES_AS, SUMMARIES, WAYS, WHICH
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.typed_days import DayField
from khabar.web.front.typed_figures import FigureField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from django.utils.functional import _StrPromise

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedGuest, OpenedSitting

LATIN = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
ONE_DAY = _("As 2026-09-30 or 1405-07-08.")


def lines_in(written: str) -> tuple[str, ...]:
    """Read what was written one to a line."""
    return tuple(tidy for one in written.splitlines() if (tidy := normalise(one)))


def chosen(table: Mapping[Any, _StrPromise]) -> list[tuple[str, _StrPromise]]:
    """Give a table of words as the choices of a field."""
    return [(str(value), words) for value, words in table.items()]


def line(
    label: _StrPromise, hint: _StrPromise | str = "", *, required: bool = True, most: int = 200
) -> forms.CharField:
    """Make a field for a few words."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required, widget=widget)


def latin(
    label: _StrPromise, hint: _StrPromise | str = "", *, required: bool = False, most: int = 200
) -> forms.CharField:
    """Make a field for what is written from left to right in every language: times, links, numbers."""
    widget = forms.TextInput(attrs=LATIN)
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required, widget=widget)


def lines(label: _StrPromise, hint: _StrPromise | str = "", *, required: bool = False) -> forms.CharField:
    """Make a field for several lines."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, max_length=8000, required=required, widget=widget)


def choice(label: _StrPromise, table: Mapping[Any, _StrPromise], hint: _StrPromise | str = "") -> forms.ChoiceField:
    """Make a field for a choice of few."""
    return forms.ChoiceField(label=label, help_text=hint, choices=chosen(table))


class Told(SeenForm):
    """A form whose values the rules read: what a rule refuses stands beside the field it speaks of."""

    deed = "gathering"
    built: Any = None

    def clean(self) -> dict[str, Any]:
        """Build the value; a field that was wrong already is not asked again."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self._ask(self.build)
        return given

    def build(self) -> Any:  # noqa: ANN401 - each form's own value
        """Make the value of the rules from the fields."""
        return None

    def _ask(self, build: Callable[[], Any]) -> None:
        try:
            self.built = build()
        except Invalid as problem:
            self.add_error(problem.field if problem.field in self.fields else None, gettext(problem.message))


class PlanForm(Told):
    """A gathering without its sittings."""

    title = line(
        _("Title"), _("For colleagues and the wall of a room. It names nobody, and no mail carries it."), most=100
    )
    summary = choice(_("The word in calendars"), SUMMARIES, _("All that stands in the calendar of the invited."))
    regions = lines(_("Regions"), _("One to a line. The list of speakers is fair among them."), required=True)
    points = lines(_("Points to speak of"), _("One to a line, without names. No mail carries them."))
    not_a_person = lines(_("Words that look like a name and are none"), _("Only where we asked. One to a line."))
    first_seconds = FigureField(label=_("Seconds for a first turn"), initial=180)
    again_seconds = FigureField(label=_("Seconds for everybody’s later turns"), initial=90)
    reply_seconds = FigureField(label=_("Seconds for a direct reply"), initial=45)
    replies = FigureField(label=_("Direct replies to one turn, at most"), initial=2)
    stream_off = forms.BooleanField(label=_("It is not streamed"), required=False, initial=True)
    chat_not_kept = forms.BooleanField(
        label=_("The chat is not kept"),
        help_text=_(
            "Set both so in your call system. What you say here, the invitation says. We record nothing, ever."
        ),
        required=False,
        initial=True,
    )

    def build(self) -> Plan:
        """Make the plan."""
        given = self.cleaned_data
        return Plan(
            title=normalise(given["title"]),
            regions=lines_in(given["regions"]),
            summary=Summary(given["summary"]),
            points=lines_in(given["points"]),
            not_a_person=lines_in(given["not_a_person"]),
            rules=Rules(given["first_seconds"], given["again_seconds"], given["reply_seconds"], given["replies"]),
            house=House(given["stream_off"], given["chat_not_kept"]),
        )


def plan_as_written(plan: Plan) -> dict[str, object]:
    """Give a plan as its form shows it."""
    return {
        "title": plan.title,
        "summary": plan.summary.value,
        "regions": "\n".join(plan.regions),
        "points": "\n".join(plan.points),
        "not_a_person": "\n".join(plan.not_a_person),
        "first_seconds": plan.rules.first_seconds,
        "again_seconds": plan.rules.again_seconds,
        "reply_seconds": plan.rules.reply_seconds,
        "replies": plan.rules.replies,
        "stream_off": plan.house.stream_off,
        "chat_not_kept": plan.house.chat_not_kept,
    }


class SittingForm(Told):
    """One sitting: for whom, when, the way in."""

    name = line(
        _("For whom this sitting is"), _("For example: Europe and Africa, evening. No mail carries it."), most=100
    )
    on = DayField(label=_("Day"), help_text=ONE_DAY)
    time = latin(_("Time on their clock"), _("As 18:30."), required=True, most=5)
    zone = forms.ChoiceField(label=_("Time zone"), choices=[(one, one) for one in zones()], initial="UTC")
    which = choice(
        _("If clocks are put back that night"), WHICH, _("Only for a time that comes twice. We ask where it is needed.")
    )
    minutes = FigureField(label=_("How many minutes"), initial=90)
    link = latin(_("Link to the call"), _("Of any system. Only the admitted get it."), most=2000)
    telephone = latin(_("Telephone number of the call"), most=40)
    code = latin(_("Code for callers"), most=32)

    def build(self) -> SittingPlan:
        """Make the sitting."""
        given = self.cleaned_data
        when = When(wall_of(given["on"], given["time"]), given["zone"], given["minutes"], Which(given["which"]))
        way_in = WayIn(
            given["link"].strip(), to_latin_digits(given["telephone"]).strip(), to_latin_digits(given["code"])
        )
        return SittingPlan(name=normalise(given["name"]), when=when, way_in=way_in)


class NewSittingForm(SittingForm):
    """A sitting with its moderator, who is admitted like everybody and waits in the same list."""

    pseudonym = line(
        _("The moderator is called"), _("A pseudonym here too. The moderator waits in the list like all."), most=30
    )
    region = forms.ChoiceField(label=_("The moderator speaks from"))

    def __init__(self, *args: Any, regions: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take the regions."""
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [(one, one) for one in regions]  # type: ignore[attr-defined]  # a choice field

    def build(self) -> tuple[SittingPlan, Card]:  # type: ignore[override]  # with its moderator
        """Make both."""
        return super().build(), Card(
            pseudonym=normalise(self.cleaned_data["pseudonym"]), region=self.cleaned_data["region"]
        )


def wall_of(day: date, time: str) -> datetime:
    """Read a time on the wall; Invalid (field `time`) for what is none."""
    try:
        return datetime.fromisoformat(f"{day.isoformat()}T{to_latin_digits(time).strip().zfill(5)}")
    except ValueError:
        raise Invalid("time", NO_TIME) from None


def sitting_as_written(sitting: OpenedSitting) -> dict[str, object]:
    """Give a sitting as its form shows it."""
    plan = sitting.plan
    return {
        "name": plan.name,
        "on": plan.when.wall.date().isoformat(),
        "time": f"{plan.when.wall:%H:%M}",
        "zone": plan.when.zone,
        "which": plan.when.which.value,
        "minutes": plan.when.minutes,
        "link": plan.way_in.link,
        "telephone": plan.way_in.telephone,
        "code": plan.way_in.code,
    }


class CardForm(Told):
    """How somebody takes part."""

    pseudonym = line(
        _("Name for the call"), _("A bird, a tree, a river: never a real name. It is all the call sees."), most=30
    )
    region = forms.ChoiceField(label=_("Region they speak from"))
    sittings = forms.MultipleChoiceField(label=_("Sittings"), widget=forms.CheckboxSelectMultiple)
    way = choice(_("How they take part"), WAYS)
    language = choice(_("Language of the invitation"), LANGUAGES)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Sealed. Without one the words of the invitation are read to them."),
        required=False,
        widget=forms.EmailInput(attrs=LATIN),
    )
    minutes_as = choice(_("How minutes speak of them"), MINUTES_AS, _("By name only for those to whom they agreed."))
    described = line(_("Description"), _("For example: a mother from the north."), required=False, most=80)

    def __init__(self, *args: Any, gathering: OpenedGathering, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the regions and the sittings of this gathering."""
        super().__init__(*args, **kwargs)
        open_ones = [one for one in gathering.sittings if not one.plan.is_cancelled]
        self.fields["region"].choices = [(one, one) for one in gathering.plan.regions]  # type: ignore[attr-defined]  # choices
        self.fields["sittings"].choices = [(one.id, one.plan.name) for one in open_ones]  # type: ignore[attr-defined]  # choices
        if len(open_ones) == 1 and not self.is_bound:
            self.initial.setdefault("sittings", [open_ones[0].id])

    def build(self) -> Entry:
        """Make the entry."""
        given = self.cleaned_data
        card = Card(
            pseudonym=normalise(given["pseudonym"]),
            region=given["region"],
            language=given["language"],
            way=Way(given["way"]),
            minutes_as=MinutesAs(given["minutes_as"]),
            described=normalise(given["described"]),
        )
        return Entry(card=card, who=self.who(), sittings=frozenset(given["sittings"]))

    def who(self) -> Who:
        """Say who it is; for somebody who is admitted already, only where mails go."""
        return Who(email=self.cleaned_data["email"])


class AdmitForm(CardForm):
    """Somebody without a file."""

    field_order = ("name",)
    name = line(_("Real name"), _("Sealed with the gathering. No call, mail or calendar sees it."))

    def who(self) -> Who:
        """Say who it is."""
        return Who(name=normalise(self.cleaned_data["name"]), email=self.cleaned_data["email"])


class AdmitOfFileForm(CardForm):
    """Somebody of a family's file: the name lies there, and goes with it."""

    field_order = ("person",)
    person = forms.ChoiceField(label=_("Who of the family"), help_text=_("The name stays sealed with the file."))

    def __init__(self, *args: Any, file: OpenedFile, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer those of the file who can come: not the one who is missed."""
        super().__init__(*args, **kwargs)
        self.file = file.id
        missed = file.body.missed
        self.fields["person"].choices = [(one.id, one.name) for one in file.body.people if one is not missed]  # type: ignore[attr-defined]  # choices

    def who(self) -> Who:
        """Say who it is."""
        return Who(person=self.cleaned_data["person"], email=self.cleaned_data["email"])

    def build(self) -> Entry:
        """Make the entry, of this file."""
        made = super().build()
        return Entry(card=made.card, who=made.who, sittings=made.sittings, file=self.file)


def card_as_written(guest: OpenedGuest, email: str) -> dict[str, object]:
    """Give somebody admitted as the form shows them."""
    card = guest.card
    return {
        "pseudonym": card.pseudonym,
        "region": card.region,
        "sittings": [one.sitting for one in guest.seats if one.is_taken],
        "way": card.way.value,
        "language": card.language,
        "email": email,
        "minutes_as": card.minutes_as.value,
        "described": card.described,
    }


class AgreementForm(Told):
    """What somebody without a file agreed to, or took back: being named to one body, or in one publication."""

    deed = "agreement"
    stand = forms.ChoiceField(label=_("What they said"))
    body = forms.ChoiceField(label=_("Named to this body"), required=False)
    publication = line(_("Or named in this publication"), required=False)
    reference = line(_("Reference"), _("Under which this can be looked up."), required=False)
    how = line(_("How they said so"), _("By letter, by telephone, face to face."), required=False)

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, str]], today: date, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the bodies of the address book."""
        super().__init__(*args, **kwargs)
        self.today = today
        said = ((Stand.GIVEN, _("Yes")), (Stand.REFUSED, _("No")), (Stand.WITHDRAWN, _("They take it back")))
        self.fields["stand"].choices = [(one.value, words) for one, words in said]  # type: ignore[attr-defined]  # choices
        self.fields["body"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]  # choices

    def build(self) -> ConsentEvent:
        """Make what is noted."""
        given, scope = self.cleaned_data, None
        if given["body"]:
            scope = Scope(Use.RECIPIENT, given["body"])
        elif given["publication"]:
            scope = Scope(Use.PUBLICATION, normalise(given["publication"]))
        return ConsentEvent("", scope, Stand(given["stand"]), self.today, given["reference"], given["how"])


class LineForm(Told):
    """One line of minutes."""

    deed = "line"
    kind = choice(_("What kind of line it is"), KINDS)
    speaker = forms.ChoiceField(label=_("Who said it"), required=False)
    text = forms.CharField(
        label=_("In a sentence or two"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    )

    def __init__(self, *args: Any, guests: Sequence[OpenedGuest], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer those who were there, by pseudonym."""
        super().__init__(*args, **kwargs)
        self.fields["speaker"].choices = [("", "—"), *((one.id, one.card.pseudonym) for one in guests)]  # type: ignore[attr-defined]  # choices

    def build(self) -> Line:
        """Make the line."""
        given = self.cleaned_data
        return Line("", LineKind(given["kind"]), normalise(given["text"]), given["speaker"])
