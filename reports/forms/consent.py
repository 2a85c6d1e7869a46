"""What a person ticks and proves before a report is submitted or approved."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.access import SignedInRequest
from accounts.authentication.reauthentication import TooManyTries, confirm_identity, label_secret, why_refused
from accounts.models import User
from editing.fields import ThaiTextField
from editing.form_layout import USERNAME, PortalHelper


class ConsentForm(forms.Form):
    """`seen` is the digest that the page showed; the secret is checked last, so that no slip costs a try.

    Either page that asks for it has a form of its own below, which says the order.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    comment = ThaiTextField(printed=False, label="ความเห็น", required=False, rows=3, lines=True, max_length=4000)
    declaration = forms.BooleanField(
        error_messages={"required": "โปรดทำเครื่องหมายหน้าข้อความยืนยัน"}  # the words themselves stand beside it
    )
    secret = forms.CharField(
        strip=False,
        help_text="เพื่อยืนยันว่าเป็นท่านเอง",
        widget=forms.PasswordInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, by: User, declaration: str, comment_label: str, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        label_secret(self.fields["secret"], by)
        self.throttled = False
        self.fields["declaration"].label = declaration
        self.fields["comment"].label = comment_label

    def is_confirmed(self, request: SignedInRequest) -> bool:
        """Whether all is filled in and the secret is the person's own; says on the form what is not."""
        if not self.is_valid():
            return False
        try:
            if confirm_identity(request, self.cleaned_data["secret"]):
                return True
            self.add_error("secret", why_refused(request.user, self.cleaned_data["secret"]))
        except TooManyTries as error:
            self.throttled = True
            self.add_error("secret", str(error))
        return False

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form again."""
        return 429 if self.throttled else 422


class SubmissionForm(ConsentForm):
    """Before a report is submitted."""

    helper = PortalHelper("comment", "declaration", USERNAME, "secret")


class ApprovalForm(ConsentForm):
    """Before a report is signed and approved."""

    helper = PortalHelper("declaration", "comment", USERNAME, "secret")
