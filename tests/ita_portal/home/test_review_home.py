"""The report that waits for somebody stands first on their home, whatever their roles, with the button to it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from measures.models import Measure, State
from tests.reports.office import Office, an_office, approve, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

BUTTON = re.compile(r'<a class="btn btn-primary" href="([^"]*)">\s*([^<]*?)\s*</a>')


@pytest.fixture
def office() -> Office:
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    office.person("orn", Role.APPROVER)
    return office


def filled(office: Office, username: str) -> list[tuple[str, str]]:
    """The filled buttons of a person's home."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    page = client.get(f"/a/{office.agency.slug}/{office.plan.year}/")
    return BUTTON.findall(page.content.decode())


@pytest.mark.parametrize("role", Role)
def test_an_endorser_of_any_role_finds_the_report_on_their_home_while_it_is_their_turn(
    office: Office, role: Role
) -> None:
    office.ask([office.person("first", role), office.person("second", role)])
    made = office.submit(User.objects.get(username="mana"))
    to_it = [(office.url("review/"), "พิจารณารายงาน")]
    found = {name: filled(office, name) == to_it for name in ("first", "second", "somsak", "orn", "mana")}
    assert found == {"first": True, "second": False, "somsak": False, "orn": False, "mana": False}
    decide(made, "endorse", User.objects.get(username="first"))
    assert filled(office, "first") != to_it
    assert filled(office, "second") == to_it
    decide(made, "endorse", User.objects.get(username="second"))
    assert (filled(office, "second"), filled(office, "somsak")) == ([], to_it)
    approve(made, User.objects.get(username="somsak"))
    assert [filled(office, name) for name in ("first", "somsak")] == [[], []]


def test_the_report_goes_before_measures_that_wait(office: Office) -> None:
    both = office.person("both", Role.COORDINATOR, Role.OFFICER)
    office.ask([both])
    office.submit(User.objects.get(username="mana"))
    Measure.objects.update(state=State.HANDED_IN)
    assert filled(office, "both") == [(office.url("review/"), "พิจารณารายงาน")]


def test_an_approver_who_is_not_named_reads_whom_it_waits_for(office: Office) -> None:
    office.submit(User.objects.get(username="mana"))
    client = Client()
    client.force_login(User.objects.get(username="orn"))
    page = client.get(f"/a/{office.agency.slug}/{office.plan.year}/").content.decode()
    assert "เสนอรายงานแล้ว รอพิจารณา" in page
    assert "ผู้อนุมัติคือ นายsomsak ส่วน นายorn ส่งกลับแก้ไขได้" in page


def test_who_approves_is_not_told_their_own_name(office: Office) -> None:
    office.submit(User.objects.get(username="mana"))
    client = Client()
    client.force_login(User.objects.get(username="somsak"))
    page = client.get(f"/a/{office.agency.slug}/{office.plan.year}/").content.decode()
    assert "ผู้อนุมัติคือท่าน ส่วน นายorn ส่งกลับแก้ไขได้" in page


def test_a_report_that_was_sent_back_says_so_with_the_words_of_whoever_did(office: Office) -> None:
    home = f"/a/{office.agency.slug}/{office.plan.year}/"
    client = Client()
    client.force_login(User.objects.get(username="mana"))
    made = office.submit(User.objects.get(username="mana"))
    heading = "ผู้พิจารณาส่งรายงานกลับแก้ไข"
    assert heading not in client.get(home).content.decode()
    decide(made, "return", User.objects.get(username="somsak"))
    page = client.get(home).content.decode()
    assert heading in page and "ขอให้แก้ข้อ E13" in page and "นายsomsak" in page
    again = office.submit(User.objects.get(username="mana"))
    assert heading not in client.get(home).content.decode()
    decide(again, "recall", User.objects.get(username="mana"))
    assert heading not in client.get(home).content.decode()
