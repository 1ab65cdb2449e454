"""Question and answer as they lie sealed: each names the search it belongs to, so that none can be put under another.

One size for every question and one for every answer, so that a size tells nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.domain.bodies import text_of
from khabar.domain.ids import RequestId
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, seal_to, unseal_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.bodies import Body
    from khabar.ports import Parts

SIZE: Final = (2048,)


def sealed_question(search_id: str, name: str, *, parts: Parts) -> bytes:
    """Seal the name that is looked for; whoever sealed it cannot open it without the register key."""
    return _sealed({"search": search_id, "name": name}, parts)


def sealed_answer(search_id: str, found: Sequence[RequestId], *, parts: Parts) -> bytes:
    """Seal the ids of what was found, likeliest first."""
    return _sealed({"search": search_id, "found": list(found)}, parts)


def question_in(search_id: str, blob: bytes, *, parts: Parts) -> str:
    """Give the name that is looked for; Malformed where this is the blob of another search."""
    return text_of(_opened(search_id, blob, parts), "name")


def answer_in(search_id: str, blob: bytes, *, parts: Parts) -> tuple[RequestId, ...]:
    """Give the ids that were found; Malformed where this is the blob of another search."""
    found = _opened(search_id, blob, parts)["found"]
    if not isinstance(found, list):
        raise Malformed("an answer lists what was found")
    return tuple(RequestId(str(one)) for one in found)


def _sealed(body: dict[str, object], parts: Parts) -> bytes:
    return seal_to(parts.public[KeyClass.REGISTER].public, canonical.encode(body), pad_to=SIZE)


def _opened(search_id: str, blob: bytes, parts: Parts) -> Body:
    private = parts.keys.key(KeyClass.REGISTER, key_id_in(blob)).private
    body = canonical.decode(unseal_with(private, blob))
    if not isinstance(body, dict) or body.get("search") != search_id:
        raise Malformed("this belongs to another search")
    return body
