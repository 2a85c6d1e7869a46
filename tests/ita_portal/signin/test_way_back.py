"""A button pressed after the session ended: signing in leads to a page that can be read, never to a refusal."""

import pytest
from django.test import Client
from django.urls import reverse

from ita_portal.signin.next_page import reads
from tests.house.calls import CALLS
from tests.house.doors import a_world

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
PAGE = "/a/thung-sai-than/2566/measures/"
BUTTON = "/a/thung-sai-than/2566/measures/1/remove/"


def next_of(came_from: str | None, *, path: str = BUTTON, method: str = "POST") -> str:
    """The address that the sign-in page will lead to."""
    headers = {} if came_from is None else {"referer": came_from}
    response = Client().generic(method, path, headers=headers)
    assert response.status_code == 302
    page = Client().get(response["Location"])
    assert page.status_code == 200
    return str(page.context["redirect_field_value"] or "/")


def test_a_button_leads_back_to_the_page_where_it_stood() -> None:
    assert next_of(f"http://testserver{PAGE}?state=late&q=คู่มือ") == f"{PAGE}?state=late&q=คู่มือ"


@pytest.mark.parametrize(
    "came_from",
    [
        None,
        "",
        "nonsense",
        f"http://testserver{BUTTON}",
        "http://testserver/nowhere/",
        "http://testserver//evil.example/",
        f"http://evil.example{PAGE}",
        f"http://testserver@evil.example{PAGE}",
    ],
)
def test_where_no_page_of_ours_is_named_it_leads_home(came_from: str | None) -> None:
    assert next_of(came_from) == "/"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_form_that_can_be_opened_is_opened_again(method: str) -> None:
    assert next_of(f"http://testserver{PAGE}", path=f"{PAGE}add/?a=b", method=method) == f"{PAGE}add/?a=b"


def test_the_address_of_a_button_typed_by_hand_leads_home() -> None:
    assert next_of(None, method="GET") == "/"


def test_of_every_address_it_is_known_whether_it_can_be_read() -> None:
    world = a_world()
    assert {name: reads(world.url(name)) for name in CALLS} == {name: call.get != 405 for name, call in CALLS.items()}
    assert (reads(reverse("account_change_password")), reads("/nowhere/")) == (True, False)
