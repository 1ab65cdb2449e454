"""Forms with the fields of the porch doors, to look at components without the doors themselves."""

from django import forms

SAID = [
    ("nothing", "Nothing"),
    ("kinship", "Only how we are related"),
    ("given", "My given name"),
    ("full", "My full name"),
]
TELLS = [
    ("nothing", "Nothing"),
    ("alive", "Only that I am alive"),
    ("messages", "That I am alive, and pass on messages"),
    ("address", "Where I can be reached"),
]


def _line(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False)


def _text(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class PersonForm(forms.Form):
    """What both forms ask of the sought person."""

    name = forms.CharField(label="Name", error_messages={"required": "One name is needed. Any spelling will do."})
    father = _line("Father's name")
    grandfather = _line("Grandfather's name")
    mother = _line("Mother's name")
    other_names = _text("Other names", "Nicknames, earlier names, other spellings. One on each line.")
    sex = forms.ChoiceField(
        label="Sex", required=False, choices=[("", "Not said"), ("f", "Woman, girl"), ("m", "Man, boy")]
    )
    birth = _line("Born", "For example: 1365, about 1986, 3 February 1986, age 34 in 2019.")
    birth_place = _line("Place of birth")
    nationality = _line("Nationality")
    last_place = _line("Where they last lived with you")
    two_things_1 = _text("First thing", rows=2)
    two_things_2 = _text("Second thing", rows=2)
    token = forms.CharField(widget=forms.HiddenInput)


class RequestForm(PersonForm):
    """The family's form."""

    last_news = _text("Last news")
    last_news_date = _line("When that was", "In any calendar, as exactly as you know.")
    risk = _text("Could it harm anyone if we asked?", "Them, you, or whoever asks. Write also: I do not know.")
    enquirer_name = _line("Your full name")
    enquirer_given = _line("Your given name")
    kinship = _line("You are their …", "Sister, father, wife, friend.")
    said_of_me = forms.ChoiceField(
        label="What may be said of you when they are asked?",
        choices=SAID,
        initial="nothing",
        widget=forms.RadioSelect,
        help_text="They may wish to know who asks before they answer.",
    )
    purpose = _text("What do you hope for?", "To know that they are alive, to write, to meet again.")
    language = _line("Language you like to be spoken to in")
    email = forms.EmailField(
        label="E-mail", required=False, help_text="We only write: there is something on your page."
    )
    safe_times = _line("When can you be reached safely?")
    stop_word = _line("A stop word", "If you ever say it to us, we stop at once and ask nothing.")


class PresenceForm(PersonForm):
    """The form of somebody who wants to be found."""

    self_or_other = forms.ChoiceField(
        label="For whom do you write?",
        choices=[("self", "For myself"), ("other", "For somebody who knows that I write")],
        widget=forms.RadioSelect,
    )
    tells = forms.ChoiceField(label="What may be told?", choices=TELLS, initial="nothing", widget=forms.RadioSelect)
    tell_name = _line("To whom? Their name")
    tell_kinship = _line("They are my …")
    must_not_know = _text("Who must not know?")
    if_i_die = _text("If I die, tell", "A name, or: tell nobody.")
    own_words = _text("In your own words", "Is passed on as you write it, to that one person.")
    wants_page = forms.BooleanField(
        label="I want a page of my own, with a code and a PIN",
        required=False,
        help_text="There you could read an answer. You would have to keep two numbers.",
    )


class SlipForm(forms.Form):
    """Code and PIN."""

    code = forms.CharField(label="Code", help_text="12 digits, in three groups of four.")
    pin = forms.CharField(label="PIN", help_text="6 digits.")


class MessageForm(forms.Form):
    """A message to the sought person."""

    text = forms.CharField(label="Your message", widget=forms.Textarea(attrs={"rows": 10}))
