"""The wishes of a desk: what people ask of us about themselves, taken in, read, and decided by two.

A desk names its duty and its addresses; pages and deeds are alike for both. The family desk sees what families wish
about their own requests; a wish for silence it takes in and never sees again, nor anything that follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.matches.wished import WishFile, file_called, for_the_asking_desk, for_the_family_desk, wish_for
from khabar.apps.post.wished import say, unsay
from khabar.apps.registry.actions import note_reading
from khabar.apps.registry.canaries import ring_if_canary_is_shown
from khabar.apps.registry.queries import is_request
from khabar.apps.registry.readings import note_list_reading, opened_cards
from khabar.apps.wishes.actions import keep
from khabar.domain.duties import Duty
from khabar.domain.ids import NO_ACCOUNT
from khabar.domain.wishes import DEEDS, Deed, WishKind, WishState
from khabar.web.front import wish_words as words
from khabar.web.front.access import for_duties
from khabar.web.front.held import what_we_hold
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of
from khabar.web.front.wish_forms import TOLD, DropForm, MendForm, OwnFileForm, TakenForm, WordForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

    from khabar.domain.wishes import Vote
    from khabar.web.front.access import StaffRequest
    from khabar.web.front.deed_forms import SeenForm


FOR_A_FAMILY_IN_ORDER = (WishKind.SEE, WishKind.MEND, WishKind.ERASE)
"""What may be wished about a request, as it is offered."""


@dataclass(frozen=True)
class DeskOfWishes:
    """A desk with its duty, and the name under which its addresses stand."""

    duty: Duty
    namespace: str

    def address(self, name: str, *ids: str) -> str:
        """Give the address of one of this desk's pages."""
        return reverse(f"{self.namespace}:{name}", args=ids)

    @property
    def sees_silences(self) -> bool:
        """Whether this desk sees wishes for silence; who speaks with families must not."""
        return self.duty is Duty.ASKING_DESK


@dataclass(frozen=True)
class Row:
    """One wish in the list, in words."""

    id: str
    about: str
    wish: str
    came: str
    on: object
    waits: bool


@dataclass(frozen=True)
class Meant:
    """A request or presence that a wish may mean, or is about, with the forms of what may be said of it."""

    id: str
    called: str
    father: str
    is_request: bool
    spared: bool
    put_aside: bool
    forms: list[tuple[str, SeenForm]]


@dataclass(frozen=True)
class Waiting:
    """A word that waits for a second one: what, by whom, why; and the form to join it, where it is somebody else's."""

    what: str
    about: str
    by: str
    reason: str
    form: SeenForm | None


