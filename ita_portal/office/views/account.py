"""Helping a person of the agency back into their account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import AgencyRequest, requires
from accounts.authentication.reauthentication import TooManyTries, confirm_identity, label_secret, why_refused
from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.services import account
from accounts.services.particulars import Particulars, change
from ita_portal.frame.particulars import drawn, saved
from ita_portal.office.views.links import Link, show_link
from ita_portal.office.views.people import person_of


class SecretForm(forms.Form):
    """The administrator shows that it is they who sit there."""

    secret = forms.CharField(strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: Any, request: AgencyRequest, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.request = request
        label_secret(self.fields["secret"], request.user)

    def clean_secret(self) -> str:
        try:
            right = confirm_identity(self.request, self.cleaned_data["secret"])
        except TooManyTries as error:
            raise ValidationError(str(error), code="rate_limited") from error
        if not right:
            raise ValidationError(why_refused(self.request.user, self.cleaned_data["secret"]))
        return ""


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def password_link(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """A link with which the person sets a new password, for somebody without mail."""
    return _help(request, agency, pk, "password")


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def reset_factor(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Takes off a second factor whose telephone and recovery codes are lost."""
    return _help(request, agency, pk, "factor")


def _help(request: AgencyRequest, agency: Agency, pk: int, what: str) -> HttpResponse:
    user = person_of(agency, pk)
    form = SecretForm(request.POST or None, request=request)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _helped(request, agency, user, what)
            except ValidationError as error:
                form.add_error(None, error)
                status = 409
    return render(request, "settings/account_help.html", {"form": form, "person": user, "what": what}, status=status)


def _helped(request: AgencyRequest, agency: Agency, user: User, what: str) -> HttpResponse:
    if what == "password":
        path = account.password_link(agency=agency, user=user, by=request.user)
        show_link(request, Link(request.build_absolute_uri(path), user.name, what))
    else:
        account.reset_factor(agency=agency, user=user, by=request.user, now=timezone.now())
        messages.success(request, f"ล้างการยืนยันตัวตนสองขั้นตอนของ{user}แล้ว")
    return redirect("accounts:users", agency.slug)


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def particulars(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Name, telephone and mail address of a person whose account is this agency's alone."""
    user = person_of(agency, pk)
    if request.method == "GET":
        return render(request, "settings/particulars.html", {"form": drawn(request, user), "person": user})

    def write(wanted: Particulars, base: str) -> None:
        change(agency=agency, user=user, wanted=wanted, base=base, by=request.user)

    form, status = saved(request, write)
    if status is not None:
        return render(request, "settings/particulars.html", {"form": form, "person": user}, status=status)
    messages.success(request, f"บันทึกชื่อ โทรศัพท์ และอีเมลของ{form.wanted().name}แล้ว")
    return redirect("accounts:person", agency.slug, pk)
