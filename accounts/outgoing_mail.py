"""Whether letters leave the installation at all."""

from __future__ import annotations

from django.conf import settings

_PRINTED = "django.core.mail.backends.console.EmailBackend"


def is_sent() -> bool:
    """Whether a way out for mail is set (EMAIL_URL): without one a letter is only printed where the server runs."""
    return settings.EMAIL_BACKEND != _PRINTED
