"""Every form into which people type words keeps a draft, shows it again as it was typed, and is rid of it by a save."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import Draft, User
from measures.models import Plan, Recommended
from tests.browsing import form_of, open_form
from tests.editing.drafting import keep, leave, said, send
from tests.factories import NOON, a_user, an_indicator
from tests.house.calls import OPERATORS
from tests.house.doors import World, a_world
from tests.made_once import for_a_module

pytestmark = pytest.mark.django_db

ROWS = {
    "actions-0-text": "จัดอบรม 2 ครั้ง\r\nที่ศาลากลาง",
    "actions-0-start": "๓ ก.ค. ๖๖",
    "outcomes-1-text": "ผลใหม่",
}
NAMES = {"short_name": "กองคลัง", "name": "กองคลังองค์การบริหารส่วนตำบล"}
OPERATOR = "operator"
# Whose form it is, and what is typed into it, by the name of its address.
FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "measures:action": ("officer", ROWS),
    "measures:action_new": ("officer", {**ROWS, "outcomes-0-text": "แก้ผลเดิม"}),
    "measures:progress": ("officer", ROWS),
    "measures:officers": ("officer", {"duties-1-name": "นายใหม่ มาแล้ว", "duties-1-post": "ช่าง"}),
    "measures:hand_in": ("officer", {"comment": "ครบแล้วครับ\r\nโปรดตรวจ"}),
    "measures:add": (
        "coordinator",
        {"code": "e13", "question": "ข้อคำถามใหม่", "steps-0-text": "ทำสิ่งนี้", "due_on": "30/9/66"},
    ),
    "measures:change": ("coordinator", {"code": "e13", "question": "ข้อคำถามใหม่", "steps-0-text": "ทำสิ่งนี้"}),
    "measures:deadlines": ("coordinator", {"progress_due_on": "30 ก.ย. 66", "report_due_on": "3/10/66"}),
    "measures:ask": ("officer", {"text": "กี่ครั้ง"}),
    "measures:question": ("officer", {"text": "สามครั้ง"}),
    "evidence:link": ("officer", {"address": "https://www.go.th/1", "caption": "ประกาศ", "speaks_for": "๓ ก.ค. ๖๖"}),
    "evidence:change": ("officer", {"caption": "ประชุมใหญ่", "speaks_for": "๓ ก.ค. ๖๖", "is_public": "on"}),
    "measures:wording": ("coordinator", {"text": "ถ้อยคำที่ถูกต้อง"}),
    "measures:library_entry": ("coordinator", {"question": "ข้อคำถามใหม่", "text": "ทำสิ่งนี้\r\nแล้วทำต่อ"}),
    "scores:edit": ("coordinator", {"official_total": "๘๗.๓๕", "IIT": "88.12", "note": "ตามประกาศ"}),
    "scores:edit_tool": ("coordinator", {"more": "I40 70.25\r\nI41 71.5"}),
    "measures:check": ("coordinator", {"comment": "โปรดระบุจำนวน"}),
    "measures:reopen": ("coordinator", {"comment": "แก้จำนวน"}),
    "reports:compile": ("coordinator", {"opening": "ด้วย\r\nหน่วยงาน", "problems": "ไม่มี", "reported_on": "3/10/66"}),
    "reports:retention_keep": ("coordinator", {"reason": "อยู่ระหว่างการตรวจสอบ\r\nถึงสิ้นปี"}),
    "accounts:agency": ("administrator", {"telephone": "0 1111 1111", "letterhead": "งานธุรการ", "digits": "arabic"}),
    "accounts:invite": ("administrator", {"name": "นายใหม่ มาแล้ว", "post": "ช่าง", "roles": "approver"}),
    "accounts:person": ("administrator", {"post": "ช่างใหญ่", "roles": "approver"}),
    "accounts:unit_add": ("administrator", NAMES),
    "accounts:unit": ("administrator", NAMES),
    "measures:officer_add": ("administrator", {"name": "นายใหม่ มาแล้ว", "post": "ช่าง"}),
    "measures:officer": ("administrator", {"name": "นายใหม่ มาแล้ว", "post": "ช่าง"}),
    "catalogue:item": (OPERATOR, {"text": "คู่มือ\r\nที่ใช้จริง", "status": "uncertain", "source": "คู่มือ หน้า 14"}),
    "catalogue:add": (OPERATOR, {"code": "o15", "text": "แผน", "group_no": "3", "group_name": "การใช้งบประมาณ"}),
    "catalogue:forerunners": (OPERATOR, {"O14-choice": "ข้ออื่น", "O14-code": "O13", "O16-choice": "ไม่มีข้อเดิม"}),
    "catalogue:recommended": (OPERATOR, {"text": "จัดทำคู่มือ\r\nแล้วประกาศ", "question": "คู่มือ"}),
    "catalogue:recommended_add": (OPERATOR, {"tool": "OIT", "text": "จัดทำคู่มือ", "question": "คู่มือ"}),
}


def member(world: World, role: str) -> User:
    if role == OPERATOR:
        return a_user("somying", is_superuser=True)
    return User.objects.get(username=f"{role}@{world.plan.agency.slug}")


def address(world: World, name: str) -> str:
    slug = world.plan.agency.slug
    if name.startswith(("measures:officer_", "accounts:")) or name == "measures:officer":
        rows = {
            "accounts:person": member(world, "officer").pk,
            "accounts:unit": world.plan.agency.units.all()[0].pk,
            "measures:officer": world.plan.agency.officers.all()[0].pk,
        }
        return reverse(name, kwargs={"slug": slug, **({"pk": rows[name]} if name in rows else {})})
    if name in OPERATORS:
        values = lists_of_two_years()
        return reverse(name, kwargs={argument: values[row] for argument, row in OPERATORS[name].rows})
    return world.url(name)


def lists_of_two_years() -> dict[str, object]:
    """The rows that the operator's addresses name: a list, the one before it, and a recommended measure."""
    an_indicator("O13", year=2566, text="คู่มือ")
    item = an_indicator("O14", year=2567, text="คู่มือ")
    an_indicator("O16", year=2567)
    recommended = Recommended.objects.create(key="a", tool="OIT", question="คู่มือเดิม", text="ทำ")
    of_list = {"list_year": 2567, "list_kind": "general", "tool": "oit"}
    return {**of_list, "item": item.pk, "recommended_to_all": recommended.pk}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with for_a_module(django_db_blocker):
        yield a_world()


