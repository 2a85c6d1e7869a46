"""An agency's own library: listed, changed, taken out and put back, and used in a plan; nobody else sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Indicator, Measure, Recommended
from tests.browsing import form_of
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_indicator
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db
ONLINE = "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่"


def kept(office: Office, text: str = "จัดทำระบบ\nประชาสัมพันธ์", question: str = ONLINE, **facts: Any) -> Recommended:
    said = {"tool": "EIT", "question": question, "text": text, "added_by": office.manee, "added_at": NOON}
    return Recommended.objects.create(agency=office.plan.agency, **{**said, **facts})


def url_of(office: Office, name: str = "library", row: Recommended | None = None) -> str:
    rows = {"recommended_pk": row.pk} if row else {}
    return reverse(f"measures:{name}", kwargs={"slug": office.plan.agency.slug, "year": office.plan.year, **rows})


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def shown(client: Client, office: Office, **asked: str) -> list[int]:
    return [row.pk for row in client.get(url_of(office), asked).context["page"].object_list]


def events() -> list[tuple[str, str]]:
    found = AuditEvent.objects.filter(action__startswith="recommended.").order_by("seq")
    return [(each.action, each.subject) for each in found]


def test_the_latest_comes_first_and_search_finds_words_in_any_digits(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    assert "ยังไม่มีมาตรการในคลัง" in text_of(client.get(url_of(office)))
    first, second = kept(office), kept(office, "อบรม 3 ครั้ง")
    kept(office, "ของที่นำออก", removed_at=NOON)
    Recommended.objects.create(key="all", tool="EIT", question=ONLINE, text="ของทุกหน่วยงาน")
    assert shown(client, office) == [second.pk, first.pk]
    assert shown(client, office, q="อบรม ๓") == [second.pk]
    assert shown(client, office, q="ไม่มีคำนี้จริง ๆ") == []
    assert "ไม่พบมาตรการตามที่ค้นหา" in text_of(client.get(url_of(office), {"q": "ไม่มีคำนี้จริง ๆ"}))
    assert shown(client, office, page="99") == [second.pk, first.pk]


def test_a_measure_is_changed_and_measures_of_plans_are_not(office: Office, signed_in: SignedIn) -> None:
    item = an_indicator("E13", year=2565, text=ONLINE)
    row, measure = kept(office, indicator=item), a_measure(office.plan, "E13", steps=["จัดทำระบบ"])
    client, url = signed_in(office.manee), url_of(office, "library_entry", row)
    form = form_of(client.get(url), to=url)
    assert client.post(url, {**form.values, "text": "ทำใหม่"})["Location"] == url_of(office)
    row.refresh_from_db()
    assert (row.text, row.indicator) == ("ทำใหม่", item)
    assert events() == [("recommended.changed", f"recommended:{row.pk}")]
    assert [step.text for step in measure.steps.all()] == ["จัดทำระบบ"]
    assert "แก้ไขมาตรการในคลัง" in text_of(client.get(url))
    form = form_of(client.get(url), to=url)
    client.post(url, form.values)  # nothing new
    client.post(url, {**form.values, "question": "ข้ออื่น"})
    row.refresh_from_db()
    assert (row.indicator, len(events())) == (None, 2)  # it is of another item now


def test_mistakes_stand_beside_their_fields(office: Office, signed_in: SignedIn) -> None:
    client, url = signed_in(office.manee), url_of(office, "library_entry", kept(office))
    form = form_of(client.get(url), to=url)
    page = client.post(url, {**form.values, "text": " ", "question": "พิมพ์ไว้แล้ว"})
    assert (page.status_code, page.context["form"].errors["text"]) == (422, ["โปรดพิมพ์สิ่งที่ต้องทำ"])
    assert "พิมพ์ไว้แล้ว" in text_of(page)
    assert client.post(url, {}).status_code == 422


def test_of_two_people_at_one_measure_neither_loses_words_unasked(office: Office, signed_in: SignedIn) -> None:
    row = kept(office)
    client, url = signed_in(office.manee), url_of(office, "library_entry", row)
    form = form_of(client.get(url), to=url)
    client.post(url, {**form.values, "text": "ของคนแรก"})
    clash = client.post(url, {**form.values, "text": "ของคนที่สอง"})
    assert clash.status_code == 409
    assert "ของคนแรก" in text_of(clash) and "ของคนที่สอง" in text_of(clash)
    client.post(url, {**form.values, "question": "อีกส่วน"})
    row.refresh_from_db()
    assert (row.text, row.question) == ("ของคนแรก", "อีกส่วน")


def test_a_measure_is_taken_out_and_put_back(office: Office, signed_in: SignedIn) -> None:
    row, client = kept(office), signed_in(office.manee)
    for _ in range(2):
        assert client.post(url_of(office, "library_use", row)).status_code == 302
    assert shown(client, office) == []
    assert "มาตรการที่นำออกจากคลัง 1 รายการ" in text_of(client.get(url_of(office)))
    client.post(url_of(office, "library_use", row), {"in_use": "on"})
    assert shown(client, office) == [row.pk]
    assert [action for action, _ in events()] == ["recommended.taken_out", "recommended.put_back"]


def test_a_measure_of_the_library_fills_the_form_of_a_new_one_of_this_years_item(
    office: Office, signed_in: SignedIn
) -> None:
    old, now = an_indicator("E13", year=2564, text=ONLINE), an_indicator("E9", year=2565)
    row, client, add = kept(office, indicator=old), signed_in(office.manee), url_of(office, "add")
    asked = {"recommended": str(row.pk)}
    form = client.get(add, asked).context["form"]
    assert (form["code"].value() or "", form["question"].value()) == ("", ONLINE)  # nobody said that E9 is E13
    Indicator.objects.filter(pk=now.pk).update(forerunner=old, forerunner_confirmed_at=NOON)
    page = client.get(add, asked)
    form = page.context["form"]
    assert (form["code"].value(), form["question"].value()) == ("E9", ONLINE)
    assert [each["text"].value() for each in form.steps.forms] == ["จัดทำระบบ", "ประชาสัมพันธ์"]
    assert not Measure.objects.exists()
    typed = form_of(page, to=add)
    assert client.post(add, {**typed.values, "do": "save"}).status_code == 302
    made = Measure.objects.get()
    assert (made.code, [step.text for step in made.steps.all()]) == ("E9", ["จัดทำระบบ", "ประชาสัมพันธ์"])


@pytest.mark.parametrize("key", ["x", "0", "-1", "99999", str(10**30), "๑"])
def test_a_measure_that_is_not_there_fills_nothing(office: Office, signed_in: SignedIn, key: str) -> None:
    page = signed_in(office.manee).get(url_of(office, "add"), {"recommended": key})
    assert (page.status_code, page.context["form"]["question"].value() or "") == (200, "")


def test_nobody_of_another_agency_and_no_officer_finds_it_and_nothing_changes(
    office: Office, signed_in: SignedIn
) -> None:
    row, other = kept(office), an_agency("ban-nong-yai")
    theirs, stranger = a_plan(other, office.plan.year), a_user("stranger", Role.COORDINATOR, agency=other)
    before = Recommended.objects.values().get(pk=row.pk)
    sent = {"text": "แก้", "question": "แก้"}
    for user, status in ((office.mana, 403), (stranger, 404)):
        client = signed_in(user)
        for name, method in (("library_entry", "get"), ("library_entry", "post"), ("library_use", "post")):
            assert getattr(client, method)(url_of(office, name, row), sent).status_code == status, (name, method)
        assert client.get(url_of(office)).status_code == status
    client, own = signed_in(stranger), {"slug": other.slug, "year": theirs.year, "recommended_pk": row.pk}
    for name in ("library_entry", "library_use"):
        assert client.post(reverse(f"measures:{name}", kwargs=own), sent).status_code == 404
    add = reverse("measures:add", kwargs={"slug": other.slug, "year": theirs.year})
    assert (client.get(add, {"recommended": row.pk}).context["form"]["question"].value() or "") == ""
    assert Recommended.objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_pages_make_as_many_queries_for_any_number_of_measures(
    office: Office, signed_in: SignedIn, count: int
) -> None:
    for number in range(count):
        row = kept(office, f"ทำ {number}", indicator=an_indicator(f"E{number + 1}", year=2565, text=f"ข้อ {number}"))
        kept(office, f"นำออก {number}", removed_at=NOON)
    client, found = signed_in(office.manee), {}
    for name, at in (("library", None), ("library_entry", row)):
        client.get(url_of(office, name, at))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url_of(office, name, at)).status_code == 200
        found[name] = len(captured)
    assert found == {"library": 6, "library_entry": 9}
