"""Whether the worker lives, for the homes of those who keep an agency; and lines of a letter."""

from collections.abc import Collection
from datetime import timedelta

from django import template
from django.template import Context

from accounts.permissions import Permission, Role
from accounts.who_can import people_by_role
from notices.models.pulse import LATE
from notices.stopped import GOES_ON, SOON, Stopped, stopped

register = template.Library()
_KEEPERS = (Permission.REPORT_SUBMIT, Permission.SETTINGS_EDIT)


@register.filter
def indented(text: str) -> str:
    """The lines after the first three spaces in, as a numbered list of plain text wants them."""
    return "\n   ".join(text.splitlines())


@register.simple_tag
def signs_later() -> str:
    """What becomes of an approved report when the worker is back."""
    return GOES_ON


@register.simple_tag(takes_context=True)
def silent_worker(context: Context) -> Stopped | None:
    """What to say where the worker gives no sign any more; None where all is well.

    It is for the administrator; a coordinator hears of it where there is none. One query where all is well, and none
    for those whom it does not concern.
    """
    found = _silent(context, _KEEPERS, LATE)
    if found is None or found.keeps or not people_by_role(context["request"].agency)[Role.ADMINISTRATOR]:
        return found
    return None


@register.simple_tag(takes_context=True)
def late_signer(context: Context) -> Stopped | None:
    """The same for those who can have a report signed again and wait for it, who hear of it sooner."""
    return _silent(context, (Permission.REPORT_SIGN_AGAIN,), SOON)


def _silent(context: Context, to: Collection[Permission], late: timedelta) -> Stopped | None:
    request = context["request"]
    agency = getattr(request, "agency", None)
    if agency is None or not any(request.user.can(permission, on=agency) for permission in to):
        return None
    return stopped(agency, request.user, late)
