"""Inviting people to an agency: the link goes by mail, or is shown once to hand over."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts import outgoing_mail
from accounts.access import AgencyRequest, requires
from accounts.models import Agency, Invitation
from accounts.permissions import Permission
from accounts.services import invitation as invitations
from editing import drafts
from ita_portal.office.forms.people import InviteForm
from ita_portal.office.views.links import Link, show_link

log = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def invite(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Whom, and as what; the query string may propose an officer who has no account yet."""
    if request.method == "GET":
        initial = {name: request.GET.get(name, "") for name in ("name", "post", "unit")}
        form = drafts.fill(InviteForm(initial=initial, agency=agency), request)
        return render(request, "settings/invite.html", {"form": form})
    form = InviteForm(request.POST, agency=agency)
    if not form.is_valid():
        return render(request, "settings/invite.html", {"form": form}, status=422)
    cleaned = form.cleaned_data
    try:
        invitation, token = invitations.invite(
            agency=agency,
            name=cleaned["name"],
            email=cleaned["email"],
            place=form.place(),
            by=request.user,
            now=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "settings/invite.html", {"form": form}, status=422)
    return _hand_out(request, invitation, token)


@require_POST
@requires(Permission.SETTINGS_EDIT)
def renew(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """A new link for somebody whose old one ran out or was lost: shown where the form says so, else by mail."""
    invitation = get_object_or_404(Invitation, agency=agency, pk=pk)
    try:
        token = invitations.renew(invitation=invitation, by=request.user, now=timezone.now())
    except invitations.Spent:
        return _too_late(request, agency)
    return _hand_out(request, invitation, token, shown=request.POST.get("how") == "show")


@require_POST
@requires(Permission.SETTINGS_EDIT)
def withdraw(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Withdraws an invitation, whose link then opens no more."""
    invitation = get_object_or_404(Invitation, agency=agency, pk=pk)
    try:
        invitations.withdraw(invitation=invitation, by=request.user, now=timezone.now())
    except invitations.Spent:
        return _too_late(request, agency)
    messages.success(request, f"ยกเลิกคำเชิญของ{invitation.name}แล้ว ลิงก์เดิมใช้ไม่ได้อีก")
    return redirect("accounts:users", agency.slug)


def _too_late(request: AgencyRequest, agency: Agency) -> HttpResponse:
    messages.warning(request, "คำเชิญนี้มีผู้รับหรือถูกยกเลิกไปแล้ว")
    return redirect("accounts:users", agency.slug)


def _hand_out(request: AgencyRequest, invitation: Invitation, token: str, *, shown: bool = False) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    why_not = "" if shown or not invitation.email else _why_not_mailed(request, invitation, link)
    if invitation.email and not shown and not why_not:
        messages.success(request, f"ส่งคำเชิญให้{invitation.name}ทางอีเมลแล้ว")
    else:
        show_link(request, Link(link, invitation.name, "invitation", why_not))
    return redirect("accounts:users", invitation.agency.slug)


def _why_not_mailed(request: HttpRequest, invitation: Invitation, link: str) -> str:
    """Sends the letter; where it did not go out, why not: the link is then to be handed over."""
    if not outgoing_mail.is_sent():
        return "ระบบนี้ยังไม่ได้ตั้งค่าอีเมล จึงไม่ได้ส่งคำเชิญ"
    context = {"invitation": invitation, "link": link, "by": request.user}
    subject = render_to_string("account/email/invitation_subject.txt", context).strip()
    text = render_to_string("account/email/invitation_message.txt", context)
    try:
        went_out = bool(send_mail(subject, text, None, [invitation.email]))
    except (SMTPException, OSError) as error:
        log.warning("invitation %s: mail failed: %s", invitation.pk, type(error).__name__)
        went_out = False
    return "" if went_out else "ส่งอีเมลไม่สำเร็จ"
