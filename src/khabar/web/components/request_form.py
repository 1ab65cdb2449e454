"""What families are asked, on the porch by themselves or with a helper, and at the family desk as a paper says it.

It holds the words and the choices; what may be written in a field is the rules' business (`khabar.domain.forms`).
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.forms import Reads, RequestForm, Way
from khabar.web.components.person_form import PersonFields, line, lines_of, text

_SAME = (
    "last_news",
    "last_news_date",
    "risk",
    "enquirer_name",
    "enquirer_given",
    "kinship",
    "language",
    "email",
    "safe_times",
    "stop_word",
    "phone",
    "post_address",
    "callback_question",
    "callback_answer",
)
SAID = [
    (SaidOfMe.NOTHING.value, _("Nothing")),
    (SaidOfMe.KINSHIP.value, _("Only how we are related")),
    (SaidOfMe.GIVEN_NAME.value, _("My given name")),
    (SaidOfMe.FULL_NAME.value, _("My full name")),
]
PURPOSES = [
    (Purpose.NOT_TOLD.value, _("I would rather not say")),
    (Purpose.FAMILY_NEWS.value, _("News of my family")),
    (Purpose.INHERITANCE.value, _("An inheritance")),
    (Purpose.CUSTODY.value, _("Who looks after a child")),
    (Purpose.DEBT.value, _("A debt")),
    (Purpose.GENEALOGY.value, _("The history of my family")),
    (Purpose.OTHER.value, _("Something else")),
]
WAYS = [
    (Way.PAGE.value, _("I look at my page myself")),
    (Way.TELEPHONE.value, _("Somebody calls me")),
    (Way.POST.value, _("A letter comes")),
    (Way.BRINGER.value, _("A person comes and tells me")),
]
READS = [
    (Reads.NOT_TOLD.value, _("I would rather not say")),
    (Reads.ALONE.value, _("I read for myself")),
    (Reads.IS_READ_TO.value, _("Somebody reads to me")),
]


class RequestFields(PersonFields):
    """What a family is asked."""

    kind = "request"

    last_news = text(_("Last news"))
    last_news_date = line(_("When that was"), _("In any calendar, as exactly as you know."))
    who_may_know = text(
        _("Who was with them, or may know more?"),
        _("One on each line. Nobody is looked for by these names, and they are forgotten after two years."),
        rows=2,
    )
    risk = text(_("Could it harm anyone if we asked?"), _("Them, you, or whoever asks. Write also: I do not know."))
    enquirer_name = line(_("Your full name"))
    enquirer_given = line(_("Your given name"))
    kinship = line(_("You are their …"), _("Sister, father, wife, friend."))
    said_of_me = forms.TypedChoiceField(
        label=_("What may be said of you when they are asked?"),
        choices=SAID,
        coerce=int,
        initial=SaidOfMe.NOTHING.value,
        required=False,
        empty_value=str(SaidOfMe.NOTHING.value),
        widget=forms.RadioSelect,
        help_text=_("They may wish to know who asks before they answer."),
    )
    purpose = forms.ChoiceField(
        label=_("What is it for?"), choices=PURPOSES, required=False, initial=Purpose.NOT_TOLD.value
    )
    language = line(_("Language you like to be spoken to in"))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_(
            "We write only what we tell everyone, by the day we promise. Others who read your mail will see it."
        ),
    )
    safe_times = line(_("When can you be reached safely?"))
    stop_word = line(_("A stop word"), _("If you ever say it to us, we stop at once and ask nothing."))
    way = forms.ChoiceField(
        label=_("How would you like to hear from us?"),
        help_text=_("Whichever way you choose, we say no more than we may, and the same to everyone."),
        choices=WAYS,
        initial=Way.PAGE.value,
        required=False,
        widget=forms.RadioSelect,
    )
    phone = line(_("Telephone"), _("It may be a neighbour's. Write whom to ask for."))
    post_address = text(_("Where a letter reaches you"), _("Others at that place may open it."), rows=3)
    reads = forms.ChoiceField(
        label=_("Do you read for yourself?"),
        help_text=_("Whoever reads to you learns what the letter says."),
        choices=READS,
        initial=Reads.NOT_TOLD.value,
        required=False,
    )
    callback_question = line(
        _("A question of your own"),
        _("When we call you, we ask it before we say anything, so that we know it is you. Only you know the answer."),
    )
    callback_answer = line(_("The answer to it"))
    heirs = text(
        _("Who may go on seeking if you die?"),
        _("Their full names, one on each line, the first one first. What you were told is not passed on to them."),
        rows=2,
    )
    must_not_inherit = text(
        _("Who must never take it over?"), _("Names, or how you are related. One on each line."), rows=2
    )

    def filled(self, filed_at: str) -> RequestForm:
        """Make the request of what was typed."""
        given = self.cleaned_data
        return RequestForm(
            **self.person(),
            **{name: given[name] for name in _SAME},
            said_of_me=SaidOfMe(int(given["said_of_me"])),
            purpose=Purpose(given["purpose"] or Purpose.NOT_TOLD),
            way=Way(given["way"] or Way.PAGE),
            reads=Reads(given["reads"] or Reads.NOT_TOLD),
            who_may_know=lines_of(given["who_may_know"]),
            heirs=lines_of(given["heirs"]),
            must_not_inherit=lines_of(given["must_not_inherit"]),
            slip_number=given.get("slip_number", ""),
            filed_at=filed_at,
        )


class SealedSlipFields(RequestFields):
    """The same, with the number on the outside of a sealed slip: whoever types never sees what opens the page."""

    kind = "request with a slip"

    slip_number = forms.CharField(
        label=_("Number on the sealed slip"),
        help_text=_("10 digits. They stand on the outside. The slip stays closed and stays with the family."),
        max_length=100,
    )
