"""The forms of the newsletter: the front of an issue, an article, a person who may be named, a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.newsletters.figures import petitions_to_quote
from khabar.domain.publishing.drafts import LONGEST_TEXT, ArticleDraft, FrontDraft
from khabar.domain.publishing.issues import Agreed, Consent, Described, Detail, Kind, Known, Person, Place
from khabar.domain.publishing.rewriting import languages, role_words
from khabar.text import normalise, to_latin_digits
from khabar.web.front.deed_forms import DeedForm, SeenForm
from khabar.web.front.typed_days import DayField
from khabar.web.front.typed_figures import FigureField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

_DAY = _("As 2026-09-30 or 1405-07-08.")
_ONE_TO_A_LINE = _("One to a line.")
LOADED = _("Write a word, a line “|”, and the plain word for it.")
NUMBERS = _("Whole numbers, with a comma between them.")
_AGREED = [(Agreed.YES, _("yes")), (Agreed.NO, _("no")), (Agreed.ASKED, _("asked, no answer yet"))]
_DETAILS = [
    (Detail.NAME, _("the full name")),
    (Detail.FIRST_NAME, _("the first name")),
    (Detail.FACE, _("the face")),
    (Detail.PROVINCE, _("the province")),
    (Detail.YEAR, _("the year of birth")),
    (Detail.AGE, _("the age")),
]
_FRONT_LINES = ("title", "motto", "publisher", "contact", "phone", "email", "reference")
_ARTICLE_LINES = ("title", "kicker", "summary", "author", "translator", "source", "to", "text", "petition", "letter")


def _line(label: _StrPromise, help_text: _StrPromise | str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=500, widget=widget)


def _lines(label: _StrPromise, help_text: _StrPromise | str = "", *, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST_TEXT, widget=widget)


class FrontForm(SeenForm):
    """What stands on the first page and in the last lines."""

    deed = "front"
    title = _line(_("Name of the newsletter"), required=True)
    motto = _line(_("Motto"))
    publisher = _line(_("Who publishes it"))
    contact = _line(_("Postal address"))
    phone = _line(_("Telephone"))
    email = _line(_("E-mail address"))
    reference = _line(_("Reference"), _("Digits with their two check digits, for letters and telephone calls."))
    columns = FigureField(label=_("Columns on paper"), help_text=_("One, two or three."), initial=2)
    petition = forms.ChoiceField(label=_("Petition of the whole issue"), required=False)
    not_a_person = _lines(_("Words that look like a name and are none"), _ONE_TO_A_LINE)
    loaded = _lines(_("Judging words of our own"), LOADED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the petitions there are."""
        super().__init__(*args, **kwargs)
        _offer_petitions(self)

    def clean_loaded(self) -> tuple[tuple[str, str], ...]:
        """Read the words, each with a plain one."""
        pairs = [line.partition("|") for line in _split(self.cleaned_data["loaded"])]
        if any(not word.strip() or not plain.strip() for word, _between, plain in pairs):
            raise forms.ValidationError(LOADED)
        return tuple((normalise(word), normalise(plain)) for word, _between, plain in pairs)

    def draft(self, people: tuple[Person, ...]) -> FrontDraft:
        """Give what was written, with the people of the issue as they are; only after the form is valid."""
        given = self.cleaned_data
        return FrontDraft(
            **{name: given[name] for name in (*_FRONT_LINES, "columns", "petition", "loaded")},
            people=people,
            not_a_person=_split(given["not_a_person"]),
        )


