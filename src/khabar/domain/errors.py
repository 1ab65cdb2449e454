"""The kinds of failure a caller must tell apart; anything else is a programmer's mistake and crashes.

No error here ever carries a name, a contact, a place or a message text: an error travels into logs.
"""


class KhabarError(Exception):
    """A failure with a meaning; never raised itself."""


class Refused(KhabarError):  # noqa: N818 - the house's word for "policy says no"
    """Policy says no; to the outside this looks like silence."""


class Invalid(KhabarError):  # noqa: N818 - the house's word for input a person can mend
    """Input that the person can mend: which field, and a sentence telling how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class Conflict(KhabarError):  # noqa: N818 - the house's word for "someone acted first"
    """Somebody acted first; load again and look."""


class Outside(KhabarError):  # noqa: N818 - the house's word for trouble beyond our walls
    """Something beyond our walls failed (mail, printer); `retry` tells whether trying again can help.

    `fate_unknown`: it may have left all the same, so that trying again may do it twice.
    """

    def __init__(self, message: str = "", *, retry: bool, fate_unknown: bool = False) -> None:
        super().__init__(message)
        self.retry = retry
        self.fate_unknown = fate_unknown


class Broken(KhabarError):  # noqa: N818 - the house's word for a step that could not be done
    """A step of a round broke in its own process; which one and what kind of error, never what it was about."""


class Locked(KhabarError):  # noqa: N818 - a normal state, not an error in the usual sense
    """The keys of this class are not at hand: a normal state, in which work waits."""

    def __init__(self, key_class: str) -> None:
        super().__init__(f"the {key_class} keys are locked")
        self.key_class = key_class
