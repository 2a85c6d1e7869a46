"""Where one lands: the year at a glance for whoever keeps it, one's own work for an officer."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, OverseerReach, User
from accounts.permissions import Role
from measures.models import Measure, Plan
from measures.services.decision import decide
from tests.browsing import words_of
from tests.factories import a_measure, a_plan, a_unit, a_user, an_agency, an_officer, an_overseer

pytestmark = pytest.mark.django_db

SENT = datetime(2023, 9, 22, 8, 28, tzinfo=UTC)


def codes_in(words: str) -> list[str]:
    """The codes of the measures, each once: a row's button names its measure again."""
    return list(dict.fromkeys(re.findall(r"\b[EIO]\d+\b", words)))


def page_of(user: User, plan: Plan) -> Any:
    client = Client()
    client.force_login(user)
    response = client.get(reverse("agency_home", args=[plan.agency.slug, plan.year]))
    assert response.status_code == 200
    return response


def landing(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.get("/").headers.get("Location"))


def test_a_visitor_lands_on_what_was_published(client: Client) -> None:
    assert client.get("/").headers.get("Location") == "/first/"  # nobody has come yet
    an_agency()
    assert client.get("/").headers.get("Location") == reverse("reports:public_list")


def section(response: Any, title: str) -> str:
    """The words of the part of the page under a heading."""
    for part in re.findall(r"(?s)<section>.*?</section>", response.content.decode()):
        words = " ".join(re.sub(r"<[^>]+>", " ", part).split())
        if words.startswith(title):
            return words.removeprefix(title).strip()
    raise LookupError(title)


def take(measure: Measure) -> None:
    """By people who have left since, so that no page names them."""
    agency = measure.plan.agency
    unit = measure.duties.get(position=0).officer.unit
    sender, taker = a_user("sender", Role.OFFICER, unit=unit), a_user("taker", Role.COORDINATOR, agency=agency)
    for move, by in (("hand_in", sender), ("take", taker)):
        decide(measure=measure, move=move, by=by, now=SENT)
    Membership.objects.filter(user__in=[sender, taker]).update(is_active=False)


def current_steps(response: Any) -> list[str]:
    return re.findall(r'(?s)aria-current="step">.*?<b>(.*?)</b>', response.content.decode())


@pytest.fixture
def plan() -> Plan:
    """With a measure of กองช่าง not begun, one late, one taken after it was due, one of nobody."""
    agency = an_agency()
    works, health = a_unit(agency, "กองช่าง"), a_unit(agency, "กองสาธารณสุข", position=1)
    plan, yesterday = a_plan(agency), timezone.localdate() - timedelta(days=1)
    somkid, kaeo = an_officer(agency, unit=works), an_officer(agency, "นางแก้ว ขวัญใจ", unit=health)
    a_measure(plan, "E13", officers=[somkid])
    a_measure(plan, "I2", officers=[somkid], actions=["เริ่มแล้ว"], due_on=yesterday)
    take(a_measure(plan, "I1", officers=[somkid, kaeo], actions=["ทำแล้ว", "ทำอีก"], outcomes=["ดีขึ้น"], due_on=yesterday))
    a_measure(plan, "O13")
    a_measure(plan, "O14", removed=True)
    return plan


@pytest.fixture
def mana(plan: Plan) -> User:
    return a_user("mana", Role.OFFICER, unit=plan.agency.units.get(short_name="กองช่าง"))


def test_one_lands_on_the_latest_year_of_ones_agency(plan: Plan, mana: User) -> None:
    a_plan(an_agency("elsewhere"), 2570)
    assert landing(mana) == "/a/thung-sai-than/2566/"
    a_plan(plan.agency, 2567)
    assert landing(mana) == "/a/thung-sai-than/2567/"


def test_ones_own_agency_goes_before_the_overview_of_those_that_one_oversees(plan: Plan, mana: User) -> None:
    a_plan(an_agency("overseen", province="ไกล"), 2567)
    OverseerReach.objects.create(user=mana, province="ไกล")
    assert landing(mana) == "/a/thung-sai-than/2566/"
    Membership.objects.filter(user=mana).update(is_active=False)
    assert landing(mana) == "/overview/"


def test_who_has_nothing_to_see_learns_what_is_missing(plan: Plan) -> None:
    stranger = a_user("piti", Role.OFFICER, agency=an_agency("without-a-plan"))
    for user in (stranger, a_user("weera", is_superuser=True)):
        client = Client()
        client.force_login(user)
        assert "ยังไม่มีแผนมาตรการให้ดู" in words_of(client.get("/"))


def test_an_officer_sees_what_their_unit_has_to_do_and_what_became_of_the_rest(plan: Plan, mana: User) -> None:
    response = page_of(mana, plan)
    assert "งานของฉัน มี 2 เรื่องที่ต้องทำ" in words_of(response)
    todo, _, sent = section(response, "ต้องทำ").partition("ตรวจรับแล้ว 1 มาตรการ ")
    assert codes_in(todo) == ["I2", "E13"]
    assert "บันทึกการดำเนินการแล้ว 1 รายการ ยังไม่มีผลลัพธ์" in todo and "เกินกำหนด" in todo and "(1 วันก่อน)" in todo
    assert "ยังไม่ได้บันทึกการดำเนินการ" in todo and "ยังไม่เริ่ม" in todo
    assert sent.startswith("I1") and sent.endswith("ตรวจรับเมื่อ 22 ก.ย. 66 ตรวจรับแล้ว")
    assert "กำหนด" not in sent
    page = response.content.decode()
    assert re.findall(r'btn-primary" href="([^"]+)">\s*([^<]+?)\s*<', page) == [
        (
            reverse("measures:action_new", args=["thung-sai-than", 2566, Measure.objects.get(code="I2").pk]),
            "เพิ่มการดำเนินการ",
        )
    ]
    assert "O13" not in words_of(response) and "O14" not in words_of(response)


