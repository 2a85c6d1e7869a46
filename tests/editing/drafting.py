"""People who leave a form half done and come back to it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import Draft
from measures.models import Measure
from tests.browsing import Form, forms_of, open_form
from tests.measures.conftest import Office

TYPED = {"actions-0-text": "จัดอบรม 2 ครั้ง ที่ศาลากลาง", "actions-0-start": "3/7/66"}


def said(form: Form) -> dict[str, str]:
    """What a form says, without what carries it."""
    carried = ("draft_", "csrf", "lines-asked")
    return {name: value for name, value in form.values.items() if not name.startswith(carried)}


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


def a_draft(office: Office, mana: Client) -> tuple[Measure, Draft]:
    """What มานะ typed into a new action of a measure."""
    measure = office.measure(actions=["ติดป้าย"], outcomes=["ร้องเรียนลดลง"])
    return measure, leave(mana, office.url("action_new", measure), TYPED)


def home(client: Client, office: Office) -> Any:
    return client.get(reverse("agency_home", args=[office.plan.agency.slug, office.plan.year]))


def undo_of(page: Any) -> Any:
    """The form of เลิกทำ in the green notice."""
    return next(form for form in forms_of(page) if re.search(r"/me/drafts/(\d+/|back/\?)", form.action))
