"""The help: a guide for each role, and from each page a link to the part that speaks of it."""

import re

import pytest
from django.test import Client

from accounts.permissions import Role
from ita_portal.frame.help.places import PLACES
from ita_portal.frame.help.views import GUIDES
from tests.factories import a_plan, a_user, an_agency
from tests.house.tree import ROOT


def guide(name: str) -> str:
    response = Client().get(f"/help/{name}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_every_part_that_a_page_leads_to_stands_in_its_guide() -> None:
    parts = {name: set(re.findall(r'<section id="([a-z-]+)"', guide(name))) for name in GUIDES}
    led_to = {tuple(place.split("#")) for place in PLACES.values()}
    assert {(name, part) for name, part in led_to if part not in parts[name]} == set()


@pytest.mark.django_db
def test_every_guide_has_pictures_and_every_picture_is_in_a_guide() -> None:
    named = {name: set(re.findall(r'src="/static/help/([a-z-]+)\.[0-9a-f]+\.png"', guide(name))) for name in GUIDES}
    assert all(named.values())
    assert set().union(*named.values()) == {path.stem for path in (ROOT / "static" / "help").iterdir()}


@pytest.mark.django_db
def test_a_page_leads_to_the_part_about_it_and_any_other_to_the_list() -> None:
    plan = a_plan(an_agency())
    client = Client()
    client.force_login(a_user("manee", Role.COORDINATOR, agency=plan.agency))
    links = {
        f"/a/{plan.agency.slug}/2566/report/": "/help/coordinator/#compile",
        "/v/": "/help/public/#check",
        "/me/": "/help/",
        "/nowhere/": "/help/",
    }
    for path, link in links.items():
        assert f'<a href="{link}">วิธีใช้งาน</a>' in client.get(path).content.decode(), path


@pytest.mark.django_db
def test_who_holds_another_role_is_led_to_the_guide_of_their_own() -> None:
    plan = a_plan(an_agency())
    for name, roles, link in (
        ("manee", (Role.OFFICER,), "/help/officer/"),
        ("mana", (Role.OFFICER, Role.COORDINATOR), "/help/coordinator/#measures"),
        ("somsak", (Role.APPROVER,), "/help/approver/"),
    ):
        client = Client()
        client.force_login(a_user(name, *roles, agency=plan.agency))
        page = client.get(f"/a/{plan.agency.slug}/2566/measures/").content.decode()
        assert f'<a href="{link}">วิธีใช้งาน</a>' in page, name


@pytest.mark.django_db
def test_the_readers_own_guides_come_first() -> None:
    client = Client()
    client.force_login(a_user("mana", Role.OFFICER, Role.COORDINATOR, agency=an_agency()))
    response = client.get("/help/")
    assert [each.name for each in response.context["own"]] == ["officer", "coordinator"]
    assert [each.name for each in response.context["others"]] == ["approver", "administrator", "overseer", "public"]
    assert [each.name for each in Client().get("/help/").context["others"]] == list(GUIDES)


@pytest.mark.django_db
def test_a_guide_that_there_isnt_is_not_found() -> None:
    assert Client().get("/help/nobody/").status_code == 404
