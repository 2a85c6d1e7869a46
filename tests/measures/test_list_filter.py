"""The filter of the list of measures is drawn once for what it offers and what was asked: never as it was before."""

from __future__ import annotations

import re
from typing import Any

import pytest

from accounts.models import Unit
from accounts.permissions import Role
from measures.models import Officer
from tests.factories import a_plan, a_unit, a_user, an_agency, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def piti(office: Office, signed_in: SignedIn) -> Any:
    """Who may only look."""
    return signed_in(office.piti)


def offered(client: Any, url: str, name: str, **query: str) -> dict[str, bool]:
    """What a choice of the filter offers, each with whether it is the one that was chosen."""
    page = client.get(url, query).content.decode()
    choice = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    assert choice is not None
    options = re.findall(r"<option value=\"[^\"]*\"( selected)?>([^<]*)</option>", choice[0])
    return {label: bool(selected) for selected, label in options}


def test_a_unit_and_an_officer_are_offered_as_they_are_now(office: Office, piti: Any) -> None:
    url = office.url("list")
    before = offered(piti, url, "unit"), offered(piti, url, "officer")
    unit = a_unit(office.plan.agency, "กองประปา")
    officer = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", unit=unit)
    assert set(offered(piti, url, "unit")) - set(before[0]) == {unit.short_name}
    assert set(offered(piti, url, "officer")) - set(before[1]) == {"นางแก้ว ขวัญใจ"}
    Unit.objects.filter(pk=unit.pk).update(short_name="ประปา")
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert set(offered(piti, url, "unit")) - set(before[0]) == {"ประปา"}
    assert offered(piti, url, "officer") == before[1]


def test_who_is_gone_is_offered_while_a_measure_of_the_plan_is_theirs(office: Office, piti: Any) -> None:
    office.measure("I1", officers=[office.somkid])
    Officer.objects.filter(pk=office.somkid.pk).update(is_active=False)
    assert office.somkid.name in offered(piti, office.url("list"), "officer")


def test_what_was_asked_is_chosen_and_narrows_after_it_was_drawn(office: Office, piti: Any) -> None:
    url, unit = office.url("list"), office.health
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", unit=unit)
    office.measure("I1", officers=[kaeo])
    office.measure("I2", officers=[])
    for _ in range(2):
        assert not any(chosen for label, chosen in offered(piti, url, "unit").items() if label != "ทั้งหมด")
        assert [label for label, chosen in offered(piti, url, "unit", unit=str(unit.pk)).items() if chosen] == [
            unit.short_name
        ]
        for query in ({"unit": str(unit.pk)}, {"officer": str(kaeo.pk)}):
            page = piti.get(url, query).content.decode()
            assert re.findall(r'class="rowlink"[^>]*><b>(\w+)</b>', page) == ["I1"]


def test_nobody_is_offered_what_another_agency_has(office: Office, piti: Any, signed_in: SignedIn) -> None:
    there = a_plan(an_agency("elsewhere"))
    unit = a_unit(there.agency, "กองลับ")
    an_officer(there.agency, "นายลับ เฉพาะที่", unit=unit)
    theirs = a_user("lap@elsewhere", Role.COORDINATOR, unit=unit)
    own = offered(piti, office.url("list"), "officer")
    url = f"/a/elsewhere/{there.year}/measures/"
    assert "นายลับ เฉพาะที่" in offered(signed_in(theirs), url, "officer")
    assert offered(signed_in(office.piti), office.url("list"), "officer") == own
    assert "นายลับ เฉพาะที่" not in own
