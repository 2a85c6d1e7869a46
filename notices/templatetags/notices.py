"""Whether the worker lives, for the homes of those who keep an agency; and lines of a letter."""

from collections.abc import Collection
from datetime import timedelta

from django import template
from django.template import Context
from django.utils import timezone

from accounts.permissions import Permission
from notices.models import Pulse
from notices.models.pulse import LATE

register = template.Library()
_SOON = timedelta(minutes=4)  # a worker that lives looks each minute, and may be at one signature for two
_KEEPERS = (Permission.REPORT_SUBMIT, Permission.SETTINGS_EDIT)


@register.filter
def indented(text: str) -> str:
    """The lines after the first three spaces in, as a numbered list of plain text wants them."""
    return "\n   ".join(text.splitlines())


@register.simple_tag(takes_context=True)
def silent_worker(context: Context) -> Pulse | bool | None:
    """The last sign of a worker that gives none any more, True where there never was one; None where all is well.

    One query, and none for those who could do nothing about it.
    """
    return _silent(context, _KEEPERS, LATE)


@register.simple_tag(takes_context=True)
def late_signer(context: Context) -> Pulse | bool | None:
    """The same for those who can have a report signed again and wait for it, who hear of it sooner."""
    return _silent(context, (Permission.REPORT_SIGN_AGAIN,), _SOON)


def _silent(context: Context, to: Collection[Permission], late: timedelta) -> Pulse | bool | None:
    request = context["request"]
    agency = getattr(request, "agency", None)
    if agency is None or not any(request.user.can(permission, on=agency) for permission in to):
        return None
    pulse = Pulse.objects.first()
    if pulse is None:
        return True
    return None if pulse.is_alive(timezone.now(), late) else pulse
