"""The words of each deed on a file of help: heading, what to know before, button, what is said when it is done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabar.web.front.deed_pages import Deed

BACK = _("Back to the file")
STEP = Deed(
    title=_("The next step"),
    button=_("Keep this step"),
    done=_("The next step is set."),
    lead=_("A file is never without a next step. A closed file is open again with it."),
    back_words=BACK,
)
NEED = Deed(
    title=_("What is needed"),
    button=_("Keep this need"),
    done=_("The need stands in the file."),
    lead=_("Ask what would help, and nothing else. Help does not depend on the answer."),
    back_words=BACK,
)
MET = Deed(
    title=_("This need was met"),
    button=_("It was met today"),
    done=_("It is kept that this need was met."),
    back_words=BACK,
)
DONE = Deed(
    title=_("What was done"),
    button=_("Keep this"),
    done=_("It is kept."),
    back_words=BACK,
)
CONSENT = Deed(
    title=_("The person agrees anew"),
    button=_("Keep this consent"),
    done=_("The new consent is kept. The one before is no longer there."),
    lead=_("Say again what is written here, who reads it, and that help does not depend on it."),
    back_words=BACK,
)
HAND_OVER = Deed(
    title=_("Hand over to a colleague"),
    button=_("Hand this file over"),
    done=_("The file is handed over. You see it no more."),
    lead=_("Only with somebody whom the person accepts. From then on you do not see the file."),
    back_words=BACK,
)
CLOSE = Deed(
    title=_("Close the file"),
    button=_("Close this file"),
    done=_("The file is closed. A next step opens it again."),
    lead=_("When the person needs nothing more from us. If they wish to be forgotten, erase the file instead."),
    back_words=BACK,
)
TAKE_BACK = Deed(
    title=_("The person takes the consent back"),
    button=_("Erase this file"),
    done=_("The file is erased."),
    lead=_(
        "The file exists by the person's own yes alone. With that taken back it is erased, and nobody can open it"
        " again. Help does not end with it: whoever comes again is helped again."
    ),
    back_words=BACK,
)
