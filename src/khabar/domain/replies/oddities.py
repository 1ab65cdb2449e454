"""What a reader of mails finds odd, as sentences for whoever looks: refused mails, and notes beside read ones.

They stand here because rules' sentences are what translators get; the adapter that reads bytes says them.
"""

from typing import Final

from khabar.text import Said, said

TOO_NESTED: Final = "This mail holds more parts within parts than any honest mail; it is kept and not opened."
HEAD_TOO_LONG: Final = "The head of this mail is longer than any honest mail's; it is kept and not opened."
NO_MAIL: Final = "This is no mail: it has no head. It is kept."

OTHER_CHARACTERS: Final[Said] = said("The mail is written in other characters than it says.")
WINMAIL: Final[Said] = said("Part of this mail is in winmail.dat, which only Outlook writes; it was not opened.")
ENCRYPTED: Final[Said] = said("This mail is encrypted; somebody with the key has to open it.")
VERY_LARGE: Final[Said] = said("The mail is very large; only its beginning was looked at.")
