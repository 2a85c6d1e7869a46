"""A form that asks who sits there before it does what binds people, or cannot be undone."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.access import SignedInRequest
from accounts.authentication.reauthentication import TooManyTries, confirm_identity, label_secret, why_refused
from accounts.models import User


class IdentityForm(forms.Form):
    """Asks for the password, or a code where there is a second factor; last, so that no slip costs a try."""

    secret = forms.CharField(
        strip=False,
        help_text="เพื่อยืนยันว่าเป็นท่านเอง",
        widget=forms.PasswordInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        label_secret(self.fields["secret"], by)
        self.throttled = False

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
