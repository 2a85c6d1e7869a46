"""Drafts at home are told apart, and the words of one stand under the names of their fields."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.permissions import Role
from editing import drafts
from ita_portal.frame.draft_labels import label_of, named
from tests.browsing import words_of
from tests.factories import NOON, a_user, an_agency

pytestmark = pytest.mark.django_db
PAGE = "/a/x/2566/measures/add/"


@pytest.fixture
def mana() -> User:
    return a_user("mana", Role.OFFICER, agency=an_agency())


def keep(user: User, text: str, page: str = PAGE, *, title: str = "มาตรการใหม่ ปี 2566", waiting: str = "") -> str:
    data = QueryDict(mutable=True)
    data.update({"question": text, "draft_waiting": waiting})
    kept = drafts.keep(user=user, page=page, title=title, data=data, now=NOON + timedelta(minutes=len(text)))
    assert kept is not None
    return str(kept.pk)


def test_two_drafts_of_one_title_say_how_they_begin(mana: User, client: Client) -> None:
    client.force_login(mana)
    keep(mana, "ประชุมชี้แจงทุกหมู่บ้าน")
    keep(mana, "จัดอบรมที่วัด", "/a/x/2567/measures/add/")
    home: Any = client.get("/", follow=True)
    words = words_of(home)
    assert "“ประชุมชี้แจงทุกหมู่บ้าน…” เก็บร่างไว้เมื่อ" in words
    assert "“จัดอบรมที่วัด…” เก็บร่างไว้เมื่อ" in words


def test_words_that_gave_way_are_listed_among_those_thrown_away(mana: User, client: Client) -> None:
    client.force_login(mana)
    first = keep(mana, "ประชุมชี้แจงทุกหมู่บ้าน")
    keep(mana, "จัดอบรมที่วัด", waiting=first)
    home: Any = client.get("/", follow=True)
    assert "ข้อความที่ทิ้งไป 1 เรื่อง นำกลับได้ภายใน 1 วัน" in words_of(home)
    assert f'href="/me/drafts/{first}/"' in home.content.decode()


def test_the_beginning_of_what_is_typed_further_does_not_give_way(mana: User, client: Client) -> None:
    client.force_login(mana)
    first = keep(mana, "ประชุมชี้แจง")
    keep(mana, "ประชุมชี้แจงทุกหมู่บ้าน", waiting=first)
    assert "ข้อความที่ทิ้งไป" not in words_of(client.get("/", follow=True))


def test_a_draft_whose_title_says_all_shows_no_words_and_they_are_not_read(mana: User) -> None:
    keep(mana, "ประชุม")
    keep(mana, "อบรม", "/a/x/2567/measures/add/", title="มาตรการใหม่ ปี 2567")
    with CaptureQueriesContext(connection) as queries:
        found = drafts.waiting(mana)
    assert ([draft.begins for draft in found], len(queries)) == (["", ""], 1)


def test_many_drafts_of_one_title_cost_two_queries(mana: User) -> None:
    for year in range(2560, 2567):
        keep(mana, f"ประชุม {year}", f"/a/x/{year}/measures/add/")
    with CaptureQueriesContext(connection) as queries:
        assert {draft.begins for draft in drafts.waiting(mana)} == {f"ประชุม {year}" for year in range(2560, 2567)}
    assert len(queries) == 2


def test_nobody_reads_how_anothers_draft_begins(mana: User) -> None:
    keep(a_user("piti"), "ของปิติ")
    keep(mana, "ของมานะ")
    assert [draft.begins for draft in drafts.waiting(mana)] == [""]


@pytest.mark.parametrize(
    ("name", "page", "label"),
    [
        ("actions-1-text", "/a/x/2566/measures/3/progress/", "การดำเนินการที่ 2"),
        ("actions-0-start", "/a/x/2566/measures/3/progress/", "การดำเนินการที่ 1 วันที่เริ่ม"),
        ("steps-0-text", PAGE, "สิ่งที่ต้องทำที่ 1"),
        ("question", PAGE, "ข้อคำถามหรือตัวชี้วัด"),
        ("merged-actions-0-text", "/a/x/2566/measures/3/progress/", "ข้อความที่รวมเอง: การดำเนินการที่ 1"),
        ("merged-steps", PAGE, "ข้อความที่รวมเอง: สิ่งที่ต้องทำ"),
        ("theirs-actions-0-text", "/a/x/2566/measures/3/progress/", "ฉบับที่บันทึกไว้: การดำเนินการที่ 1"),
        ("problems", "/a/x/2566/report/", "ปัญหา/อุปสรรค"),
        ("name", "/a/x/settings/units/3/", "ชื่อที่พิมพ์ในรายงาน"),
        ("comment", "/a/x/2566/report/review/", "ความเห็นหรือเหตุผล"),
        ("whatever", "/no-such-page/", ""),
    ],
)
def test_a_field_is_called_as_its_page_calls_it(name: str, page: str, label: str) -> None:
    assert label_of(name, page) == label


def test_what_has_no_name_is_numbered() -> None:
    data = QueryDict("question=ก&whatever=ข&csrfmiddlewaretoken=x&steps-0-pk=1")
    assert named(data, PAGE) == [("ข้อคำถามหรือตัวชี้วัด", "ก"), ("ข้อความที่ 2", "ข")]


def test_the_page_of_the_words_names_their_fields(mana: User, client: Client) -> None:
    client.force_login(mana)
    key = keep(mana, "ประชุมชี้แจง")
    page: Any = client.get(f"/me/drafts/{key}/")
    assert "ข้อคำถามหรือตัวชี้วัด ประชุมชี้แจง" in words_of(page)
