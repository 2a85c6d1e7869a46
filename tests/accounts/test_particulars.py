"""Name, telephone and mail address: one's own for who shows it is they, others' for their administrator."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.access import Refused
from accounts.changed import Changed, digest
from accounts.models import Draft, User
from accounts.permissions import Role
from accounts.services.particulars import Particulars, change, change_own, particulars_of
from audit.models import AuditEvent
from audit.verify import verify
from notices import due
from notices.models import Notice
from tests.accounts.making import PASSWORD, a_member, a_person, an_agency
from tests.accounts.office import Office, an_office, signed_in
from tests.browsing import words_of
from thai.dates import local_day

pytestmark = pytest.mark.django_db
WANTED = Particulars("นางกานดา สมรส", "08 1111 1111", "Kanda@TST.example")
TYPED = {"name": WANTED.name, "telephone": WANTED.telephone, "email": WANTED.email, "secret": PASSWORD}


@pytest.fixture
def office() -> Office:
    return an_office()


def base_of(user: User) -> str:
    return digest(particulars_of(user))


def test_one_changes_ones_own_with_the_password_and_hears_of_the_new_address(client: Client, office: Office) -> None:
    client.force_login(office.kanda)
    assert "/me/particulars/" in client.get("/me/").content.decode()
    url, seen = "/me/particulars/", base_of(office.kanda)
    for wrong in ({"secret": "ทุ่งนา"}, {"secret": ""}, {"name": " "}, {"email": "ไม่ใช่อีเมล"}):
        assert client.post(url, {**TYPED, "seen": seen, **wrong}).status_code == 422, wrong
    assert client.post(url, {**TYPED, "seen": seen})["Location"] == "/me/"
    office.kanda.refresh_from_db()
    assert particulars_of(office.kanda) == Particulars(WANTED.name, WANTED.telephone, "kanda@tst.example")
    events = AuditEvent.objects.filter(action__startswith="user.").values_list("action", "actor", "agency")
    assert list(events) == [
        ("user.particulars_changed", office.kanda.pk, None),
        ("user.address_changed", office.kanda.pk, None),
    ]
    assert "tst.example" not in AuditEvent.objects.get(action="user.particulars_changed").data
    [told] = [each for each in due.of_agency(office.agency, local_day(timezone.now())) if each.user == office.kanda.pk]
    assert told.title == "ความปลอดภัยของบัญชี: เปลี่ยนอีเมลแล้ว"
    assert verify().whole


def test_the_administrator_changes_a_members_and_shows_that_it_is_they(office: Office) -> None:
    client = signed_in(office.wilai)
    assert "แก้ไขชื่อ โทรศัพท์ และอีเมล" in words_of(client.get(office.url(f"users/{office.kanda.pk}/")))
    url, typed = office.url(f"users/{office.kanda.pk}/particulars/"), {**TYPED, "seen": base_of(office.kanda)}
    assert client.post(url, {**typed, "secret": "ทุ่งนา"}).status_code == 422
    assert client.post(url, typed)["Location"] == office.url(f"users/{office.kanda.pk}/")
    office.kanda.refresh_from_db()
    assert office.kanda.name == WANTED.name
    event = AuditEvent.objects.get(action="user.address_changed")
    assert (event.actor, event.agency) == (office.wilai.pk, office.agency.pk)
    notice = Notice.objects.get(user=office.kanda)
    assert f"โดย {office.wilai.name}" in notice.detail


def test_nobody_changes_anothers_from_elsewhere_nor_one_in_which_another_agency_has_a_say(office: Office) -> None:
    elsewhere = an_office("elsewhere")
    for by in (office.kanda, elsewhere.wilai):
        with pytest.raises(Refused):
            change(agency=office.agency, user=office.kanda, wanted=WANTED, base=base_of(office.kanda), by=by)
    with pytest.raises(ValidationError):  # not of the agency
        change(
            agency=office.agency,
            user=elsewhere.kanda,
            wanted=WANTED,
            base=base_of(elsewhere.kanda),
            by=office.wilai,
        )
    a_member(office.kanda, an_agency("third"), Role.OFFICER)
    with pytest.raises(ValidationError, match="หน่วยงานอื่น"):
        change(agency=office.agency, user=office.kanda, wanted=WANTED, base=base_of(office.kanda), by=office.wilai)
    assert not AuditEvent.objects.exists()


def test_one_address_stays_one_persons_and_leaving_it_is_no_clash(office: Office) -> None:
    a_person("somsak", email="kanda@tst.example")
    with pytest.raises(ValidationError, match="มีบัญชีอื่นใช้อยู่"):
        change_own(user=office.kanda, wanted=WANTED, base=base_of(office.kanda))
    assert not AuditEvent.objects.exists()
    change_own(user=office.kanda, wanted=Particulars(WANTED.name, "", ""), base=base_of(office.kanda))
    assert AuditEvent.objects.get().action == "user.particulars_changed"


def test_what_another_saved_meanwhile_is_shown_and_nothing_typed_is_lost(client: Client, office: Office) -> None:
    client.force_login(office.kanda)
    seen = base_of(office.kanda)
    User.objects.filter(pk=office.kanda.pk).update(telephone="0 9999")
    with pytest.raises(Changed):
        change_own(user=office.kanda, wanted=WANTED, base=seen)
    page = client.post("/me/particulars/", {**TYPED, "seen": seen})
    assert page.status_code == 409
    assert "0 9999" in words_of(page) and WANTED.name in page.content.decode()
    again = digest(particulars_of(User.objects.get(pk=office.kanda.pk)))
    assert f'value="{again}"' in page.content.decode()
    assert client.post("/me/particulars/", {**TYPED, "seen": again}).status_code == 302


def test_a_draft_keeps_the_words_and_no_secret(client: Client, office: Office) -> None:
    client.force_login(office.kanda)
    client.post("/me/drafts/", {**TYPED, "draft_page": "/me/particulars/", "draft_title": "ชื่อ"})
    draft = Draft.objects.get()
    assert PASSWORD not in draft.data
    assert WANTED.name in client.get(draft.link).content.decode()
