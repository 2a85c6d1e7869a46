"""People who leave a form half done and come back to it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.models import Draft
from tests.browsing import Form, open_form


def said(form: Form) -> dict[str, str]:
    """What a form says, without what carries it."""
    return {name: value for name, value in form.values.items() if not name.startswith(("draft_", "csrf"))}


def keep(client: Client, form: Form, typed: dict[str, str] | None = None, *, by_itself: bool = False) -> Any:
    """Sends the form to be kept, as the button does or as the page does by itself."""
    headers = {"HX-Request": "true"} if by_itself else {}
    return client.post("/me/drafts/", {**form.values, **(typed or {})}, headers=headers)


def leave(client: Client, url: str, typed: dict[str, str]) -> Draft:
    """Types into the form of a page and goes away."""
    response = keep(client, open_form(client, url), typed)
    assert response.status_code == 302, response.content.decode()
    return Draft.objects.get(page=url)


def send(client: Client, form: Form) -> Any:
    """Presses the form's own first button."""
    button = dict([("do", "save") if ("do", "save") in form.buttons else form.buttons[0]] if form.buttons else [])
    return client.post(form.action, {**form.values, **button})
