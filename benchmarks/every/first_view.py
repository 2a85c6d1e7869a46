"""What goes over the wire when somebody opens the portal for the first time: page, style sheets, scripts, fonts."""

from __future__ import annotations

import re
import secrets
import tempfile

from benchmarks.every.apart import leave
from benchmarks.figures import Figure, at_most
from benchmarks.goals import FIRST_VIEW
from benchmarks.own_portal import portal

_TOLD = {"DEBUG": "false", "HTTPS_ONLY": "false", "ALLOWED_HOSTS": "testserver", "PORTAL_URL": "http://testserver"}
_HEADERS = {"accept-encoding": "gzip, deflate, br"}


def figures() -> list[Figure]:
    """Of the page on which one signs in, in a portal as in production."""
    with tempfile.TemporaryDirectory(prefix="static-") as static:
        secret = secrets.token_urlsafe(50)
        with portal("first_view", **_TOLD, STATIC_ROOT=static, SECRET_KEY=secret):
            return [at_most("the first view", FIRST_VIEW, sum(_sent().values()) / 1000, " kB")]


def _sent() -> dict[str, int]:
    """Bytes by what was asked for."""
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up
    from django.test import Client  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client()
    page = client.get("/accounts/login/")
    sent = {"page": len(client.get("/accounts/login/", headers=_HEADERS).content)}
    for name in re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page.content.decode()):
        sent[name] = len(client.get(name, headers=_HEADERS).getvalue())
        text = client.get(name).getvalue().decode() if name.endswith(".css") else ""
        for font in re.findall(r'url\("?(vendor/[^")]+)', text):
            sent[font] = len(client.get(f"/static/{font}", headers=_HEADERS).getvalue())
    return sent


if __name__ == "__main__":
    leave(figures)
