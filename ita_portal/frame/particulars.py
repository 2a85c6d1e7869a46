"""The form of a person's name, telephone and mail address, for the person and for who administers their agency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts import outgoing_mail
from accounts.access import SignedInRequest
from accounts.changed import Changed, digest
from accounts.models import User
from accounts.services.particulars import Particulars, particulars_of
from editing import drafts
from editing.fields import ThaiTextField
from editing.form_layout import USERNAME, PortalHelper
from editing.identity import IdentityForm

_CHANGED = "มีผู้อื่นแก้ข้อมูลของบัญชีนี้หลังจากที่ท่านเปิดหน้านี้ ที่บันทึกไว้ขณะนี้คือ {} โปรดตรวจ แล้วบันทึกอีกครั้ง"


class ParticularsForm(IdentityForm):
    """`seen` is the digest of what was stored when the form was drawn."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = ThaiTextField(label="คำนำหน้า ชื่อ และนามสกุล", max_length=150)
    telephone = forms.CharField(
        label="โทรศัพท์", required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    email = forms.EmailField(label="อีเมล", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    helper = PortalHelper("name", "telephone", "email", USERNAME, "secret")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        sent = "ใช้ส่งการแจ้งเตือนและลิงก์ตั้งรหัสผ่าน เว้นว่างได้"
        self.fields["email"].help_text = sent if outgoing_mail.is_sent() else "ระบบนี้ยังไม่ได้ตั้งค่าอีเมล เว้นว่างได้"

    def wanted(self) -> Particulars:
        """What was typed, after is_valid."""
        return Particulars(**{name: self.cleaned_data[name] for name in ("name", "telephone", "email")})


def drawn(request: SignedInRequest, user: User) -> ParticularsForm:
    """The form as a page first shows it, with a draft where one was asked for."""
    stored = particulars_of(user)
    form = ParticularsForm(initial={**asdict(stored), "seen": digest(stored)}, by=request.user)
    drafts.fill(form, request)
    return form


def saved(request: SignedInRequest, write: Callable[[Particulars, str], None]) -> tuple[ParticularsForm, int | None]:
    """The posted form, and the status of the page that shows it again; None where it was written.

    `write` takes what is wanted and the digest that the form was drawn from.
    """
    form = ParticularsForm(request.POST, by=request.user)
    if not form.is_confirmed(request):
        return form, form.status
    try:
        write(form.wanted(), form.cleaned_data["seen"])
    except ValidationError as error:
        form.add_error(None, error)
        return form, 422
    except Changed as changed:
        theirs = " ".join(filter(None, asdict(changed.theirs).values()))
        typed = request.POST.copy()
        typed["seen"] = digest(changed.theirs)
        form.data = typed
        form.add_error(None, _CHANGED.format(theirs))
        return form, 409
    return form, None
