"""What the bench of sizes has done in an installation, each by a process of its own, with the program's own actions.

Everything is invented. Pages get keys of chance instead of a slip, because only the size of the page counts here.
"""

_BEGIN = """
import os, sys
import django; django.setup()
from khabar.config.wiring import parts
from khabar.domain.actors import system
ours, me, count = parts(), system("bench"), int(sys.argv[1])
now = ours.clock.now()
"""

REQUESTS = (
    _BEGIN
    + """
import csv
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.apps.post.pages import open_page
from khabar.apps.registry.actions import file_request
from khabar.domain.before_asking import Purpose
from khabar.domain.forms import RequestForm
from khabar.vault.pigeonholes import keys_of_root
with open(sys.argv[2], encoding="utf-8") as file:
    for number, row in zip(range(count), csv.DictReader(file)):
        slip = keys_of_root(os.urandom(32))
        form = RequestForm(
            filed_at=now.isoformat(), name=row["name"], father=row.get("father", ""), birth=row.get("birth_date", ""),
            birth_place=row.get("birth_place", ""), last_place=row.get("last_place", ""), enquirer_name="Shirin",
            two_things=("the blue boat", "plum jam"), purpose=Purpose.FAMILY_NEWS,
            locator=slip.locator, public=slip.public, verify_key=slip.verify_key,
        )
        made = file_request(actor=me, now=now, parts=ours, form=form, key=os.urandom(32))
        open_pigeonhole(actor=me, now=now, parts=ours, locator=slip.locator, public=slip.public, standing=b"")
        open_page(actor=me, now=now, parts=ours, form=form, holder=made)
"""
)
"""Requests with a page each: how many, and the list they come from."""

LETTERS = (
    _BEGIN
    + """
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.apps.post.actions import Sent, take_message
from khabar.apps.post.files import sealed_letter
from khabar.apps.post.pages import open_page
from khabar.apps.registry.actions import file_request
from khabar.domain.before_asking import Purpose
from khabar.domain.forms import RequestForm
from khabar.domain.messages import message_as_signed
from khabar.vault.pigeonholes import keys_of_root, signed_by_slip
slip = keys_of_root(os.urandom(32))
form = RequestForm(filed_at=now.isoformat(), name="Darius", enquirer_name="Shirin", two_things=("a boat",),
                   purpose=Purpose.FAMILY_NEWS, locator=slip.locator, public=slip.public, verify_key=slip.verify_key)
made = file_request(actor=me, now=now, parts=ours, form=form, key=os.urandom(32))
open_pigeonhole(actor=me, now=now, parts=ours, locator=slip.locator, public=slip.public, standing=b"")
open_page(actor=me, now=now, parts=ours, form=form, holder=made)
for number in range(count):
    key, letter = os.urandom(32), sealed_letter(f"We are well and think of you. {number}", parts=ours)
    signature = signed_by_slip(slip.signing, message_as_signed(slip.locator, letter, now.date(), key))
    assert take_message(actor=me, now=now, parts=ours, sent=Sent(slip.locator, letter, now.date(), signature), key=key)
"""
)
"""Letters of one family: how many."""

SIGNATURES = (
    _BEGIN
    + """
from datetime import timedelta
from khabar.apps.petitions.actions import Signing, publish, sign
from khabar.domain.petitions.plans import Plan, Place, Wording
plan = Plan(slug="bench", wordings={"en": Wording("Tell us where they are", "One word on each person.")},
            addressees=("The Ministry of Answers",), closes_on=now.date() + timedelta(days=300),
            thresholds=(1000,), places=(Place("p1", {"en": "Place"}),))
publish(actor=me, now=now, petition_id="ab" * 16, plan=plan)
for number in range(count):
    signing = Signing(petition_id="ab" * 16, name="Shirin Ahmadi", address=f"signer{number}@example.org", language="en")
    assert sign(actor=me, now=now, parts=ours, signing=signing, secret="bench", network=str(number))
"""
)
"""Signatures with their mails, not yet confirmed: how many."""
