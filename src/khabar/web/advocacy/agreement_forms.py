"""Forms about what people agreed to, and about the bar list: whose word, which door, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.casework.actions import Through
from khabar.domain.bar_list import Door, Lifted, WordOf
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use
from khabar.web.advocacy.file_forms import FileForm, line, prose
from khabar.web.advocacy.words import HOLDERS_DOORS, STANDS, USES, WORDS_OF, choices, state_words
from khabar.web.front.typed_days import DayField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from khabar.domain.casework.people import FilePerson

WHICH_BODY = _("Please choose the body that is told.")
WHICH_PLACE = _("Please write where it is published: which page, which issue.")
_DAY = _("As 2026-09-30 or 1405-07-08.")


class OfPerson(FileForm):
    """What one person of the file said."""

    person = forms.ChoiceField(label=_("Who was asked"))
    on = DayField(label=_("On which day"), help_text=_DAY)
    how = line(_("How they said so"), _("By letter, by telephone, face to face. Needed for a yes."), required=False)
    said_by = line(
        _("Who said it in their place"),
        _("Only where the law lets somebody speak for them, as for a child."),
        required=False,
    )
    reference = line(
        _("Reference"),
        _("Under which this consent can be looked up, such as a letter of ours. Needed for a yes."),
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[FilePerson], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the people of the file."""
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(one.id, one.name) for one in people]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """Refuse what has not been said yet."""
        self.refuse_ahead("on")
        return self.cleaned_data

    def said(self, scope: Scope | None, stand: Stand) -> ConsentEvent:
        """Give what was said, for this scope; only after the form is valid."""
        given = self.cleaned_data
        return ConsentEvent(
            person=given["person"],
            scope=scope,
            stand=stand,
            on=given["on"],
            reference=given["reference"],
            how=given["how"],
            said_by=given["said_by"] or given["person"],
            until=given.get("until"),
        )


class AgreementForm(OfPerson):
    """Asking one person about one recipient or one publication, and what they said."""

    use = forms.TypedChoiceField(
        label=_("What it is about"), choices=choices(USES), coerce=Use, widget=forms.RadioSelect
    )
    recipient = forms.ChoiceField(
        label=_("Which body"), help_text=_("From the address book. Only for telling a body."), required=False
    )
    publication = line(_("Where it is published"), _("One page or one issue. Only for publishing."), required=False)
    stand = forms.TypedChoiceField(
        label=_("What they said"),
        choices=choices(STANDS, (Stand.ASKED, Stand.GIVEN, Stand.REFUSED, Stand.WITHDRAWN)),
        coerce=Stand,
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Until when it holds"), help_text=_DAY, required=False)
    field_order = (
        *("person", "use", "recipient", "publication", "stand"),
        *("on", "how", "reference", "until", "said_by"),
    )

    def __init__(self, *args: Any, bodies: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the bodies of the address book."""
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [("", _("Please choose")), *bodies.items()]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """Ask for the one recipient or the one place."""
        given = super().clean()
        if given.get("use") is Use.RECIPIENT and "recipient" in given and not given["recipient"]:
            self.add_error("recipient", WHICH_BODY)
        if given.get("use") is Use.PUBLICATION and "publication" in given and not given["publication"].strip():
            self.add_error("publication", WHICH_PLACE)
        return given

    def event(self) -> ConsentEvent:
        """Give what was said; only after the form is valid."""
        given = self.cleaned_data
        name = given["recipient"] if given["use"] is Use.RECIPIENT else given["publication"].strip()
        return self.said(Scope(given["use"], name), given["stand"])


class EverythingForm(OfPerson):
    """A no, or a yes taken back, for every body and every place at once."""

    stand = forms.TypedChoiceField(
        label=_("What they said"),
        choices=[
            (Stand.WITHDRAWN.value, _("They take back everything they agreed to")),
            (Stand.REFUSED.value, _("They say no to everything")),
        ],
        coerce=Stand,
        initial=Stand.WITHDRAWN.value,
        widget=forms.RadioSelect,
    )
    field_order = ("person", "stand", "on", "how", "said_by", "reference")

    def event(self) -> ConsentEvent:
        """Give what was said; only after the form is valid."""
        return self.said(None, self.cleaned_data["stand"])


class LiftForm(FileForm):
    """Whose word it is that a bar may be lifted, and how it reached us."""

    by = forms.TypedChoiceField(
        label=_("Whose word is it?"),
        help_text=_("Only the person concerned can lift a bar. Any other word is refused here, and nothing is lifted."),
        choices=choices(WORDS_OF),
        coerce=WordOf,
        widget=forms.RadioSelect,
    )
    source = prose(_("How it reached us"), _("When, by which way, who noted it."))

    def lifted(self) -> Lifted:
        """Give whose word lifts it; only after the form is valid."""
        return Lifted(self.cleaned_data["by"], self.cleaned_data["source"], self.today)


class BarBodyForm(FileForm):
    """A body of the address book that forwards to barred States."""

    body = forms.ChoiceField(label=_("The body that forwards"), help_text=_("From the address book."))
    states = forms.MultipleChoiceField(
        label=_("To which barred State what it is told arrives"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - the framework's signature
        bodies: Mapping[str, str],
        barred: Iterable[str],
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> None:
        """Offer the bodies of the address book, and the States that are barred on this file."""
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("Please choose")), *bodies.items()]  # type: ignore[attr-defined]  # a choice
        self.fields["states"].choices = [(one, state_words(one)) for one in sorted(barred)]  # type: ignore[attr-defined]  # the same


class DoorForm(FileForm):
    """One advocate's decision to go through a door although the State that holds the person is told."""

    state = forms.ChoiceField(label=_("The State that will be told"))
    door = forms.TypedChoiceField(
        label=_("Through which door"), choices=choices(HOLDERS_DOORS), coerce=Door, widget=forms.RadioSelect
    )
    reason = prose(_("Why"), _("Weigh what it can bring the person against what silence brings. Others read it."))

    def __init__(self, *args: Any, holders: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the States that hold or took the person, by what the file says."""
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(one, state_words(one)) for one in sorted(holders)]  # type: ignore[attr-defined]  # a choice

    def through(self) -> Through:
        """Give the decision; only after the form is valid."""
        return Through(self.cleaned_data["state"], self.cleaned_data["door"], self.cleaned_data["reason"])
