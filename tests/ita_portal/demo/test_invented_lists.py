"""The demonstration closes one loop: a year that is over, with its scores before and after under two numbers."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Agency, User
from audit.verify import verify
from ita.catalogue import load_csv
from ita_portal.demo import agency, invented_lists, past_report
from measures.models import Indicator, Plan
from measures.services import catalogue
from reports.models import Publication
from scores.services import helped
from tests.browsing import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded() -> Agency:
    catalogue.load(load_csv())
    agency.seed()
    agency.play()
    past_report.publish(now=timezone.now())
    return Agency.objects.get(slug="thung-sai-than")


def told(year: int) -> dict[str, list[tuple[str, str]]]:
    """What is said of each measure of a year: the number that its item has after it, and the words."""
    plan = Plan.objects.get(agency__slug="thung-sai-than", year=year)
    rows = helped.of_plan(plan.agency, plan).rows
    return {row.measure.code: [(each.code_after, each.words) for each in row.compared] for row in rows}


def test_each_year_is_beside_the_one_after_it_where_a_person_could_tell(seeded: Agency, client: Client) -> None:
    assert told(2565) == {
        "I8": [("I7", "คะแนนเปลี่ยนจาก 61.92 เป็น 68.75 เพิ่มขึ้น 6.83")],
        "E9": [("E8", "คะแนนเปลี่ยนจาก 64.07 เป็น 71.28 เพิ่มขึ้น 7.21")],
    }
    this_year = told(2566)
    assert this_year["E13"] == [("E13", "คะแนนเท่าเดิม 66.31")]
    assert this_year["E14"] == [("E14", "คะแนนเปลี่ยนจาก 72.78 เป็น 73.25 เพิ่มขึ้น 0.47")]
    silent = {code: said for code, said in this_year.items() if all(after == "" for after, _ in said)}
    assert set(silent) == {"I7", "I10", "I11", "I23", "E6", "E8", "E11", "O18", "O34", "O36"}
    assert {code for code, [(_, words)] in silent.items() if "โปรดตรวจรหัส" in words} == {"I11", "O18", "O34", "O36"}
    code = Publication.objects.get().round.code
    published = words_of(client.get(f"/r/{code}/")).split("ภาคผนวก คะแนนก่อนและหลังดำเนินมาตรการ")[1]
    assert "ข้อ I8 61.92 ข้อ I7 68.75 เพิ่มขึ้น 6.83" in published
    assert "ข้อ E9 64.07 ข้อ E8 71.28 เพิ่มขึ้น 7.21" in published
    client.force_login(User.objects.get(username="mana"))
    assert "ปี 2565 คือข้อ I7" in words_of(client.get("/a/thung-sai-than/2564/scores/helped/"))
    assert verify().whole


def test_what_is_invented_says_so_and_what_is_known_keeps_its_words(seeded: Agency) -> None:
    said = json.loads(invented_lists.DATA.read_text("utf-8"))["source"]
    assert set(Indicator.objects.filter(year=2564).values_list("source", flat=True)) == {said}
    assert not Indicator.objects.filter(source=said).exclude(year=2564).exists()
    assert not Indicator.objects.filter(year=2564, status=Indicator.Status.CONFIRMED).exists()
    counts = {tool: Indicator.objects.filter(year=2564, tool=tool).count() for tool in ("IIT", "EIT", "OIT")}
    assert counts == {"IIT": 31, "EIT": 16, "OIT": 43}
    before = catalogue.load(load_csv())
    assert (before.added, before.changed) == (0, 0)


def test_it_is_made_once_and_only_where_the_list_behind_it_is_known() -> None:
    invented_lists.make()
    assert not Indicator.objects.exists()
    catalogue.load(load_csv())
    invented_lists.make()
    first = list(Indicator.objects.order_by("pk").values())
    invented_lists.make()
    assert list(Indicator.objects.order_by("pk").values()) == first
