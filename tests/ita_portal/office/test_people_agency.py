"""The agency's own page: what it prints, how, and the rule of the second factor; each change is accounted for."""

import json

import pytest
from django.core.exceptions import ValidationError

from accounts.access import Refused
from accounts.changed import digest
from accounts.models import Agency
from accounts.services import agency as agencies
from accounts.services.agency import AgencyFacts
from audit.models import AuditEvent
from ita_portal.office.forms.agency import AgencyForm
from tests.accounts.office import Office, an_office, signed_in

pytestmark = pytest.mark.django_db


def typed(office: Office, **change: str) -> dict[str, str]:
    facts = agencies.facts_of(Agency.objects.get(pk=office.agency.pk))
    said = {name: str(value) for name, value in vars(facts).items() if not isinstance(value, bool)}
    return {**said, "base": AgencyForm.version(digest(facts), vars(facts)).sign(), **change}


def test_what_is_saved_is_how_reports_look() -> None:
    office = an_office()
    data = typed(office, digits="thai", orientation="portrait", letterhead="ที่ทำการ อบต.ทุ่งสายธาร")
    assert signed_in(office.wilai).post(office.url("agency/"), data).status_code == 302
    stored = Agency.objects.get(pk=office.agency.pk)
    assert (stored.digits, stored.orientation, stored.letterhead) == ("thai", "portrait", "ที่ทำการ อบต.ทุ่งสายธาร")


def test_the_trail_names_the_fields_and_not_their_words() -> None:
    office = an_office()
    signed_in(office.wilai).post(office.url("agency/"), typed(office, telephone="0 2000 0000"))
    event = AuditEvent.objects.get(action="agency.changed")
    assert json.loads(event.data) == {"fields": ["telephone"]}
    assert (event.actor, event.agency, event.subject) == (
        office.wilai.pk,
        office.agency.pk,
        f"agency:{office.agency.pk}",
    )


def test_doing_without_a_second_factor_is_an_event_of_its_own() -> None:
    office = an_office()
    page = signed_in(office.wilai).get(office.url("agency/")).content.decode()
    assert "ผู้ที่รู้รหัสผ่านของผู้อนุมัติจะอนุมัติรายงานแทนได้" in page
    signed_in(office.wilai).post(office.url("agency/"), typed(office, mfa_optional="on"))
    assert Agency.objects.get(pk=office.agency.pk).mfa_optional
    assert json.loads(AuditEvent.objects.get(action="agency.second_factor_rule").data) == {"optional": True}


@pytest.mark.parametrize(
    ("telephone", "is_one"),
    [("0 2123 4567 ต่อ 12-14", True), ("๐ ๒๑๒๓ ๔๕๖๗, 191", True), ("", True), ("ถามที่หน้าห้อง", False), ("ต่อ 12", False)],
)
def test_a_telephone_is_a_number(telephone: str, is_one: bool) -> None:
    office = an_office()
    answer = signed_in(office.wilai).post(office.url("agency/"), typed(office, telephone=telephone))
    assert answer.status_code == (302 if is_one else 422)
    if not is_one:
        page = answer.content.decode()
        assert "ไม่ใช่หมายเลขโทรศัพท์" in page and telephone in page
        assert not AuditEvent.objects.filter(action="agency.changed").exists()


@pytest.mark.parametrize(
    ("website", "stored", "site"),
    [
        ("https://www.ThungSaiThan.go.th/home", "https://www.ThungSaiThan.go.th/home", "thungsaithan.go.th"),
        (" thungsaithan.go.th ", "https://thungsaithan.go.th", "thungsaithan.go.th"),
        ("http://www.thungsaithan.go.th", "http://www.thungsaithan.go.th", "thungsaithan.go.th"),
        ("https://www.facebook.com/thungsaithan", "https://www.facebook.com/thungsaithan", ""),
        ("", "", ""),
    ],
)
def test_a_website_is_kept_with_the_name_by_which_links_are_compared(website: str, stored: str, site: str) -> None:
    office = an_office()
    Agency.objects.filter(pk=office.agency.pk).update(website="https://old.go.th", site="old.go.th")
    assert signed_in(office.wilai).post(office.url("agency/"), typed(office, website=website)).status_code == 302
    agency = Agency.objects.get(pk=office.agency.pk)
    assert (agency.website, agency.site) == (stored, site)


