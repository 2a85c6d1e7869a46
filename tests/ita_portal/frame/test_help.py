"""Help is there for everyone, and names the people to ask to those who belong."""

import re

import pytest
from django.test import Client

from accounts.permissions import Role
from tests.accounts.making import a_member, a_person, an_agency

pytestmark = pytest.mark.django_db


def test_the_footer_leads_to_four_pages_that_are_there(client: Client) -> None:
    footer = client.get("/help/").content.decode().partition("<footer")[2]
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', footer)
    titles = {path: re.search("<h1>(.*?)</h1>", client.get(path).content.decode()) for path, _ in links}
    assert [(words, titles[path] and titles[path][1]) for path, words in links] == [  # type: ignore[index]
        (words, words) for words in ["วิธีใช้งาน", "การเข้าถึงเว็บไซต์", "นโยบายคุ้มครองข้อมูลส่วนบุคคล", "ติดต่อผู้ดูแลระบบ"]
    ]


def test_a_signed_in_person_sees_their_own_agencies_administrators(client: Client) -> None:
    mine, other = an_agency(), an_agency("ban-rai", short_name="อบต.บ้านไร่")
    kanda = a_person()
    a_member(kanda, mine)
    a_member(a_person("wilai", name="นางวิไล รักษ์ดี", telephone="0 0000 0000 ต่อ 11"), mine, Role.ADMINISTRATOR)
    a_member(a_person("other", name="นายอื่น ไกลตัว"), other, Role.ADMINISTRATOR)
    client.force_login(kanda)
    page = client.get("/help/contact/").content.decode()
    assert "<dt>อบต.ทุ่งสายธาร</dt>" in page
    assert "นางวิไล รักษ์ดี" in page
    assert "โทร. 0 0000 0000 ต่อ 11" in page
    assert "นายอื่น" not in page


def test_a_visitor_learns_where_to_ask_and_no_names(client: Client) -> None:
    a_member(a_person("wilai", name="นางวิไล รักษ์ดี"), an_agency(), Role.ADMINISTRATOR)
    page = client.get("/help/contact/").content.decode()
    assert "โปรดติดต่อผู้ดูแลระบบของหน่วยงานท่าน" in page
    assert "วิไล" not in page


def test_an_agency_without_an_administrator_gives_its_own_number(client: Client) -> None:
    kanda = a_person()
    a_member(kanda, an_agency())
    client.force_login(kanda)
    assert "ยังไม่มีผู้ดูแลระบบ ติดต่อหน่วยงาน" in client.get("/help/contact/").content.decode()


def test_the_officers_help_names_the_words_of_the_pages(client: Client) -> None:
    page = client.get("/help/").content.decode()
    for words in ("สิ่งที่ต้องทำ", "เพิ่มการดำเนินการ", "ยังดำเนินการต่อเนื่องจนถึงปัจจุบัน"):
        assert words in page
