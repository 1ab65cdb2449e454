"""Reading files of help: those of one companion, and nobody else's.

A file whose companion does this work no more is open to every other companion, or help would end with a colleague.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import colleagues, duties_of, kin_of
from khabar.apps.casework.help_files import opened_help
from khabar.apps.casework.models import HelpFile
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.withheld import is_withheld_from

if TYPE_CHECKING:
    from collections.abc import Collection

    from khabar.apps.accounts.queries import Colleague
    from khabar.apps.casework.help_files import OpenedHelp
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
    from khabar.ports import Parts


def help_files(actor: Actor, *, parts: Parts) -> list[OpenedHelp]:
    """List a companion's files of help, open ones first, the step that is due first on top."""
    account = require_account(actor, Duty.COMPANION)
    kin = kin_of(account, parts=parts)
    rows = HelpFile.objects.filter(wrapped_key__isnull=False).order_by("is_closed", "next_step_on", "id")
    opened = (opened_help(row, parts=parts) for row in rows)
    return [one for one in opened if _may_read(account, kin, one)]


def help_for(file_id: str, actor: Actor, *, parts: Parts) -> OpenedHelp:
    """Open one file of help; Refused for an unknown one, another companion's, and one of the companion's own family."""
    account = require_account(actor, Duty.COMPANION)
    row = HelpFile.objects.filter(id=file_id).first()
    if row is None:
        raise Refused("no such file")
    found = opened_help(row, parts=parts)
    if not _may_read(account, kin_of(account, parts=parts), found):
        raise Refused("no such file")
    return found


def other_companions(account: AccountId) -> list[Colleague]:
    """List who else does this work."""
    return [one for one in colleagues() if one.is_active and Duty.COMPANION in one.duties and one.account != account]


def _may_read(account: AccountId, kin: Collection[str], found: OpenedHelp) -> bool:
    is_theirs = found.body.companion == account or Duty.COMPANION not in duties_of(found.body.companion)
    return is_theirs and not is_withheld_from(kin, [found.body.called])
