"""Where the link of an invitation leads: a new account, or new roles for the one that is signed in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import public
from accounts.models import Invitation, User
from accounts.services import invitation as invitations
from accounts.services.address import account_invited
from ita_portal.signin.allauth_adapter import GOOD_PASSWORDS
from ita_portal.signin.forms import AccountForm, JoinForm
from notices.after_request import write_for_agency


@require_http_methods(["GET", "POST"])
@public
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for mail programs open links by themselves; a spent link answers 410."""
    try:
        invitation = invitations.find(token, timezone.now())
        if request.user.is_authenticated:
            return _with_this_account(request, request.user, invitation, token)
        return _with_a_new_account(request, invitation, token)
    except invitations.Spent:
        return render(request, "account/invitation_spent.html", status=410)


def _with_this_account(request: HttpRequest, user: User, invitation: Invitation, token: str) -> HttpResponse:
    meant = invitations.is_meant_for(invitation, name=user.name, email=user.email)
    form = JoinForm(request.POST if request.method == "POST" else None, invitation=invitation, user=user, meant=meant)
    if not form.is_valid():
        context = {"invitation": invitation, "form": form, "meant": meant}
        status = 422 if form.is_bound else 200
        return render(request, "account/invitation_join.html", context, status=status)
    invitations.accept_as(token=token, user=user, now=timezone.now(), knowing=not meant)
    write_for_agency(invitation.agency)
    messages.success(request, f"รับบทบาทใน{invitation.agency.short_name}แล้ว")
    return redirect("home")


def _with_a_new_account(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    account = account_invited(invitation)
    if account is not None:
        return _with_their_account(request, invitation, account)
    form = AccountForm(request.POST or None, initial={"name": invitation.name}, good_passwords=GOOD_PASSWORDS)
    context = {"form": form, "invitation": invitation}
    if request.method == "GET":
        return render(request, "account/invitation.html", context)
    if not form.is_valid():
        invitations.find(token, timezone.now())  # who clicks twice is told that the link was used, not their username
        return render(request, "account/invitation.html", context, status=422)
    user, password = form.user(), form.cleaned_data["password1"]
    try:
        invitations.accept_new(token=token, user=user, password=password, now=timezone.now())
    except ValidationError as error:
        form.take(error)
        return render(request, "account/invitation.html", context, status=422)
    except invitations.HasAccount:
        return _with_their_account(request, invitation, account_invited(invitation))
    write_for_agency(invitation.agency)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, f"ตั้งบัญชีแล้ว ครั้งต่อไปเข้าสู่ระบบด้วยชื่อผู้ใช้ {user.username}")
    return redirect("home")


def _with_their_account(request: HttpRequest, invitation: Invitation, account: User | None) -> HttpResponse:
    """Who was invited has an account: they sign in with it, and then take the invitation up."""
    context = {"invitation": invitation, "closed": account is not None and not account.is_active}
    status = 200 if request.method == "GET" else 409
    return render(request, "account/invitation_sign_in.html", context, status=status)
