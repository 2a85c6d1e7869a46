"""The page of an agency's settings about the certificate that signs its reports: chosen and tested, never put in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import AgencyRequest, requires
from accounts.models import Agency
from accounts.permissions import Permission, Role
from pades.errors import Hidden, Unsigned
from pades.keys import agency_keys, certificates
from pades.keys.agency_keys import Source
from reports.models import SigningKey
from reports.signing import certificate as choosing


class SourceForm(forms.Form):
    """One of the keys at hand."""

    source = forms.ChoiceField(label="ลงนามด้วย", widget=forms.RadioSelect)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        choices = [(each.value, each.label) for each in agency_keys.sources(agency.slug)]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def certificate(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Which certificate signs, what it is worth and until when; POST chooses another or makes a test signature."""
    if request.method == "POST" and request.POST.get("act") == "test":
        return _test(request, agency)
    chosen = SigningKey.objects.filter(agency=agency).first()
    at_hand = agency_keys.sources(agency.slug)
    initial = chosen.source if chosen else at_hand[0] if at_hand else None
    form = SourceForm(request.POST or None, initial={"source": initial}, agency=agency)
    if request.method == "POST" and form.is_valid():
        choosing.choose_key(agency=agency, source=Source(form.cleaned_data["source"]), by=request.user)
        messages.success(request, "บันทึกใบรับรองที่ใช้ลงนามแล้ว")
        return redirect("settings_certificate", agency.slug)
    return _draw(request, agency, form, status=422 if request.method == "POST" else 200)


@require_GET
@requires(Permission.SETTINGS_EDIT)
def how(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """How an agency gets a certificate of its own, with the letter that asks for it: to be printed."""
    rows = agency.memberships.filter(role=Role.APPROVER, is_active=True, user__is_active=True)
    context = {"agency": agency, "approver": rows.select_related("user").order_by("pk").first()}
    return render(request, "settings/certificate_how.html", context)


def _test(request: AgencyRequest, agency: Agency) -> HttpResponse:
    try:
        level = choosing.try_key(agency=agency, by=request.user, now=timezone.now())
    except Unsigned as error:
        messages.error(request, f"ทดสอบลงนามไม่สำเร็จ: {error}")
    else:
        messages.success(request, f"ทดสอบลงนามสำเร็จ ระดับ {level} ({level.label}) และตรวจลายมือชื่อแล้วถูกต้อง")
    return redirect("settings_certificate", agency.slug)


def _draw(request: AgencyRequest, agency: Agency, form: SourceForm, *, status: int) -> HttpResponse:
    now = timezone.now()
    context: dict[str, Any] = {
        "form": form,
        "forms": [form] if status != 200 else [],
        "choices": form.fields["source"],
        "elsewhere": settings.SIGNING_ELSEWHERE,
    }
    try:
        context["level"] = choosing.level_wanted()
        key = choosing.shown(agency, now=now)
    except Hidden as error:
        return render(request, "settings/certificate.html", context | {"hidden": str(error)}, status=status)
    except Unsigned as error:
        return render(request, "settings/certificate.html", context | {"reason": str(error)}, status=status)
    facts = certificates.facts(key.certificate)
    context |= {
        "held": facts,
        "source": key.source,
        "weak": certificates.weaknesses(key.certificate),
        "is_over": facts.is_over(now),
        "ends_soon": facts.ends_soon(now),
    }
    return render(request, "settings/certificate.html", context, status=status)
