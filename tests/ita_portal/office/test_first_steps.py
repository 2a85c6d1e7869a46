"""The first steps are derived from what is stored; each says who may take it, and one leads on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.permissions import Role
from measures.models import Plan
from tests.browsing import open_form, words_of
from tests.factories import a_measure, a_plan, a_unit, a_user, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return an_agency()


def start(user: User) -> Any:
    client = Client()
    client.force_login(user)
    response = client.get("/a/thung-sai-than/start/")
    assert response.status_code == 200
    return response


def filled(response: Any) -> tuple[str, str]:
    """Where the page's one filled button leads, and what it says."""
    [(url, words)] = re.findall(r'<a class="btn btn-primary" href="(.*?)">(.*?)</a>', response.content.decode())
    return url, words


def test_an_empty_office_is_led_from_step_to_step(agency: Agency) -> None:
    weera = a_user("weera", Role.ADMINISTRATOR, Role.COORDINATOR, agency=agency)
    place = "/a/thung-sai-than/"
    assert filled(start(weera)) == (f"{place}settings/agency/", "ไปขั้นที่ 1 ข้อมูลหน่วยงานและหัวกระดาษ")
    Agency.objects.update(telephone="0 1111 1111")
    assert filled(start(weera)) == (f"{place}settings/users/invite/", "ไปขั้นที่ 2 ผู้ใช้และสำนัก/กอง")
    a_unit(agency)
    a_user("chujai", Role.APPROVER, agency=agency)
    said = words_of(start(weera))
    assert "ขั้นที่ 1 2 เสร็จแล้ว" in said and "ผู้อนุมัติ 1 คน สำนัก/กอง 1 แห่ง" in said
    assert filled(start(weera)) == (f"{place}begin/", "ไปขั้นที่ 3 ปีงบประมาณและกำหนดการ")
    plan = a_plan(agency)
    Plan.objects.update(report_due_on=date(2023, 10, 3))
    assert "ปี 2566 จากผลคะแนนปี 2565 เสนอรายงานต่อผู้อนุมัติ 3 ต.ค. 66" in words_of(start(weera)).replace("\u00a0", " ")
    assert filled(start(weera)) == (f"{place}2566/measures/add/many/", "ไปขั้นที่ 4 มาตรการของปี 2566")
    a_measure(plan)
    assert filled(start(weera)) == (f"{place}settings/certificate/how/", "ไปขั้นที่ 5 ใบรับรองสำหรับลงนาม")
    a_plan(agency, 2567)
    assert filled(start(weera))[0] == f"{place}2567/measures/copy/"


def test_saving_leads_on_from_step_to_step_until_there_is_a_measure(agency: Agency) -> None:
    client, place = Client(), "/a/thung-sai-than/"
    client.force_login(a_user("weera", Role.ADMINISTRATOR, Role.COORDINATOR, agency=agency))
    form = open_form(client, f"{place}settings/agency/")
    assert form.press(client, do="next", telephone="0 1111 1111")["Location"] == f"{place}settings/users/invite/"
    assert form.press(client, telephone="0 1111 1111")["Location"] == f"{place}settings/agency/"
    assert "ไปขั้นที่ 3" not in words_of(client.get(f"{place}settings/users/"))  # nobody is invited yet
    invited = open_form(client, f"{place}settings/users/invite/").press(client, name="นางชูใจ เลิศล้ำ", roles="approver")
    page = client.get(invited["Location"])
    assert "ลิงก์คำเชิญของ" in words_of(page)
    assert (f"{place}begin/", "ไปขั้นที่ 3") == filled(page)
    a_measure(a_plan(agency))
    assert "ไปขั้นที่" not in words_of(client.get(f"{place}settings/users/"))
    assert [name for name, _ in open_form(client, f"{place}settings/agency/").buttons if name == "do"] == []


def test_a_step_of_others_says_who_takes_it(agency: Agency) -> None:
    a_user("weera", Role.ADMINISTRATOR, agency=agency)
    manee = a_user("manee", Role.COORDINATOR, agency=agency)
    response = start(manee)
    assert words_of(response).count("ผู้ทำขั้นนี้คือผู้ดูแลระบบหน่วยงาน (นายวีระ ประสงค์สุข)") == 3
    assert filled(response)[0] == "/a/thung-sai-than/begin/"
    assert "/settings/" not in response.content.decode().partition("<main")[2]


def test_the_letter_for_a_certificate_names_the_agency(agency: Agency) -> None:
    weera = a_user("weera", Role.ADMINISTRATOR, agency=agency)
    a_user("chujai", Role.APPROVER, agency=agency)
    client = Client()
    client.force_login(weera)
    said = words_of(client.get("/a/thung-sai-than/settings/certificate/how/"))
    assert f"ออกในนามหน่วยงาน โดยระบุชื่อ “{agency.name}”" in said and "(นางชูใจ เลิศล้ำ)" in said


def test_settings_name_their_sections_for_a_desk_and_folded_for_a_hand(agency: Agency) -> None:
    client = Client()
    client.force_login(a_user("weera", Role.ADMINISTRATOR, agency=agency))
    page = client.get("/a/thung-sai-than/settings/units/").content.decode()
    [folded] = re.findall(r'(?s)<details class="sections-folded">.*?</details>', page)
    for part in (folded, page.replace(folded, "")):
        assert part.count('href="/a/thung-sai-than/start/"') == 1
        assert part.count('href="/a/thung-sai-than/settings/units/" aria-current="true"') == 1
