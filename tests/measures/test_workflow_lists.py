"""Lists and homes tell the states apart, put first what waits, and ask the database the same however long they are."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.filters import Group
from measures.models import Measure, State
from tests.measures.reviewing import WORDS, Office, an_office

pytestmark = pytest.mark.django_db

LONG_AGO = date(2023, 8, 31)
GROUPS = {
    State.OPEN: Group.DOING,
    State.HANDED_IN: Group.WAITING,
    State.TAKEN: Group.TAKEN,
    State.RETURNED: Group.RETURNED,
    State.REOPENED: Group.DOING,
}


def one_of_each(office: Office) -> dict[str, Measure]:
    """A measure in each state, all due long ago, and one of which nothing is recorded."""
    found = {f"E{n}": office.measure(state, code=f"E{n}", due_on=LONG_AGO) for n, state in enumerate(State, start=1)}
    found["E9"] = office.measure(code="E9", actions=0, outcomes=0)
    return found


def home(office: Office, who: str) -> Any:
    return office.client(who).get(reverse("agency_home", args=[office.plan.agency.slug, office.plan.year]))


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_each_pill_counts_the_rows_that_it_leads_to() -> None:
    office = an_office()
    one_of_each(office)
    client = office.client("approver")
    pills = re.findall(r'href="([^"]*)"[^>]*>\s*([^<\d]+) (\d+)</a>', client.get(office.url("list")).content.decode())
    counts = {label: int(count) for _, label, count in pills}
    assert counts == {
        "ทั้งหมด": 6,
        "ยังไม่เริ่ม": 1,
        "กำลังดำเนินการ": 2,
        "รอตรวจ": 1,
        "ส่งกลับแก้ไข": 1,
        "เกินกำหนด": 3,
        "ตรวจรับแล้ว": 1,
    }
    for url, _, count in pills:
        assert f"พบ {count} มาตรการ" in words(client.get(url))


@pytest.mark.parametrize("state", State)
def test_a_measure_stands_in_the_group_of_its_state(state: State) -> None:
    office = an_office()
    office.measure(state)
    client = office.client("officer")
    shown = [group for group in Group if "พบ 1 มาตรการ" in words(client.get(office.url("list"), {"state": group}))]
    assert shown == [GROUPS[state]]


def test_what_is_handed_in_is_late_no_more() -> None:
    office = an_office()
    one_of_each(office)
    late = words(office.client("officer").get(office.url("list"), {"state": Group.LATE}))
    assert [code for code in ("E1", "E2", "E3", "E4", "E5", "E9") if f" {code} " in late] == ["E1", "E4", "E5"]


def queries(office: Office, who: str, url: str) -> tuple[int, int]:
    """How many queries a page makes in all, and how many of them read measures: the frame's own number may grow."""
    client = office.client(who)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked), sum('FROM "measures_' in query["sql"] for query in asked.captured_queries)


@pytest.mark.parametrize(("who", "count"), [("coordinator", 6), ("officer", 5)])
def test_the_list_asks_the_same_of_the_database_for_one_row_and_three(who: str, count: int) -> None:
    office = an_office()
    office.measure(State.HANDED_IN, code="E1")
    one = queries(office, who, office.url("list"))
    assert one[1] == count
    office.measure(State.HANDED_IN, code="E2")
    office.measure(State.RETURNED, code="E3")
    assert queries(office, who, office.url("list")) == one


@pytest.mark.parametrize(("who", "count"), [("coordinator", 5), ("officer", 5), ("approver", 5)])
def test_a_home_asks_the_same_of_the_database_for_one_measure_and_three(who: str, count: int) -> None:
    office = an_office()
    url = reverse("agency_home", args=[office.plan.agency.slug, office.plan.year])
    office.measure(State.RETURNED, code="E1")
    one = queries(office, who, url)
    assert one[1] == count
    office.measure(State.RETURNED, code="E2")
    office.measure(State.RETURNED, code="E3")
    assert queries(office, who, url) == one


def test_an_officers_home_says_what_to_do_and_what_became_of_what_was_sent() -> None:
    office = an_office()
    one_of_each(office)
    shown = words(home(office, "officer"))
    todo, _, sent = shown.partition("ส่งแล้ว")
    assert re.findall(r"\b(E\d) คำถาม", todo) == ["E4", "E5", "E1", "E9"]
    assert f"ผู้ประสานงานขอให้แก้ไข: {WORDS}" in todo
    assert f"นายมานะ สุจริตธรรม เปิดให้แก้ไขอีกครั้ง: {WORDS}" in todo
    assert re.findall(r"\b(E\d) คำถาม", sent) == ["E2", "E3"]
    assert "ส่งเมื่อ 22 ก.ย. 66 ผู้ประสานงานยังไม่ได้ตรวจ" in sent
    assert "ตรวจรับเมื่อ 22 ก.ย. 66" in sent


def test_what_waits_comes_first_on_a_coordinators_home() -> None:
    office = an_office()
    measures = one_of_each(office)
    response = home(office, "coordinator")
    assert "มี 1 มาตรการที่ส่งมาให้ตรวจ E2 ส่งมาตั้งแต่ 22 ก.ย. 66" in words(response)
    assert f'btn-primary" href="{office.url("check", measures["E2"])}"' in response.content.decode()
    office.measure(State.HANDED_IN, code="E7")
    response = home(office, "coordinator")
    assert "มี 2 มาตรการที่ส่งมาให้ตรวจ E2 และ E7 ส่งมาตั้งแต่" in words(response)
    assert f'btn-primary" href="{office.url("list")}?state=waiting"' in response.content.decode()


def test_nobody_else_is_asked_to_check_what_waits() -> None:
    office = an_office()
    one_of_each(office)
    for who in ("approver", "administrator", "overseer", "officer"):
        assert "ส่งมาให้ตรวจ" not in words(home(office, who)), who


def test_the_year_counts_what_was_taken() -> None:
    office = an_office()
    one_of_each(office)
    shown = words(home(office, "approver"))
    assert "ตรวจรับ 1 จาก 6" in shown
    assert "กองสวัสดิการสังคม 1 จาก 6" in shown
