"""Units are added, renamed, ordered and, when nobody stands in one, taken away."""

import pytest
from django.core.exceptions import ValidationError

from accounts.changed import Changed, digest
from accounts.models import Unit
from accounts.services import unit as units
from accounts.services.unit import UnitFacts
from measures.models import Officer
from tests.accounts.office import Office, actions_recorded, an_office, signed_in

pytestmark = pytest.mark.django_db


def a_unit(office: Office, name: str) -> Unit:
    return units.add(agency=office.agency, facts=UnitFacts(f"{name}ของหน่วยงาน", name), by=office.wilai)


def names(office: Office) -> list[str]:
    return list(office.agency.units.values_list("short_name", flat=True))


def test_new_units_stand_last_and_change_places() -> None:
    office = an_office()
    first, second, third = (a_unit(office, name) for name in ("ก", "ข", "ค"))
    units.move(unit=third, down=False, by=office.wilai)
    assert names(office) == ["ก", "ค", "ข"]
    units.move(unit=first, down=True, by=office.wilai)
    assert names(office) == ["ค", "ก", "ข"]
    units.move(unit=second, down=True, by=office.wilai)
    assert names(office) == ["ค", "ก", "ข"]


def test_one_name_an_agency_and_the_form_says_so() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    a_unit(office, "กองคลัง")
    assert a_unit(elsewhere, "กองคลัง").pk
    data = {"short_name": "กองคลัง", "name": "กองคลังของหน่วยงาน"}
    response = signed_in(office.wilai).post(office.url("units/add/"), data)
    assert response.status_code == 422
    said = "ชื่อที่พิมพ์ในรายงาน “กองคลังของหน่วยงาน” มีอยู่แล้ว คือกองคลังในรายการ"
    assert said in response.content.decode().split('role="alert"')[1][:600]
    assert names(office) == ["กองคลัง"]


def test_who_saves_second_sees_what_the_first_saved() -> None:
    office = an_office()
    unit = a_unit(office, "กองคลัง")
    seen = digest(units.facts_of(unit))
    units.change(unit=unit, facts=UnitFacts("สำนักคลัง", "สำนักคลัง"), base=seen, by=office.wilai)
    with pytest.raises(Changed):
        units.change(unit=unit, facts=UnitFacts("กองการเงิน", "กองการเงิน"), base=seen, by=office.wilai)
    assert names(office) == ["สำนักคลัง"]


@pytest.mark.parametrize("who", ["member", "officer"])
def test_a_unit_with_somebody_in_it_stays(who: str) -> None:
    office = an_office()
    unit = a_unit(office, "กองช่าง")
    if who == "member":
        office.kanda.memberships.update(unit=unit)
    else:
        Officer.objects.create(agency=office.agency, name="นายธนกร", unit=unit)
    with pytest.raises(ValidationError, match="มีผู้ใช้หรือผู้รับผิดชอบสังกัดอยู่"):
        units.remove(unit=unit, by=office.wilai)
    page = signed_in(office.wilai).post(office.url(f"units/{unit.pk}/remove/"), follow=True).content.decode()
    assert "ยังนำกองช่างออกไม่ได้" in page
    assert names(office) == ["กองช่าง"]


def test_an_empty_unit_goes_and_the_trail_names_its_row() -> None:
    office = an_office()
    unit = a_unit(office, "กองช่าง")
    units.remove(unit=unit, by=office.wilai)
    assert names(office) == []
    assert actions_recorded() == ["unit.added", "unit.removed"]
