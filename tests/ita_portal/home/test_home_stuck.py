"""Where the office is stuck its homes say so, with who can help; nobody is told to ask themselves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Role
from measures.models import Measure, Officer, State
from notices.models import Pulse
from reports.models import Edition, Signing
from tests.accounts.making import a_person
from tests.browsing import words_of
from tests.factories import a_user, an_agency
from tests.reports.office import NOW
from tests.reports.scene import Scene, a_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
USERS = "ไปหน้าผู้ใช้และบทบาท"


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def next_of(scene: Scene, name: str) -> str:
    """The words under the heading of what comes next."""
    client = Client()
    client.force_login(scene.people[name])
    page = client.get(f"/a/{scene.office.agency.slug}/{scene.office.plan.year}/").content.decode()
    found = re.search(r"(?s)<h2>(?:ต้องทำต่อไป|ขณะนี้)</h2>(.*?)</section>", page)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()).replace("\u2060", "") if found else ""


def approved(scene: Scene, state: str = "", reason: str = "") -> None:
    Edition.objects.update(state=Edition.State.APPROVED)
    if state:
        Signing.objects.create(round=scene.round, state=state, reason=reason, next_at=NOW)


def leave(scene: Scene, role: Role) -> None:
    Membership.objects.filter(agency=scene.office.agency, role=role).update(is_active=False)


def a_pulse(age: timedelta = timedelta()) -> None:
    Pulse.objects.create(at=timezone.now() - age)


@pytest.mark.parametrize(("name", "act"), [("named", "ไปสั่งลงนามอีกครั้ง"), ("overseer", "ดูรายงาน")])
def test_a_signing_that_failed_says_why_and_who_can_have_it_done_again(scene: Scene, name: str, act: str) -> None:
    approved(scene, "failed", "ใบรับรองหมดอายุ")
    said = next_of(scene, name)
    assert said.startswith("ลงนามในรายงานไม่สำเร็จ ใบรับรองหมดอายุ ผู้ที่สั่งลงนามอีกครั้งได้คือผู้ประสานงาน ITA หรือ ผู้อนุมัติ")
    assert said.endswith(act)


def test_a_signing_that_can_never_be_names_who_opens_the_report_again(scene: Scene) -> None:
    approved(scene, "unfit", "ไฟล์ไม่มีที่ลงนาม")
    said = next_of(scene, "named")
    assert said.startswith("รายงานที่อนุมัติแล้วลงนามไม่ได้ ไฟล์ไม่มีที่ลงนาม ผู้ที่เปิดให้เสนอใหม่ได้คือผู้ประสานงาน ITA (นายcoordinator")
    assert next_of(scene, "coordinator").endswith("ไปเปิดให้เสนอใหม่")


def test_a_signing_that_waits_says_whether_anybody_works_on_it(scene: Scene) -> None:
    approved(scene)
    assert "งานเบื้องหลังไม่ทำงาน" in next_of(scene, "named") and "ท่านไม่ต้องทำอะไร" in next_of(scene, "named")
    assert "โปรดแจ้งผู้ดูแลเครื่อง" in next_of(scene, "administrator")
    a_pulse()
    assert next_of(scene, "named").startswith("รายงานอนุมัติแล้ว รอลงนาม ระบบจะลงนามให้เอง")
    Pulse.objects.update(at=timezone.now() - timedelta(hours=1))
    assert "งานเบื้องหลังไม่ทำงาน" in next_of(scene, "named")


def test_a_signed_report_names_who_publishes_it(scene: Scene) -> None:
    scene.put(Edition.State.SIGNED)
    assert next_of(scene, "coordinator").endswith("เผยแพร่รายงาน")
    assert next_of(scene, "named").startswith("รายงานลงนามแล้ว รอเผยแพร่ ผู้เผยแพร่คือผู้ประสานงาน ITA (นายcoordinator")


def test_a_signed_report_without_a_coordinator_sends_the_administrator_to_appoint_one(scene: Scene) -> None:
    scene.put(Edition.State.SIGNED)
    leave(scene, Role.COORDINATOR)
    assert "(ขณะนี้ยังไม่มี โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นายadministrator" in next_of(scene, "named")
    said = next_of(scene, "administrator")
    assert "ขณะนี้ยังไม่มี ท่านกำหนดได้ในหน้าผู้ใช้และบทบาท" in said and said.endswith(USERS)


def test_measures_that_nobody_is_left_to_check_are_told_to_all_and_to_who_sent_them(scene: Scene) -> None:
    Edition.objects.update(state=Edition.State.RETURNED)
    Measure.objects.update(state=State.HANDED_IN)
    assert "ไม่มีผู้ตรวจ" not in next_of(scene, "named")
    leave(scene, Role.COORDINATOR)
    assert "มาตรการที่ส่งตรวจแล้ว แต่ไม่มีผู้ตรวจ" in next_of(scene, "named")
    assert next_of(scene, "administrator").endswith(USERS)
    officer = scene.people["officer"]
    assert next_of(scene, "officer") == ""
    Officer.objects.filter(duties__measure__state=State.HANDED_IN).update(user=officer)
    assert "แต่ไม่มีผู้ตรวจ ผู้ตรวจคือผู้ประสานงาน ITA (ขณะนี้ยังไม่มี" in next_of(scene, "officer")


def test_a_round_that_nobody_can_approve_or_take_back_sends_the_administrator_to_appoint_one(scene: Scene) -> None:
    leave(scene, Role.COORDINATOR)
    leave(scene, Role.APPROVER)
    said = next_of(scene, "administrator")
    assert "ท่านกำหนดได้ในหน้าผู้ใช้และบทบาท" in said and said.endswith(USERS)
    assert "โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นายadministrator" not in said


def landing(user: User) -> str:
    client = Client()
    client.force_login(user)
    return words_of(client.get("/", follow=True))


def test_the_administrator_of_a_new_agency_is_not_told_that_they_have_no_role() -> None:
    said = landing(a_user("wilai", Role.ADMINISTRATOR, agency=an_agency("new")))
    assert "เริ่มใช้งานใน 5 ขั้น" in said and "ยังไม่มีบทบาท" not in said
    newer = an_agency("newer")
    a_user("weera", Role.ADMINISTRATOR, agency=newer)
    said = landing(a_user("mana", Role.OFFICER, agency=newer))
    assert "ผู้ที่เริ่มได้คือผู้ประสานงาน ITA หรือ ผู้ดูแลระบบหน่วยงาน (นายวีระ ประสงค์สุข)" in said
    assert "บัญชีของท่านยังไม่มีบทบาทในหน่วยงานใด" in landing(a_person("nobody"))
