"""Who passes a report before the approver: set in order on a page of the settings."""

import pytest

from accounts.permissions import Role
from reports.review.people.endorsers import endorsers_of, set_endorsers
from tests.accounts.making import a_member, a_person
from tests.accounts.office import an_office, signed_in
from tests.browsing import form_of, open_form, words_of

pytestmark = pytest.mark.django_db


def test_the_order_on_the_page_is_the_order_of_the_report() -> None:
    office = an_office()
    first = a_member(a_person("palad"), office.agency, Role.APPROVER, post="ปลัด")
    second = office.kanda.memberships.get()
    client = signed_in(office.wilai)
    client.post(office.url("endorsers/"), {"place0": first.pk, "place2": second.pk, "base": ""})
    assert endorsers_of(office.agency) == [first, second]
    page = client.get(office.url("endorsers/"))
    drawn = form_of(page)
    assert {name: key for name, key in drawn.values.items() if name.startswith("place")} == {
        "place0": str(first.pk),
        "place1": str(second.pk),
    }
    client.post(office.url("endorsers/"), {**drawn.values, "place0": second.pk, "place1": ""})
    assert endorsers_of(office.agency) == [second]


def test_a_person_of_two_roles_is_offered_once() -> None:
    office = an_office()
    a_member(office.kanda, office.agency, Role.COORDINATOR)
    page = signed_in(office.wilai).get(office.url("endorsers/")).content.decode()
    assert page.count(f"{office.kanda.name} ") == 1


def test_places_are_added_one_by_one_and_what_was_chosen_stays() -> None:
    office = an_office()
    kanda = office.kanda.memberships.get()
    client = signed_in(office.wilai)
    form = open_form(client, office.url("endorsers/"))
    assert [name for name in form.values if name.startswith("place")] == ["place0"]
    for places in range(2, 6):
        page = form.press(client, "add", place0=str(kanda.pk))
        form = form_of(page)
        assert [name for name in form.values if name.startswith("place")] == [f"place{n}" for n in range(places)]
        assert form.values["place0"] == str(kanda.pk)
    assert ("do", "add") not in form.buttons  # there are five at the most
    assert endorsers_of(office.agency) == []


def test_twice_in_the_order_is_refused() -> None:
    office = an_office()
    key = office.kanda.memberships.get().pk
    response = signed_in(office.wilai).post(office.url("endorsers/"), {"place0": key, "place1": key, "base": ""})
    assert response.status_code == 422
    assert "ผู้เห็นชอบแต่ละคนอยู่ในลำดับได้ครั้งเดียว" in response.content.decode()
    assert endorsers_of(office.agency) == []


def test_a_member_of_another_agency_is_not_offered_and_not_taken() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    foreign = elsewhere.kanda.memberships.get()
    client = signed_in(office.wilai)
    assert f'value="{foreign.pk}"' not in client.get(office.url("endorsers/")).content.decode()
    assert client.post(office.url("endorsers/"), {"place0": foreign.pk, "base": ""}).status_code == 422
    assert endorsers_of(office.agency) == []


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_of_two_orders_one_is_chosen(choice: str) -> None:
    office = an_office()
    kanda, wilai = office.kanda.memberships.get(), office.wilai.memberships.get()
    client = signed_in(office.wilai)
    mine = open_form(client, office.url("endorsers/"))
    set_endorsers(agency=office.agency, memberships=[kanda], by=office.wilai)
    asked = client.post(mine.action, {**mine.values, "place0": wilai.pk})
    assert asked.status_code == 409
    assert "ลำดับที่ 1: นางสาวกานดา ใจงาม" in words_of(asked)
    assert endorsers_of(office.agency) == [kanda]
    again = form_of(asked, button="save")
    assert again.press(client, **{"choose-order": choice}).status_code == 302
    assert endorsers_of(office.agency) == ([wilai] if choice == "mine" else [kanda])


def test_the_same_order_with_a_gap_is_the_same_order() -> None:
    office = an_office()
    kanda, wilai = office.kanda.memberships.get(), office.wilai.memberships.get()
    client = signed_in(office.wilai)
    mine = open_form(client, office.url("endorsers/"))
    set_endorsers(agency=office.agency, memberships=[kanda, wilai], by=office.wilai)
    assert client.post(mine.action, {**mine.values, "place0": kanda.pk, "place3": wilai.pk}).status_code == 302
    assert endorsers_of(office.agency) == [kanda, wilai]