def test_an_officer_with_nothing_to_do_is_told_so(plan: Plan) -> None:
    piti = a_user("piti", Role.OFFICER, unit=a_unit(plan.agency, "กองคลัง"))
    assert "ยังไม่มีมาตรการที่ท่านรับผิดชอบในปี 2566" in words_of(page_of(piti, plan))


def test_an_officer_sees_the_dates_of_the_year_and_whom_to_ask(plan: Plan, mana: User) -> None:
    Plan.objects.update(progress_due_on=date(2023, 9, 30), report_due_on=date(2023, 10, 15))
    manee = a_user("manee", Role.COORDINATOR, agency=plan.agency)
    User.objects.filter(pk=manee.pk).update(telephone="0 0000 1234")
    gone = a_user("chujai", Role.COORDINATOR, agency=plan.agency)
    Membership.objects.filter(user=gone).update(is_active=False)
    a_user("weera", Role.COORDINATOR, agency=plan.agency, is_active=False)
    words = words_of(page_of(mana, plan))
    assert "มี 2 เรื่องที่ต้องทำ กำหนดส่งคือวันที่ 30 กันยายน 2566 (เกินกำหนดมานานแล้ว)" in words
    long_gone = "ส่งผลการดำเนินการ 30 กันยายน 2566 เกินกำหนดมานานแล้ว เสนอรายงานต่อผู้อนุมัติ 15 ตุลาคม 2566 เกินกำหนดมานานแล้ว"
    assert long_gone in words
    assert "เผยแพร่รายงาน" not in words
    assert "สอบถามได้ที่ นางสาวมานี รักดี ผู้ประสานงาน ITA โทร. 0 0000 1234" in words
    assert "ชูใจ" not in words and "วีระ" not in words


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.APPROVER, Role.ADMINISTRATOR, None])
def test_others_see_the_year_at_a_glance(plan: Plan, role: Role | None) -> None:
    user = a_user("manee", role, agency=plan.agency) if role else an_overseer(province=plan.agency.province)
    response = page_of(user, plan)
    words = words_of(response)
    assert "ภาพรวมปีงบประมาณ 2566" in words
    assert "4 มาตรการ" in words and "ตรวจรับ 1 จาก 4" in words
    missing = dict.fromkeys(re.findall(r"\b[EIO]\d+\b", section(response, "สิ่งที่ยังขาด")))  # whom to ask names it again
    assert list(missing)[:3] == ["I2", "E13", "O13"]
    assert section(response, "ตรวจรับแล้วตามสำนัก/กอง").endswith("กองช่าง 1 จาก 3 กองสาธารณสุข 1 จาก 1")
    assert "งานของฉัน" not in words


def test_a_coordinator_who_is_an_officer_too_has_both(plan: Plan, mana: User) -> None:
    Membership.objects.create(user=mana, agency=plan.agency, role=Role.COORDINATOR)
    response = page_of(mana, plan)
    assert "ภาพรวมปีงบประมาณ 2566" in words_of(response)
    own = section(response, "งานของฉัน")
    assert codes_in(own) == ["I2", "E13", "I1"]
    assert "ตรวจรับแล้ว 1 มาตรการ I1" in own


def test_a_role_elsewhere_does_not_widen_the_page(plan: Plan, mana: User) -> None:
    Membership.objects.create(user=mana, agency=an_agency("elsewhere"), role=Role.COORDINATOR)
    assert "ภาพรวมปีงบประมาณ" not in words_of(page_of(mana, plan))


@pytest.mark.parametrize(
    ("codes", "step", "said"),
    [
        ([], "มาตรการ", "ยังไม่มีมาตรการของปี 2566"),
        (["E1", "E2"], "ความก้าวหน้า", "E1 E2 ยังไม่ได้ตรวจรับ"),
    ],
)
def test_the_step_of_the_year_and_the_next_thing_to_do(codes: list[str], step: str, said: str) -> None:
    plan = a_plan(an_agency())
    officer = an_officer(plan.agency)
    for code in codes:
        a_measure(plan, code, officers=[officer])
    response = page_of(a_user("manee", Role.COORDINATOR, agency=plan.agency), plan)
    assert current_steps(response) == [step]
    assert said in section(response, "ต้องทำต่อไป")


def test_a_new_year_begins_with_the_measures_of_the_one_before_and_lacks_nothing_else_yet() -> None:
    agency = an_agency()
    before, later = a_plan(agency), a_plan(agency, 2567)
    a_measure(before, officers=[an_officer(agency)])
    manee = a_user("manee", Role.COORDINATOR, agency=agency)
    response = page_of(manee, later)
    first = section(response, "ต้องทำต่อไป")
    assert "ยังไม่มีมาตรการของปี 2567" in first and "คัดลอกจากปี 2566" in first
    assert "ต้องแก้" not in words_of(response)
    assert "เริ่มปี 2567 เริ่มแล้ว" in words_of(page_of(manee, before))


def test_the_report_comes_next_once_all_is_taken_not_once_it_is_entered() -> None:
    plan = a_plan(an_agency())
    unit = a_unit(plan.agency, "กองช่าง")
    measure = a_measure(plan, actions=["ทำแล้ว"], outcomes=["ดีขึ้น"], officers=[an_officer(plan.agency, unit=unit)])
    manee = a_user("manee", Role.COORDINATOR, agency=plan.agency)
    assert current_steps(page_of(manee, plan)) == ["ความก้าวหน้า"]
    take(measure)
    response = page_of(manee, plan)
    assert current_steps(response) == ["จัดทำรายงาน"]
    assert "ยังไม่ได้ตรวจรับ" not in words_of(response)
