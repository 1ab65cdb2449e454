"""The forms of the asking desk. Each carries the version of the pair that its reader had before him."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.matches.files import Findings
from khabar.domain.before_asking import QuestionCheck, Risk
from khabar.domain.form_fields import NAME, one_line
from khabar.web.front.deed_forms import SeenForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

    from khabar.apps.matches.queries import PairView
    from khabar.domain.before_asking import Obstacle

LONGEST_REASON = 1000
LONGEST_PROOF = 300
"""Characters of how a second person knows an answer: it is sealed beside the words of the answer, in one size."""


def _reason(hint: _StrPromise) -> forms.CharField:
    return forms.CharField(
        label=_("In a sentence, why"),
        help_text=hint,
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TakeBackForm(SeenForm):
    """Undo what one or two people agreed."""

    deed = "take_back"


class ObjectionForm(SeenForm):
    """Make of an old mark a wish for silence."""

    deed = "objection"


class TakeUpForm(SeenForm):
    """Look at a pair again."""

    deed = "take_up"


class NamedForm(SeenForm):
    """Agree that this enquirer is whom the person named."""

    deed = "named"


class NotReachedForm(SeenForm):
    """The person could not be met alone, or not at all."""

    deed = "not_reached"


class ConfirmAnswerForm(SeenForm):
    """Confirm, as the second of two, that this is what was answered."""

    deed = "confirm_answer"
    reason = forms.CharField(
        label=_("How you know it"),
        help_text=_(
            "Whom you asked, or that you have read the paper itself. What your colleague told you is no proof."
        ),
        max_length=LONGEST_PROOF,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(SeenForm):
    """The person takes back what was allowed."""

    deed = "withdraw"


class SetAsideForm(SeenForm):
    """Not the same person after all."""

    deed = "set_aside"
    reason = _reason(_("Which of the evidence decided it. Others will read it."))


class AgreeForm(SeenForm):
    """Agree to ask; over an obstacle only with a written reason, over a hard one not at all."""

    deed = "agree"
    reason = _reason(_("Needed where something above wants a reason. The second person reads it before agreeing."))

    def __init__(self, *args: Any, obstacles: Iterable[Obstacle], **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take what stands against asking at this moment."""
        super().__init__(*args, **kwargs)
        self._obstacles = tuple(obstacles)

    def clean(self) -> dict[str, Any]:
        """Name the obstacles that forbid it, and ask for the reason that the others want."""
        given: dict[str, Any] = self.cleaned_data
        for obstacle in self._obstacles:
            if obstacle.hard:
                self.add_error(None, gettext(obstacle.sentence))
            elif not given.get("reason", "").strip():
                self.add_error("reason", gettext(obstacle.sentence))
        return given


class FindingsForm(SeenForm):
    """What the desk has found out before anybody is asked."""

    deed = "findings"
    route_risk = forms.TypedChoiceField(
        label=_("Asking by this route"),
        help_text=_("What it could bring upon the person, the enquirer, or whoever asks."),
        choices=[
            (Risk.UNKNOWN.value, _("Not looked at yet")),
            (Risk.LOW.value, _("Little danger")),
            (Risk.HIGH.value, _("Danger: it waits for another way in")),
        ],
        coerce=Risk,
        widget=forms.RadioSelect,
    )
    questions = forms.TypedChoiceField(
        label=_("The two things that only their people know"),
        choices=[
            (QuestionCheck.NOT_COMPARED.value, _("Not compared yet")),
            (QuestionCheck.AGREE.value, _("They agree")),
            (QuestionCheck.DISAGREE.value, _("They do not agree")),
            (QuestionCheck.NOT_GIVEN.value, _("One side wrote nothing")),
        ],
        coerce=QuestionCheck,
        widget=forms.RadioSelect,
    )
    by_name_alone_possible = forms.BooleanField(
        label=_("The person can be met alone, and spoken with"),
        help_text=_("Without it nobody is asked by name."),
        required=False,
    )
    under_age = forms.BooleanField(label=_("The person may be a child"), required=False)
    presented_as = forms.CharField(
        label=_("The name by which the person is known there"),
        help_text=_("Where it is another one. It stands on what a carrier takes along; the name above never does."),
        max_length=NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    @classmethod
    def of(cls, view: PairView) -> FindingsForm:
        """Give the form as it stands now."""
        return cls(initial={"seen": view.file.version, **view.file.inside.findings.to_body()})

    def findings(self) -> Findings:
        """Give what was found out; only after the form is valid."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Findings(**found | {"presented_as": one_line(found["presented_as"])})