class NewIssueForm(FrontForm):
    """The front of a new issue, with its language."""

    language = forms.ChoiceField(label=_("Language of the issue"))
    field_order = ("language",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the languages the gate can read."""
        super().__init__(*args, **kwargs)
        _offer_languages(self)


class ArticleForm(SeenForm):
    """One article with all that belongs to it."""

    deed = "article"
    title = _line(_("Title"), required=True)
    text = _lines(_("Text"), _("In Markdown: an empty line parts paragraphs, > begins a quotation."), rows=14)
    language = forms.ChoiceField(label=_("Language of the article"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(Kind.ARTICLE, _("article")), (Kind.OPEN_LETTER, _("open letter"))]
    )
    kicker = _line(_("Line above the title"))
    summary = _line(_("Summary"))
    author = _line(_("Who wrote it"))
    translator = _line(_("Who translated it"))
    source = _line(_("Where it comes from"))
    dated = DayField(label=_("Written on"), help_text=_DAY, required=False)
    consent = forms.ChoiceField(label=_("Has whoever wrote or told it agreed that it is published?"), choices=_AGREED)
    consent_reference = _line(_("Reference of this consent"), _("Under which it can be looked up."))
    consent_until = DayField(label=_("Last day of this consent"), help_text=_DAY, required=False)
    to = _line(_("To whom an open letter goes"))
    letter = _line(_("Reference of the letter"), _("Of an open letter: how long it has had no answer is shown."))
    petition = forms.ChoiceField(label=_("Petition below the article"), required=False)
    front = forms.ChoiceField(
        label=_("On the first page"),
        required=False,
        choices=[("", _("as it fits")), ("yes", _("yes")), ("no", _("no"))],
    )
    not_a_person = _lines(_("Words that look like a name and are none"), _ONE_TO_A_LINE)
    not_about_people_inside = _lines(_("Judging words that are not about people inside"), _ONE_TO_A_LINE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer the languages and the petitions there are."""
        super().__init__(*args, **kwargs)
        _offer_languages(self)
        _offer_petitions(self)

    def draft(self) -> ArticleDraft:
        """Give what was written; only after the form is valid."""
        given = self.cleaned_data
        return ArticleDraft(
            **{name: given[name] for name in (*_ARTICLE_LINES, "language", "dated")},
            kind=Kind(given["kind"]),
            consent=_consent(given),
            front={"yes": True, "no": False}.get(given["front"]),
            not_a_person=_split(given["not_a_person"]),
            not_about_people_inside=_split(given["not_about_people_inside"]),
        )


class PersonForm(SeenForm):
    """Somebody whom articles may name, as far as they agreed; and how to speak of them otherwise."""

    deed = "person"
    name = _line(_("Name"), required=True)
    other_names = _lines(_("Other forms of the name"), _ONE_TO_A_LINE)
    consent = forms.ChoiceField(label=_("Has this person agreed to be named?"), choices=_AGREED)
    consent_reference = _line(_("Reference of this consent"), _("Under which it can be looked up."))
    consent_until = DayField(label=_("Last day of this consent"), help_text=_DAY, required=False)
    covers = forms.MultipleChoiceField(
        label=_("What the consent names one by one"),
        choices=_DETAILS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    office = _line(_("Public office"), _("Who is named in a public office need not agree to that."))
    province = _line(_("Province"), _("Known to us, so that not too much stands together."))
    year = _line(_("Year of birth"), NUMBERS)
    age = _line(_("Age"), NUMBERS)
    role = forms.ChoiceField(label=_("How to speak of this person"), required=False)
    region = _line(_("From where"), _("As “the north”."))
    about = _line(_("About whom"), _("As “her son”."))
    instead = _line(_("Other words in place of the name"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Offer what somebody may be called."""
        super().__init__(*args, **kwargs)
        language = (get_language() or "en").partition("-")[0]
        _offer(self, "role", [("", "—"), *role_words(language).items()])

    def clean_year(self) -> tuple[int, ...]:
        """Read years."""
        return _numbers(self.cleaned_data["year"])

    def clean_age(self) -> tuple[int, ...]:
        """Read ages."""
        return _numbers(self.cleaned_data["age"])

    def person(self) -> Person:
        """Give what was written; only after the form is valid."""
        given = self.cleaned_data
        return Person(
            name=normalise(given["name"]),
            place=Place("people/0", 1),
            consent=_consent(given),
            forms=_split(given["other_names"]),
            covers=frozenset(map(Detail, given["covers"])),
            office=normalise(given["office"]),
            known=Known(_split(given["province"]), given["year"], given["age"]),
            described=Described(
                given["role"], normalise(given["region"]), normalise(given["about"]), normalise(given["instead"])
            ),
        )


class ReasonForm(DeedForm):
    """Why something is taken back."""

    deed = "reason"
    reason = _line(_("Reason"), _("One sentence, without a name."), required=True)


def front_as_written(draft: FrontDraft) -> dict[str, object]:
    """Give a front as the form shows it."""
    return {
        **{name: getattr(draft, name) for name in (*_FRONT_LINES, "columns", "petition")},
        "not_a_person": "\n".join(draft.not_a_person),
        "loaded": "\n".join(" | ".join(pair) for pair in draft.loaded),
    }


def article_as_written(draft: ArticleDraft) -> dict[str, object]:
    """Give an article as the form shows it."""
    return {
        **{name: getattr(draft, name) for name in (*_ARTICLE_LINES, "language")},
        **_consent_as_written(draft.consent),
        "kind": draft.kind,
        "dated": draft.dated.isoformat() if draft.dated else "",
        "front": {True: "yes", False: "no", None: ""}[draft.front],
        "not_a_person": "\n".join(draft.not_a_person),
        "not_about_people_inside": "\n".join(draft.not_about_people_inside),
    }


def person_as_written(person: Person) -> dict[str, object]:
    """Give a person as the form shows one."""
    said, known = person.described, person.known
    return {
        **_consent_as_written(person.consent),
        "name": person.name,
        "other_names": "\n".join(person.forms),
        "covers": sorted(person.covers),
        "office": person.office,
        "province": ", ".join(known.provinces),
        "year": ", ".join(map(str, known.years)),
        "age": ", ".join(map(str, known.ages)),
        "role": said.role,
        "region": said.region,
        "about": said.about,
        "instead": said.instead,
    }


def _consent(given: Mapping[str, Any]) -> Consent:
    return Consent(Agreed(given["consent"]), normalise(given["consent_reference"]), given["consent_until"])


def _consent_as_written(consent: Consent) -> dict[str, object]:
    until = consent.until.isoformat() if consent.until else ""
    return {"consent": consent.agreed, "consent_reference": consent.reference, "consent_until": until}


def _split(text: str) -> tuple[str, ...]:
    return tuple(line for one in text.splitlines() if (line := normalise(one)))


def _numbers(text: str) -> tuple[int, ...]:
    parts = [one.strip() for one in to_latin_digits(text).replace("،", ",").split(",") if one.strip()]
    if not all(one.isdecimal() and one.isascii() for one in parts):
        raise forms.ValidationError(NUMBERS)
    return tuple(map(int, parts))


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # it is a field of choices


def _offer_petitions(form: forms.Form) -> None:
    _offer(form, "petition", [("", gettext("none")), *petitions_to_quote()])


def _offer_languages(form: forms.Form) -> None:
    named = [(code, str(get_language_info(code)["name_local"])) for code in languages()]
    _offer(form, "language", sorted(named, key=lambda one: one[0] not in {"en", "fa"}))
