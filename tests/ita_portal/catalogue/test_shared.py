"""The operator takes agencies' wordings into the list of all, and says which lists an agency uses; nobody is named."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, User
from audit.models import AuditEvent
from measures.models import Indicator, Wording
from measures.services import wording
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
