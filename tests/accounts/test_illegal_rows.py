"""The database itself refuses rows that must not be."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from accounts.models import Agency, Membership, OverseerReach, Unit, User
from accounts.permissions import Role
from tests.factories import a_plan, a_unit, a_user, an_agency, an_overseer

pytestmark = pytest.mark.django_db


def agency(**said: str) -> Callable[[Agency], object]:
    row = {"slug": "other", "code": "OTHER", "name": "อบต.อื่น", "short_name": "อื่น", "province": "ไกล"}
    return lambda _: Agency.objects.create(**row | said)


def membership(role: str) -> Callable[[Agency], object]:
    return lambda here: Membership.objects.create(user=User.objects.get(), agency=here, role=role)


ILLEGAL: dict[str, Callable[[Agency], object]] = {
    "an agency without a name": agency(name=""),
    "a second agency of the same name": agency(name="อบต.ต้นแบบ"),
    "a second agency of the same address": agency(slug="model"),
    "a second agency of the same code": agency(code="MODEL"),
    "an address in Thai letters": agency(slug="ทุ่งสาย"),
    "an address in capitals": agency(slug="Thung"),
    "no address": agency(slug=""),
    "an emblem that is no digest": agency(emblem="emblem.png"),
    "an address of two lines": agency(slug="thung\nsai"),
    "a unit without a name": lambda here: Unit.objects.create(agency=here, name="", short_name="ช่าง"),
    "a unit twice": lambda here: [a_unit(here), a_unit(here)],
    "a user without a name to sign in with": lambda _: User.objects.create(username="", name="นายปิติ พาที"),
    "two users of one name in different case": lambda _: User.objects.create(username="MaNa", name="นายปิติ พาที"),
    "a role twice": membership(Role.OFFICER),
    "an unknown role": membership("governor"),
    "no role": membership(""),
    "a reach of nothing": lambda _: OverseerReach.objects.create(user=User.objects.get()),
    "a reach of both kinds": lambda _: an_overseer(province="สายธาร", department="กรมหนึ่ง"),
}


@pytest.mark.parametrize("what", ILLEGAL)
def test_the_database_refuses(what: str) -> None:
    here = an_agency("model", name="อบต.ต้นแบบ")
    a_user("mana", Role.OFFICER, agency=here)
    with pytest.raises(IntegrityError), transaction.atomic():
        ILLEGAL[what](here)


UNSAVED: dict[str, Callable[[Agency], models.Model]] = {
    "โปรดพิมพ์ชื่อหน่วยงาน": lambda _: Agency(slug="other", code="OTHER", short_name="อื่น", province="ไกล"),
    "ตราหน่วยงานไม่ใช่ไฟล์ที่เก็บไว้": lambda _: Agency(slug="other", name="อบต.อื่น", emblem="emblem.png"),
    "รหัสในที่อยู่เว็บใช้ได้เฉพาะ a-z 0-9 และขีด (-)": lambda _: Agency(slug="Thung", name="อบต.อื่น"),
    "โปรดพิมพ์ชื่อสำนัก/กอง": lambda here: Unit(agency=here, short_name="ช่าง"),
    "มีสำนัก/กองชื่อนี้อยู่แล้ว": lambda here: Unit(agency=here, name=a_unit(here).name),
    "โปรดพิมพ์ชื่อผู้ใช้": lambda _: User(name="นายปิติ พาที"),
    "ผู้นี้มีบทบาทนี้ในหน่วยงานอยู่แล้ว": lambda here: Membership(user=User.objects.get(), agency=here, role=Role.OFFICER),
    "ไม่รู้จักบทบาทนี้": lambda here: Membership(user=User.objects.get(), agency=here, role="governor"),
    "โปรดระบุจังหวัดหรือกรมอย่างใดอย่างหนึ่ง": lambda _: OverseerReach(user=User.objects.get()),
}


@pytest.mark.parametrize("said", UNSAVED)
def test_what_the_database_would_refuse_is_said_in_thai_first(said: str) -> None:
    here = an_agency("model", name="อบต.ต้นแบบ")
    a_user("mana", Role.OFFICER, agency=here)
    with pytest.raises(ValidationError) as caught:
        UNSAVED[said](here).validate_constraints()
    assert caught.value.messages == [said]


def test_what_differs_enough_is_taken() -> None:
    here, other = an_agency("one"), an_agency("two")
    mana = a_user("mana", *Role, agency=here)
    Membership.objects.create(user=mana, agency=other, role=Role.OFFICER)
    a_unit(here), a_unit(other)
    a_user("mana2")
    assert (mana.memberships.count(), Unit.objects.count()) == (len(Role) + 1, 2)


def test_the_same_name_in_another_case_is_refused_in_thai() -> None:
    a_user("mana")
    with pytest.raises(ValidationError) as caught:
        User(username="MANA", name="นายปิติ พาที", password="unknown$").full_clean()
    assert caught.value.messages == ["มีชื่อผู้ใช้นี้แล้ว"]


def test_a_name_is_found_whatever_its_case() -> None:
    mana = a_user("Mana")
    assert [User.objects.get_by_natural_key(typed) for typed in ("mana", "MANA", "Mana")] == [mana] * 3


def test_nothing_that_work_hangs_on_can_be_deleted() -> None:
    here = an_agency()
    mana = a_user("mana", Role.OFFICER, unit=a_unit(here))
    a_plan(here)
    with pytest.raises(ProtectedError):
        here.delete()
    with pytest.raises(ProtectedError):
        mana.delete()


def test_a_member_outlives_their_unit() -> None:
    unit = a_unit(an_agency())
    mana = a_user("mana", Role.OFFICER, unit=unit)
    unit.delete()
    assert mana.memberships.get().unit is None
