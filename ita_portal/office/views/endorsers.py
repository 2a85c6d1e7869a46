"""The page of an agency's settings that needs what lies above people: who passes a report before the approver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import AgencyRequest, requires
from accounts.models import Agency, Membership, SetAside
from accounts.permissions import Permission
from editing import drafts
from editing.conflict import KEPT, attempt, keep_unchosen, respond
from editing.fields import offer
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Value, Version
from editing.who_saved import Trail
from reports.review.people.endorsers import endorsers_of, set_endorsers


def _place(number: int) -> forms.ModelChoiceField[Membership]:
    return forms.ModelChoiceField(
        label=f"ลำดับที่ {number}", queryset=Membership.objects.none(), required=False, empty_label="ไม่มี"
    )


class EndorsersForm(VersionedForm):
    """A few places in order; empty ones are passed over. The order is chosen as one."""

    places = ("place0", "place1", "place2", "place3", "place4")
    together = {"order": places}
    names = {"order": "ลำดับผู้เห็นชอบ"}

    place0, place1, place2, place3, place4 = (_place(number) for number in range(1, 6))

    def __init__(self, *args: Any, agency: Agency, at_least: int = 1, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        """Draws the places that are filled, and as many as `at_least`."""
        super().__init__(*args, **kwargs)
        filled = max((n for n, name in enumerate(self.places, start=1) if self[name].value()), default=0)
        self.drawn_places = self.places[: max(filled, at_least)]
        self.may_grow = len(self.drawn_places) < len(self.places)
        self.helper = PortalHelper(*self.drawn_places)
        # A person of several roles stands in the list once, by the first of them.
        active = agency.memberships.filter(is_active=True, user__is_active=True).order_by("user", "pk")
        first = {row.user_id: row.pk for row in reversed(active)}
        chosen = [row.pk for row in endorsers_of(agency)]
        rows = Membership.objects.filter(pk__in=[*first.values(), *chosen]).select_related("user")
        for name in self.places:
            offer(self, name, rows.order_by("user__name", "pk"), _named)

    @classmethod
    def _posted(cls, part: str, facts: Mapping[str, object]) -> Value:
        """Returns the chosen keys without the gaps between places."""
        keys = [key for key in super()._posted(part, facts) if key]
        return [*keys, *[""] * (len(cls.places) - len(keys))]

    def chosen(self) -> list[Membership]:
        """Returns the chosen endorsers in order, after is_valid."""
        return [row for row in (self.cleaned_data[name] for name in self.places) if row]


def _named(membership: Membership) -> str:
    post = membership.post or str(membership.get_role_display())
    return f"{membership.user} {post}"


def _facts(rows: Sequence[Membership]) -> dict[str, object]:
    return dict(zip(EndorsersForm.places, rows, strict=False))


def _digest(rows: Sequence[Membership]) -> str:
    return ",".join(str(row.pk) for row in rows)


def _version(rows: Sequence[Membership]) -> Version:
    return EndorsersForm.version(_digest(rows), _facts(rows))


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def endorsers(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Who passes a report before it reaches the approver, in order; nobody is the usual case."""
    if request.method == "GET":
        rows = endorsers_of(agency)
        form = EndorsersForm(initial=EndorsersForm.drawn(_digest(rows), _facts(rows)), agency=agency)
        if drafts.asked(request) is not None:
            form = EndorsersForm(initial=drafts.fill(form, request).initial, agency=agency)
        return render(request, "settings/endorsers.html", {"form": form})
    if request.POST.get("do") == "add":
        typed = {name: request.POST.get(name, "") for name in ("base", *EndorsersForm.places)}
        drawn = sum(name in request.POST for name in EndorsersForm.places)
        form = EndorsersForm(initial=typed, agency=agency, at_least=drawn + 1)
        form.fields[form.drawn_places[-1]].widget.attrs["autofocus"] = True
        return render(request, "settings/endorsers.html", {"form": form})

    def write(form: EndorsersForm, base: str) -> bool:
        seen = [int(key) for key in base.split(",") if key.isdecimal() and len(key) < 19]
        try:
            set_endorsers(agency=agency, memberships=form.chosen(), seen=seen, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    bind, trail = partial(EndorsersForm, agency=agency), Trail([f"agency:{agency.pk}"])
    keep_unchosen(request, SetAside.Page.ENDORSERS, agency.pk, bind)
    tried = attempt(request.POST, bind=bind, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about="ผู้เห็นชอบก่อนอนุมัติ", kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        return render(request, "settings/endorsers.html", {"form": tried.form}, status=tried.status)
    messages.success(request, "บันทึกผู้เห็นชอบแล้ว มีผลตั้งแต่การเสนอรายงานครั้งต่อไป")
    return redirect("settings_endorsers", agency.slug)
