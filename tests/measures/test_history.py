"""What was done to a measure, told in Thai sentences."""

from __future__ import annotations

import ast
import re
from datetime import date

import pytest
from bs_icon_templates.templatetags.bs_icons import bs_icon
from django.db import transaction

from audit import chain
from audit.models import AuditEvent
from measures import history
from measures.history import SENTENCES
from measures.models import Action
from measures.services import measure as measures
from tests.browsing import open_form, words_of
from tests.factories import NOON
from tests.house.tree import ROOT, python_files, text_of
from tests.measures.conftest import Office, SignedIn

SERVICES = ("accounts", "measures", "evidence", "scores", "reports", "workflow", "ita_portal")


def literals(node: ast.expr) -> set[str]:
    """The texts that an argument may be, `"a" if x else "b"` among them."""
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def recorded_in(source: str) -> set[str]:
    """The actions that a module records about a measure: by plans.record, or by a subject that begins `measure:`.

    An action that a function hands on is looked for where the function is called.
    """
    tree, found, handed_on = ast.parse(source), set[str](), set[str]()
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
            name = ast.unparse(call.func)
            subject = next((ast.unparse(k.value) for k in call.keywords if k.arg == "subject"), "")
            if name.endswith("record") and ("measure:" in subject or name == "plans.record") and call.args:
                found |= literals(call.args[0])
                if isinstance(call.args[0], ast.Name):
                    handed_on.add(function.name)
    for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call)]:
        if ast.unparse(call.func) in handed_on:
            found |= {text for arg in call.args for text in literals(arg)}
    return found


def all_recorded() -> set[str]:
    files = [path for path in python_files() if path.parts[0] in SERVICES and "migrations" not in path.parts]
    return set().union(*(recorded_in(text_of(path)) for path in files if (ROOT / path).exists()))


def test_every_action_that_is_recorded_of_a_measure_has_its_sentence() -> None:
    assert all_recorded() == set(SENTENCES)


def test_an_action_without_a_sentence_would_be_found() -> None:
    source = """
def mark(measure, action):
    plans.record(action, measure=measure)
def work(measure, new):
    mark(measure, "measure.taken")
    plans.record("measure.a" if new else "measure.b", measure=measure)
    chain.record("measure.c", subject=f"measure:{measure.pk}")
    chain.record("plan.d", subject=f"plan:{measure.pk}")
"""
    assert recorded_in(source) == {"measure.taken", "measure.a", "measure.b", "measure.c"}


@pytest.mark.parametrize("action", SENTENCES)
def test_each_sentence_is_thai_and_its_icon_is_there(action: str) -> None:
    icon, sentence = SENTENCES[action]
    assert re.fullmatch("[ก-๛ ]+", sentence)
    assert "<svg" in bs_icon(icon)


@pytest.mark.django_db
def test_the_page_tells_what_happened_the_latest_first(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    measures.remove(measure=measure, by=office.manee, now=NOON)
    measures.restore(measure=measure, by=office.manee)
    with transaction.atomic():
        chain.record("officers.assigned", actor=None, agency=office.plan.agency_id, subject=f"measure:{measure.pk}")
        chain.record("measure.added", actor=999, agency=office.plan.agency_id, subject=f"measure:{measure.pk}0")
    told = words_of(signed_in(office.mana).get(office.url("measure", measure))).partition("ประวัติ")[2]
    lines = re.findall(
        "(กำหนดผู้รับผิดชอบ|นำมาตรการกลับเข้าแผน|นำมาตรการออกจากแผน|เพิ่มมาตรการ) โดย (ระบบ|นางสาวมานี รักดี)", told
    )
    assert lines == [
        ("กำหนดผู้รับผิดชอบ", "ระบบ"),
        ("นำมาตรการกลับเข้าแผน", "นางสาวมานี รักดี"),
        ("นำมาตรการออกจากแผน", "นางสาวมานี รักดี"),
    ]


@pytest.mark.django_db
def test_a_save_tells_what_it_changed(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure("E13", steps=["จัดทำคู่มือ"], actions=["จัดอบรม", "ติดป้าย"])
    mana, manee = signed_in(office.mana), signed_in(office.manee)
    form = open_form(mana, office.url("progress", measure))
    form.press(mana, actions_0_text="จัดอบรมสองรุ่น", actions_1_removed="on", outcomes_0_text="เข้าใจมากขึ้น")
    open_form(manee, office.url("change", measure)).press(manee, question="เปิดเผยเพียงใด", steps_0_text="จัดทำคู่มือใหม่")
    told = words_of(mana.get(office.url("measure", measure))).partition("ประวัติ")[2]
    assert "แก้ไขมาตรการ โดย นางสาวมานี รักดี ข้อคำถาม, สิ่งที่ต้องทำ" in told
    assert "แก้ไขการดำเนินการ 1 รายการ, นำการดำเนินการออก 1 รายการ, เพิ่มผลลัพธ์ 1 ข้อ" in told


def test_what_a_save_did_is_told_part_by_part() -> None:
    assert history.did({}) == ""
    assert history.did({"actions_added": [1, 2], "actions_changed": [], "actions_order": [2, 1]}) == (
        "เพิ่มการดำเนินการ 2 รายการ, จัดลำดับการดำเนินการ"
    )
    assert history.did({"officers": [7], "fields": ["due_on", "other"]}) == "ผู้รับผิดชอบ 1 คน, วันครบกำหนด"


@pytest.mark.django_db
def test_an_event_without_a_sentence_is_a_mistake() -> None:
    with transaction.atomic():
        chain.record("measure.forgotten", actor=None, agency=None, subject="measure:1")
    with pytest.raises(KeyError):
        history.lines(AuditEvent.objects.all(), {})


def test_the_dates_of_an_action_as_a_heading() -> None:
    day, later = date(2023, 6, 1), date(2023, 9, 29)
    spans = [(None, None, False), (day, day, False), (day, later, False), (day, None, True), (day, None, False)]
    told = [history.when(Action(start_on=first, end_on=last, open_ended=on)) for first, last, on in spans]
    assert told == [
        "",
        "1 มิถุนายน 2566",
        "1 มิถุนายน 2566 – 29 กันยายน 2566",
        "ตั้งแต่วันที่ 1 มิถุนายน 2566 เป็นต้นมา",
        "1 มิถุนายน 2566",
    ]