@pytest.mark.parametrize(
    "website",
    [
        "javascript:alert(1)",
        "ftp://a.go.th",
        "หน้าเว็บของเรา",
        "https://a",
        "https://me:secret@a.go.th",
        "https://[::1",
        "x" * 300,
    ],
)
def test_what_is_no_website_is_refused_beside_its_field_and_comes_back(website: str) -> None:
    office = an_office()
    before = Agency.objects.filter(pk=office.agency.pk).values().get()
    answer = signed_in(office.wilai).post(office.url("agency/"), typed(office, website=website))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert any(each in shown for each in ("อ่านที่อยู่เว็บไซต์นี้ไม่ได้", "รหัสผ่านอยู่ข้างใน", "300"))
    assert f'value="{website}"' in shown
    assert Agency.objects.filter(pk=office.agency.pk).values().get() == before


def test_saving_nothing_new_records_nothing() -> None:
    office = an_office()
    signed_in(office.wilai).post(office.url("agency/"), typed(office))
    assert not AuditEvent.objects.filter(action__startswith="agency.").exists()


def test_what_decides_who_oversees_the_agency_is_not_its_own_to_change() -> None:
    office = an_office()
    forged = typed(office, province="ไกล", department="กรมอื่น", slug="elsewhere", code="ZZ")
    signed_in(office.wilai).post(office.url("agency/"), {**forged, "telephone": "1111"})
    stored = Agency.objects.get(pk=office.agency.pk)
    assert (stored.province, stored.department, stored.slug, stored.code) == (
        office.agency.province,
        office.agency.department,
        office.agency.slug,
        office.agency.code,
    )
    assert stored.telephone == "1111"


def test_the_name_of_another_agency_is_refused() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    response = signed_in(office.wilai).post(office.url("agency/"), typed(office, name=elsewhere.agency.name))
    assert response.status_code == 422
    facts = agencies.facts_of(office.agency)
    with pytest.raises(ValidationError):
        agencies.save(
            agency=office.agency,
            facts=AgencyFacts(**{**vars(facts), "name": elsewhere.agency.name}),
            base=digest(facts),
            by=office.wilai,
        )


def test_an_officer_changes_nothing() -> None:
    office = an_office()
    facts = agencies.facts_of(office.agency)
    with pytest.raises(Refused):
        agencies.save(agency=office.agency, facts=facts, base=digest(facts), by=office.kanda)


def test_an_imported_agency_is_asked_for_its_province_once() -> None:
    office = an_office()
    Agency.objects.filter(pk=office.agency.pk).update(province="")
    client = signed_in(office.wilai)
    assert 'name="province"' in client.get(office.url("agency/")).content.decode()
    empty = client.post(office.url("agency/"), typed(office, telephone="0 2000 0000"))
    assert (empty.status_code, "โปรดพิมพ์จังหวัด" in empty.content.decode()) == (422, True)
    assert client.post(office.url("agency/"), typed(office, province="จังหวัดนครปฐม")).status_code == 302
    assert Agency.objects.get(pk=office.agency.pk).province == "นครปฐม"
    assert json.loads(AuditEvent.objects.get(action="agency.changed").data) == {"fields": ["province"]}
    page = client.get(office.url("agency/")).content.decode()
    assert ('name="province"' in page, "จังหวัดนครปฐม" in page) == (False, True)


def test_a_stored_province_is_not_the_administrators_to_change() -> None:
    office = an_office()
    response = signed_in(office.wilai).post(office.url("agency/"), typed(office, province="ที่อื่น", telephone="1111"))
    assert response.status_code == 302
    stored = Agency.objects.get(pk=office.agency.pk)
    assert (stored.province, stored.telephone) == ("ตัวอย่าง", "1111")
    facts = agencies.facts_of(stored)
    with pytest.raises(ValidationError, match="ผู้ดูแลการติดตั้งระบบ"):
        agencies.save(
            agency=stored,
            facts=AgencyFacts(**{**vars(facts), "province": "ที่อื่น"}),
            base=digest(facts),
            by=office.wilai,
        )
