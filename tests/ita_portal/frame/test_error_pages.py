"""When a page can't be shown, the person learns in Thai what to do; nothing of the program's insides is told."""

import logging
import re

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.models import OverseerReach, User
from accounts.permissions import Role
from tests.accounts.making import a_member, a_person, a_plan, an_agency

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ita_portal.frame.faulty_urls")]


@pytest.fixture
def client() -> Client:
    """Shows error pages as a browser gets them."""
    return Client(raise_request_exception=False)


def main_of(page: str) -> str:
    """The words of the page's main part."""
    found = re.search(r"<main.*?>(.*?)</main>", page, re.DOTALL)
    assert found
    blocks = re.sub(r"</(?:h1|p|dt|dd|a)>", " ", found[1])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", blocks)).strip()


def test_a_fault_of_ours_gives_a_number_that_stands_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = client.get("/broken/")
    assert response.status_code == 500
    words = main_of(response.content.decode())
    assert words.startswith("เกิดข้อผิดพลาดในระบบ ข้อมูลล่าสุดที่บันทึกยังอยู่")
    number = re.search(r"หมายเลขอ้างอิง ([0-9A-F]{4}-[0-9A-F]{4}) เวลาที่เกิด \d+ \S+ 25\d\d เวลา \d\d\.\d\d น\.", words)
    assert number
    logged = [record for record in caplog.records if number[1] in record.getMessage()]
    assert [record.getMessage() for record in logged] == [f"{number[1]}: GET /broken/"]
    assert logged[0].exc_info and logged[0].exc_info[0] is ZeroDivisionError


def test_a_fault_tells_nothing_of_its_cause(client: Client) -> None:
    page = client.get("/broken/").content.decode()
    assert not re.search("ความลับ|ZeroDivision|Traceback|faulty_urls|1101700203450", page)


