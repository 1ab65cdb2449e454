"""What is done next with a file, words that stop it, and its end: each a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.casework import actions
from khabar.domain.duties import Duty
from khabar.web.advocacy.deeds import filled, on_file, opened, today
from khabar.web.advocacy.file_forms import (
    EraseForm,
    OwnWordForm,
    PlainForm,
    ReasonForm,
    SpokenForm,
    StepForm,
    StopWordForm,
)
from khabar.web.advocacy.people import BACK
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.advocacy.deeds import Acting
    from khabar.web.front.access import StaffRequest

STEP = Deed(
    title=_("The next step"),
    button=_("Keep this step"),
    done=_("The next step is set."),
    lead=_("A file is never without a next step. A closed file is open again with it."),
    back_words=BACK,
)
SPOKEN = Deed(
    title=_("Spoken with the family"),
    button=_("Keep this, and move the next step"),
    done=_("The conversation is kept, and the next step is set."),
    lead=_("If you heard the stop word: say good-bye, write nothing here, and note the stop word on the file's page."),
    back_words=BACK,
)
OWN_WORD = Deed(
    title=_("The person has spoken"),
    button=_("Keep this word"),
    done=_("It is kept. From now on the person's own word decides."),
    lead=_(
        "A word of the person's own, given alone, ends what is done in their name without them."
        " What others say of them, on television or under eyes, is no such word."
    ),
    back_words=BACK,
)
STOP_WORD = Deed(
    title=_("The stop word"),
    button=_("Keep this word"),
    done=_("The stop word is kept."),
    lead=_("Agree on it with the family. Whoever hears it says good-bye at once and asks nothing."),
    back_words=BACK,
)
HEARD = Deed(
    title=_("The stop word was heard"),
    button=_("Stop calling this family"),
    done=_("Nobody calls this family until somebody has found out that it is safe."),
    lead=_("The family leaves the calling list at once. Nothing else changes, so that nobody beside them sees it."),
    back_words=BACK,
)
CLEARED = Deed(
    title=_("This family may be called again"),
    button=_("Call this family again"),
    done=_("The family is on the calling list again."),
    lead=_("Only when you have found out by another way that it is safe."),
    back_words=BACK,
)
CLOSE = Deed(
    title=_("Close the file"),
    button=_("Close this file"),
    done=_("The file is closed. It can be read, and a next step opens it again."),
    lead=_("A closed file has no next step and stands on no list of what is due."),
    back_words=BACK,
)
ERASE = Deed(
    title=_("Erase the file for good"),
    button=_("Erase this file"),
    done=_("The file is erased."),
    back_words=BACK,
    template="advocacy/erase.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def step(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Set the next step, which also opens a closed file again."""
    file = opened(request, file_id)
    form = filled(request, file, StepForm)
    return on_file(request, STEP, file, form, lambda act: actions.take_step(**act, step=form.next_step()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def spoken(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Note a conversation with the family, and move the next step."""
    file = opened(request, file_id)
    form = filled(request, file, SpokenForm, initial={"spoken_on": today(request).isoformat()})

    def do(act: Acting) -> None:
        actions.note_spoken(**act, contact=form.contact(), step=form.next_step())

    return on_file(request, SPOKEN, file, form, do, on=reverse("advocacy:calls"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def own_word(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep a word of the missed person's own."""
    file = opened(request, file_id)
    form = filled(request, file, OwnWordForm)
    return on_file(
        request, OWN_WORD, file, form, lambda act: actions.note_own_word(**act, how=form.cleaned_data["how"])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def stop_word(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep the stop word that was agreed on with the family."""
    file = opened(request, file_id)
    form = filled(request, file, StopWordForm, initial={"word": file.body.stop_word})
    return on_file(
        request, STOP_WORD, file, form, lambda act: actions.agree_on_stop_word(**act, word=form.cleaned_data["word"])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def heard(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Note that the family said the stop word."""
    file = opened(request, file_id)
    form = filled(request, file, PlainForm)
    return on_file(request, HEARD, file, form, lambda act: actions.hear_stop_word(**act))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def cleared(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Note that the family may be called again."""
    file = opened(request, file_id)
    form = filled(request, file, PlainForm)
    return on_file(request, CLEARED, file, form, lambda act: actions.clear_stop_word(**act))


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def close(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Close the file with a reason."""
    file = opened(request, file_id)
    form = filled(request, file, ReasonForm)
    return on_file(
        request, CLOSE, file, form, lambda act: actions.close_file(**act, reason=form.cleaned_data["reason"])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def erase(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Erase the file, after a page that says what is lost."""
    file = opened(request, file_id)
    form = filled(request, file, EraseForm)

    def do(act: Acting) -> None:
        actions.erase_file(actor=act["actor"], now=act["now"], parts=act["parts"], file_id=file.id)

    return on_file(request, ERASE, file, form, do, on=reverse("advocacy:home"))
