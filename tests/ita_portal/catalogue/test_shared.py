"""The operator takes agencies' wordings into the list of all, and says which lists an agency uses; nobody is named."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, User
from accounts.permissions import Role
from audit.models import AuditEvent
from ita.catalogue import LONGEST_WORDING
from measures.models import Indicator, Wording
from measures.services import wording
from tests.browsing import form_of, words_of
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_indicator

pytestmark = pytest.mark.django_db
URL = reverse("catalogue:wordings")


@pytest.fixture
def said(operator: User) -> Indicator:
    """An item without text, of which two agencies say one thing and a third another."""
    item = an_indicator("I1", year=2566)
    for slug, text in (("one", "ถ้อยคำก"), ("two", "ถ้อยคำก"), ("three", "ถ้อยคำข")):
        person = a_user(f"whosaid-{slug}")
        Wording.objects.create(
            agency=an_agency(slug), indicator=item, text=text, confirmed_by=person, confirmed_at=NOON
        )
    return item


def take(client: Client, item: Indicator, at: int, status: str) -> Any:
    [(_, found)] = client.get(URL).context["items"]
    return client.post(URL, {"take": f"{item.pk}:{found[at].digest}", "status": status}, follow=True)


def test_wordings_stand_with_how_many_say_so_and_nobody_is_named(keeper: Client, said: Indicator) -> None:
    page = keeper.get(URL)
    [(item, found)] = page.context["items"]
    assert (item, [(each.text, each.agencies) for each in found]) == (said, [("ถ้อยคำก", 2), ("ถ้อยคำข", 1)])
    words = page.content.decode()
    assert not [name for name in ("อบต. one", "องค์การบริหารส่วนตำบล two", "whosaid-") if name in words]


@pytest.mark.parametrize("status", ["confirmed", "second_hand"])
def test_one_is_taken_into_the_list_with_its_source_and_each_agency_keeps_its_own(
    keeper: Client, operator: User, said: Indicator, status: str
) -> None:
    take(keeper, said, 0, status)
    said.refresh_from_db()
    assert (said.text, said.status, said.source) == ("ถ้อยคำก", status, "ถ้อยคำที่หน่วยงาน 2 แห่งยืนยันไว้")
    assert said.confirmed_by == (operator if status == "confirmed" else None)
    assert list(Wording.objects.order_by("pk").values_list("text", flat=True)) == ["ถ้อยคำก", "ถ้อยคำก", "ถ้อยคำข"]
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.agency, event.actor) == ("catalogue.wording_taken", None, operator.pk)
    measure = a_measure(a_plan(Agency.objects.get(slug="three"), 2567), "I1", indicator=said)
    assert wording.of(measure).text == "ถ้อยคำข"
    assert keeper.get(URL).context["items"] == []


def test_what_was_taken_or_changed_meanwhile_is_not_taken_twice(keeper: Client, said: Indicator) -> None:
    [(_, found)] = keeper.get(URL).context["items"]
    data = {"take": f"{said.pk}:{found[0].digest}", "status": "second_hand"}
    Wording.objects.update(text="อื่น")
    assert "จึงยังไม่ได้เปลี่ยน" in keeper.post(URL, data, follow=True).content.decode()
    said.refresh_from_db()
    assert said.text == ""


@pytest.mark.parametrize("more", [0, 1])
def test_a_wording_is_taken_up_to_the_length_that_a_list_takes_and_a_longer_one_is_left_with_the_way_to_shorten_it(
    keeper: Client, said: Indicator, more: int
) -> None:
    longest = "ก" * (LONGEST_WORDING + more)
    Wording.objects.update(text=longest)
    page = words_of(keeper.get(URL))
    assert ("ยาว 2,001 ตัวอักษร รายการรับได้ไม่เกิน 2,000 ตัวอักษร" in page) is bool(more)
    assert ("ใช้ถ้อยคำนี้ในรายการของทั้งระบบ" in page) is not more
    answer = words_of(take(keeper, said, 0, "second_hand"))
    said.refresh_from_db()
    assert (said.text, "ยาวเกิน 2,000 ตัวอักษร" in answer) == (("", True) if more else (longest, False))
    assert Wording.objects.filter(text=longest).count() == 3
    url = reverse("catalogue:item", args=[said.pk])
    form = form_of(keeper.get(url))
    typed = {**form.values, "text": longest, "status": "second_hand"}
    saved = keeper.post(url, typed)
    assert saved.status_code == (422 if more else 302)
    if more:
        assert saved.context["form"].errors["text"] == ["โปรดพิมพ์ไม่เกิน 2000 ตัวอักษร ขณะนี้มี 2001"]
        assert form_of(saved).values["text"] == longest


def test_an_agency_types_no_longer_one_and_loses_nothing(said: Indicator) -> None:
    agency = Agency.objects.get(slug="one")
    client = Client()
    client.force_login(a_user("manee", Role.COORDINATOR, agency=agency))
    measure = a_measure(a_plan(agency, 2567), "I1", indicator=said)
    url = reverse("measures:wording", args=["one", 2567, measure.pk])
    longest = "ก" * (LONGEST_WORDING + 1)
    refused = client.post(url, {**form_of(client.get(url)).values, "text": longest})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["text"]
    assert form_of(refused).values["text"] == longest
    assert Wording.objects.get(agency=agency).text == "ถ้อยคำก"


@pytest.mark.parametrize("data", [{}, {"take": "x:y", "status": "confirmed"}, {"take": "1:y", "status": "seed"}])
def test_garbage_is_not_found(keeper: Client, data: dict[str, str]) -> None:
    assert keeper.post(URL, data).status_code == 404


def test_an_agency_uses_the_lists_that_the_operator_says(keeper: Client, operator: User) -> None:
    agency = an_agency()
    an_indicator("O1", year=2566, text="ทั่วไป")
    an_indicator("O1", year=2566, text="ของโรงพยาบาล", kind="hospital")
    url = reverse("catalogue:agency", args=[agency.pk])
    assert keeper.post(url, {"list_kind": "unheard"}).status_code == 422
    assert keeper.post(url, {"list_kind": "hospital"}).status_code == 302
    agency.refresh_from_db()
    assert agency.list_kind == "hospital"
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.agency, event.actor) == ("agency.list_kind", agency.pk, operator.pk)
    rows = keeper.get(reverse("catalogue:agencies"), {"q": "THUNG"}).context["rows"]
    assert [(row[0], row[1], row[2]) for row in rows] == [(agency, "hospital", True)]
    assert keeper.get(reverse("catalogue:agencies"), {"q": "ไม่มี"}).context["rows"] == []
    keeper.post(url, {"list_kind": ""})
    agency.refresh_from_db()
    assert agency.list_kind == ""
