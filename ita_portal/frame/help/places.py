"""Where the help speaks of a page: the link at its foot leads to the very part."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from accounts.permissions import Role

# The guide and the part of it, by the name of the page's address.
PLACES = {
    "measures:progress": "officer#progress",
    "measures:action_new": "officer#progress",
    "measures:action": "officer#progress",
    "measures:measure": "officer#progress",
    "measures:hand_in": "officer#hand-in",
    "measures:recall": "officer#hand-in",
    "start": "administrator#start",
    "measures:begin": "coordinator#begin",
    "measures:copy": "coordinator#begin",
    "measures:deadlines": "coordinator#begin",
    "scores:scores": "coordinator#scores",
    "scores:compare": "coordinator#scores",
    "scores:edit": "coordinator#scores",
    "scores:edit_tool": "coordinator#scores",
    "scores:import": "coordinator#scores",
    "measures:list": "coordinator#measures",
    "measures:add": "coordinator#measures",
    "measures:change": "coordinator#measures",
    "measures:officers": "coordinator#measures",
    "measures:sheet": "coordinator#measures",
    "measures:check": "coordinator#check",
    "measures:reopen": "coordinator#check",
    "reports:compile": "coordinator#compile",
    "reports:preview": "coordinator#compile",
    "reports:submit": "coordinator#submit",
    "reports:recall": "coordinator#submit",
    "reports:publish": "coordinator#publish",
    "reports:published": "coordinator#publish",
    "reports:replace": "coordinator#publish",
    "reports:withdraw": "coordinator#publish",
    "reports:review": "approver#review",
    "reports:sign": "approver#sign",
    "reports:signed": "approver#signed",
    "accounts:agency": "administrator#agency",
    "accounts:users": "administrator#users",
    "accounts:invite": "administrator#users",
    "accounts:units": "administrator#users",
    "settings_endorsers": "administrator#agency",
    "settings_certificate": "administrator#certificate",
    "settings_certificate_how": "administrator#certificate",
    "settings_retention": "administrator#retention",
    "reports:retention": "coordinator#retention",
    "reports:retention_keep": "coordinator#retention",
    "log": "administrator#log",
    "overview": "overseer#overview",
    "overview_scores": "overseer#scores",
    "reports:public_list": "public#read",
    "reports:public_report": "public#read",
    "reports:verify": "public#check",
    "reports:verify_code": "public#check",
}


def help_url(request: HttpRequest, roles: Sequence[str] = ()) -> str:
    """The address of the help for the page at hand; of the list of guides where none speaks of it.

    Who holds `roles` and none for which that help is written is led to the guide of their own.
    """
    match = request.resolver_match
    guide, _, part = PLACES.get(match.view_name if match else "", "").partition("#")
    if guide in Role.values and roles and guide not in roles:
        return reverse("help_guide", args=[next(role for role in reversed(Role.values) if role in roles)])
    return f"{reverse('help_guide', args=[guide])}#{part}" if guide else reverse("help")
