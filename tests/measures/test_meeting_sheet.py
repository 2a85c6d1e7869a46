"""One sheet for the monthly meeting: each measure, whose it is, how far, and until when."""

import re
from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from accounts.permissions import Role
from measures.models import Measure, Plan, State
from tests.factories import a_measure, a_plan, a_user, an_agency, an_officer


@pytest.fixture
def plan(db: None) -> Plan:
    return a_plan(an_agency())


@pytest.fixture
def client(plan: Plan) -> Client:
    client = Client()
    client.force_login(a_user("mana", Role.OFFICER, agency=plan.agency))
    return client


def url(plan: Plan) -> str:
    return f"/a/{plan.agency.slug}/2566/measures/sheet/"


def rows(html: str) -> list[list[str]]:
    """The words of the table's cells, line by line."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("<tr>")[1:]]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_each_measure_stands_in_a_line_with_its_officers_its_day_and_its_state(plan: Plan, client: Client) -> None:
    officers = [an_officer(plan.agency, name) for name in ("นายสมคิด ใจดี", "นางสาวมาลี งามดี")]
    a_measure(plan, "E13", question="มีระบบออนไลน์", officers=officers, due_on=date(2023, 9, 20))
    taken = a_measure(plan, "E14", question="เปิดโอกาส", actions=["ประชุม"], due_on=date(2023, 9, 20))
    Measure.objects.filter(pk=taken.pk).update(state=State.TAKEN)
    a_measure(plan, "I1", question="ไม่มีใครทำ", actions=["อบรม"])
    with mock.patch.object(clock, "today", return_value=date(2023, 9, 26)):
        html = client.get(url(plan)).content.decode()
    assert "ตรวจรับแล้ว 1 จาก 3 มาตรการ เกินกำหนด 1 มาตรการ" in " ".join(html.split())
    assert rows(html) == [
        ["I1", "ไม่มีใครทำ", "ยังไม่ระบุ", "–", "กำลังดำเนินการ"],
        ["E13", "มีระบบออนไลน์", "นายสมคิด ใจดี นางสาวมาลี งามดี", "20 ก.ย. 66", "ยังไม่เริ่ม เกินกำหนด"],
        ["E14", "เปิดโอกาส", "ยังไม่ระบุ", "20 ก.ย. 66", "ตรวจรับแล้ว"],
    ]


def test_a_year_without_measures_says_so(plan: Plan, client: Client) -> None:
    assert rows(client.get(url(plan)).content.decode()) == [["ปีนี้ยังไม่มีมาตรการ"]]


def test_it_takes_as_many_queries_for_three_measures_as_for_one(plan: Plan, client: Client) -> None:
    found = []
    for codes in (["E1"], ["E2", "E3"]):
        for code in codes:
            a_measure(plan, code, officers=[an_officer(plan.agency, code)])
        client.get(url(plan))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url(plan))
        found.append(len(queries))
    assert found[0] == found[1]