def wish_urls(desk: DeskOfWishes) -> list[URLPattern]:
    """Give the addresses of a desk's wishes."""

    def marked(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        return for_duties(desk.duty)(lambda request, **ids: view(request, desk, **ids))

    return [
        path("wishes/", require_safe(marked(_listed)), name="wishes"),
        path("wishes/silence/", require_http_methods(["GET", "HEAD", "POST"])(marked(_taken)), name="silence"),
        path(
            "wishes/about/<str:holder>/",
            require_http_methods(["GET", "HEAD", "POST"])(marked(_own_file)),
            name="own_file",
        ),
        path("wishes/<str:wish_id>/", require_safe(marked(_one)), name="wish"),
        path("wishes/<str:wish_id>/word/", require_POST(marked(_word)), name="wish_word"),
        path("wishes/<str:wish_id>/drop/", require_POST(marked(_drop)), name="wish_drop"),
        path("wishes/<str:wish_id>/file/", require_safe(marked(_file)), name="wish_file"),
    ]


def _listed(request: StaffRequest, desk: DeskOfWishes) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    wishes = for_the_asking_desk if desk.sees_silences else for_the_family_desk
    page = page_of(request, wishes(request.actor, parts=parts))
    ids = [wish.id for wish in page.object_list]
    note_list_reading(actor=request.actor, now=now, parts=parts, subjects=ids, act="wishes listed")
    context = {"page": page, "rows": [_row(wish, request) for wish in page.object_list], **_addresses(desk)}
    return render(request, "front/wishes.html", context)


def _taken(request: StaffRequest, desk: DeskOfWishes) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    form = TakenForm(request.POST or None)
    made = form.looked_over(now) if form.is_valid() else None
    if made is not None:
        said = form.said(request.actor.account or NO_ACCOUNT, made)
        wish = keep(actor=request.actor, now=now, parts=parts, said=said, key=parts.entropy.bytes(32))
        messages.success(request, _("It is kept. From now on we are silent about whoever it may mean."))
        if desk.sees_silences and wish:
            return redirect(desk.address("wish", wish))
        return redirect(desk.address("home"))
    status = 422 if form.errors else 200
    return render(request, "front/wish_silence.html", {"form": form, **_addresses(desk)}, status=status)


def _own_file(request: StaffRequest, desk: DeskOfWishes, holder: str) -> HttpResponseBase:
    """Take what somebody wishes about the request or presence that is their own, with how they are known."""
    parts, now = request.parts, request.parts.clock.now()
    called = file_called(holder, request.actor, parts=parts)
    note_reading(actor=request.actor, now=now, parts=parts, subject=holder, act="file looked at for a wish")
    kinds = (*FOR_A_FAMILY_IN_ORDER, WishKind.ERASE_IN_PEACE) if desk.sees_silences else FOR_A_FAMILY_IN_ORDER
    form = OwnFileForm(request.POST or None, kinds=kinds)
    if form.is_valid():
        said = form.said(holder, request.actor.account or NO_ACCOUNT)
        wish = keep(actor=request.actor, now=now, parts=parts, said=said, key=parts.entropy.bytes(32))
        messages.success(request, _("It is kept."))
        return redirect(desk.address("wish", wish or ""))
    told = [TOLD[kind] for kind in kinds if kind in TOLD] if desk.sees_silences else []
    context = {"form": form, "called": called, "told": told, **_addresses(desk)}
    return render(request, "front/wish_own_file.html", context, status=422 if form.errors else 200)


def _one(request: StaffRequest, desk: DeskOfWishes, wish_id: str) -> HttpResponseBase:
    return _shown(request, desk, wish_for(wish_id, request.actor, parts=request.parts))


def _word(request: StaffRequest, desk: DeskOfWishes, wish_id: str) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    wish = wish_for(wish_id, request.actor, parts=parts)
    form = WordForm(request.POST)
    if form.is_valid():
        with mending(form):
            vote, seen = form.vote(now.date()), form.cleaned_data["seen"]
            done = say(actor=request.actor, now=now, parts=parts, wish_id=wish.id, vote=vote, seen=seen)
            messages.success(request, _("Two have agreed. It is done.") if done.is_decided else _("It is kept."))
            return redirect(desk.address("wish", wish.id))
    return _shown(request, desk, wish, form)


def _drop(request: StaffRequest, desk: DeskOfWishes, wish_id: str) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    wish = wish_for(wish_id, request.actor, parts=parts)
    form = DropForm(request.POST)
    if form.is_valid():
        with mending(form):
            seen = form.cleaned_data["seen"]
            unsay(actor=request.actor, now=now, parts=parts, wish_id=wish.id, seen=seen)
            messages.success(request, _("It is taken back."))
            return redirect(desk.address("wish", wish.id))
    return _shown(request, desk, wish, form)


def _file(request: StaffRequest, desk: DeskOfWishes, wish_id: str) -> HttpResponseBase:
    """Give, as plain text, what we hold: once two people have agreed that it is given out, and on that day only."""
    parts, now = request.parts, request.parts.clock.now()
    wish = wish_for(wish_id, request.actor, parts=parts)
    if not _may_be_given(wish, request):
        return redirect(desk.address("wish", wish.id))
    note_reading(actor=request.actor, now=now, parts=parts, subject=wish.said.holder, act="file given out")
    text = what_we_hold(wish.said.holder, on=now.date(), parts=parts, by_slip_alone=wish.said.is_signed)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="what-we-hold.txt"'
    return answer


def _shown(
    request: StaffRequest, desk: DeskOfWishes, wish: WishFile, failed: SeenForm | None = None
) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    note_reading(actor=request.actor, now=now, parts=parts, subject=wish.id, act="wish read")
    if failed is not None:
        failed.show_beside(wish.version)
    stands, meant = wish.standing.state is WishState.STANDS, _meant(request, wish)
    if meant:  # whoever describes a person to us must not read, by that, who is here of this name, beside the quota
        ids = [one.id for one in meant]
        note_list_reading(actor=request.actor, now=now, parts=parts, subjects=ids, act="who is meant listed")
        ring_if_canary_is_shown(actor=request.actor, now=now, parts=parts, ids=ids, on=wish.id)
    context = {
        "wish": wish.id,
        "on": wish.filed_at.date(),
        "kind": words.KINDS[wish.said.kind],
        "state": words.STATES[wish.standing.state],
        "said": words.said_lines(wish),
        "described": words.described_lines(wish),
        "meant": meant,
        "closes": wish.closes.shut,
        "is_held": wish.is_held,
        "waiting": [_waiting(vote, wish, request) for vote in wish.standing.waiting],
        "agreed": [_agreed(vote) for vote in wish.standing.agreed],
        "forms": _forms(wish) if stands else [],
        "mend": _mend_form(wish) if stands and wish.said.kind is WishKind.MEND else None,
        "drop": DropForm(initial={"seen": wish.version}) if _is_mine(wish, request) else None,
        "failed": failed or DropForm(),
        "told": TOLD.get(wish.said.kind, ""),
        "may_be_given": _may_be_given(wish, request),
        **_addresses(desk, wish),
    }
    return render(request, "front/wish.html", context, status=422 if failed and failed.errors else 200)


def _addresses(desk: DeskOfWishes, wish: WishFile | None = None) -> dict[str, object]:
    """Give the addresses that a page of this desk links to."""
    found: dict[str, object] = {name: desk.address(name) for name in ("home", "wishes", "silence")}
    if wish is not None:
        found |= {name: desk.address(name, wish.id) for name in ("wish_word", "wish_drop", "wish_file")}
    return {"to": found, "sees_silences": desk.sees_silences}


def _row(wish: WishFile, request: StaffRequest) -> Row:
    form = wish.said.form
    about = form.called if form else _called(wish.said.holder, request)[0]
    kind, way = str(words.KINDS[wish.said.kind]), str(words.WAYS[wish.said.came_by])
    return Row(wish.id, about or "—", kind, way, wish.filed_at.date(), bool(wish.standing.waiting))


def _called(holder: str, request: StaffRequest) -> tuple[str, str]:
    card = opened_cards({holder}, parts=request.parts).get(holder)
    return (card.person.name, card.person.father) if card else ("", "")


def _meant(request: StaffRequest, wish: WishFile) -> list[Meant]:
    """Give the requests and presences that a wish may mean; one that was erased is not among them."""
    ids = [wish.said.holder] if wish.said.holder else list(wish.closes.ids)
    cards, spared, aside = opened_cards(ids, parts=request.parts), wish.standing.spared, wish.standing.put_aside
    return [
        Meant(
            id=one,
            called=cards[one].person.name or "—",
            father=cards[one].person.father,
            is_request=is_request(one),
            spared=one in spared,
            put_aside=one in aside,
            forms=_forms_for(wish, one) if one not in spared | aside else [],
        )
        for one in ids
        if one in cards
    ]


def _forms_for(wish: WishFile, target: str) -> list[tuple[str, SeenForm]]:
    """Give the forms for one who may be meant; only a presence can be said to be somebody else's word."""
    possible = (Deed.SPARE,) if is_request(target) else (Deed.SPARE, Deed.PUT_ASIDE)
    deeds = [deed for deed in possible if deed in DEEDS[wish.said.kind]]
    return [(str(words.DEEDS[deed]), _word_form(wish, deed, target)) for deed in deeds]


def _forms(wish: WishFile) -> list[tuple[str, SeenForm]]:
    deeds = [deed for deed in (Deed.GRANT, Deed.LIFT) if deed in DEEDS[wish.said.kind]]
    if wish.said.kind is WishKind.MEND:
        deeds.remove(Deed.GRANT)
    return [(str(words.DEEDS[deed]), _word_form(wish, deed)) for deed in deeds]


def _word_form(wish: WishFile, deed: Deed, target: str = "", value: str = "") -> WordForm:
    initial = {"seen": wish.version, "word": deed.value, "target": target, "value": value}
    return WordForm(initial=initial, deed=f"{deed.value}_{target}" if target else deed.value)


def _mend_form(wish: WishFile) -> MendForm:
    return MendForm(initial={"seen": wish.version, "word": Deed.GRANT.value}, deed="mend")


def _waiting(vote: Vote, wish: WishFile, request: StaffRequest) -> Waiting:
    is_mine = vote.by == request.actor.account
    form = None if is_mine else _word_form(wish, vote.deed, vote.target, vote.value)
    return Waiting(str(words.DEEDS[vote.deed]), _about(vote, request), display_name_of(vote.by), vote.reason, form)


def _agreed(vote: Vote) -> Waiting:
    return Waiting(str(words.DEEDS[vote.deed]), "", display_name_of(vote.by), vote.reason, None)


def _about(vote: Vote, request: StaffRequest) -> str:
    if vote.target in words.FIELDS:
        return f"{words.FIELDS[vote.target]}: {vote.value}"
    return _called(vote.target, request)[0] if vote.target else ""


def _is_mine(wish: WishFile, request: StaffRequest) -> bool:
    return any(vote.by == request.actor.account for vote in wish.standing.waiting)


def _may_be_given(wish: WishFile, request: StaffRequest) -> bool:
    """Say whether two people agreed today that this is given out."""
    granted = [vote.on for vote in wish.standing.agreed if vote.deed is Deed.GRANT]
    today = request.parts.clock.now().date()
    return wish.said.kind is WishKind.SEE and wish.standing.state is WishState.DONE and today in granted
