"""Changing one's password, also for an account that has none that could be typed as the present one."""

from __future__ import annotations

from allauth.account import views
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect


def change(request: HttpRequest) -> HttpResponseBase:
    """allauth's page; who has no password gets one by mail, or by the link that their administrator makes."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        messages.warning(
            request,
            "บัญชีของท่านยังไม่มีรหัสผ่าน โปรดขอลิงก์ตั้งรหัสผ่านทางอีเมล หากไม่มีอีเมลในระบบ ผู้ดูแลระบบหน่วยงานสร้างลิงก์ให้ท่านได้",
        )
        return redirect("account_reset_password")
    response: HttpResponseBase = views.password_change(request)
    return response
