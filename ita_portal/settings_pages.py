"""The page of an agency's settings that needs what lies above people: who passes a report before the approver."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import AgencyRequest, requires
from accounts.forms.fields import offer
from accounts.models import Agency, Membership
from accounts.permissions import Permission
from reports.services.endorsers import endorsers_of, set_endorsers

PLACES = 5
_SAID_BY = {name: f"ลำดับที่ {number}" for number, name in enumerate([f"place{n}" for n in range(PLACES)], start=1)}


class EndorsersForm(forms.Form):
    """A few places in order; empty ones are passed over."""

    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        # A person of several roles stands in the list once, by the first of them.
        active = agency.memberships.filter(is_active=True, user__is_active=True).order_by("user", "pk")
        first = {row.user_id: row.pk for row in reversed(active)}
        chosen = [row.pk for row in endorsers_of(agency)]
        rows = Membership.objects.filter(pk__in=[*first.values(), *chosen]).select_related("user")
        for name, label in _SAID_BY.items():
            self.fields[name] = forms.ModelChoiceField(
                label=label, queryset=Membership.objects.none(), required=False, empty_label="ไม่มี"
            )
            offer(self, name, rows.order_by("user__name", "pk"), _named)

    def chosen(self) -> list[Membership]:
        """In order, after is_valid."""
        return [row for row in (self.cleaned_data[name] for name in _SAID_BY) if row]


def _named(membership: Membership) -> str:
    post = membership.post or str(membership.get_role_display())
    return f"{membership.user} {post}"


def _base(agency: Agency) -> str:
    return ",".join(str(row.pk) for row in endorsers_of(agency))


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def endorsers(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Who passes a report before it reaches the approver, in order; nobody is the usual case."""
    if request.method == "GET":
        rows = endorsers_of(agency)
        initial = {name: row.pk for name, row in zip(_SAID_BY, rows, strict=False)}
        form = EndorsersForm(initial={**initial, "base": _base(agency)}, agency=agency)
        return render(request, "settings/endorsers.html", {"form": form})
    form, status = EndorsersForm(request.POST, agency=agency), 422
    if form.is_valid() and form.cleaned_data["base"] != _base(agency):
        return _overtaken(request, agency, form)
    if form.is_valid():
        try:
            set_endorsers(agency=agency, memberships=form.chosen(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "บันทึกผู้เห็นชอบแล้ว มีผลตั้งแต่การเสนอรายงานครั้งต่อไป")
            return redirect("settings_endorsers", agency.slug)
    return render(request, "settings/endorsers.html", {"form": form}, status=status)


def _overtaken(request: AgencyRequest, agency: Agency, form: EndorsersForm) -> HttpResponse:
    """What another saved, beside what this person chose: saving again uses their own."""
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a bound form's data is a QueryDict
    form.data["base"] = _base(agency)  # type: ignore[index]  # the copy is mutable
    context = {"form": form, "theirs": endorsers_of(agency), "overtaken": True}
    return render(request, "settings/endorsers.html", context, status=409)
