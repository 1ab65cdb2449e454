"""The lists of a desk: bringing one, looking at it as it would be understood, saying what its columns mean, questions.

A desk names its kind of list; addresses and marks are made here, alike for both. Nothing is filed by a page: the worker
does that, and the page says how far it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.lists import actions
from khabar.apps.lists.actions import TOO_LARGE
from khabar.apps.lists.desks import DESK_OF
from khabar.apps.lists.queries import ReportWords, first_lines, list_view, lists_of, mappings_of, report_of
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.ids import AccountId
from khabar.domain.lists.columns import Meaning
from khabar.domain.lists.understanding import understood
from khabar.domain.pfif import DocumentFault
from khabar.web.components.bodies import takes_files
from khabar.web.components.days import read_in_words
from khabar.web.front.access import for_duties
from khabar.web.front.list_documents import came_of, counted, rules_broken, what_it_is, would_become
from khabar.web.front.list_faults import refused, said
from khabar.web.front.list_forms import BringForm, ColumnsForm, OriginForm, ReadForm, TakeForm, UseForm, answered
from khabar.web.front.list_words import MEANINGS, REFUSED, REPORT_COLUMNS, STATES
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of
from khabar.web.front.sheets import Line

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import TypedDict

    from django.forms import BaseForm
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

    from khabar.apps.copies.looking import Shown
    from khabar.apps.lists.queries import ListView
    from khabar.domain.actors import Actor
    from khabar.domain.lists.columns import ListKind
    from khabar.domain.lists.mapping import Bound, Mapping
    from khabar.domain.lists.understanding import Understood
    from khabar.ports import Parts
    from khabar.web.front.access import StaffRequest

    class Acting(TypedDict):
        """What every action is given."""

        actor: Actor
        now: datetime
        parts: Parts


SECONDS_BETWEEN_LOOKS = 5
_LONG = frozenset({"last_news", "two_things_1", "two_things_2", "post_address"})
"""What may be a text of many lines, and turns with its own script; all else stands where the page begins."""


@dataclass(frozen=True)
class DeskOfLists:
    """A desk with its kind of list, and the name under which its addresses stand."""

    kind: ListKind
    namespace: str

    def address(self, name: str, *ids: str) -> str:
        """Give the address of one of this desk's pages."""
        return reverse(f"{self.namespace}:{name}", args=ids)


@dataclass(frozen=True)
class Row:
    """One list of the desk, in words."""

    id: str
    name: str
    brought_by: str
    brought_at: datetime
    state: str


@dataclass(frozen=True)
class RowShown:
    """One row of a list as it would be understood."""

    number: int
    lines: list[Line]
    of_birth: list[str]
    to_mend: str


_View = Callable[["StaffRequest", DeskOfLists], "HttpResponseBase"]
_ViewOfOne = Callable[["StaffRequest", DeskOfLists, str], "HttpResponseBase"]


def list_urls(desk: DeskOfLists) -> list[URLPattern]:
    """Make the addresses of a desk's lists, each marked for the duty of that desk."""
    mark = for_duties(DESK_OF[desk.kind])
    every = require_http_methods(["GET", "HEAD", "POST"])(mark(_at(desk, _lists)))
    found = [path("lists/", takes_files(every), name="lists")]
    views: dict[str, _ViewOfOne] = {
        "list": _list,
        "list_report": _report,
        "list_questions": _questions,
        "list_read": _read,
        "list_columns": _columns,
        "list_use": _use,
        "list_take": _take,
        "list_drop": _drop,
        "mapping_drop": _drop_mapping,
    }
    for name, view in views.items():
        marked = mark(_of_one(desk, view))
        kept = require_safe(marked) if name in _SAFE else _SENT.get(name, require_POST)(marked)
        found.append(path(_ADDRESSES[name], kept, name=name))
    return found


_DEEDS = ("report", "questions", "read", "columns", "use", "take", "drop")
_SAFE = frozenset({"list", "list_report"})
_SENT = {"list_questions": require_http_methods(["GET", "HEAD", "POST"])}
_ADDRESSES = {
    "list": "lists/<str:list_id>/",
    "mapping_drop": "lists/mappings/<str:list_id>/drop/",
    **{f"list_{deed}": f"lists/<str:list_id>/{deed}/" for deed in _DEEDS},
}


def _at(desk: DeskOfLists, view: _View) -> Callable[[StaffRequest], HttpResponseBase]:
    def at_desk(request: StaffRequest) -> HttpResponseBase:
        return view(request, desk)

    return at_desk


def _of_one(desk: DeskOfLists, view: _ViewOfOne) -> Callable[[StaffRequest, str], HttpResponseBase]:
    def at_desk(request: StaffRequest, list_id: str) -> HttpResponseBase:
        return view(request, desk, list_id)

    return at_desk


