"""The forms of petitions in the house: the text with all that belongs to it, sheets, counts, setting aside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.campaigns.sheets import LINES, MOST_SHEETS
from khabar.domain.errors import Invalid
from khabar.domain.petitions.cells import LEAST
from khabar.domain.petitions.mailing import PER_MAILBOX
from khabar.domain.petitions.plans import LANGUAGES, Plan, Wording, lines_of, places_in, thresholds_in
from khabar.text import normalise, only_digits
from khabar.web.front.typed_days import DayField
from khabar.web.front.typed_figures import FigureField

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = _("As 2026-09-30 or 1405-07-08.")
_LONGEST = 20000


def _lines(label: Any, help_text: Any = "", *, rows: int = 3) -> forms.CharField:  # noqa: ANN401 - words of the framework
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=_LONGEST, widget=widget)


class PlanForm(forms.Form):
    """A petition as its editors write it."""

    slug = forms.CharField(
        label=_("Word in the address"),
        help_text=_("Small Latin letters, digits, hyphens. It stays for good, because people have it on paper."),
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=500)
    text_en = _lines(_("Text in English"), rows=8)
    title_fa = forms.CharField(label=_("Title in Persian"), required=False, max_length=500)
    text_fa = _lines(_("Text in Persian"), rows=8)
    addressees = _lines(_("To whom it goes"), _("One to a line. They are told the numbers."))
    closes_on = DayField(label=_("Last day to sign"), help_text=_DAY)
    thresholds = _lines(_("Thresholds"), _("Numbers, one to a line. At each the addressees are told once more."))
    places = _lines(
        _("Places"),
        _("Coarse ones, one to a line: a short word, a colon, the name in English | in Persian. Few are better."),
    )
    digest_days = forms.TypedChoiceField(
        label=_("How often the addressees are told the numbers"),
        choices=[(7, _("every week")), (14, _("every two weeks")), (28, _("every four weeks")), (0, _("never"))],
        coerce=int,
        initial=7,
    )
    per_mailbox = FigureField(label=_("People who may sign from one e-mail address"), initial=PER_MAILBOX)
    least_cell = FigureField(
        label=_("Fewest people in a place that is shown"),
        help_text=_("Fewer than ten can tell who it is."),
        initial=LEAST,
    )
    retention_days = FigureField(label=_("Days after the end until names and addresses are destroyed"), initial=90)

    def clean_thresholds(self) -> Any:  # noqa: ANN401 - numbers, as the rules read them
        """Read them."""
        return _mended(lambda: thresholds_in(self.cleaned_data["thresholds"]))

    def clean_places(self) -> Any:  # noqa: ANN401 - places, as the rules read them
        """Read them."""
        return _mended(lambda: places_in(self.cleaned_data["places"]))

    def plan(self) -> Plan:
        """Give what was written; only after the form is valid."""
        given = self.cleaned_data
        wordings = {
            code: Wording(normalise(given[f"title_{code}"]), given[f"text_{code}"].strip()) for code in LANGUAGES
        }
        return Plan(
            slug=given["slug"].strip().lower(),
            wordings={code: one for code, one in wordings.items() if one.title or one.text},
            addressees=lines_of(given["addressees"]),
            closes_on=given["closes_on"],
            thresholds=given["thresholds"],
            places=given["places"],
            per_mailbox=given["per_mailbox"],
            least_cell=given["least_cell"],
            retention_days=given["retention_days"],
            digest_days=given["digest_days"],
        )


def as_written(plan: Plan) -> dict[str, object]:
    """Give a plan as the form shows it."""
    words: dict[str, object] = {}
    for code, one in plan.wordings.items():
        words |= {f"title_{code}": one.title, f"text_{code}": one.text}
    places = [f"{one.code}: {' | '.join(one.names[code] for code in LANGUAGES)}" for one in plan.places]
    return {
        **words,
        "slug": plan.slug,
        "addressees": "\n".join(plan.addressees),
        "closes_on": plan.closes_on.isoformat(),
        "thresholds": "\n".join(map(str, plan.thresholds)),
        "places": "\n".join(places),
        **{name: getattr(plan, name) for name in ("digest_days", "per_mailbox", "least_cell", "retention_days")},
    }


class VersionForm(forms.Form):
    """Which version somebody has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ApprovalForm(VersionForm):
    """The second person's word."""

    nobody_named = forms.BooleanField(
        label=_("I have read every language. Nobody is named who has not agreed, and nobody who is held."),
        error_messages={"required": _("Without this word it cannot be published.")},
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("One sentence, without a name."), max_length=300, widget=forms.TextInput()
    )


class PrintForm(forms.Form):
    """How many sheets, in which languages."""

    how_many = FigureField(label=_("How many sheets"), initial=5, min_value=1, max_value=MOST_SHEETS)
    languages = forms.ChoiceField(
        label=_("Language"),
        choices=[
            ("en", _("English")),
            ("fa", _("Persian")),
            ("en,fa", _("English, with Persian")),
            ("fa,en", _("Persian, with English")),
        ],
    )


class CountForm(forms.Form):
    """A sheet that came back, and how many of its lines are valid."""

    code = forms.CharField(label=_("Digits beside the square code"), max_length=200)
    number = forms.CharField(label=_("Valid lines"), help_text=_("A line with a name and a signature."), max_length=10)

    def clean_number(self) -> int:
        """Read it in any digits."""
        digits = only_digits(self.cleaned_data["number"])
        if not digits:
            raise forms.ValidationError(gettext("A sheet has at most %(lines)s lines.") % {"lines": LINES})
        return int(digits)


class AsideForm(ReasonForm):
    """Signatures of some hours, of one place or language, that did not come from people."""

    since_day = DayField(label=_("From: day"), help_text=_DAY)
    since_hour = FigureField(label=_("From: hour (UTC)"), min_value=0, max_value=23)
    until_day = DayField(label=_("Up to: day"), help_text=_DAY)
    until_hour = FigureField(label=_("Up to: hour (UTC)"), min_value=0, max_value=23)
    place = forms.ChoiceField(label=_("Place"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    field_order = ("since_day", "since_hour", "until_day", "until_hour", "place", "language", "reason")

    def __init__(self, plan: Plan, data: Mapping[str, Any] | None = None) -> None:
        """Offer the places and languages of the petition."""
        super().__init__(data)
        every = ("*", gettext("all of them"))
        self.fields["place"].choices = [every, ("", gettext("those who did not say")), *_places(plan)]  # type: ignore[attr-defined]  # a choice
        spoken = [(one, get_language_info(one)["name_local"]) for one in plan.languages]
        self.fields["language"].choices = [every, *spoken]  # type: ignore[attr-defined]  # a choice

    def moment(self, end: str) -> datetime:
        """Give the beginning or the end; only after the form is valid."""
        day, hour = self.cleaned_data[f"{end}_day"], self.cleaned_data[f"{end}_hour"]
        return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _places(plan: Plan) -> list[tuple[str, str]]:
    language = (get_language() or "en").partition("-")[0]
    return [(one.code, one.names.get(language) or one.code) for one in plan.places]


def _mended(read: Any) -> Any:  # noqa: ANN401 - what a rule reads
    try:
        return read()
    except Invalid as problem:
        raise forms.ValidationError(gettext(problem.message)) from None