def test_each_fault_has_a_number_of_its_own(client: Client) -> None:
    numbers = {re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", client.get("/broken/").content.decode()) for _ in range(3)}
    assert len({number[0] for number in numbers if number}) == 3


def test_the_page_of_a_fault_is_made_without_the_database(client: Client) -> None:
    client.force_login(a_person())
    connection.close()
    with connection.execute_wrapper(lambda *_: pytest.fail("the page asked the database")):
        response = client.get("/broken/")
    assert "หมายเลขอ้างอิง" in response.content.decode()


def test_an_address_that_leads_nowhere(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert main_of(response.content.decode()).startswith("ไม่พบหน้านี้")


def test_what_nobody_can_read(client: Client) -> None:
    response = client.get("/unreadable/")
    assert response.status_code == 400
    assert main_of(response.content.decode()).startswith("ระบบอ่านคำขอนี้ไม่ได้ โปรดกลับไปหน้าก่อนแล้วลองใหม่")
    assert "ความลับ" not in response.content.decode()


def test_a_host_name_that_is_not_ours_is_refused_in_thai(client: Client) -> None:
    response = client.get("/help/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


@pytest.fixture
def kanda() -> User:
    return a_person()


def test_a_missing_role_names_the_role_that_opens_the_page_ones_own_and_whom_to_ask(
    client: Client, kanda: User
) -> None:
    agency = an_agency()
    a_member(kanda, agency)
    a_member(a_person("wilai", name="นางวิไล รักษ์ดี", telephone="0 0000 0000 ต่อ 11"), agency, Role.ADMINISTRATOR)
    client.force_login(kanda)
    response = client.get(f"/a/{agency.slug}/review/")
    assert response.status_code == 403
    assert main_of(response.content.decode()) == (
        "ท่านไม่มีสิทธิ์เปิดหน้านี้ หน้านี้เปิดได้เฉพาะผู้อนุมัติ (ขณะนี้ยังไม่มี โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นางวิไล รักษ์ดี) กำหนด) "
        "บทบาทของท่านในอบต.ทุ่งสายธารขณะนี้คือเจ้าหน้าที่ "
        "หากท่านควรมีสิทธิ์นี้ โปรดติดต่อผู้ดูแลระบบของหน่วยงาน นางวิไล รักษ์ดี โทร. 0 0000 0000 ต่อ 11 กลับไปงานของฉัน"
    )
    assert "<b>อบต.ทุ่งสายธาร</b>" in response.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.APPROVER])
def test_a_space_stands_between_a_latin_word_and_a_thai_one(client: Client, kanda: User, role: Role) -> None:
    agency = an_agency()
    a_member(kanda, agency, role)
    client.force_login(kanda)
    body = client.get(f"/a/{agency.slug}/review/")
    assert body.status_code == 403
    assert re.findall("[A-Za-z][ก-๙]", main_of(body.content.decode())) == []


def test_the_sole_administrator_is_led_to_where_roles_are_given_and_not_to_themselves(client: Client) -> None:
    agency = an_agency()
    wilai = a_person("wilai", name="นางวิไล รักษ์ดี")
    a_member(wilai, agency, Role.ADMINISTRATOR)
    client.force_login(wilai)
    page = client.get(f"/a/{agency.slug}/review/").content.decode()
    assert "(ขณะนี้ยังไม่มี ท่านกำหนดได้ในหน้าผู้ใช้และบทบาท)" in main_of(page)
    assert "นางวิไล" not in main_of(page) and "โปรดติดต่อ" not in main_of(page)
    assert f'<a href="/a/{agency.slug}/settings/users/">' in page


def test_an_overseer_is_called_one(client: Client) -> None:
    agency = an_agency()
    kasem = a_person("kasem")
    OverseerReach.objects.create(user=kasem, province=agency.province)
    client.force_login(kasem)
    words = main_of(client.get(f"/a/{agency.slug}/review/").content.decode())
    assert "ท่านเป็นผู้กำกับดูแลของอบต.ทุ่งสายธาร ซึ่งอ่านได้ทุกเรื่อง" in words and "ยังไม่มีบทบาท" not in words


def test_an_administrator_who_left_is_not_named_and_the_agencys_number_stands_there(
    client: Client, kanda: User
) -> None:
    agency = an_agency()
    a_member(kanda, agency)
    gone = a_member(a_person("gone", name="ผู้ที่ย้ายไป"), agency, Role.ADMINISTRATOR)
    gone.is_active = False
    gone.save()
    client.force_login(kanda)
    words = main_of(client.get(f"/a/{agency.slug}/review/").content.decode())
    assert "ผู้ที่ย้ายไป" not in words
    assert "โปรดติดต่อผู้ดูแลระบบของหน่วยงาน โทร. 0 0000 0000" in words


def test_another_agencys_page_is_as_if_it_were_not(client: Client, kanda: User) -> None:
    a_member(kanda, an_agency())
    an_agency("ban-rai", short_name="อบต.บ้านไร่")
    client.force_login(kanda)
    theirs, nobodys = client.get("/a/ban-rai/review/"), client.get("/a/no-such/review/")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert main_of(theirs.content.decode()) == main_of(nobodys.content.decode())
    assert "บ้านไร่" not in theirs.content.decode()


def test_another_refusal_says_whom_to_ask(client: Client, kanda: User) -> None:
    client.force_login(kanda)
    response = client.get("/forbidden/")
    assert response.status_code == 403
    assert "โปรดติดต่อผู้ดูแลระบบของหน่วยงานท่าน" in main_of(response.content.decode())
    assert "ความลับ" not in response.content.decode()


def test_a_form_without_its_token_is_refused_in_thai() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/typed/", {"text": "ข้อความ"})
    assert response.status_code == 403
    assert main_of(response.content.decode()).startswith("ยังไม่ได้บันทึก เพราะแบบฟอร์มนี้หมดอายุ กดย้อนกลับเพื่อคัดลอกข้อความ")


def test_development_shows_the_programmer_the_cause(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    assert "ZeroDivisionError" in client.get("/broken/").content.decode()


def test_no_entry_of_the_main_menu_is_where_one_is(client: Client, kanda: User) -> None:
    agency = an_agency()
    a_member(kanda, agency)
    a_plan(agency)
    client.force_login(kanda)
    refused = client.get(f"/a/{agency.slug}/2566/measures/add/")
    assert refused.status_code == 403
    assert ">มาตรการ</a>" in refused.content.decode()
    assert 'aria-current="page"' not in refused.content.decode()