@pytest.fixture
def world(made: World) -> World:
    return World(Plan.objects.get(pk=made.plan.pk), made.values)


def come_in(client: Client, world: World, name: str) -> tuple[str, dict[str, str]]:
    role, typed = FORMS[name]
    client.force_login(member(world, role))
    return address(world, name), typed


@pytest.mark.parametrize("name", FORMS)
def test_a_form_comes_back_as_it_was_typed(client: Client, world: World, name: str) -> None:
    url, typed = come_in(client, world, name)
    form = open_form(client, url)
    stored = said(form)
    response = keep(client, form, typed)
    assert (response.status_code, response["Location"]) == (302, f"{url}?draft=1")
    page: Any = client.get(response["Location"])
    assert page.status_code == 200
    assert "ข้อผิดพลาด" not in page.content.decode()
    assert "นี่คือร่างที่เก็บไว้เมื่อ" in page.content.decode()
    assert said(form_of(page)) == stored | typed


@pytest.mark.parametrize("name", FORMS)
def test_a_form_offers_its_draft_and_shows_what_is_stored(client: Client, world: World, name: str) -> None:
    url, typed = come_in(client, world, name)
    stored = said(open_form(client, url))
    leave(client, url, typed)
    page: Any = client.get(url)
    assert "มีข้อความที่พิมพ์ค้างไว้" in page.content.decode()
    assert f'href="{url}?draft=1#typed"' in page.content.decode()
    assert said(form_of(page)) == stored


@pytest.mark.parametrize("name", FORMS)
def test_a_save_ends_the_draft(client: Client, world: World, name: str) -> None:
    url, typed = come_in(client, world, name)
    draft = leave(client, url, typed)
    form = form_of(client.get(draft.link))
    form.values["asked"] = "1"  # a day that has passed, words beside ตรวจรับ: both are meant
    response = send(client, form)
    assert response.status_code == 302, response.content.decode()
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("name", FORMS)
def test_a_draft_holds_no_secret_and_no_declaration(client: Client, world: World, name: str) -> None:
    url, typed = come_in(client, world, name)
    draft = leave(client, url, {**typed, "secret": "SECRET", "password": "SECRET", "declaration": "SECRET"})
    assert "SECRET" not in draft.data
    assert "csrfmiddlewaretoken" not in draft.data


def test_an_empty_form_that_is_sent_leaves_no_draft(client: Client, world: World) -> None:
    """The due date in it is the page's own proposal."""
    world.plan.progress_due_on = date(2023, 9, 29)
    world.plan.save()
    url, _ = come_in(client, world, "measures:add")
    form = open_form(client, url)
    assert form.values["due_on"]
    assert send(client, form).status_code == 422
    assert not Draft.objects.exists()


def test_what_gave_way_and_is_sent_after_all_is_not_kept_for_the_bin(client: Client, world: World) -> None:
    url, _ = come_in(client, world, "measures:hand_in")
    user = member(world, "officer")
    for text in ("ครบ", "ภาพจะตามมา"):
        facts = {
            "title": "มาตรการ",
            "data": json.dumps([["comment", [text]]]),
            "saved_at": NOON,
            "thrown_at": timezone.now(),
        }
        Draft.objects.create(user=user, page=url, **facts)
    form = open_form(client, url)
    assert client.post(url, {**form.values, "comment": "ครบแล้ว", "move": "hand_in"}).status_code == 302
    assert [json.loads(draft.data)[0][1] for draft in Draft.objects.all()] == [["ภาพจะตามมา"]]
