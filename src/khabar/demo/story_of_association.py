"""What is typed in the walk through the association, and the words of what it holds before anybody looks.

Plain words; `beginning` and its neighbours make something of them. Every name, place and figure is invented.
"""

from __future__ import annotations

from dataclasses import dataclass

LEYLA_ASKS = {
    "What you ask about, in a few words without names": "visits of families",
    "How the reader is addressed: “Ms Berg”, “Sir or Madam”": "Sir or Madam",
    "Your questions, one in each line": "How many visits were asked for last year?\nHow many of them took place?",
    "Signed by": "Leyla\nThe Families of Lindenau",
}
"""What Leyla types into the first letter, by the fields of the form; it names nobody, so it may have copies."""

LETTER_THAT_LEFT = {
    "matter": "letters of families",
    "salutation": "Sir or Madam",
    "questions": "How many letters of families were handed over last year?\nHow many were sent back, and why?",
}
"""What Leyla asked before the story begins; the office is silent since."""

ANSWER_TO_A_COPY = (
    "Dear families,\n\nthank you for the copy of your letter to the office of visits. We have asked the office for its "
    "figures too, and will write to you when we have them.\n\nNorthern delegation of the League of Towns"
)

SLUG = "let-letters-through"
PETITION = {
    "en": (
        "Let letters through",
        (
            "We ask the office of visits to hand over the letters of families, and to say of each "
            "one whether it arrived.\n\n"
            "We ask for nothing else here: one word on each letter."
        ),
    ),
    "fa": (
        "نامه‌ها را برسانید",
        (
            "از دفتر ملاقات می‌خواهیم نامه‌های خانواده‌ها را برساند و دربارهٔ هر نامه بگوید که رسید یا نه.\n\n"
            "اینجا چیز دیگری نمی‌خواهیم: برای هر نامه یک کلمه."
        ),
    ),
}
PLACES = (
    ("north", {"en": "The north", "fa": "شمال"}),
    ("south", {"en": "The south", "fa": "جنوب"}),
    ("abroad", {"en": "Abroad", "fa": "خارج از کشور"}),
)
SIGNED_BY_DAY = (9, 7, 5, 4, 3, 3, 2, 6, 5, 4, 4, 3, 3, 2)
"""How many sign on each of fourteen days: sixty."""
FIRST_NAMES = ("Shirin", "Darius", "Nima", "Farid", "Mira", "Tomas", "Omar", "Leyla", "Parisa", "Kamran")
FAMILY_NAMES = ("Halm", "Moradi", "Lind", "Ravan", "Sandberg", "Wiesner")
ON_ONE_SHEET = 9
"""Lines on the sheet that Leyla and Mira both counted."""

GATHERING = "what we ask the office of visits"
POINTS = ("letters that came back", "who writes next")


@dataclass(frozen=True)
class Sitting:
    """One sitting: for whom, its hour, who moderates, who is admitted (pseudonym, region), what was said by whom."""

    name: str
    hour: int
    moderator: str
    admitted: tuple[tuple[str, str], ...]
    minutes: tuple[tuple[str, str, str], ...]


SITTINGS = (
    Sitting(
        "Europe and Africa, evening",
        18,
        "Owl",
        (("Sparrow", "north"), ("Lantern", "south")),
        (
            ("said", "Sparrow", "My last letter came back in spring, unopened."),
            ("asked", "Lantern", "Why are letters sent back without a word?"),
            ("decided", "", "We ask the office of visits once more, and tell the ombudsperson."),
        ),
    ),
    Sitting(
        "the east, morning",
        9,
        "Heron",
        (("Walnut", "north"), ("Kite", "south")),
        (
            ("said", "Walnut", "A parcel was taken at the gate. Nobody would write that down."),
            ("asked", "Kite", "Where can a family complain when nothing is written down?"),
            ("decided", "", "Each of us notes day and hour from now on."),
        ),
    ),
)

ISSUE = ("The Lantern of Lindenau", "what families know, and since when")
ARTICLES = (
    (
        "A month without a word",
        (
            "Thirty days ago we asked the office of visits two questions: how many letters of families it handed "
            "over, and how many it sent back.\n\nThe office gives itself twenty days. They have gone by. We count "
            "on, and we will print its answer here, whatever it says."
        ),
    ),
    (
        "How to write so that a letter arrives",
        (
            "Write on one side. Put the number of the house on the envelope, not its name. Keep a copy."
            "\n\n"
            "When a letter comes back, keep the envelope: its stamp is the only thing that says where it has been."
        ),
    ),
)

DOCUMENTS = (
    (
        "Mill fire, first report",
        "Morning Gazette of Lindenau",
        "gazette.example/mill",
        "2025-03-12",
        "The ministry said on 12 March 2025 that 120 people were detained in the north on 3 March 2025.",
    ),
    (
        "Bulletin 7",
        "Bulletin of the millers’ union",
        "union.example/7",
        "2025-03-14",
        "According to the union, at least 300 people were detained in the north on 3 March 2025.",
    ),
)
"""Title, where it appeared, its address, its day, and what stands in it: two figures that cannot both be right."""