def _acting(request: StaffRequest) -> Acting:
    return {"actor": request.actor, "now": request.parts.clock.now(), "parts": request.parts}


def _lists(request: StaffRequest, desk: DeskOfLists) -> HttpResponseBase:
    """List what the desk has brought, and take a new file."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.fields["list"].error_messages["required"] = _(TOO_LARGE)
    if form.is_bound and form.is_valid():
        try:
            with mending(form, said):
                brought = actions.bring(**_acting(request), kind=desk.kind, sent=form.sent())
                return redirect(desk.address("list", brought))
        except DocumentFault as fault:
            form.add_error("list", refused(fault))
    page = page_of(request, lists_of(desk.kind, request.actor, parts=request.parts))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(one) for one in page.object_list],
        "kept": mappings_of(desk.kind, request.actor, parts=request.parts),
        **_around(desk),
    }
    return render(request, "front/lists.html", context)


def _list(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Show one list: to be looked at, on its way, or what came of it."""
    return _page(request, desk, list_view(list_id, request.actor, parts=request.parts))


def _read(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Read the file in another way."""
    view = list_view(list_id, request.actor, parts=request.parts)
    form = ReadForm(request.POST, view=view)
    return _done(request, desk, view, form, lambda: _wished(request, list_id, form))


def _columns(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Keep what the columns mean, for this list and, under a name, for the next one."""
    view = list_view(list_id, request.actor, parts=request.parts)
    form = ColumnsForm(request.POST, mapping=view.mapping, kind=desk.kind)
    if form.is_of_others:
        messages.error(request, _(actions.CHANGED))
        return redirect(desk.address("list", list_id))

    def deed() -> None:
        mapping = form.mapping()
        actions.map_columns(**_acting(request), list_id=list_id, mapping=mapping)
        if name := form.cleaned_data["mapping_name"]:
            actions.keep_mapping(**_acting(request), name=name, mapping=mapping, kind=desk.kind)

    return _done(request, desk, view, form, deed)


def _use(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Use what was kept from another list."""
    view = list_view(list_id, request.actor, parts=request.parts)
    kept = mappings_of(desk.kind, request.actor, parts=request.parts)
    form = UseForm(request.POST, kept=kept)

    def deed() -> None:
        mapping = next(one.mapping for one in kept if one.id == form.cleaned_data["kept"])
        actions.map_columns(**_acting(request), list_id=list_id, mapping=mapping)

    return _done(request, desk, view, form, deed)


def _take(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Leave a document that was looked at to the worker."""
    view = list_view(list_id, request.actor, parts=request.parts)
    form = TakeForm(request.POST)
    return _done(request, desk, view, form, lambda: actions.take(**_acting(request), list_id=list_id))


def _questions(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Ask who made the list; with the answers it goes to the worker."""
    view = list_view(list_id, request.actor, parts=request.parts)
    if view.state != "brought" or not (view.card.mapping or view.card.is_document):
        return redirect(desk.address("list", list_id))
    form = OriginForm(request.POST or None, initial=answered(view.card.origin))
    if form.is_bound and form.is_valid():
        with mending(form):
            deed = actions.answer if view.card.is_document else actions.hand_over
            deed(**_acting(request), list_id=list_id, origin=form.origin())
            return redirect(desk.address("list", list_id))
    return render(request, "front/list_questions.html", {"form": form, "view": view, **_around(desk, list_id)})


def _drop(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Forget a list; what was filed of it stays."""
    try:
        actions.drop(**_acting(request), list_id=list_id)
    except Conflict as begun:
        messages.error(request, _(str(begun)))
        return redirect(desk.address("list", list_id))
    messages.success(request, _("The list is forgotten. What was taken in of it stays."))
    return redirect(desk.address("lists"))


def _drop_mapping(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Forget what was kept for other lists."""
    actions.drop_mapping(**_acting(request), mapping_id=list_id)
    messages.success(request, _("It is forgotten."))
    return redirect(desk.address("lists"))


def _report(request: StaffRequest, desk: DeskOfLists, list_id: str) -> HttpResponseBase:
    """Give the rows that were not taken, under a name that tells nothing."""
    try:
        words = ReportWords(tuple(map(str, REPORT_COLUMNS)), str(REFUSED), said)
        rows = report_of(list_id, request.actor, now=request.parts.clock.now(), parts=request.parts, words=words)
    except Invalid:
        return redirect(desk.address("list", list_id))
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    answer = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="to-mend.csv"'
    return answer


def _done(
    request: StaffRequest, desk: DeskOfLists, view: ListView, form: BaseForm, deed: Callable[[], object]
) -> HttpResponseBase:
    """Do a deed for a valid form and show the list anew; else show it with what is to be mended."""
    if form.is_valid():
        with mending(form, said):
            deed()
        if not form.errors:
            return redirect(desk.address("list", view.id))
    return _page(request, desk, view, form)


def _wished(request: StaffRequest, list_id: str, form: ReadForm) -> None:
    actions.wish(**_acting(request), list_id=list_id, wishes=form.wishes())


def _page(request: StaffRequest, desk: DeskOfLists, view: ListView, failed: BaseForm | None = None) -> HttpResponseBase:
    context = {
        "view": view,
        "state": STATES[view.state],
        "brought_by": display_name_of(AccountId(view.brought_by)),
        "percent": round(100 * view.parts_done / view.parts_of) if view.parts_of else 0,
        "failed": failed or BringForm(),
        "why": said(view.card.why),
        **{name: counted(getattr(view.card, name)) for name in ("taken", "known", "refused")},
        "beside": came_of(view.card, desk.kind),
        **_around(desk, view.id),
    }
    if view.state == "brought":
        look = _document if view.card.is_document else _to_look_at
        context |= look(request, desk, view, failed)
    answer = render(request, "front/list.html", context)
    if view.state in {"waiting", "filing"} and "still" not in request.GET:
        answer.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


def _to_look_at(request: StaffRequest, desk: DeskOfLists, view: ListView, failed: BaseForm | None) -> dict[str, object]:
    """Give what stands on the page before anything is taken in: forms, and the first rows as understood."""
    kept = mappings_of(desk.kind, request.actor, parts=request.parts)
    columns = failed if isinstance(failed, ColumnsForm) else ColumnsForm(mapping=view.mapping, kind=desk.kind)
    return {
        "read": failed if isinstance(failed, ReadForm) else ReadForm(view=view),
        "columns": columns,
        "use": (failed if isinstance(failed, UseForm) else UseForm(kept=kept)) if kept else None,
        "rows": _shown(request, desk, view),
        "is_mapped": view.card.mapping is not None,
    }


def _document(request: StaffRequest, desk: DeskOfLists, view: ListView, failed: BaseForm | None) -> dict[str, object]:
    """Give what stands on the page of a PFIF document before anything is taken in; its questions come first."""
    del failed
    holding = view.card.holding
    if holding is None or view.card.origin is None:
        return {}
    now = request.parts.clock.now()
    first_lines(view.id, request.actor, now=now, parts=request.parts)
    return {
        "what_it_is": what_it_is(holding),
        "would": would_become(holding, desk.kind),
        "rules": rules_broken(holding),
        "rows": [_record_shown(one, now.date()) for one in holding.first],
    }


def _shown(request: StaffRequest, desk: DeskOfLists, view: ListView) -> list[RowShown]:
    now = request.parts.clock.now()
    bound = _bound(view.mapping, view, desk.kind)
    if bound is None:
        return []
    try:
        lines = first_lines(view.id, request.actor, now=now, parts=request.parts)
    except Invalid as lost:
        messages.error(request, said(str(lost)))
        return []
    return [_row_shown(understood(one, bound, desk.kind, today=now.date()), now.date()) for one in lines]


def _bound(mapping: Mapping, view: ListView, kind: ListKind) -> Bound | None:
    """Bind what is proposed, where it says enough to understand a row."""
    try:
        return mapping.of(view.card.header, kind)
    except Invalid:
        return None


def _row_shown(row: Understood, today: date) -> RowShown:
    to_mend = said(row.wrong.message, row.wrong.field) if row.wrong else ""
    return RowShown(
        row.number, [_value(one.meaning, one.text) for one in row.values], read_in_words(row.birth, today), to_mend
    )


def _record_shown(row: Shown, today: date) -> RowShown:
    birth = [(Meaning.BIRTH_DATE.value, row.birth)] if row.birth else []
    lines = [Line(_("Id of the record"), row.name, is_name=True)] if row.name else []
    lines += [_value(*one) for one in (*row.values, *birth)]
    return RowShown(row.line, lines, read_in_words(row.birth, today), said(row.to_mend) if row.to_mend else "")


def _value(meaning: str, text: str) -> Line:
    return Line(str(MEANINGS[Meaning(meaning)]), text, meaning not in _LONG)


def _row(view: ListView) -> Row:
    brought_by = display_name_of(AccountId(view.brought_by))
    return Row(view.id, view.card.file_name, brought_by, view.brought_at, str(STATES[view.state]))


def _around(desk: DeskOfLists, list_id: str = "") -> dict[str, object]:
    """Give what every page of a desk's lists needs: its kind, and where its deeds are sent."""
    addresses = {"home": reverse(f"{desk.namespace}:home"), "lists": desk.address("lists")}
    if list_id:
        addresses |= {name: desk.address(f"list_{name}", list_id) for name in _DEEDS}
        addresses["list"] = desk.address("list", list_id)
    routes = {"to_list": f"{desk.namespace}:list", "to_drop": f"{desk.namespace}:mapping_drop"}
    return {"kind": desk.kind.value, "to": addresses, **routes}
